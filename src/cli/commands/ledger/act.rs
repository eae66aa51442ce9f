//! `ledger act`: records what a person did with one entry, if the state machine lets it pass.
use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{args::Format, ledger_args::ActArgs, message::fill, output},
    workflow::{ActRequest, Purpose},
};

pub(super) fn act(desk: &Desk, args: &ActArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Write)?;
    let by = office.acting_person(args.by.as_deref(), &[args.role])?;
    let request = ActRequest {
        no: args.no.clone(),
        act: args.act.clone(),
        by,
        particulars: args.particular.clone(),
        kind: args.kind,
        seen: None,
    };
    let done = office.act_on_entry(&request, &desk.bar())?;
    match args.format.format {
        Format::Ndjson => {
            let line = json!({ "no": args.no, "from": done.from, "record": done.record });
            output::line(&line.to_string())?;
        }
        Format::Table => output::line(&fill(
            desk.language,
            "ledger.act-done",
            &[
                ("no", &args.no),
                ("title", &done.title),
                ("from", &done.from.name()),
                ("to", &done.record.state.name()),
            ],
        ))?,
    }
    Ok(Outcome::Done)
}
