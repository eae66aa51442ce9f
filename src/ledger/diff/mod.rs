//! What changed between two versions of a book: rows added, changed cell by cell, vanished, and perhaps renumbered.

mod cells;
mod offers;
mod pairing;

use cells::Columns;
use pairing::{Pairing, pair};

use crate::model::{Book, BookDiff, BookRow, Duplicate, RowChange, RowName, VersionName};

/// Compares two versions. Rows are paired by key; what is left is offered as renumbered from a likeness of titles of
/// `title_similarity` on (`ReconcileSettings::title_similarity`), but stays added and vanished until a person decides.
#[must_use]
pub fn diff(before: &Book, after: &Book, title_similarity: f64) -> BookDiff {
    let columns = Columns::of(before, after);
    let Pairing {
        pairs,
        vanished,
        added,
        duplicates,
    } = pair(before, after);
    let mut changed = Vec::new();
    let mut unchanged = 0_u32;
    for (old, new) in pairs {
        let (Some(old), Some(new)) = (named(before, old), named(after, new)) else {
            continue;
        };
        let fields = columns.changes(old.1, new.1);
        if fields.is_empty() {
            unchanged = unchanged.saturating_add(1);
        } else {
            changed.push(RowChange {
                before: old.0,
                after: new.0,
                fields,
            });
        }
    }
    let names = |book: &Book, rows: &[usize]| -> Vec<RowName> {
        rows.iter()
            .filter_map(|at| Some(named(book, *at)?.0))
            .collect()
    };
    let (vanished, added) = (names(before, &vanished), names(after, &added));
    let renumbered = offers::renumbered(&vanished, &added, &changed, title_similarity);
    BookDiff {
        before: version(before),
        after: version(after),
        renumbered,
        duplicates: duplicates
            .into_iter()
            .map(|(key, is_after, rows)| Duplicate {
                key,
                is_after,
                rows: names(if is_after { after } else { before }, &rows),
            })
            .collect(),
        columns_added: columns.added(),
        columns_vanished: columns.vanished(),
        added,
        changed,
        vanished,
        unchanged,
    }
}

fn version(book: &Book) -> VersionName {
    VersionName {
        file: book.file.clone(),
        sheet: book.sheet.clone(),
        as_of: book.as_of.as_ref().map(|a| a.date),
    }
}

fn named(book: &Book, at: usize) -> Option<(RowName, BookRow<'_>)> {
    let record = book.records.get(at)?;
    let row = BookRow { book, record };
    let name = RowName {
        at,
        key: record.key.clone(),
        no: record.no.clone(),
        title: record.title.clone(),
        units: record.lead.clone(),
        source: row.name_quote(),
    };
    Some((name, row))
}
