//! One session of collective review: prepared, held, signed, filed.
use askama::Template;

use crate::{
    model::{
        AgendaItem, FlagId, Outcome, ReviewRecord as _, ReviewSession, SessionState, Stance, View,
    },
    web::{
        act_form::{Control, Form, Typed},
        answer::{Answer, Problem},
        ask::Ask,
        docket::{self, Around, FlagShown, Names, PaperLink},
        form::escaped,
        frame::Frame,
        issue_form::IssueShown,
        session_forms::{Offered, offered},
    },
};

#[derive(Template)]
#[template(path = "session.html", config = "src/web/askama.toml")]
struct SessionPage {
    frame: Frame,
    path: String,
    s: ReviewSession,
    state: &'static str,
    /// The states in their order, and whether the session is at or past them.
    way: Vec<(&'static str, &'static str)>,
    chair: String,
    recorder: String,
    around: Around,
    people: Vec<PersonRow>,
    items: Vec<ItemShown>,
    offered: Offered,
    papers: Vec<PaperLink>,
    may_take: bool,
}

struct PersonRow {
    name: String,
    part: &'static str,
    signed_in: String,
    absent: String,
    recused: Vec<String>,
    signed: String,
    dissent: String,
    is_me: bool,
}

struct ItemShown {
    seq: u32,
    title: String,
    reporter: String,
    flags: Vec<FlagShown>,
    /// Flags of which no text is left.
    gone: Vec<FlagId>,
    entries: Vec<String>,
    opinion: Option<String>,
    views: Vec<ViewShown>,
    hidden: u32,
    silent: String,
    /// How many agree, do not, keep out.
    counts: Vec<(&'static str, usize)>,
    concluded: Option<OutcomeShown>,
    decided: Option<OutcomeShown>,
    forms: Vec<Form>,
}

struct ViewShown {
    name: String,
    stance: &'static str,
    level: &'static str,
    text: String,
    on: String,
    is_offline: bool,
}

struct OutcomeShown {
    outcome: &'static str,
    level: &'static str,
    code: String,
    reason: String,
    by: String,
    on: String,
    issues: Vec<IssueShown>,
}

/// A session.
pub(super) fn session(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, ask.step("no"), &Typed::default())
}

/// The session, with what was typed into one of its forms.
pub(super) fn shown(ask: &Ask, no: &str, typed: &Typed) -> Result<Answer, Problem> {
    let s = docket::one(&docket::sessions(ask)?, no)?;
    let names = Names::of(ask);
    let path = path(no);
    let mut offered = offered(ask, &s, &path, typed)?;
    let mut items = Vec::new();
    for item in &s.agenda {
        let forms = offered.take(item.seq);
        items.push(item_shown(ask, (&s, item), &names, forms)?);
    }
    let forms = items.iter().flat_map(|i| &i.forms).chain(offered.all());
    let around = Around::of(&s, typed, &names).keeping(typed, forms);
    let page = SessionPage {
        frame: ask.frame_titled(format!("{} {}", s.no, s.kind.name())),
        state: s.state.name(),
        way: way(s.state),
        chair: names.name(&s.chair),
        recorder: names.name(&s.recorder),
        around,
        people: people(ask, &s, &names),
        items,
        offered,
        papers: docket::papers(ask, ReviewSession::KIND, &s.no),
        may_take: s.material_hash.is_some() && s.attendee(ask.by()).is_some(),
        path,
        s,
    };
    docket::answered(&page, typed)
}

/// Path of a session.
pub(super) fn path(no: &str) -> String {
    format!("/sessions/{}", escaped(no))
}

fn way(at: SessionState) -> Vec<(&'static str, &'static str)> {
    let class = |state: SessionState| match state.cmp(&at) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "ahead",
    };
    let states = SessionState::ALL.iter();
    states.map(|s| (s.name(), class(*s))).collect()
}

