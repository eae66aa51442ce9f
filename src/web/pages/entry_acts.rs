//! What the forms of an entry do: each an act of a person on exactly one entry, by the one way the workflow has for it.
use super::ledger;
use crate::{
    model::BookKind,
    web::{
        act_form::Typed,
        answer::{Answer, Problem},
        ask::Ask,
        entry_forms::{self, PATH},
        form::escaped,
        given::{Given, person},
    },
    workflow::{ACTS, ActRequest, Silent},
};

/// Does an act on an entry.
pub(super) fn act(ask: &Ask) -> Result<Answer, Problem> {
    let (no, kind) = (ask.form.get("no").to_owned(), ask.form.get("kind"));
    let looked = (no.clone(), BookKind::from_name(kind));
    if ask.form.find("more").is_some() {
        return ledger::shown(ask, looked, &Typed::again(ask));
    }
    match done(ask, &looked) {
        Ok(()) => Ok(Answer::Look(format!(
            "{PATH}?no={}&kind={}",
            escaped(&no),
            escaped(kind)
        ))),
        Err(problem) => ledger::shown(ask, looked, &Typed::refused(ask, problem)?),
    }
}

fn done(ask: &Ask, (no, kind): &(String, Option<BookKind>)) -> Result<(), Problem> {
    let act = ask.step("act");
    if !ACTS.iter().any(|(tag, ..)| *tag == act) {
        return Err(Problem::Missing);
    }
    let seen = Given::of(ask).seen().and_then(|n| usize::try_from(n).ok());
    let request = ActRequest {
        no: no.clone(),
        act: act.to_owned(),
        by: person(ask),
        particulars: entry_forms::particulars(ask, act)?,
        kind: *kind,
        seen,
    };
    ask.write(move |office| office.act_on_entry(&request, &Silent).map(|_| ()))
}
