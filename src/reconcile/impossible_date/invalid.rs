//! Days that do not exist.
use super::begin;
use crate::{
    model::{Book, BookRow, Mismatch, Precision, Severity},
    reconcile::{Check, Desk, found},
};

/// Every cell of a date column in the newest books that names a day that does not exist.
pub(super) fn find(check: &dyn Check, desk: &Desk<'_>) -> Vec<Mismatch> {
    desk.series
        .iter()
        .filter_map(|s| s.latest())
        .flat_map(Book::rows)
        .flat_map(|row| in_row(check, row))
        .collect()
}

fn in_row<'a>(check: &'a dyn Check, row: BookRow<'a>) -> impl Iterator<Item = Mismatch> + 'a {
    row.record.fields.iter().filter_map(move |field| {
        let date = field.date.as_deref()?;
        if date.precision != Precision::Invalid {
            return None;
        }
        let column = row.book.columns.get(usize::from(field.column))?;
        let mut one = begin(
            check,
            Severity::关注,
            row,
            &column.header,
            row.quote(&column.field)?,
        );
        let why = date.doubt.as_deref().unwrap_or("日期不存在");
        one.formula = format!("“{}”：{why}", field.text.trim());
        one.reason = format!(
            "{}：“{}”一栏写的“{}”不是一个存在的日期（{why}）。",
            found::name(row),
            column.header,
            field.text.trim(),
        );
        Some(one)
    })
}
