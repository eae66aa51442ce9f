//! `ledger diff`: what changed between two versions of a ledger.
use serde_json::json;

use super::{CommandError, Desk, Outcome, filter, written};
use crate::{
    cli::{
        args::Format,
        ledger_args::DiffArgs,
        message::{fill, text},
        output, rows,
    },
    model::{BookDiff, RowName, VersionName},
    workflow::Purpose,
};

/// Characters of a value shown in a table.
const VALUE_SHOWN: usize = 60;

pub(super) fn diff(desk: &Desk, args: &DiffArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let filter = filter(&args.books, None);
    let diffs = office.ledger_diffs(&filter, (args.from, args.to), &desk.bar())?;
    for (name, diff) in &diffs {
        match args.format.format {
            Format::Ndjson => {
                output::line(&json!({ "ledger": name, "diff": diff }).to_string())?;
            }
            Format::Table => show(desk, name, diff)?,
        }
    }
    if diffs.is_empty() && args.format.format == Format::Table {
        output::line(&text(desk.language, "ledger.no-two-versions"))?;
    }
    if args.xlsx && !diffs.is_empty() {
        written(desk, &office.write_ledger_diffs(&diffs)?);
    }
    Ok(Outcome::Done)
}

fn version(v: &VersionName) -> String {
    match v.as_of {
        Some(day) => format!("{day} {}", v.file),
        None => v.file.clone(),
    }
}

fn show(desk: &Desk, name: &str, diff: &BookDiff) -> Result<(), CommandError> {
    output::line(&format!(
        "{name}: {} → {}",
        version(&diff.before),
        version(&diff.after)
    ))?;
    let columns = [
        "change", "no", "matter", "header", "before", "after", "place",
    ];
    let mut table = output::table(&rows::header(desk.language, &columns));
    let t = |key: &str| text(desk.language, &format!("change.{key}"));
    let row_of = |what: &str, row: &RowName, tail: [String; 4]| {
        let mut cells = vec![
            t(what),
            row.no.clone().unwrap_or_default(),
            rows::shortened(&row.title, VALUE_SHOWN),
        ];
        cells.extend(tail);
        cells
    };
    let at = |row: &RowName| {
        row.source
            .as_ref()
            .map_or_else(String::new, |s| rows::place(desk.language, s.place()))
    };
    let none = || [String::new(), String::new(), String::new()];
    let with = |[a, b, c]: [String; 3], place: String| [a, b, c, place];
    for row in &diff.vanished {
        table.add_row(row_of("vanished", row, with(none(), at(row))));
    }
    for row in &diff.added {
        table.add_row(row_of("added", row, with(none(), at(row))));
    }
    for pair in &diff.renumbered {
        let to = pair.after.no.clone().unwrap_or_default();
        let tail = [String::new(), String::new(), to, at(&pair.after)];
        table.add_row(row_of("renumbered", &pair.before, tail));
    }
    for change in &diff.changed {
        for f in &change.fields {
            let what = if f.same_meaning {
                "rewritten"
            } else {
                "changed"
            };
            let place = f.after_at.as_ref().or(f.before_at.as_ref());
            let tail = [
                f.header.clone(),
                rows::shortened(&f.before, VALUE_SHOWN),
                rows::shortened(&f.after, VALUE_SHOWN),
                place.map_or_else(String::new, |s| rows::place(desk.language, s.place())),
            ];
            table.add_row(row_of(what, &change.after, tail));
        }
    }
    output::line(&table.to_string())?;
    let real = diff.changed.iter().filter(|c| c.is_real()).count();
    let counts = [
        ("added", diff.added.len()),
        ("changed", real),
        ("vanished", diff.vanished.len()),
        ("renumbered", diff.renumbered.len()),
        ("duplicates", diff.duplicates.len()),
        (
            "unchanged",
            diff.unchanged as usize + diff.changed.len() - real,
        ),
    ]
    .map(|(name, n)| (name, n.to_string()));
    let values = counts.each_ref().map(|(name, n)| (*name, n.as_str()));
    Ok(output::line(&fill(desk.language, "ledger.diff", &values))?)
}
