//! A paper of a record, to be saved; that it left is told in the log with its hash and the reason.
use crate::{
    model::Reason,
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        given::{Given, person},
    },
    workflow::{PaperForm, Silent},
};

/// Makes a paper and gives it out.
pub(super) fn save(ask: &Ask) -> Result<Answer, Problem> {
    let given = Given::of(ask);
    let wanted = given.text("paper");
    let (paper, form) = wanted.split_once('.').ok_or(Problem::Missing)?;
    let form = match form {
        "docx" => PaperForm::Docx,
        "xlsx" => PaperForm::Xlsx,
        _ => return Err(Problem::Missing),
    };
    let (paper, of, reason) = (paper.to_owned(), given.text("of"), given.text("reason"));
    if reason.is_empty() {
        return Err(Problem::Refused(Reason::new("export-no-reason")));
    }
    let me = person(ask);
    let made = ask.write(move |office| {
        let made = office.make_paper(&paper, &of, (Some(form), &me), &Silent)?;
        office.record_export(&me, &made.name, &made.bytes, &reason)?;
        Ok(made)
    })?;
    Ok(Answer::Save {
        name: made.name,
        bytes: made.bytes,
    })
}
