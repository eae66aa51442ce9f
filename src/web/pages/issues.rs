//! 问题: what sessions accepted, with what it still lacks, and what the host unit says of it.
use askama::Template;

use crate::{
    model::{Issue, IssueAct, IssueBody, IssueState, ReviewRecord as _},
    web::{
        act_form::{Control, Form, Maker, Typed},
        answer::{Answer, Problem},
        ask::Ask,
        docket::{self, Around, FlagShown, Names, Quoted, quoted},
        form::escaped,
        frame::Frame,
        given::{Given, person},
        issue_form::{self, IssueShown},
        material,
    },
    workflow::Office,
};

#[derive(Template)]
#[template(path = "issues.html", config = "src/web/askama.toml")]
struct Issues {
    frame: Frame,
    rows: Vec<Row>,
    states: Vec<(&'static str, usize, bool)>,
    total: usize,
    is_filtered: bool,
}

struct Row {
    no: String,
    unit: String,
    category: String,
    text: String,
    state: &'static str,
    missing: Vec<&'static str>,
    session: String,
    opinion: Option<String>,
    rectification: Option<String>,
}

/// The issues, of one state where asked.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    let all = docket::issues(ask)?;
    let state = IssueState::from_name(ask.query.get("state"));
    let wanted = all
        .iter()
        .rev()
        .filter(|i| state.is_none_or(|s| s == i.state));
    let rows = wanted.map(|i| Row {
        no: i.no.clone(),
        unit: i.body.unit.clone(),
        category: i.body.category.clone(),
        text: i.body.text.clone(),
        state: i.state.name(),
        missing: i.body.missing(),
        session: i.session.clone(),
        opinion: i.opinion.clone(),
        rectification: i.rectification.clone(),
    });
    let states = IssueState::ALL.iter().map(|s| {
        let count = all.iter().filter(|i| i.state == *s).count();
        (s.name(), count, state == Some(*s))
    });
    Answer::page(&Issues {
        frame: ask.frame(),
        rows: rows.collect(),
        states: states.collect(),
        total: all.len(),
        is_filtered: state.is_some(),
    })
}

#[derive(Template)]
#[template(path = "issue.html", config = "src/web/askama.toml")]
struct IssuePage {
    frame: Frame,
    state: &'static str,
    around: Around,
    issue: IssueShown,
    session: String,
    item: u32,
    opinion: Option<String>,
    rectification: Option<String>,
    evidence: Vec<Quoted>,
    flags: Vec<FlagShown>,
    forms: Vec<Form>,
}

/// An issue.
pub(super) fn issue(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, ask.step("no"), &Typed::default())
}

/// Path of an issue.
pub(super) fn path(no: &str) -> String {
    format!("/issues/{}", escaped(no))
}

fn shown(ask: &Ask, no: &str, typed: &Typed) -> Result<Answer, Problem> {
    let issue = docket::one(&docket::issues(ask)?, no)?;
    let names = Names::of(ask);
    let me = person(ask);
    let may = docket::open_acts(Office::may(&issue, &me));
    let path = path(no);
    let make = Maker {
        words: ask.words,
        typed,
        kind: "issue",
        path: &path,
        seen: (issue.rev(), issue.history.len()),
    };
    let mut forms = Vec::new();
    let is_lacking = !issue.body.missing().is_empty() || has_gap(&issue.body);
    if may.contains("complete") && is_lacking {
        let form = make.form("complete").note(ask.words.t("issue.only-empty"));
        forms.push(issue_form::asked(form, "", &issue.body).done());
    }
    let files = material::files(ask)?;
    let evidence = issue.body.evidence.iter();
    let page = IssuePage {
        frame: ask.frame_titled(issue.no.clone()),
        state: issue.state.name(),
        around: Around::of(&issue, typed, &names).keeping(typed, forms.iter()),
        issue: IssueShown::of(&issue.body),
        session: issue.session.clone(),
        item: issue.item,
        opinion: issue.opinion.clone(),
        rectification: issue.rectification.clone(),
        evidence: evidence
            .map(|e| quoted(ask, &files, &e.source, &e.note, 0))
            .collect(),
        flags: docket::flags_shown(ask, &issue.flags, &names)?,
        forms,
    };
    docket::answered(&page, typed)
}

/// Whether a place is empty that nobody must fill.
fn has_gap(body: &IssueBody) -> bool {
    body.blocker.is_none() || body.deviation.is_none() || body.category.trim().is_empty()
}

/// Fills in what an issue lacks.
pub(super) fn act(ask: &Ask) -> Result<Answer, Problem> {
    let no = ask.step("no").to_owned();
    match complete(ask, &no) {
        Ok(_) => Ok(Answer::Look(path(&no))),
        Err(problem) => shown(ask, &no, &Typed::refused(ask, problem)?),
    }
}

fn complete(ask: &Ask, no: &str) -> Result<Issue, Problem> {
    if ask.step("act") != "complete" {
        return Err(Problem::Missing);
    }
    let there = docket::one(&docket::issues(ask)?, no)?;
    let given = Given::of(ask);
    let body = Box::new(issue_form::said(&given, "", &there.body)?);
    let (me, no, seen) = (person(ask), no.to_owned(), given.seen());
    ask.write(move |office| office.act_on_issue(&no, &me, seen, IssueAct::Complete { body }))
}
