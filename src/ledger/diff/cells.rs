//! Compares the cells of a row in two versions whose columns may stand elsewhere.
use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::{
    ledger::registers::plain,
    model::{Book, BookRow, DateValue, Field, FieldChange, fold},
};

/// A column of the two versions: its place in each, where it is there.
struct Column {
    field: String,
    header: String,
    before: Option<u16>,
    after: Option<u16>,
}

/// The columns of both versions: those of the later one in their order, then those only the earlier one has.
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Columns are the same when they carry the same field, else the same header; a second column of a field or header is another
    /// one than the first.
    pub(super) fn of(before: &Book, after: &Book) -> Self {
        let old = marks(before);
        let mut known: HashMap<(String, u32), u16> = old.iter().cloned().zip(0..).collect();
        let mut columns: Vec<Column> = marks(after)
            .into_iter()
            .zip(&after.columns)
            .zip(0_u16..)
            .map(|((mark, column), at)| Column {
                field: column.field.clone(),
                header: column.header.clone(),
                before: known.remove(&mark),
                after: Some(at),
            })
            .collect();
        columns.extend(
            old.into_iter()
                .zip(&before.columns)
                .filter_map(|(mark, column)| {
                    Some(Column {
                        field: column.field.clone(),
                        header: column.header.clone(),
                        before: Some(known.remove(&mark)?),
                        after: None,
                    })
                }),
        );
        Self(columns)
    }
    pub(super) fn added(&self) -> Vec<String> {
        self.only(|c| c.before.is_none())
    }
    pub(super) fn vanished(&self) -> Vec<String> {
        self.only(|c| c.after.is_none())
    }
    fn only(&self, is_meant: impl Fn(&Column) -> bool) -> Vec<String> {
        self.0
            .iter()
            .filter(|c| is_meant(c))
            .map(|c| c.header.clone())
            .collect()
    }
    /// The cells that differ. The row's serial number is no content: it moves whenever a row above comes or goes.
    pub(super) fn changes(&self, old: BookRow<'_>, new: BookRow<'_>) -> Vec<FieldChange> {
        self.0
            .iter()
            .filter(|c| c.field != "seq")
            .filter_map(|column| {
                let (before, after) = (cell(old, column.before), cell(new, column.after));
                let text = |f: Option<&Field>| f.map_or("", |f| f.text.as_str()).to_owned();
                let change = FieldChange {
                    field: column.field.clone(),
                    header: column.header.clone(),
                    before: text(before),
                    after: text(after),
                    before_at: column.before.and_then(|at| old.quote_column(at)),
                    after_at: column.after.and_then(|at| new.quote_column(at)),
                    same_meaning: false,
                };
                if change.before == change.after {
                    return None;
                }
                let same_meaning = is_same(&column.field, (old, before), (new, after));
                Some(FieldChange {
                    same_meaning,
                    ..change
                })
            })
            .collect()
    }
}

fn marks(book: &Book) -> Vec<(String, u32)> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    book.columns
        .iter()
        .map(|column| {
            let mark = if column.field.is_empty() {
                format!("#{}", plain(&column.header))
            } else {
                column.field.clone()
            };
            let number = seen.entry(mark.clone()).or_default();
            *number += 1;
            (mark, *number)
        })
        .collect()
}

fn cell<'a>(row: BookRow<'a>, column: Option<u16>) -> Option<&'a Field> {
    row.record.fields.iter().find(|f| Some(f.column) == column)
}

/// Whether two cells with other characters say the same.
fn is_same(
    field: &str,
    (old, before): (BookRow<'_>, Option<&Field>),
    (new, after): (BookRow<'_>, Option<&Field>),
) -> bool {
    let text = |f: Option<&Field>| bare(f.map_or("", |f| f.text.as_str()));
    let (before_text, after_text) = (text(before), text(after));
    if before_text == after_text {
        return true;
    }
    let date = |f: Option<&Field>| f.and_then(|f| f.date.as_deref()).and_then(meaning);
    if let (Some(before), Some(after)) = (date(before), date(after)) {
        return before == after;
    }
    if let (Some(before), Some(after)) = (number(&before_text), number(&after_text)) {
        return before == after;
    }
    let units = |row: BookRow<'_>| {
        let mut units = match field {
            "lead_unit" => row.record.lead.clone(),
            "co_unit" => row.record.co.clone(),
            _ => Vec::new(),
        };
        units.sort_unstable();
        units
    };
    let (before, after) = (units(old), units(new));
    !before.is_empty() && before == after
}

/// A cell without blanks and differences of width.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A plain number; 007 is none, because numbers of things keep their zeros.
fn number(text: &str) -> Option<Decimal> {
    let keeps_zeros = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
    (!keeps_zeros).then(|| text.parse().ok()).flatten()
}

type Meaning = (
    Option<jiff::civil::Date>,
    Option<jiff::civil::Date>,
    bool,
    bool,
);

/// What a date says, if it says a day.
fn meaning(date: &DateValue) -> Option<Meaning> {
    (date.from.is_some() || date.to.is_some()).then_some((
        date.from,
        date.to,
        date.standing,
        date.immediate,
    ))
}
