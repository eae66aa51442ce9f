//! Finds in the stored text what a query looked for.
use super::{
    layout::tighten,
    passages::{Record, RecordCell, column_answers_to, trim},
    query::{CellTest, Needle},
};
use crate::model::fold;

/// Every place of every needle in a record's text, as half-open character ranges in order, overlapping ones joined; and the cells
/// they lie in.
pub(super) fn mark(record: &Record, needles: &[Needle<'_>]) -> (Vec<(u32, u32)>, Vec<String>) {
    let text: Vec<char> = fold(&record.text).chars().collect();
    let mut found = Vec::new();
    for needle in needles {
        match needle {
            Needle::Text(phrase) => {
                find(&text, &phrase.chars, 0, &mut found);
                if !phrase.exact {
                    find_loose(&text, &phrase.chars, 0, &mut found);
                }
            }
            Needle::Cell { column, test } => {
                for cell in &record.cells {
                    if column_answers_to(&cell.column, column) {
                        mark_cell(&text, cell, test, &mut found);
                    }
                }
            }
        }
    }
    found.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(found.len());
    for (start, end) in found {
        match joined.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let joined: Vec<(u32, u32)> = joined
        .into_iter()
        .map(|(start, end)| (count(start), count(end)))
        .collect();
    let mut cells = Vec::new();
    for cell in &record.cells {
        let holds = joined
            .iter()
            .any(|(start, end)| *start < cell.end && cell.start < *end);
        if holds && !cells.contains(&cell.cell) {
            cells.push(cell.cell.clone());
        }
    }
    (joined, cells)
}

fn mark_cell(text: &[char], cell: &RecordCell, test: &CellTest, found: &mut Vec<(usize, usize)>) {
    let start = cell.start as usize;
    let Some(inside) = text.get(start..(cell.end as usize).min(text.len())) else {
        return;
    };
    match test {
        CellTest::Contains(needle) => find_loose(inside, needle, start, found),
        CellTest::Is(needle) => {
            if tighten(trim(inside)).chars == tighten(needle).chars {
                found.push((start, start + inside.len()));
            }
        }
        CellTest::Filled => found.push((start, start + inside.len())),
        CellTest::Empty => {}
    }
}

/// Places of `needle` in `text`, overlapping ones too, moved by `offset`.
fn find(text: &[char], needle: &[char], offset: usize, found: &mut Vec<(usize, usize)>) {
    let Some(first) = needle.first() else { return };
    for (at, c) in text.iter().enumerate() {
        if c == first && text.get(at..at + needle.len()) == Some(needle) {
            found.push((offset + at, offset + at + needle.len()));
        }
    }
}

/// The same, blanks set for layout left out of account.
fn find_loose(text: &[char], needle: &[char], offset: usize, found: &mut Vec<(usize, usize)>) {
    let tight = tighten(text);
    let mut places = Vec::new();
    find(&tight.chars, &tighten(needle).chars, 0, &mut places);
    for (start, end) in places {
        if let (Some(first), Some(last)) = (tight.places.get(start), tight.places.get(end - 1)) {
            found.push((offset + first, offset + last + 1));
        }
    }
}
