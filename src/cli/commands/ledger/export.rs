//! `ledger export`: a ledger as a workbook that imports again without loss.
use super::{CommandError, Desk, Outcome, written};
use crate::{
    cli::{ledger_args::ExportArgs, message::fill, output},
    workflow::Purpose,
};

pub(super) fn export(desk: &Desk, args: &ExportArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let exported = office.export_ledgers(args.kind, &desk.bar())?;
    for (name, records) in &exported.ledgers {
        output::line(&fill(
            desk.language,
            "ledger.exported",
            &[("name", name), ("count", &records.to_string())],
        ))?;
    }
    written(desk, &exported.paper);
    if exported.differences.is_empty() {
        return Ok(Outcome::Done);
    }
    output::complain(&fill(
        desk.language,
        "ledger.not-whole",
        &[("count", &exported.differences.len().to_string())],
    ));
    for difference in &exported.differences {
        output::complain(difference);
    }
    Ok(Outcome::DoneWithUnread)
}
