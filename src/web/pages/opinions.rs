//! 意见与整改: opinions, rectifications and look-backs in one list each, what is overdue first; drafting an opinion.
use askama::Template;

use super::{look_back, opinion, rectification};
use crate::{
    model::{
        Carrier, Issue, IssueState, LookBack, LookBackKind, Opinion, OpinionForm, OpinionPlan,
        OpinionState, RectificationCase, UnitKind,
    },
    web::{
        act_form::{Control, Draft, Form, Maker, Typed, choices_of},
        answer::{Answer, Problem},
        ask::Ask,
        docket::{self, Around},
        frame::Frame,
        given::{Given, Understood, person},
    },
    workflow::Office,
};

#[derive(Template)]
#[template(path = "opinions.html", config = "src/web/askama.toml")]
struct Opinions {
    frame: Frame,
    around: Around,
    forms: Vec<Form>,
    opinions: Vec<Row>,
    rectifications: Vec<Row>,
    look_backs: Vec<Row>,
    waiting: usize,
    unit: String,
    units: Vec<String>,
}

/// A line of one of the lists.
struct Row {
    path: String,
    no: String,
    unit: String,
    title: String,
    form: &'static str,
    state: &'static str,
    level: &'static str,
    due: String,
    is_overdue: bool,
    is_important: bool,
    done: String,
}

/// The lists.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, &Typed::default())
}

/// Drafts an opinion.
pub(super) fn draft(ask: &Ask) -> Result<Answer, Problem> {
    let me = person(ask);
    let made = plan(ask).and_then(|plan| ask.write(move |office| office.draft_opinion(&me, plan)));
    match made {
        Ok(made) => Ok(Answer::Look(opinion::path(&made.no))),
        Err(problem) => shown(ask, &Typed::refused(ask, problem)?),
    }
}

/// Plans a look-back by hand.
pub(super) fn look_back(ask: &Ask) -> Result<Answer, Problem> {
    let me = person(ask);
    let made = planned(ask).and_then(|(kind, title, unit, due)| {
        ask.write(move |office| office.plan_look_back(&me, kind, (&title, &unit), due))
    });
    match made {
        Ok(made) => Ok(Answer::Look(look_back::path(&made.no))),
        Err(problem) => shown(ask, &Typed::refused(ask, problem)?),
    }
}

type Planned = (LookBackKind, String, String, jiff::civil::Date);

fn planned(ask: &Ask) -> Understood<Planned> {
    let g = Given::of(ask);
    Ok((
        g.word("kind", "look-back-kind", LookBackKind::from_name)?,
        g.text("title"),
        g.text("unit"),
        g.day("due", "due")?,
    ))
}

/// An opinion as a form drafts it.
pub(super) fn plan(ask: &Ask) -> Understood<OpinionPlan> {
    let g = Given::of(ask);
    let issues = g.all("issue");
    let unit = match g.some("to_unit") {
        Some(unit) => unit,
        // One unit's issues say whose they are.
        None => {
            let all = docket::issues(ask)?;
            let first = all.iter().find(|i| issues.first() == Some(&i.no));
            first.map_or_else(String::new, |i| i.body.unit.clone())
        }
    };
    Ok(OpinionPlan {
        form: g.word("form_of", "opinion-form", OpinionForm::from_name)?,
        carrier: g.word("carrier", "carrier", Carrier::from_name)?,
        title: g.text("title"),
        important: g.is("important"),
        to_unit: unit,
        copies_to: g.text("copies_to"),
        unit_kind: g.some_word("unit_kind", UnitKind::from_name)?,
        background: g.lines("background"),
        reply_workdays: match g.number("reply_workdays")? {
            0 => None,
            days => Some(days),
        },
        issues,
    })
}

/// Asks what an opinion is drafted of.
pub(super) fn drafted<'a>(form: Draft<'a>, there: &Opinion, issues: &[&Issue]) -> Draft<'a> {
    let chosen: Vec<&str> = there.items.iter().map(|i| i.issue.as_str()).collect();
    let options = issues.iter().map(|i| {
        (
            i.no.clone(),
            format!("{} {}｜{}", i.no, i.body.unit, i.body.text),
        )
    });
    let days = match there.reply_workdays {
        0 => String::new(),
        days => days.to_string(),
    };
    form.several("issue", "opinion-issues", options.collect(), &chosen)
        .line("to_unit", "to-unit", &there.to_unit)
        .line("copies_to", "copies-to", &there.copies_to)
        .choice(
            "unit_kind",
            "unit-kind",
            choices_of!(UnitKind),
            there.unit_kind.map_or("", UnitKind::name),
        )
        .choice(
            "form_of",
            "opinion-form",
            choices_of!(OpinionForm),
            there.form.name(),
        )
        .needed()
        .choice(
            "carrier",
            "carrier",
            choices_of!(Carrier),
            there.carrier.name(),
        )
        .needed()
        .line("title", "opinion-title", &there.title)
        .number("reply_workdays", "reply-workdays", &days)
        .tick("important", "important", there.important)
        .text("background", "background", &there.background)
}

