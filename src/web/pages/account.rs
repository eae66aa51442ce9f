//! One's own password and language.
use std::sync::PoisonError;

use askama::Template;

use crate::{
    model::{Language, Reason},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        frame::Frame,
    },
    workflow::is_password_of,
};

#[derive(Template)]
#[template(path = "password.html", config = "src/web/askama.toml")]
struct Password {
    frame: Frame,
    must: bool,
    least: usize,
    wrong: Option<String>,
}

/// The form.
pub(super) fn form(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, None)
}

fn shown(ask: &Ask, wrong: Option<Reason>) -> Result<Answer, Problem> {
    Answer::page(&Password {
        frame: ask.frame_titled(ask.words.t("page.password")),
        must: ask.account.as_ref().is_some_and(|a| a.must_change),
        least: ask.house.accounts.password_length,
        wrong: wrong.map(|reason| ask.words.reason(&reason)),
    })
}

/// Sets one's own password; whoever logged in with the old one must log in again, this person included.
pub(super) fn set(ask: &Ask) -> Result<Answer, Problem> {
    let field = |name: &str| ask.form.find(name).unwrap_or_default().to_owned();
    let (old, new, again) = (field("old"), field("new"), field("again"));
    if new != again {
        return shown(ask, Some(Reason::new("password-differs")));
    }
    let known = ask.house.known();
    let kept = known.iter().find(|k| k.account.name == ask.by());
    let is_right = {
        let _one_at_a_time = ask
            .house
            .gate
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        is_password_of(kept, &old)
    };
    if !is_right {
        return shown(ask, Some(Reason::new("password-old-wrong")));
    }
    let name = ask.by().to_owned();
    match ask.write(move |office| office.set_password(&name, &new, false)) {
        Ok(_) => Ok(Answer::Leave),
        Err(Problem::Office(error)) if error.is_wrong_use() => shown(ask, Some(error.reason())),
        Err(problem) => Err(problem),
    }
}

/// Changes the language.
pub(super) fn speak(ask: &Ask) -> Result<Answer, Problem> {
    let language = Language::from_tag(ask.form.get("to")).ok_or(Problem::Missing)?;
    Ok(Answer::Speak {
        tag: language.tag(),
        next: ask.form.get("back").to_owned(),
    })
}
