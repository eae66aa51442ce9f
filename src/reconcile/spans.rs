//! Dates as the days they may mean, so that a check speaks only when every reading fails.
use jiff::{ToSpan, civil::Date};

use crate::{
    model::{BookRow, DateValue, Field, Precision, fold},
    normalize::dates,
};

/// First and last day a date may mean, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Span {
    /// First day.
    pub(super) from: Date,
    /// Last day.
    pub(super) to: Date,
}

impl Span {
    /// The days of a date; `None` when it is no date, or when its year or day was guessed.
    pub(super) fn of(date: &DateValue) -> Option<Self> {
        if date.doubt.is_some() || !is_on_calendar(date.precision) {
            return None;
        }
        let from = date.from.or(date.to)?;
        let to = date.to.or(date.from)?;
        (from <= to).then_some(Self { from, to })
    }
    /// Whether every day of it lies before every day of `other`.
    pub(super) fn is_before(self, other: Self) -> bool {
        self.to < other.from
    }
    /// Whether the two share a day.
    pub(super) fn meets(self, other: Self) -> bool {
        !self.is_before(other) && !other.is_before(self)
    }
    /// As it is written in a formula: one day, or first and last.
    pub(super) fn show(self) -> String {
        if self.from == self.to {
            self.from.to_string()
        } else {
            format!("{}～{}", self.from, self.to)
        }
    }
}

fn is_on_calendar(precision: Precision) -> bool {
    matches!(
        precision,
        Precision::Day
            | Precision::Dekad
            | Precision::Month
            | Precision::Quarter
            | Precision::Half
            | Precision::Year
            | Precision::Range
    )
}

/// The days of a cell's date; where that is doubtful (several dates in one cell), those its text names without doubt.
pub(super) fn in_field(field: &Field, reference: Option<Date>) -> Vec<Span> {
    match field.date.as_deref().and_then(Span::of) {
        Some(span) => vec![span],
        None => in_text(&field.text, reference),
    }
}

/// What stands before a date with which something is compared: 较2025年3月, 同2025年8月相比.
const COMPARED: [char; 5] = ['较', '比', '同', '与', '照'];

/// The days that words name without doubt; deadlines, whole years and dates of comparison are left out.
pub(super) fn in_text(text: &str, reference: Option<Date>) -> Vec<Span> {
    let plain = fold(text);
    dates::find(&plain, reference)
        .iter()
        .filter(|found| found.value.from.is_some() && found.value.precision != Precision::Year)
        .filter(|found| {
            let before = found.start.checked_sub(1);
            let before = before.and_then(|at| plain.chars().nth(at as usize));
            !before.is_some_and(|c| COMPARED.contains(&c))
        })
        .filter_map(|found| Span::of(&found.value))
        .collect()
}

/// The days of a field, if it names exactly one date without doubt.
pub(super) fn of_field(row: BookRow<'_>, name: &str) -> Option<Span> {
    Span::of(row.date(name)?)
}

/// The day `months` months after `day`; of a shorter month its last day.
pub(super) fn months_after(day: Date, months: u32) -> Date {
    day.checked_add(i64::from(months).months())
        .unwrap_or(Date::MAX)
}

/// Days from `from` to `to`.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / HOURS_A_DAY
}

/// Civil days have 24 hours: no time zone is involved.
const HOURS_A_DAY: i64 = 24;