fn shown(ask: &Ask, typed: &Typed) -> Result<Answer, Problem> {
    let (issues, opinions) = (docket::issues(ask)?, docket::opinions(ask)?);
    let (cases, look_backs) = (docket::rectifications(ask)?, docket::look_backs(ask)?);
    let (me, on) = (person(ask), docket::today(ask));
    let waiting: Vec<&Issue> = issues
        .iter()
        .filter(|i| i.state == IssueState::待形成意见)
        .collect();
    let make = Maker {
        words: ask.words,
        typed,
        kind: "opinions",
        path: "/opinions",
        seen: (0, 0),
    };
    let may = |acts: Vec<String>, act: &str| acts.iter().any(|a| a == act);
    let mut forms = Vec::new();
    if may(Office::may(&Opinion::default(), &me), "draft") && !waiting.is_empty() {
        let form = make.form("draft").note(ask.words.t("opinion.draft-hint"));
        forms.push(drafted(form, &Opinion::default(), &waiting).done());
    }
    if may(Office::may(&LookBack::default(), &me), "plan") {
        let form = make
            .form("look_back")
            .note(ask.words.t("look-back.plan-hint"));
        let form = form
            .choice(
                "kind",
                "look-back-kind",
                choices_of!(LookBackKind),
                LookBackKind::自身.name(),
            )
            .needed()
            .line("title", "look-back-title", "")
            .needed()
            .line("unit", "unit", "")
            .day("due", "due", None)
            .needed();
        forms.push(form.done());
    }
    let mut units: Vec<String> = opinions
        .iter()
        .map(|o| o.to_unit.clone())
        .chain(cases.iter().map(|c| c.unit.clone()))
        .filter(|u| !u.is_empty())
        .collect();
    units.sort();
    units.dedup();
    let unit = ask.query.get("unit").to_owned();
    let is_wanted = |of: &str| unit.is_empty() || unit == of;
    let mut of_opinions: Vec<Row> = opinions
        .iter()
        .filter(|o| is_wanted(&o.to_unit))
        .map(|o| opinion_row(o, on))
        .collect();
    let mut of_cases: Vec<Row> = cases
        .iter()
        .filter(|c| is_wanted(&c.unit))
        .map(|c| rectification_row(c, on))
        .collect();
    let mut of_look_backs: Vec<Row> = look_backs
        .iter()
        .filter(|l| is_wanted(&l.unit))
        .map(|l| look_back_row(l, on))
        .collect();
    for rows in [&mut of_opinions, &mut of_cases, &mut of_look_backs] {
        // Newest first, what is overdue before everything.
        rows.reverse();
        rows.sort_by_key(|row| !row.is_overdue);
    }
    let around = Around {
        refused: typed.refused.clone(),
        ..Around::default()
    };
    let page = Opinions {
        frame: ask.frame_titled(ask.words.t("page.opinions")),
        around: around.keeping(typed, forms.iter()),
        forms,
        opinions: of_opinions,
        rectifications: of_cases,
        look_backs: of_look_backs,
        waiting: waiting.len(),
        unit,
        units,
    };
    docket::answered(&page, typed)
}

fn opinion_row(o: &Opinion, on: jiff::civil::Date) -> Row {
    let answered = o.items.len() - o.unanswered().len();
    Row {
        path: opinion::path(&o.no),
        no: o.no.clone(),
        unit: o.to_unit.clone(),
        title: o.title.clone(),
        form: o.form.name(),
        state: o.state.name(),
        level: match o.state {
            OpinionState::草拟 | OpinionState::研判通过 | OpinionState::组领导决定 => {
                "blue"
            }
            OpinionState::结束 => "good",
            OpinionState::撤回 => "",
            _ => "warn",
        },
        due: o.reply_due.map_or_else(String::new, |d| d.to_string()),
        is_overdue: o.is_reply_overdue(on),
        is_important: o.important,
        done: format!("{answered}/{}", o.items.len()),
    }
}

fn rectification_row(c: &RectificationCase, on: jiff::civil::Date) -> Row {
    let done = c.measures.iter().filter(|m| m.is_done).count();
    Row {
        path: rectification::path(&c.no),
        no: c.no.clone(),
        unit: c.unit.clone(),
        title: c.problem.clone(),
        form: c.plan.as_ref().map_or("", |p| p.kind.name()),
        state: c.state.name(),
        level: rectification::level(c.state),
        due: c.deadline().map_or_else(String::new, |d| d.to_string()),
        is_overdue: c.is_overdue(on),
        is_important: c.important,
        done: format!("{done}/{}", c.measures.len()),
    }
}

fn look_back_row(l: &LookBack, on: jiff::civil::Date) -> Row {
    Row {
        path: look_back::path(&l.no),
        no: l.no.clone(),
        unit: l.unit.clone(),
        title: l.title.clone(),
        form: l.kind.name(),
        state: l.state.name(),
        level: match l.came_back() {
            true => "bad",
            false => "",
        },
        due: l.due.to_string(),
        is_overdue: l.is_overdue(on),
        is_important: false,
        done: String::new(),
    }
}
