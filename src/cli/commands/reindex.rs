//! `reindex`: builds the search index anew from the store.
use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{message::fill, output},
    workflow::Purpose,
};

pub(super) fn reindex(desk: &Desk) -> Result<Outcome, CommandError> {
    let count = desk.office(Purpose::Write)?.reindex(&desk.bar())?;
    output::line(&fill(
        desk.language,
        "reindex.done",
        &[("count", &count.to_string())],
    ))?;
    Ok(Outcome::Done)
}
