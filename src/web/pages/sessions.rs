//! 研判: the sessions, and what waits in them for whoever looks.
use askama::Template;

use super::{session, session_acts};
use crate::{
    model::{Part, Person, ReviewSession, SessionPlan, SessionState},
    web::{
        act_form::{Control, Form, Maker, Typed},
        answer::{Answer, Problem},
        ask::Ask,
        docket::{self, Around, Names},
        frame::Frame,
        given::person,
        session_forms,
    },
    workflow::Office,
};

#[derive(Template)]
#[template(path = "sessions.html", config = "src/web/askama.toml")]
struct Sessions {
    frame: Frame,
    rows: Vec<Row>,
    form: Option<Form>,
    around: Around,
}

struct Row {
    no: String,
    path: String,
    kind: &'static str,
    date: String,
    place: String,
    chair: String,
    state: &'static str,
    level: &'static str,
    items: usize,
    concluded: usize,
    /// What it waits for from this person.
    waits: Vec<String>,
}

/// The sessions.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, &Typed::default())
}

/// Calls a session.
pub(super) fn plan(ask: &Ask) -> Result<Answer, Problem> {
    let me = person(ask);
    let called = session_acts::plan(ask)
        .and_then(|plan| ask.write(move |office| office.plan_session(&me, plan)));
    match called {
        Ok(called) => Ok(Answer::Look(session::path(&called.no))),
        Err(problem) => shown(ask, &Typed::refused(ask, problem)?),
    }
}

fn shown(ask: &Ask, typed: &Typed) -> Result<Answer, Problem> {
    let sessions = docket::sessions(ask)?;
    let (me, names) = (person(ask), Names::of(ask));
    let rows = sessions.iter().rev().map(|s| Row {
        no: s.no.clone(),
        path: session::path(&s.no),
        kind: s.kind.name(),
        date: s.date.to_string(),
        place: s.place.clone(),
        chair: names.name(&s.chair),
        state: s.state.name(),
        level: match s.state {
            SessionState::筹备 | SessionState::材料锁定 => "blue",
            SessionState::进行 | SessionState::纪要草稿 => "warn",
            SessionState::已签认 => "good",
            SessionState::归档 => "",
        },
        items: s.agenda.len(),
        concluded: s.agenda.iter().filter(|i| i.concluded.is_some()).count(),
        waits: waits(ask, s, &me),
    });
    let form = Office::may(&ReviewSession::default(), &me)
        .iter()
        .any(|act| act == "plan")
        .then(|| {
            let make = Maker {
                words: ask.words,
                typed,
                kind: "session",
                path: "/sessions",
                seen: (0, 0),
            };
            let form = make.form("plan");
            session_forms::planned(ask, form, &SessionPlan::default(), &|_| None).done()
        });
    let around = Around {
        refused: typed.refused.clone(),
        ..Around::default()
    };
    let page = Sessions {
        frame: ask.frame_titled(ask.words.t("page.sessions")),
        rows: rows.collect(),
        around: around.keeping(typed, form.iter()),
        form,
    };
    docket::answered(&page, typed)
}

/// What a session waits for from a person.
pub(super) fn waits(ask: &Ask, s: &ReviewSession, me: &Person) -> Vec<String> {
    let word = |key: &str| ask.words.t(&format!("session.waits-{key}"));
    let own = s.attendee(&me.account);
    let is_chair = me.account == s.chair;
    let mut waits = Vec::new();
    let not_in = own.is_some_and(|a| a.signed_in.is_none());
    if not_in && matches!(s.state, SessionState::材料锁定 | SessionState::进行) {
        waits.push(word("sign-in"));
    }
    if s.state == SessionState::进行 {
        let open = s.agenda.iter().filter(|i| i.concluded.is_none());
        let silent = open
            .clone()
            .filter(|i| s.silent(i.seq).contains(&me.account.as_str()))
            .count();
        if silent > 0 {
            let n = silent.to_string();
            waits.push(ask.words.fill("session.waits-view", &[("n", &n)]));
        }
        let left = open.count();
        if left == 0 && me.account == s.recorder {
            waits.push(word("minutes"));
        } else if is_chair && left > 0 && silent == 0 {
            waits.push(word("conclude"));
        }
    }
    let signs =
        own.is_some_and(|a| a.part == Part::出席 && a.signed_in.is_some() && a.signed.is_none());
    if s.state == SessionState::纪要草稿 && signs {
        waits.push(word("sign"));
    }
    waits
}
