//! `review`: records of collective review by kind and name, what people do with them, and sessions away from the server.
use std::{fs, path::Path};

use serde_json::Value;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::Format,
        message::fill,
        output,
        review_args::{ListRecordsArgs, MergeArgs, ReviewCommand, TakeArgs, ViewArgs},
        rows,
    },
    model::{MergeOutcome, Person, Role},
    workflow::{Purpose, read_session_file, session_file_text, view_in_file},
};

pub(super) fn review(desk: &Desk, what: &ReviewCommand) -> Result<Outcome, CommandError> {
    match what {
        ReviewCommand::List(args) => list(desk, args)?,
        ReviewCommand::Show(args) => {
            let viewer = Person::new(args.by.trim(), &[]);
            let mut office = desk.office(Purpose::Read)?;
            print(&office.record_of(&args.kind, &args.no, &viewer)?)?;
        }
        ReviewCommand::New(args) => {
            let mut office = desk.office(Purpose::Write)?;
            let by = office.person(&args.by, Role::BUSINESS)?;
            let opened = office.open_in_words(&args.kind, &by, &args.particular)?;
            said(desk, &opened)?;
        }
        ReviewCommand::Act(args) => {
            let mut office = desk.office(Purpose::Write)?;
            let by = office.person(&args.by, Role::BUSINESS)?;
            let record = (args.kind.as_str(), args.no.as_str());
            let done = office.act_in_words(record, &by, &args.act, &args.particular)?;
            said(desk, &done)?;
        }
        ReviewCommand::Take(args) => take(desk, args)?,
        ReviewCommand::View(args) => view(desk, args)?,
        ReviewCommand::Merge(args) => return merge(desk, args),
    }
    Ok(Outcome::Done)
}

/// A word of a record: its name is the first of these that it has.
fn word<'v>(record: &'v Value, names: &[&str]) -> &'v str {
    let mut found = names.iter().filter_map(|n| record.get(n)?.as_str());
    found.next().unwrap_or_default()
}

const NAMES: [&str; 4] = ["no", "flag", "run", "id"];
const MATTERS: [&str; 6] = ["title", "problem", "to_unit", "rule", "place", "unit"];

fn said(desk: &Desk, record: &Value) -> Result<(), CommandError> {
    output::line(&fill(
        desk.language,
        "review.done",
        &[
            ("no", word(record, &NAMES)),
            ("state", word(record, &["state"])),
        ],
    ))?;
    Ok(())
}

fn print(record: &Value) -> Result<(), CommandError> {
    let text = serde_json::to_string_pretty(record).unwrap_or_default();
    Ok(output::line(&text)?)
}

fn list(desk: &Desk, args: &ListRecordsArgs) -> Result<(), CommandError> {
    let viewer = Person::new(args.by.trim(), &[]);
    let mut records = desk
        .office(Purpose::Read)?
        .records_of(&args.kind, &viewer)?;
    if let Some(state) = &args.state {
        records.retain(|r| word(r, &["state"]) == state);
    }
    if args.format.format == Format::Ndjson {
        for record in &records {
            output::line(&record.to_string())?;
        }
        return Ok(());
    }
    let mut table = output::table(&rows::header(
        desk.language,
        &["log.id", "review.state", "review.matter"],
    ));
    for record in &records {
        table.add_row(vec![
            word(record, &NAMES).to_owned(),
            word(record, &["state"]).to_owned(),
            word(record, &MATTERS).to_owned(),
        ]);
    }
    Ok(output::line(&table.to_string())?)
}

fn take(desk: &Desk, args: &TakeArgs) -> Result<(), CommandError> {
    let mut office = desk.office(Purpose::Write)?;
    let by = office.person(&args.by, Role::BUSINESS)?;
    let file = office.take_session(&args.no, &by)?;
    write(&args.out, &session_file_text(&file)?)?;
    let path = args.out.display().to_string();
    Ok(output::line(&fill(
        desk.language,
        "run.paper",
        &[("path", &path)],
    ))?)
}

fn view(desk: &Desk, args: &ViewArgs) -> Result<(), CommandError> {
    let mut file = read_session_file(&read(&args.file)?)?;
    view_in_file(&mut file, (args.item, args.stance), &args.text, desk.on())?;
    write(&args.file, &session_file_text(&file)?)?;
    Ok(output::line(&fill(
        desk.language,
        "review.view",
        &[
            ("item", &args.item.to_string()),
            ("stance", args.stance.name()),
        ],
    ))?)
}

fn merge(desk: &Desk, args: &MergeArgs) -> Result<Outcome, CommandError> {
    let file = read_session_file(&read(&args.file)?)?;
    let mut office = desk.office(Purpose::Write)?;
    let by = office.person(&args.by, Role::BUSINESS)?;
    let MergeOutcome {
        merged,
        same,
        conflicts,
        ..
    } = office.merge_session(&by, &file)?;
    for conflict in &conflicts {
        let there = conflict
            .there
            .as_ref()
            .map_or_else(String::new, |t| format!("{} {}", t.stance.name(), t.text));
        output::line(&fill(
            desk.language,
            "review.conflict",
            &[
                ("reason", &conflict.reason),
                ("stance", conflict.view.stance.name()),
                ("text", &conflict.view.text),
                ("there", &there),
            ],
        ))?;
    }
    output::line(&fill(
        desk.language,
        "review.merged",
        &[
            ("merged", &merged.len().to_string()),
            ("same", &same.len().to_string()),
            ("conflicts", &conflicts.len().to_string()),
        ],
    ))?;
    Ok(Outcome::Done)
}

fn read(path: &Path) -> Result<String, CommandError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the file is named on the command line"
    )]
    Ok(fs::read_to_string(path)?)
}

fn write(path: &Path, text: &str) -> Result<(), CommandError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the file is named on the command line"
    )]
    Ok(fs::write(path, text)?)
}
