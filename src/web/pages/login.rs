//! Logging in and out.
use std::sync::PoisonError;

use askama::Template;

use crate::{
    model::Reason,
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        form::inside,
        frame::Frame,
    },
    workflow::{Attempt, is_password_of, is_refused},
};

#[derive(Template)]
#[template(path = "login.html", config = "src/web/askama.toml")]
struct Login {
    frame: Frame,
    name: String,
    next: String,
    wrong: Option<String>,
    nobody: bool,
}

/// The form.
pub(super) fn form(ask: &Ask) -> Result<Answer, Problem> {
    if ask.account.is_some() {
        return Ok(Answer::Look("/".to_owned()));
    }
    shown(ask, ask.query.get("next"), None)
}

fn shown(ask: &Ask, next: &str, wrong: Option<Reason>) -> Result<Answer, Problem> {
    Answer::page(&Login {
        frame: ask.frame(),
        name: ask.form.get("name").to_owned(),
        next: inside(next),
        wrong: wrong.map(|reason| ask.words.reason(&reason)),
        nobody: ask.house.known().is_empty(),
    })
}

/// Logs in. What is told is the same for a wrong name and a wrong password.
pub(super) fn enter(ask: &Ask) -> Result<Answer, Problem> {
    let name = ask.form.get("name").to_owned();
    let password = ask.form.find("password").unwrap_or_default();
    let known = ask.house.known();
    let kept = known.iter().find(|k| k.account.name == name);
    let at = ask.actor().at;
    let attempt = match kept {
        Some(kept) if !kept.account.is_active || is_refused(&kept.account, &at) => Attempt::Refused,
        kept => {
            let one_at_a_time = ask
                .house
                .gate
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let is_right = is_password_of(kept, password);
            drop(one_at_a_time);
            match is_right {
                true => Attempt::Right,
                false => Attempt::Wrong,
            }
        }
    };
    let from = ask.from.clone();
    let who = name.clone();
    let by = match kept {
        Some(_) => name.as_str(),
        None => "",
    };
    ask.house.write(by, move |office| {
        office.record_attempt(&who, attempt, &from)
    })?;
    let next = ask.form.get("next");
    match attempt {
        Attempt::Right => Ok(Answer::Enter {
            account: name,
            next: next.to_owned(),
        }),
        Attempt::Wrong => shown(ask, next, Some(Reason::new("login-wrong"))),
        Attempt::Refused => shown(ask, next, Some(Reason::new("login-refused"))),
    }
}

/// Logs out.
pub(super) fn leave(ask: &Ask) -> Result<Answer, Problem> {
    let by = ask.by().to_owned();
    ask.write(move |office| office.record_leaving(&by))?;
    Ok(Answer::Leave)
}
