//! Rows of one book that bear one number.
use std::collections::HashMap;

use super::cells::plain;
use crate::{
    ledger::similarity,
    model::{Book, BookRow, Field},
};

/// Two rows under one number.
pub(super) struct Repeated<'a> {
    /// The row that bore it first, and its cell.
    pub(super) first: (BookRow<'a>, &'a Field),
    /// The later row, and its cell.
    pub(super) later: (BookRow<'a>, &'a Field),
    /// Whether the two say the same in every cell; else they are about two matters.
    pub(super) same: bool,
}

/// Share of a column's numbers that must differ for it to be one of numbers: groups and sections repeat theirs.
const DISTINCT: f64 = 0.8;
/// Likeness of titles below which two rows are about two matters, 0 to 1: rows of one matter name it alike.
const TWO_MATTERS: f64 = 0.5;

/// Numbers that stand for two matters, and rows that stand twice. Merged cells and several rows of one matter are neither.
pub(super) fn repeated<'a>(
    book: &'a Book,
    number: impl Fn(BookRow<'a>) -> Option<&'a Field>,
) -> Vec<Repeated<'a>> {
    let mut by_number: HashMap<String, Vec<(BookRow<'a>, &'a Field)>> = HashMap::new();
    let mut order = Vec::new();
    for row in book.rows() {
        let Some(field) = number(row) else { continue };
        let key = plain(&field.text);
        if !key.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let rows = by_number.entry(key.clone()).or_default();
        // A merged cell is one number for the rows it spans.
        if rows
            .iter()
            .any(|(_, f)| (f.row, f.col) == (field.row, field.col))
        {
            continue;
        }
        if rows.is_empty() {
            order.push(key);
        }
        rows.push((row, field));
    }
    let all: usize = by_number.values().map(Vec::len).sum();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    // In a short book one pair is more than a fifth.
    if all - by_number.len() > 1 && count(by_number.len()) < DISTINCT * count(all) {
        return Vec::new();
    }
    order
        .iter()
        .filter_map(|key| by_number.get(key))
        .flat_map(|rows| {
            rows.iter()
                .skip(1)
                .filter_map(|later| compared(*rows.first()?, *later))
        })
        .collect()
}

fn compared<'a>(
    first: (BookRow<'a>, &'a Field),
    later: (BookRow<'a>, &'a Field),
) -> Option<Repeated<'a>> {
    let (a, b) = (name(first.0), name(later.0));
    let same = cells(first.0) == cells(later.0);
    let inside = a.contains(&b) || b.contains(&a);
    let two_matters = !a.is_empty() && !b.is_empty() && !inside && similarity(&a, &b) < TWO_MATTERS;
    (two_matters || same).then_some(Repeated { first, later, same })
}

/// What a row is about.
fn name(row: BookRow<'_>) -> String {
    let content = plain(row.text("content"));
    if content.is_empty() {
        plain(&row.record.title)
    } else {
        content
    }
}

/// Everything a row says besides where it stands in the list.
fn cells(row: BookRow<'_>) -> Vec<String> {
    row.record
        .fields
        .iter()
        .filter(|f| {
            row.book
                .columns
                .get(usize::from(f.column))
                .is_some_and(|c| c.field != "seq")
        })
        .map(|f| plain(&f.text))
        .collect()
}
