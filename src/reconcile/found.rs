//! What a check hands back, begun from the record it is about.
use crate::model::{BookRow, Certainty, Document, Evidence, Mismatch, Severity, SourceRef};

use super::Check;

/// A mismatch of a record, to be filled in: certain, without evidence, formula or words.
pub(super) fn of_row(
    check: &dyn Check,
    severity: Severity,
    row: BookRow<'_>,
    item: &str,
    source: SourceRef,
) -> Mismatch {
    Mismatch {
        check: check.id().to_owned(),
        indicator: None,
        severity,
        certainty: Certainty::确定,
        no: row.record.no.clone(),
        matter: row.record.title.clone(),
        item: item.to_owned(),
        source,
        evidence: Vec::new(),
        formula: String::new(),
        reason: String::new(),
        ask: Vec::new(),
        looked_for: Vec::new(),
        would_clear: String::new(),
    }
}

/// The cell of a field as evidence; nothing when it is empty.
pub(super) fn cell(row: BookRow<'_>, field: &str, note: impl Into<String>) -> Option<Evidence> {
    Some(Evidence {
        source: row.quote(field)?,
        note: note.into(),
    })
}

/// The number of a record in a sentence, else its title.
pub(super) fn name(row: BookRow<'_>) -> String {
    match &row.record.no {
        Some(no) if !row.record.title.is_empty() => format!("{no}“{}”", row.record.title),
        Some(no) => no.clone(),
        None => format!("“{}”", row.record.title),
    }
}

/// The fields in which a record says how far it is, in the order in which they are quoted.
const STATUS: [&str; 4] = ["status", "completion", "closure", "schedule"];

/// The cell that says how far a record is.
pub(super) fn status(row: BookRow<'_>) -> Option<(&'static str, SourceRef)> {
    STATUS
        .iter()
        .find_map(|field| Some((*field, row.quote(field)?)))
}

/// The words of the cells that say how far a record is.
pub(super) fn status_text(row: BookRow<'_>) -> String {
    STATUS
        .iter()
        .chain(&["standing"])
        .map(|field| row.text(field))
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("，")
}

/// Words as they are set in `looked_for`.
pub(super) fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|w| (*w).to_owned()).collect()
}

/// Whether a cell names something: strokes and words for nothing do not.
pub(super) fn is_filled(text: &str) -> bool {
    let text = text.trim();
    text.contains(char::is_alphanumeric)
        && !["无", "暂无", "没有", "空", "未填", "待补", "待补充", "否"].contains(&text)
}

/// A mismatch in running text, to be filled in; the matter is the heading over the passage, else the document.
pub(super) fn of_text(
    check: &dyn Check,
    severity: Severity,
    document: &Document,
    passage: u32,
    item: &str,
    source: SourceRef,
) -> Mismatch {
    let heading = document.headings_over(passage).pop().map(str::to_owned);
    Mismatch {
        check: check.id().to_owned(),
        indicator: None,
        severity,
        certainty: Certainty::确定,
        no: None,
        matter: heading
            .or_else(|| document.title.clone())
            .unwrap_or_default(),
        item: item.to_owned(),
        source,
        evidence: Vec::new(),
        formula: String::new(),
        reason: String::new(),
        ask: Vec::new(),
        looked_for: Vec::new(),
        would_clear: String::new(),
    }
}
