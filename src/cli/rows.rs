//! Listings: one JSON object per line for machines, a table for people.
use serde_json::{Value, json};

use super::{
    Language,
    message::{fill, reason_text, text},
};
use crate::model::{FileRecord, Flag, Hit, Passage, Place};

/// A place as people say it: `第3页 第12段`, `总账!C7`.
pub(super) fn place(language: Language, place: &Place) -> String {
    let mut parts = Vec::new();
    if let Some(page) = place.page {
        parts.push(fill(language, "place.page", &[("n", &page.to_string())]));
    }
    if let Some(paragraph) = place.paragraph {
        parts.push(fill(
            language,
            "place.paragraph",
            &[("n", &paragraph.to_string())],
        ));
    }
    match (&place.sheet, &place.cell) {
        (Some(sheet), Some(cell)) => parts.push(format!("{sheet}!{cell}")),
        (Some(sheet), None) => parts.push(sheet.clone()),
        (None, Some(cell)) => parts.push(cell.clone()),
        (None, None) => {}
    }
    parts.join(" ")
}

/// Import: one file.
pub(super) fn import_json(language: Language, record: &FileRecord) -> Value {
    json!({
        "file": record.file,
        "format": record.format.map(|f| f.name()),
        "recovery": record.recovery.name(),
        "reason": reasons(language, record),
        "type": record.doc_type.map(|t| t.name()),
        "unit": record.unit,
        "period": record.period,
        "paragraphs": record.paragraphs,
        "tables": record.tables,
        "rows": record.rows,
        "chars": record.chars,
    })
}

/// All reasons of a file in one text, or nothing.
pub(super) fn reasons(language: Language, record: &FileRecord) -> Option<String> {
    let all: Vec<String> = record
        .reasons
        .iter()
        .map(|r| reason_text(language, r))
        .collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// Header of the import table.
pub(super) fn import_header(language: Language) -> Vec<String> {
    header(
        language,
        &[
            "file", "format", "recovery", "type", "unit", "period", "chars", "reason",
        ],
    )
}

/// Row of the import table.
pub(super) fn import_row(language: Language, record: &FileRecord) -> Vec<String> {
    vec![
        record.file.clone(),
        record
            .format
            .map(|f| f.name().to_owned())
            .unwrap_or_default(),
        text(language, &format!("recovery.{}", record.recovery.name())),
        record.doc_type.map(|t| t.name()).unwrap_or_default(),
        record.unit.clone().unwrap_or_default(),
        record.period.clone().unwrap_or_default(),
        record.chars.to_string(),
        reasons(language, record).unwrap_or_default(),
    ]
}

/// Search: one passage.
pub(super) fn hit_json(hit: &Hit) -> Value {
    serde_json::to_value(hit).unwrap_or_default()
}

/// Show: one passage.
pub(super) fn passage_json(file: &str, passage: &Passage, headings: &[&str]) -> Value {
    let sentences: Vec<[u32; 2]> = passage.sentences.iter().map(|s| [s.start, s.end]).collect();
    let cells: Vec<Value> = passage
        .cells
        .iter()
        .map(|c| json!({ "cell": c.cell, "start": c.start, "end": c.end }))
        .collect();
    let dates: Vec<Value> = passage
        .dates
        .iter()
        .map(|d| json!({ "start": d.start, "end": d.end, "from": d.value.from, "to": d.value.to, "precision": d.value.precision }))
        .collect();
    json!({
        "file": file,
        "place": passage.place,
        "kind": passage.kind,
        "text": passage.text,
        "recognized": passage.recognized,
        "headings": headings,
        "sentences": sentences,
        "cells": cells,
        "dates": dates,
        "numbers": passage.numbers.iter().map(|n| json!({
            "start": n.start, "end": n.end, "value": n.value, "unit": n.unit, "hedge": n.hedge,
        })).collect::<Vec<_>>(),
    })
}

/// Header of the flag table.
pub(super) fn flag_header(language: Language) -> Vec<String> {
    header(
        language,
        &[
            "certainty",
            "severity.name",
            "indicator",
            "unit",
            "file",
            "place",
            "quote",
            "reason",
        ],
    )
}

/// Row of the flag table.
pub(super) fn flag_row(language: Language, flag: &Flag, title: &str) -> Vec<String> {
    let draft = &flag.draft;
    vec![
        format!("{:?}", draft.certainty),
        format!("{:?}", draft.severity),
        title.to_owned(),
        draft.unit.clone().unwrap_or_default(),
        draft.source.file().to_owned(),
        place(language, draft.source.place()),
        shortened(draft.source.quote(), QUOTE_SHOWN),
        draft.reason.clone(),
    ]
}

/// Characters of a quotation shown in a terminal table.
const QUOTE_SHOWN: usize = 60;

/// At most `most` characters of a text, with an ellipsis if there were more.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let flat: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if flat.chars().count() <= most {
        return flat;
    }
    flat.chars()
        .take(most)
        .chain(std::iter::once('…'))
        .collect()
}

/// Column names of a table.
pub(super) fn header(language: Language, columns: &[&str]) -> Vec<String> {
    columns
        .iter()
        .map(|c| text(language, &format!("column.{c}")))
        .collect()
}
