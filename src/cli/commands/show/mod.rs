//! `show`: what the program read of a file, with places.
mod sentences;

use std::path::Path;

use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{Format, ShowArgs},
        message::{fill, text},
        output, rows,
    },
    model::{Document, FileRecord, PassageKind, ReadingSettings},
    workflow::{OfficeError, Purpose, Shown},
};

pub(super) fn show(desk: &Desk, args: &ShowArgs) -> Result<Outcome, CommandError> {
    let mut outcome = Outcome::Done;
    let found = find(desk, &args.file, &args.reading.settings())?;
    for (shown, at) in found.iter().zip(0..) {
        if shown.record.recovery.is_lossy() {
            outcome = Outcome::DoneWithUnread;
        }
        match (args.format.format, &shown.document) {
            (format, Some(document)) if args.sentences => {
                sentences::sentences_of(desk, document, format)?;
            }
            (Format::Ndjson, _) => lines(desk, shown)?,
            (Format::Table, _) => {
                if at > 0 {
                    output::line("")?;
                }
                about(desk, &shown.record, shown.document.as_ref())?;
                if let Some(document) = &shown.document {
                    columns(desk, document)?;
                    passages(desk, document)?;
                }
            }
        }
    }
    Ok(outcome)
}

/// The passages of a file, a line each; of a file without any, its row of the import report.
fn lines(desk: &Desk, shown: &Shown) -> Result<(), CommandError> {
    let Some(document) = &shown.document else {
        return Ok(output::line(
            &rows::import_json(desk.language, &shown.record).to_string(),
        )?);
    };
    for (passage, at) in document.passages.iter().zip(0..) {
        let headings = document.headings_over(at);
        output::line(&rows::passage_json(&document.file, passage, &headings).to_string())?;
    }
    Ok(())
}

/// An imported file by its name; else a file on disk with all it carries, read without keeping it.
pub(super) fn find(
    desk: &Desk,
    file: &str,
    over: &ReadingSettings,
) -> Result<Vec<Shown>, CommandError> {
    let path = Path::new(file);
    if path.exists() && desk.is_outside() {
        return Ok(desk.show_outside(path, over)?);
    }
    let mut office = desk.office(Purpose::Read)?;
    match office.show(file) {
        Ok(shown) => Ok(vec![shown]),
        Err(OfficeError::NoSuchFile { .. }) if path.exists() => {
            Ok(office.show_unkept(path, over, &desk.bar())?)
        }
        Err(error) => Err(error.into()),
    }
}

fn about(
    desk: &Desk,
    record: &FileRecord,
    document: Option<&Document>,
) -> Result<(), CommandError> {
    let t = |key: &str| text(desk.language, key);
    let row = |key: &str, value: &str, why: &str| {
        let why = if why.is_empty() {
            String::new()
        } else {
            format!("  ({why})")
        };
        output::line(&format!("{}: {value}{why}", t(&format!("column.{key}"))))
    };
    row("file", &record.file, "")?;
    row("format", record.format.map_or("", |f| f.name()), "")?;
    row(
        "recovery",
        &t(&format!("recovery.{}", record.recovery.name())),
        &rows::reasons(desk.language, record).unwrap_or_default(),
    )?;
    row("sha256", &record.sha256, "")?;
    let Some(document) = document else {
        return Ok(());
    };
    let from = |f: crate::model::ReadFrom| {
        t(&format!(
            "read-from.{}",
            json!(f).as_str().unwrap_or_default()
        ))
    };
    row("title", document.title.as_deref().unwrap_or(""), "")?;
    let kind = &document.doc_type;
    row(
        "type",
        &kind.value.name(),
        &format!("{}: {}", from(kind.from), kind.because),
    )?;
    if let Some(unit) = &document.unit {
        row(
            "unit",
            &unit.value,
            &format!("{}: {}", from(unit.from), unit.because),
        )?;
    }
    if let Some(period) = &document.period {
        row(
            "period",
            &period.value.label,
            &format!("{}: {}", from(period.from), period.because),
        )?;
    }
    sentences::share(desk, document)?;
    for (fact, value) in &document.facts {
        output::line(&format!("  {fact}: {}", rows::shortened(value, 200)))?;
    }
    Ok(())
}

/// How the columns of each table were understood.
pub(super) fn columns(desk: &Desk, document: &Document) -> Result<(), CommandError> {
    for table in &document.tables {
        let title = table.title.as_deref().unwrap_or("");
        output::line(&fill(
            desk.language,
            "show.table",
            &[("sheet", &table.sheet), ("title", title)],
        ))?;
        let mut out = output::table(&rows::header(
            desk.language,
            &["column", "header", "field", "mapped-by"],
        ));
        for column in &table.columns {
            let mapped = json!(column.mapped_by);
            out.add_row(vec![
                crate::model::column_name(column.col),
                column.header.clone(),
                column.field.clone().unwrap_or_default(),
                text(
                    desk.language,
                    &format!("mapped-by.{}", mapped.as_str().unwrap_or_default()),
                ),
            ]);
        }
        output::line(&out.to_string())?;
    }
    Ok(())
}

fn passages(desk: &Desk, document: &Document) -> Result<(), CommandError> {
    for passage in &document.passages {
        let kind = match passage.kind {
            PassageKind::Title | PassageKind::Heading => "# ",
            PassageKind::ListItem => "- ",
            _ => "",
        };
        let place = rows::place(desk.language, &passage.place);
        let mark = match passage.recognized {
            Some(0) => text(desk.language, "show.recognized-unknown"),
            Some(percent) => fill(
                desk.language,
                "show.recognized",
                &[("percent", &percent.to_string())],
            ),
            None => String::new(),
        };
        output::line(&format!("[{place}]{mark} {kind}{}", passage.text))?;
    }
    Ok(())
}
