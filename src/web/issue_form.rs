//! What an issue says, asked on a form and shown on a page. Gap, blocker, deviation and cause are asked empty: people choose them.
use super::{
    act_form::{Draft, choices_of},
    given::{Given, Understood},
};
use crate::model::{Blocker, Cause, CauseDepth, Deviation, Gap, IssueBody, RootCause, Suggestion};

/// Asks what one issue says; names of fields begin with `at`. Of what already stands only the empty places are asked.
pub(super) fn asked<'a>(form: Draft<'a>, at: &str, there: &IssueBody) -> Draft<'a> {
    let name = |field: &str| format!("{at}{field}");
    let mut form = form;
    let lines = [
        ("unit", "unit", &there.unit),
        ("category", "category", &there.category),
    ];
    for (field, label, text) in lines {
        if is_empty(text) {
            form = form.line(&name(field), label, "");
        }
    }
    let texts = [
        ("text", "problem", &there.text),
        ("basis", "basis", &there.basis),
    ];
    for (field, label, text) in texts {
        if is_empty(text) {
            form = form.text(&name(field), label, "");
        }
    }
    form = form.text(&name("papers"), "other-papers", "");
    if there.gap.is_none() {
        form = form.choice(&name("gap"), "gap", choices_of!(Gap), "");
    }
    if there.blocker.is_none() {
        form = form.choice(&name("blocker"), "blocker", choices_of!(Blocker), "");
    }
    if there.deviation.is_none() {
        form = form.choice(&name("deviation"), "deviation", choices_of!(Deviation), "");
    }
    if there.cause.is_none() {
        form = form
            .several(&name("cause"), "cause", choices_of!(Cause), &[])
            .several(&name("depth"), "cause-depth", choices_of!(CauseDepth), &[])
            .text(&name("cause-text"), "cause-text", "");
    }
    let s = &there.suggestion;
    if is_empty(&s.text) {
        form = form.text(&name("suggestion"), "suggestion", "");
    }
    let lines = [
        ("object", "suggestion-object", &s.object),
        ("action", "suggestion-action", &s.action),
    ];
    for (field, label, text) in lines {
        if is_empty(text) {
            form = form.line(&name(field), label, "");
        }
    }
    if s.deadline.is_none() {
        form = form.day(&name("deadline"), "suggestion-deadline", None);
    }
    if is_empty(&s.check_standard) {
        form = form.line(&name("standard"), "check-standard", "");
    }
    form
}

fn is_empty(text: &str) -> bool {
    text.trim().is_empty()
}

/// What stands, where anything stands; what was said elsewhere.
fn kept(there: &str, said: String) -> String {
    match is_empty(there) {
        true => said,
        false => there.to_owned(),
    }
}

/// What was said of one issue in the places that were empty.
pub(super) fn said(given: &Given<'_>, at: &str, there: &IssueBody) -> Understood<IssueBody> {
    let name = |field: &str| format!("{at}{field}");
    let cause = RootCause {
        values: given.words(&name("cause"), Cause::from_name)?,
        depth: given.words(&name("depth"), CauseDepth::from_name)?,
        text: given.lines(&name("cause-text")),
    };
    let cause = (cause != RootCause::default()).then_some(cause);
    let mut papers = there.papers.clone();
    papers.extend(given.papers(&name("papers")));
    let s = &there.suggestion;
    Ok(IssueBody {
        unit: kept(&there.unit, given.text(&name("unit"))),
        category: kept(&there.category, given.text(&name("category"))),
        text: kept(&there.text, given.lines(&name("text"))),
        basis: kept(&there.basis, given.lines(&name("basis"))),
        evidence: there.evidence.clone(),
        papers,
        gap: there.gap.or(given.some_word(&name("gap"), Gap::from_name)?),
        blocker: there
            .blocker
            .or(given.some_word(&name("blocker"), Blocker::from_name)?),
        deviation: there
            .deviation
            .or(given.some_word(&name("deviation"), Deviation::from_name)?),
        cause: there.cause.clone().or(cause),
        suggestion: Suggestion {
            text: kept(&s.text, given.lines(&name("suggestion"))),
            object: kept(&s.object, given.text(&name("object"))),
            action: kept(&s.action, given.text(&name("action"))),
            deadline: s.deadline.or(given.some_day(&name("deadline"))?),
            check_standard: kept(&s.check_standard, given.text(&name("standard"))),
        },
    })
}

/// The issues a form speaks of: those of which anything was said.
pub(super) fn all_said(given: &Given<'_>, most: usize) -> Understood<Vec<IssueBody>> {
    let empty = IssueBody::default();
    let mut issues = Vec::new();
    for n in 0..most {
        let issue = said(given, &format!("i{n}."), &empty)?;
        if issue != empty {
            issues.push(issue);
        }
    }
    Ok(issues)
}

/// What an issue says, as a page shows it.
#[derive(Clone, Debug)]
pub(super) struct IssueShown {
    pub(super) unit: String,
    pub(super) category: String,
    pub(super) text: String,
    pub(super) basis: String,
    pub(super) papers: Vec<String>,
    pub(super) kinds: Vec<&'static str>,
    pub(super) causes: String,
    pub(super) cause_text: String,
    pub(super) suggestion: String,
    pub(super) object: String,
    pub(super) action: String,
    pub(super) deadline: String,
    pub(super) standard: String,
    pub(super) missing: Vec<&'static str>,
}

impl IssueShown {
    /// What an issue says.
    pub(super) fn of(body: &IssueBody) -> Self {
        let cause = body.cause.clone().unwrap_or_default();
        let kinds = [
            body.gap.map(Gap::name),
            body.blocker.map(Blocker::name),
            body.deviation.map(Deviation::name),
        ];
        let causes: Vec<&str> = cause
            .values
            .iter()
            .map(|c| c.name())
            .chain(cause.depth.iter().map(|c| c.name()))
            .collect();
        let s = &body.suggestion;
        Self {
            unit: body.unit.clone(),
            category: body.category.clone(),
            text: body.text.clone(),
            basis: body.basis.clone(),
            papers: body.papers.iter().map(|p| p.name.clone()).collect(),
            kinds: kinds.into_iter().flatten().collect(),
            causes: causes.join("、"),
            cause_text: cause.text,
            suggestion: s.text.clone(),
            object: s.object.clone(),
            action: s.action.clone(),
            deadline: s.deadline.map_or_else(String::new, |d| d.to_string()),
            standard: s.check_standard.clone(),
            missing: body.missing(),
        }
    }
}
