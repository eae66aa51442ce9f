//! `ledger overdue`: what is over and what is near due on a day.
use serde_json::json;

use super::{CommandError, Desk, Outcome, filter, list::due_text, written};
use crate::{
    cli::{
        args::Format,
        ledger_args::PaperArgs,
        message::{fill, text},
        output, rows,
    },
    model::{DueCounts, DueLevel, DueLine, DueList},
    workflow::Purpose,
};

pub(super) fn overdue(desk: &Desk, args: &PaperArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let list = office.due_list(&filter(&args.books, None), &desk.bar())?;
    match args.format.format {
        Format::Ndjson => {
            for line in list.lines.iter().chain(&list.unclear) {
                output::line(&json!(line).to_string())?;
            }
        }
        Format::Table => table(desk, &list)?,
    }
    if args.xlsx {
        written(desk, &office.write_due_list(&list)?);
    }
    Ok(Outcome::Done)
}

fn table(desk: &Desk, list: &DueList) -> Result<(), CommandError> {
    let names = [
        "ledger", "no", "matter", "unit", "deadline", "due", "level", "place",
    ];
    let mut table = output::table(&rows::header(desk.language, &names));
    for line in list.lines.iter().chain(&list.unclear) {
        table.add_row(row(desk, line));
    }
    output::line(&table.to_string())?;
    output::line(&fill(
        desk.language,
        "ledger.due",
        &[
            ("on", &list.on.to_string()),
            (
                "over",
                &list
                    .lines
                    .iter()
                    .filter(|l| l.due.is_over())
                    .count()
                    .to_string(),
            ),
            (
                "near",
                &list
                    .lines
                    .iter()
                    .filter(|l| !l.due.is_over())
                    .count()
                    .to_string(),
            ),
            ("unclear", &list.unclear.len().to_string()),
        ],
    ))?;
    for counts in &list.counts {
        output::line(&counted(desk, counts))?;
    }
    Ok(())
}

fn row(desk: &Desk, line: &DueLine) -> Vec<String> {
    /// Characters of a matter shown in a table.
    const MATTER_SHOWN: usize = 36;
    let deadline = line.deadlines.by.map(|d| d.to_string());
    let raw = line.deadlines.current.as_ref().map(|d| d.raw.clone());
    vec![
        line.book.clone(),
        line.no.clone().unwrap_or_default(),
        rows::shortened(&line.title, MATTER_SHOWN),
        line.units.join("、"),
        deadline.or(raw).unwrap_or_default(),
        due_text(desk, &line.due),
        line.due
            .level()
            .map_or_else(|| text(desk.language, "due.unclear"), DueLevel::label),
        line.source
            .as_ref()
            .map_or_else(String::new, |s| rows::place(desk.language, s.place())),
    ]
}

fn counted(desk: &Desk, of: &DueCounts) -> String {
    let c = &of.count;
    let n = |n: u32| n.to_string();
    fill(
        desk.language,
        "ledger.counts",
        &[
            ("book", &of.book),
            ("total", &n(c.total)),
            ("going", &n(c.in_progress)),
            ("over", &n(c.overdue)),
            ("finished", &n(c.finished)),
            ("halted", &n(c.halted)),
            ("rate", &c.finished_rate().to_string()),
        ],
    )
}
