//! Builds books as importers would hand them over: a sheet, understood, read.
use std::collections::BTreeMap;

use taizhang::{
    ledger,
    model::{
        Book, CellValue, Document, Format, Merge, RawBlock, RawCell, RawFile, RawTable,
        ReadingSettings, Recovery, UnitProfile,
    },
    normalize,
};

/// A sheet: title in the first row, header below it, then rows. Blank cells are absent.
pub(crate) fn sheet(name: &str, title: &str, header: &[&str], rows: &[&[&str]]) -> RawTable {
    let mut cells = Vec::new();
    let mut merges = Vec::new();
    let mut row = 0;
    let mut put = |row: u32, col: u32, text: &str| {
        if !text.trim().is_empty() {
            cells.push(RawCell {
                row,
                col,
                text: text.to_owned(),
                value: text.parse().map_or(CellValue::Text, CellValue::Number),
                has_formula: false,
            });
        }
    };
    if !title.is_empty() {
        put(0, 0, title);
        merges.push(Merge {
            first_row: 0,
            first_col: 0,
            last_row: 0,
            last_col: u32::try_from(header.len().max(2)).unwrap() - 1,
        });
        row = 1;
    }
    for (col, text) in (0u32..).zip(header) {
        put(row, col, text);
    }
    for line in rows {
        row += 1;
        for (col, text) in (0u32..).zip(*line) {
            put(row, col, text);
        }
    }
    RawTable {
        name: name.to_owned(),
        cells,
        merges,
        ..RawTable::default()
    }
}

/// A workbook of these sheets.
pub(crate) fn workbook(file: &str, sheets: Vec<RawTable>) -> RawFile {
    RawFile {
        file: file.to_owned(),
        sha256: format!(
            "{:064x}",
            file.bytes()
                .fold(7u64, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b)))
        ),
        bytes: 0,
        format: Some(Format::Xlsx),
        recovery: Recovery::Complete,
        reasons: Vec::new(),
        blocks: sheets.into_iter().map(RawBlock::Table).collect(),
        facts: BTreeMap::new(),
    }
}

/// A workbook with one sheet, made uniform. `as_of` (截至2026年9月30日, or empty) stands behind the title.
pub(crate) fn document(title: &str, as_of: &str, header: &[&str], rows: &[&[&str]]) -> Document {
    let titled = if as_of.is_empty() {
        title.to_owned()
    } else {
        format!("{title}（{as_of}）")
    };
    let file = format!("台账/{titled}.xlsx");
    normalize::document(
        &workbook(&file, vec![sheet("Sheet1", &titled, header, rows)]),
        &ReadingSettings::default(),
    )
}

/// The one book of such a workbook.
pub(crate) fn book(title: &str, as_of: &str, header: &[&str], rows: &[&[&str]]) -> Book {
    book_of(&document(title, as_of, header, rows), &[])
}

/// The one book of a document.
pub(crate) fn book_of(document: &Document, units: &[UnitProfile]) -> Book {
    let mut books = ledger::books(document, units);
    assert_eq!(books.len(), 1, "one book expected in {}", document.file);
    books.remove(0)
}