fn people(ask: &Ask, s: &ReviewSession, names: &Names) -> Vec<PersonRow> {
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
    let all = s.attendees.iter();
    all.map(|a| PersonRow {
        name: names.name(&a.account),
        part: a.part.name(),
        signed_in: day(a.signed_in),
        absent: s
            .absent
            .iter()
            .find(|x| x.account == a.account)
            .map_or_else(String::new, |x| x.reason.clone()),
        recused: s
            .recused
            .iter()
            .filter(|r| r.account == a.account)
            .map(|r| match r.item {
                Some(item) => {
                    let n = item.to_string();
                    let from = ask.words.fill("session.recused-item", &[("n", &n)]);
                    format!("{from}：{}", r.reason)
                }
                None => format!("{}：{}", ask.words.t("session.recused-all"), r.reason),
            })
            .collect(),
        signed: day(a.signed),
        dissent: a.dissent.clone().unwrap_or_default(),
        is_me: a.account == ask.by(),
    })
    .collect()
}

fn item_shown(
    ask: &Ask,
    (s, item): (&ReviewSession, &AgendaItem),
    names: &Names,
    forms: Vec<Form>,
) -> Result<ItemShown, Problem> {
    let flags = docket::flags_shown(ask, &item.flags, names)?;
    let is_shown = |id: &FlagId| flags.iter().any(|f| f.id == *id);
    let count = |stance: Stance| item.views.iter().filter(|v| v.stance == stance).count();
    let silent = s.silent(item.seq);
    // While views are kept back, who has spoken is no secret: how many is told, and the chair sees who has not.
    let is_open = s.views_are_open(item.seq) && item.hidden_views == 0;
    let silent = match (s.state, is_open) {
        (SessionState::进行, true) if item.concluded.is_none() => silent
            .into_iter()
            .map(|a| names.name(a))
            .collect::<Vec<String>>()
            .join("、"),
        _ => String::new(),
    };
    let decision = s.decisions.iter().rev().find(|d| d.item == Some(item.seq));
    Ok(ItemShown {
        seq: item.seq,
        title: item.title.clone(),
        reporter: names.name(&item.reporter),
        gone: item
            .flags
            .iter()
            .filter(|f| !is_shown(f))
            .cloned()
            .collect(),
        flags,
        entries: item.entries.clone(),
        opinion: item.opinion.clone(),
        views: item.views.iter().map(|v| view_shown(v, names)).collect(),
        hidden: item.hidden_views,
        silent,
        counts: match item.views.is_empty() || !is_open {
            true => Vec::new(),
            false => Stance::ALL.iter().map(|w| (w.name(), count(*w))).collect(),
        },
        concluded: item.concluded.as_ref().map(|c| OutcomeShown {
            outcome: c.outcome.name(),
            level: level(c.outcome),
            code: c.code.map(|c| c.name()).unwrap_or_default(),
            reason: c.reason.clone(),
            by: names.name(&c.by),
            on: c.on.to_string(),
            issues: c.issues.iter().map(IssueShown::of).collect(),
        }),
        decided: decision.map(|d| OutcomeShown {
            outcome: d.outcome.map_or("", Outcome::name),
            level: d.outcome.map_or("", level),
            code: d.code.map(|c| c.name()).unwrap_or_default(),
            reason: d.text.clone(),
            by: names.name(&d.by),
            on: d.on.to_string(),
            issues: d.issues.iter().map(IssueShown::of).collect(),
        }),
        forms,
    })
}

fn view_shown(view: &View, names: &Names) -> ViewShown {
    ViewShown {
        name: names.name(&view.account),
        stance: view.stance.name(),
        level: match view.stance {
            Stance::同意 => "good",
            Stance::不同意 => "bad",
            Stance::保留 => "warn",
        },
        text: view.text.clone(),
        on: view.on.to_string(),
        is_offline: view.is_offline,
    }
}

fn level(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::采纳形成意见 => "good",
        Outcome::不采纳 => "bad",
        Outcome::补充核实 | Outcome::转跟踪 => "warn",
        Outcome::上提决定 => "blue",
    }
}
