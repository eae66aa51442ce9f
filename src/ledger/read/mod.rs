//! Documents into books of records: which tables are books, and what each of their rows says.
mod as_of;
mod columns;
mod facets;
mod items;
mod kind;
mod naming;
mod record;
mod running;
mod steps;
mod units;

use std::collections::BTreeSet;

use crate::model::{Book, Document, RowKind, Table, UnitProfile};

use units::Names;

/// The books of a document: every table that is a ledger, list or register, with its records.
///
/// Totals, notes and titles are no records. Tables of one sheet that carry on under the same headers are one book. `units`
/// are the units the office knows; a name of one, short or former, becomes its name of today, others stay as written.
#[must_use]
pub fn books(document: &Document, units: &[UnitProfile]) -> Vec<Book> {
    let names = Names::of(document, units);
    let mut books: Vec<Book> = Vec::new();
    for (at, table) in (0u32..).zip(&document.tables) {
        let Some(book) = book(document, at, table, &names) else {
            continue;
        };
        match books.last_mut() {
            Some(last) if carries_on(last, &book) => last.records.extend(book.records),
            _ => books.push(book),
        }
    }
    books.extend(running::books(document, &names));
    books
}

fn book(document: &Document, at: u32, table: &Table, names: &Names<'_>) -> Option<Book> {
    table.header_rows?;
    if !table.rows.iter().any(|r| r.kind == RowKind::Record) {
        return None;
    }
    let kind = kind::of(document, table)?;
    let as_of = as_of::of(document, table);
    let slots = columns::of(kind, table);
    let mut book = Book {
        kind,
        file: document.file.clone(),
        sha256: document.sha256.clone(),
        sheet: table.sheet.clone(),
        table: at,
        title: table.title.clone(),
        unit: names.keeper(document, table, as_of.as_ref()),
        as_of,
        columns: slots.iter().map(|s| s.column.clone()).collect(),
        records: Vec::new(),
    };
    book.records = record::all(document, table, &slots, &book, names);
    (!book.records.is_empty()).then_some(book)
}

/// Whether a table goes on with the book before it: same sheet and headers, and no record of it again.
fn carries_on(book: &Book, next: &Book) -> bool {
    book.sheet == next.sheet && book.kind == next.kind && book.columns == next.columns && {
        let keys: BTreeSet<&str> = book.records.iter().map(|r| r.key.as_str()).collect();
        !next.records.iter().any(|r| keys.contains(r.key.as_str()))
    }
}
