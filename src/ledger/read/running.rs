//! Tables that lost their cells on the way: headers and rows one after another in a single paragraph, parted by blanks.
use crate::{
    model::{
        Book, CellValue, Document, Passage, PassageKind, RowKind, Table, TableCell, TableRow,
        cell_name, char_len,
    },
    normalize::headers,
};

use super::{Names, as_of, columns, kind, record};

/// A piece of the paragraph between blanks, with its first character.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    start: u32,
}

/// Headers such a table must have, the serial number included.
const FEWEST_HEADERS: usize = 5;
/// Headers it can have.
const MOST_HEADERS: usize = 30;
/// Longest header, in characters.
const LONGEST_HEADER: u32 = 12;
/// Share of its headers that must be known, in percent: words of a sentence are not.
const KNOWN_PERCENT: usize = 60;

/// The books that stand as running text in the paragraphs of a document.
///
/// Rows begin with 1, 2, 3 and so on, and each must hold as many pieces as there are headers, or more: then what is left over
/// belongs to the last column. Where one holds fewer the table is not read, for its cells could be anyone's. The sheet of such a
/// book is empty, and its fields stand in a paragraph.
pub(super) fn books(document: &Document, names: &Names<'_>) -> Vec<Book> {
    (0u32..)
        .zip(&document.passages)
        .filter(|(_, p)| p.kind != PassageKind::Row && p.place.page.is_none())
        .filter_map(|(at, p)| {
            let paragraph = p.place.paragraph?;
            let table = table(p, at)?;
            book(document, &table, names, paragraph)
        })
        .collect()
}

fn book(document: &Document, table: &Table, names: &Names<'_>, paragraph: u32) -> Option<Book> {
    let kind = kind::of(document, table)?;
    let slots = columns::of(kind, table);
    let as_of = as_of::of(document, table);
    let mut book = Book {
        kind,
        file: document.file.clone(),
        sha256: document.sha256.clone(),
        sheet: String::new(),
        table: u32::try_from(document.tables.len())
            .ok()?
            .checked_add(paragraph)?,
        title: document.title.clone(),
        unit: names.keeper(document, table, as_of.as_ref()),
        as_of,
        columns: slots.iter().map(|s| s.column.clone()).collect(),
        records: Vec::new(),
    };
    book.records = record::all(document, table, &slots, &book, names);
    for record in &mut book.records {
        let row = table.rows.iter().find(|r| r.row == record.row)?;
        for field in &mut record.fields {
            field.start = row.cell(field.col)?.start;
            field.row = paragraph;
            field.col = 0;
        }
        record.row = paragraph;
    }
    (!book.records.is_empty()).then_some(book)
}

/// The table in a paragraph, if it holds one.
fn table(passage: &Passage, at: u32) -> Option<Table> {
    if !passage.text.contains("序号") {
        return None;
    }
    let words = words(&passage.text);
    let first = words.iter().position(|w| w.text == "序号")?;
    let after = words.get(first..)?;
    let count = after.iter().position(|w| w.text == "1")?;
    if !(FEWEST_HEADERS..=MOST_HEADERS).contains(&count) {
        return None;
    }
    let heads = after.get(..count)?;
    if heads.iter().any(|w| char_len(w.text) > LONGEST_HEADER) {
        return None;
    }
    let texts: Vec<&str> = heads.iter().map(|w| w.text).collect();
    let columns = headers::map(&texts);
    let known = columns.iter().filter(|c| c.field.is_some()).count();
    if known * 100 < count * KNOWN_PERCENT {
        return None;
    }
    let rows = rows(&passage.text, after.get(count..)?, count, at);
    (!rows.is_empty()).then(|| Table {
        header_rows: Some((0, 0)),
        columns,
        rows,
        ..Table::default()
    })
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, u32)> = None;
    for (chars, (byte, c)) in (0u32..).zip(text.char_indices()) {
        if c.is_whitespace() {
            if let Some((from, start)) = open.take()
                && let Some(text) = text.get(from..byte)
            {
                found.push(Word { text, start });
            }
        } else if open.is_none() {
            open = Some((byte, chars));
        }
    }
    if let Some((from, start)) = open
        && let Some(text) = text.get(from..)
    {
        found.push(Word { text, start });
    }
    found
}

/// The rows behind the headers: each begins with its number and holds at least one piece for every column.
fn rows(text: &str, words: &[Word<'_>], width: usize, passage: u32) -> Vec<TableRow> {
    let mut rows = Vec::new();
    let mut from = 0;
    let mut number = 1u32;
    while let Some(rest) = words.get(from..).filter(|r| r.len() >= width) {
        let next = (number + 1).to_string();
        let until = rest
            .iter()
            .position(|w| w.text == next)
            .unwrap_or(rest.len());
        // A row with a blank cell, or a cell that is the next number: which is which cannot be told, so nothing is read.
        if until < width {
            return Vec::new();
        }
        let Some(pieces) = rest.get(..until) else {
            break;
        };
        let cells = cells(text, pieces, width, number);
        rows.push(TableRow {
            row: number,
            kind: RowKind::Record,
            cells,
            passage,
            hidden: false,
        });
        from += until;
        number += 1;
    }
    rows
}

fn cells(text: &str, pieces: &[Word<'_>], width: usize, row: u32) -> Vec<TableCell> {
    let end = pieces.last().map_or(0, |w| w.start + char_len(w.text));
    (0u32..)
        .zip(pieces.iter().take(width))
        .map(|(col, word)| {
            let last = usize::try_from(col).is_ok_and(|c| c + 1 == width);
            let text = if last {
                crate::model::char_slice(text, &(word.start..end))
            } else {
                word.text.to_owned()
            };
            TableCell {
                col,
                cell: cell_name(row, col),
                text,
                value: CellValue::Text,
                inherited: false,
                start: word.start,
            }
        })
        .collect()
}
