//! `log`: whether everything kept is what the event log says, what was done by whom, and the log as a paper.
use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::Format,
        message::{fill, text},
        output,
        review_args::{ExportLogArgs, LogCommand, ShowLogArgs, VerifyArgs},
        rows,
    },
    model::Role,
    workflow::{Fault, LogFilter, Purpose},
};

pub(super) fn log(desk: &Desk, what: &LogCommand) -> Result<Outcome, CommandError> {
    match what {
        LogCommand::Verify(args) => verify(desk, args),
        LogCommand::Show(args) => show(desk, args),
        LogCommand::Export(args) => export(desk, args),
    }
}

/// The code of a fault in the catalogues.
fn code(fault: Fault) -> &'static str {
    match fault {
        Fault::Chain => "log.chain",
        Fault::Changed => "log.changed",
        Fault::Missing => "log.missing",
        Fault::Untold => "log.untold",
        Fault::Current => "log.current",
    }
}

fn verify(desk: &Desk, args: &VerifyArgs) -> Result<Outcome, CommandError> {
    let check = desk
        .office(Purpose::Read)?
        .verify_log(args.head.as_deref())?;
    for fault in &check.faults {
        let what = text(desk.language, code(fault.fault));
        output::line(&format!("{}\t{what}", fault.row))?;
    }
    if check.holds == Some(false) {
        output::line(&text(desk.language, "log.no-head"))?;
    }
    let counts = [
        ("events", check.events.to_string()),
        ("rows", check.rows.to_string()),
        ("faults", check.faults.len().to_string()),
        ("head", check.head.clone()),
    ];
    let values: Vec<(&str, &str)> = counts.iter().map(|(k, v)| (*k, v.as_str())).collect();
    output::line(&fill(desk.language, "log.verified", &values))?;
    match check.is_whole() {
        true => Ok(Outcome::Done),
        false => Ok(Outcome::Tampered),
    }
}

fn show(desk: &Desk, args: &ShowLogArgs) -> Result<Outcome, CommandError> {
    let lines = desk.office(Purpose::Read)?.log(&LogFilter {
        entity: args.entity.clone(),
        id: args.id.clone(),
        by: args.by.clone(),
        from: args.from,
        most: Some(args.most),
    })?;
    if args.format.format == Format::Ndjson {
        for line in lines {
            let line = json!({
                "seq": line.seq, "at": line.at, "actor": line.actor, "by": line.by, "action": line.action,
                "act": line.act, "entity": line.entity, "id": line.id, "states": line.states, "hash": line.hash,
            });
            output::line(&line.to_string())?;
        }
        return Ok(Outcome::Done);
    }
    let names = [
        "log.seq",
        "flags.at",
        "flags.by",
        "log.what",
        "log.id",
        "log.states",
    ];
    let mut table = output::table(&rows::header(desk.language, &names));
    for line in lines {
        let by = line
            .by
            .map_or(line.actor, |(name, role)| format!("{name}（{role}）"));
        let states = line.states.map(|(from, to)| format!("{from} → {to}"));
        table.add_row(vec![
            line.seq.to_string(),
            line.at,
            by,
            line.act.unwrap_or(line.action),
            format!("{} {}", line.entity, line.id),
            states.unwrap_or_default(),
        ]);
    }
    output::line(&table.to_string())?;
    Ok(Outcome::Done)
}

fn export(desk: &Desk, args: &ExportLogArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Write)?;
    let by = office.person(&args.by, Role::ALL)?;
    let paper = office.export_log(&by, &args.reason)?;
    let path = paper.path.display().to_string();
    output::line(&fill(desk.language, "run.paper", &[("path", &path)]))?;
    Ok(Outcome::Done)
}
