//! `train concreteness`: what sentences give their readers.
use std::fs;

use super::super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::Format,
        message::{fill, text},
        output, rows,
        train_args::ConcretenessArgs,
    },
    workflow::{Interval, OfficeError, SentenceLessons, System, Validation},
};

pub(super) fn concreteness(desk: &Desk, args: &ConcretenessArgs) -> Result<Outcome, CommandError> {
    let lessons = SentenceLessons::read(&args.gold)?;
    let (sentences, files) = lessons.counts();
    output::complain(&fill(
        desk.language,
        "train.sentences",
        &[
            ("sentences", &sentences.to_string()),
            ("files", &files.to_string()),
        ],
    ));
    if args.cross_validate {
        show(desk, args.format.format, &lessons.validate())?;
    }
    if let Some(out) = &args.out {
        let weights = lessons.teach(&desk.on().to_string());
        #[expect(clippy::disallowed_methods, reason = "the file was asked for by name")]
        fs::write(out, weights).map_err(|e| OfficeError::Gold {
            path: out.clone(),
            line: 0,
            detail: e.to_string(),
        })?;
    }
    Ok(Outcome::Done)
}

/// Figures of every system on the same parts.
fn show(desk: &Desk, format: Format, validation: &Validation) -> Result<(), CommandError> {
    if format == Format::Ndjson {
        for system in &validation.systems {
            output::line(&serde_json::json!(system).to_string())?;
        }
        return Ok(());
    }
    let columns = [
        "system",
        "of",
        "accuracy",
        "macro_f1",
        "C",
        "V",
        "H",
        "N",
        "three_way",
        "empty_accuracy",
        "empty_f1",
    ];
    let columns: Vec<String> = columns.iter().map(|c| format!("train.{c}")).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut table = output::table(&rows::header(desk.language, &columns));
    for system in &validation.systems {
        table.add_row(row(system));
    }
    output::line(&table.to_string())?;
    let (known, right, missing) = validation.paragraphs;
    output::line(&fill(
        desk.language,
        "train.paragraphs",
        &[
            ("right", &right.to_string()),
            ("known", &known.to_string()),
            ("missing", &missing.to_string()),
        ],
    ))?;
    Ok(output::line(&text(desk.language, "train.by-file"))?)
}

fn row(system: &System) -> Vec<String> {
    let f = &system.figures;
    let mut cells = vec![
        system.system.to_owned(),
        format!("{} {}", system.sentences, f.sentences),
    ];
    let figures = [
        f.accuracy,
        f.macro_f1,
        f.concrete,
        f.vague,
        f.hollow,
        f.none,
        f.three_way_f1,
        f.empty_accuracy,
        f.empty_f1,
    ];
    cells.extend(figures.map(interval));
    cells
}

fn interval(i: Interval) -> String {
    format!("{:.3} [{:.2}–{:.2}]", i.value, i.low, i.high)
}
