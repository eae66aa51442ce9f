//! `ledger list`: the entries of the ledgers.
use serde_json::json;

use super::{CommandError, Desk, Outcome, filter};
use crate::{
    cli::{
        args::Format,
        ledger_args::ListArgs,
        message::{fill, text},
        output, rows,
    },
    model::Due,
    workflow::{EntryLine, Purpose},
};

pub(super) fn list(desk: &Desk, args: &ListArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let filter = filter(&args.books, args.state.as_ref());
    let lines = office.ledger_entries(&filter, &desk.bar())?;
    match args.format.format {
        Format::Ndjson => {
            for line in &lines {
                output::line(&entry_json(line).to_string())?;
            }
        }
        Format::Table => {
            let names = [
                "ledger", "no", "matter", "unit", "deadline", "due", "state", "place",
            ];
            let mut table = output::table(&rows::header(desk.language, &names));
            for line in &lines {
                table.add_row(row(desk, line));
            }
            output::line(&table.to_string())?;
            let vanished = lines.iter().filter(|l| l.vanished.is_some()).count();
            output::line(&fill(
                desk.language,
                "ledger.entries",
                &[
                    ("count", &lines.len().to_string()),
                    ("vanished", &vanished.to_string()),
                ],
            ))?;
        }
    }
    Ok(Outcome::Done)
}

/// Characters of a matter shown in a table.
const MATTER_SHOWN: usize = 40;

fn row(desk: &Desk, line: &EntryLine) -> Vec<String> {
    vec![
        line.book.clone(),
        line.no.clone().unwrap_or_default(),
        rows::shortened(&line.title, MATTER_SHOWN),
        line.units.join("、"),
        line.deadline.clone(),
        line.due
            .as_ref()
            .map_or_else(String::new, |d| due_text(desk, d)),
        state_text(desk, line),
        line.source
            .as_ref()
            .map_or_else(String::new, |s| rows::place(desk.language, s.place())),
    ]
}

/// How an entry stands: what its status says, what people did, whether it vanished.
pub(super) fn state_text(desk: &Desk, line: &EntryLine) -> String {
    let mut words: Vec<String> = line
        .states()
        .into_iter()
        .filter(|w| !["超期", "临期", "不在册"].contains(&w.as_str()))
        .collect();
    if let Some(version) = &line.vanished {
        words.push(fill(
            desk.language,
            "ledger.vanished-in",
            &[("version", version)],
        ));
    }
    words.join("，")
}

/// Days left or over.
pub(super) fn due_text(desk: &Desk, due: &Due) -> String {
    let say = |key: &str, days: u32| {
        fill(
            desk.language,
            &format!("due.{key}"),
            &[("days", &days.to_string())],
        )
    };
    match due {
        Due::Over { days, .. } => say("over", *days),
        Due::Left { days: 0, .. } => text(desk.language, "due.today"),
        Due::Left { days, .. } => say("left", *days),
        Due::Standing => text(desk.language, "due.standing"),
        Due::NotComputable { why, .. } => why.clone(),
        Due::Settled { .. } => String::new(),
    }
}

/// An entry as a line of JSON; the names are a public contract.
pub(super) fn entry_json(line: &EntryLine) -> serde_json::Value {
    json!({
        "ledger": line.book,
        "kind": line.kind,
        "key": line.key,
        "no": line.no,
        "title": line.title,
        "units": line.units,
        "deadline": line.deadline,
        "facets": line.facets,
        "due": line.due,
        "state": line.state,
        "vanished": line.vanished,
        "file": line.source.as_ref().map(|s| s.file()),
        "place": line.source.as_ref().map(|s| s.place()),
    })
}
