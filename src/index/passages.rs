//! Turns a document into records of the index, one for each passage.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use super::{grams::HOLDS, layout::tighten, schema::Fields};
use crate::model::{Document, Passage, Place, RowKind, TableCell, char_len, fold};

/// Appended to a column's key where a record has nothing in that column.
pub(super) const EMPTY: char = '\u{3}';
/// Between the header and the canonical field in a column's key.
const MEANS: char = '\u{5}';

/// What a hit is made of, kept beside the index so that an answer needs no other file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) file: String,
    pub(super) place: Place,
    pub(super) unit: Option<String>,
    pub(super) period: Option<String>,
    #[serde(rename = "type")]
    pub(super) doc_type: String,
    pub(super) text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) cells: Vec<RecordCell>,
}

/// A cell of a table row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RecordCell {
    /// First character in the passage.
    pub(super) start: u32,
    /// One past the last character.
    pub(super) end: u32,
    /// Cell in A1 notation.
    pub(super) cell: String,
    /// Key of its column.
    pub(super) column: String,
}

/// The key of a column: its header in match form without blanks, and the field it was understood as.
fn column_key(header: &str, field: Option<&str>) -> String {
    let mut key: String = fold(header)
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    key.push(MEANS);
    key.extend(
        field
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control()),
    );
    key
}

/// Whether a column's key answers to a name: its header contains it, or it was understood as that field.
///
/// `name` is in match form and without blanks.
pub(super) fn column_answers_to(key: &str, name: &str) -> bool {
    match key.split_once(MEANS) {
        Some((header, field)) => header.contains(name) || field == name,
        None => key.contains(name),
    }
}

/// A day as the number `20260331`, which sorts as days do.
pub(super) fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// The records of a document, in the order of its passages.
pub(super) fn records<'a>(
    fields: &'a Fields,
    key: i64,
    document: &'a Document,
) -> impl Iterator<Item = Result<TantivyDocument, serde_json::Error>> + 'a {
    document
        .passages
        .iter()
        .enumerate()
        .map(move |(number, passage)| record(fields, key, document, number as u64, passage))
}

fn record(
    fields: &Fields,
    key: i64,
    document: &Document,
    number: u64,
    passage: &Passage,
) -> Result<TantivyDocument, serde_json::Error> {
    let mut out = TantivyDocument::default();
    out.add_i64(fields.key, key);
    out.add_u64(fields.passage, number);
    out.add_text(fields.file, &document.file);
    out.add_text(fields.doc_type, document.doc_type.value.name());
    if let Some(unit) = &document.unit {
        out.add_text(fields.unit, &unit.value);
    }
    if let Some(period) = &document.period {
        out.add_text(fields.period, &period.value.label);
        out.add_i64(fields.period_from, day_number(period.value.from));
        out.add_i64(fields.period_to, day_number(period.value.to));
    }
    if let Some(dated) = &document.dated
        && let (Some(from), Some(to)) = (dated.from.or(dated.to), dated.to.or(dated.from))
    {
        out.add_i64(fields.dated_from, day_number(from));
        out.add_i64(fields.dated_to, day_number(to));
    }

    let folded;
    let plain = if char_len(&passage.plain) == char_len(&passage.text) {
        passage.plain.as_str()
    } else {
        // The match form is not stored; a document loaded without refolding must not vanish from search.
        folded = fold(&passage.text);
        folded.as_str()
    };
    out.add_text(fields.words, plain);
    out.add_text(fields.grams, plain);
    let chars: Vec<char> = plain.chars().collect();
    let tight = tighten(&chars);
    if tight.chars.len() < chars.len() {
        out.add_text(fields.tight, tight.chars.iter().collect::<String>());
    }

    let cells = add_cells(fields, document, passage, &chars, &mut out);
    let record = Record {
        file: document.file.clone(),
        place: passage.place.clone(),
        unit: document.unit.as_ref().map(|u| u.value.clone()),
        period: document.period.as_ref().map(|p| p.value.label.clone()),
        doc_type: document.doc_type.value.name(),
        text: passage.text.clone(),
        cells,
    };
    out.add_text(fields.record, serde_json::to_string(&record)?);
    Ok(out)
}

fn add_cells(
    fields: &Fields,
    document: &Document,
    passage: &Passage,
    chars: &[char],
    out: &mut TantivyDocument,
) -> Vec<RecordCell> {
    let mut cells = Vec::new();
    let Some((table, row)) = passage.row.and_then(|(table, row)| {
        let table = document.tables.get(table as usize)?;
        Some((table, table.rows.get(row as usize)?))
    }) else {
        return cells;
    };
    // What stands in a header, a title or a note is no value of a field.
    let holds_values = matches!(row.kind, RowKind::Record | RowKind::Total);
    for column in &table.columns {
        let mut key = column_key(&column.header, column.field.as_deref());
        let Some(cell) = row.cell(column.col).filter(|c| !c.text.trim().is_empty()) else {
            if row.kind == RowKind::Record {
                key.push(EMPTY);
                out.add_text(fields.columns, &key);
            }
            continue;
        };
        let (start, end) = span(passage, cell);
        let text: Vec<char> = chars
            .get(start as usize..(end as usize).min(chars.len()))
            .map(<[char]>::to_vec)
            .unwrap_or_default();
        if holds_values {
            out.add_text(fields.columns, &key);
            let mut value = key.clone();
            value.push(HOLDS);
            value.extend(&tighten(trim(&text)).chars);
            out.add_text(fields.cells, value);
        }
        cells.push(RecordCell {
            start,
            end,
            cell: cell.cell.clone(),
            column: key,
        });
    }
    cells
}

/// Where a cell's text stands in its row's passage.
fn span(passage: &Passage, cell: &TableCell) -> (u32, u32) {
    let known = passage.cells.iter().find(|s| s.start == cell.start);
    let end = known.map_or(cell.start + char_len(&cell.text), |s| s.end);
    (cell.start, end)
}

/// Characters without blanks at both ends.
pub(super) fn trim(text: &[char]) -> &[char] {
    let filled = |c: &char| !c.is_whitespace();
    let start = text.iter().position(filled).unwrap_or(text.len());
    let end = text.iter().rposition(filled).map_or(start, |last| last + 1);
    text.get(start..end).unwrap_or_default()
}
