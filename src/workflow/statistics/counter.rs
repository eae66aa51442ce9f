//! Counts rows into figures, so that every figure can be opened down to its rows.
use std::collections::HashMap;

use crate::model::{Figure, Share, StatKind, StatLine, StatRow, StatTable, StatValue};

/// The rows counted so far; each has one number in all tables.
#[derive(Debug, Default)]
pub(super) struct Counter {
    rows: Vec<StatRow>,
    numbers: HashMap<StatRow, u32>,
}

impl Counter {
    /// The number of a row.
    pub(super) fn row(&mut self, row: StatRow) -> u32 {
        if let Some(number) = self.numbers.get(&row) {
            return *number;
        }
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.numbers.insert(row.clone(), number);
        self.rows.push(row);
        number
    }
    /// The number of a record that is no row of a ledger.
    pub(super) fn record(&mut self, kind: StatKind, id: &str, title: &str) -> u32 {
        self.row(StatRow {
            kind,
            id: id.to_owned(),
            book: None,
            title: title.to_owned(),
        })
    }
    pub(super) fn into_rows(self) -> Vec<StatRow> {
        self.rows
    }
}

/// Label and definition of a figure.
pub(super) type What = (&'static str, &'static str);

/// How many rows.
pub(super) fn count((label, definition): What, rows: impl IntoIterator<Item = u32>) -> Figure {
    let rows: Vec<u32> = rows.into_iter().collect();
    Figure {
        label: label.to_owned(),
        definition: definition.to_owned(),
        value: StatValue::Count(number(rows.len())),
        rows,
        part: Vec::new(),
    }
}

/// How many of the rows; `is_part` says which.
pub(super) fn share(
    (label, definition): What,
    rows: impl IntoIterator<Item = (u32, bool)>,
) -> Figure {
    let (mut all, mut part) = (Vec::new(), Vec::new());
    for (row, is_part) in rows {
        all.push(row);
        if is_part {
            part.push(row);
        }
    }
    Figure {
        label: label.to_owned(),
        definition: definition.to_owned(),
        value: StatValue::Share(Share {
            part: number(part.len()),
            whole: number(all.len()),
        }),
        rows: all,
        part,
    }
}

/// A sum over the rows; rows that add nothing are left out.
pub(super) fn sum((label, definition): What, rows: impl IntoIterator<Item = (u32, u32)>) -> Figure {
    let rows: Vec<(u32, u32)> = rows.into_iter().filter(|(_, n)| *n > 0).collect();
    Figure {
        label: label.to_owned(),
        definition: definition.to_owned(),
        value: StatValue::Sum(rows.iter().map(|(_, n)| i64::from(*n)).sum()),
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        part: Vec::new(),
    }
}

/// The middle of the values of the rows.
pub(super) fn median((label, definition): What, values: &[(u32, i64)]) -> Figure {
    let mut sorted: Vec<i64> = values.iter().map(|(_, v)| *v).collect();
    sorted.sort_unstable();
    let upper = sorted.get(sorted.len() / 2);
    let lower = sorted.get(sorted.len().saturating_sub(1) / 2);
    let value = match (lower, upper) {
        (Some(lower), Some(upper)) => StatValue::MedianHalves(lower + upper),
        _ => StatValue::Nothing,
    };
    of_values((label, definition), value, values)
}

/// The greatest of the values of the rows.
pub(super) fn most((label, definition): What, values: &[(u32, i64)]) -> Figure {
    let most = values.iter().map(|(_, v)| *v).max();
    let value = most.map_or(StatValue::Nothing, StatValue::Most);
    of_values((label, definition), value, values)
}

fn of_values((label, definition): What, value: StatValue, values: &[(u32, i64)]) -> Figure {
    Figure {
        label: label.to_owned(),
        definition: definition.to_owned(),
        value,
        rows: values.iter().map(|(row, _)| *row).collect(),
        part: Vec::new(),
    }
}

/// A line of one figure that is called after it.
pub(super) fn single(name: &str, mut figure: Figure) -> StatLine {
    "数据".clone_into(&mut figure.label);
    StatLine {
        name: vec![name.to_owned()],
        figures: vec![figure],
    }
}

/// A table.
pub(super) fn table(
    (id, title): (&str, &str),
    keys: &[&str],
    lines: Vec<StatLine>,
    notes: Vec<String>,
) -> StatTable {
    StatTable {
        id: id.to_owned(),
        title: title.to_owned(),
        keys: keys.iter().map(|k| (*k).to_owned()).collect(),
        lines,
        notes,
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
