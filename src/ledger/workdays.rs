//! Workdays: weekends, days off and make-up workdays, and what is only estimated because a year's notice is not known.
//!
//! Limit: the notice of the next year may still move the last days of December; until it is entered they count as this year's
//! notice leaves them.

mod table;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    Span,
    civil::{Date, Weekday, date},
};

/// A result of the calendar that says whether every year it touches has its notice.
#[doc(alias = "暂估")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reckoned<T> {
    /// Every year it touches has its notice.
    Known(T),
    /// A year without notice was touched: weekends are taken off and nothing else.
    Estimated(T),
}

impl<T> Reckoned<T> {
    /// The result.
    #[must_use]
    pub fn value(self) -> T {
        match self {
            Self::Known(value) | Self::Estimated(value) => value,
        }
    }
    /// Whether a year without notice was touched.
    #[must_use]
    pub fn is_estimated(&self) -> bool {
        matches!(self, Self::Estimated(_))
    }
    /// The same certainty with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reckoned<U> {
        match self {
            Self::Known(value) => Reckoned::Known(change(value)),
            Self::Estimated(value) => Reckoned::Estimated(change(value)),
        }
    }
    fn new(value: T, known: bool) -> Self {
        if known {
            Self::Known(value)
        } else {
            Self::Estimated(value)
        }
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Reckoned<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Known(value) => value.fmt(f),
            Self::Estimated(value) => write!(f, "{value}（暂估）"),
        }
    }
}

/// Why an entry of `[ledger.calendar]` is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// The key is neither a day nor a year.
    #[error("`{0}` is neither a day (2027-01-01) nor a year (2027)")]
    NotADay(String),
    /// The value is neither `off` nor `work`.
    #[error("`{key}`: `{value}` is neither `off` nor `work`")]
    NotAKind {
        /// The day.
        key: String,
        /// What stands behind it.
        value: String,
    },
    /// A year is said to be complete, but no day off of it is listed.
    #[error("`{0}`: the year has a notice number, but none of its days off is listed")]
    YearWithoutDays(String),
    /// A year is named without its notice.
    #[error("`{0}`: a year needs the number of its notice")]
    YearWithoutNotice(String),
}

/// Days off and make-up workdays of the years whose notice is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workdays {
    /// Named days: whether each is a workday.
    named: BTreeMap<Date, bool>,
    /// Years whose notice is known, with its number.
    years: BTreeMap<i16, String>,
    /// For every named day that differs from its weekday: how many workdays more (or fewer) there are up to and with it.
    shifts: Vec<(Date, i64)>,
}

impl Default for Workdays {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Workdays {
    /// The years that come with the program.
    #[must_use]
    pub fn builtin() -> Self {
        let (named, years) = table::builtin();
        Self::of(named, years)
    }
    /// Whether the table that comes with the program can be read.
    #[must_use]
    pub fn is_sound() -> bool {
        table::is_sound()
    }
    fn of(named: BTreeMap<Date, bool>, years: BTreeMap<i16, String>) -> Self {
        let mut sum = 0;
        let shifts = named
            .iter()
            .filter(|(day, work)| **work == is_weekend(**day))
            .map(|(day, work)| {
                sum += if *work { 1 } else { -1 };
                (*day, sum)
            })
            .collect();
        Self {
            named,
            years,
            shifts,
        }
    }
    /// The table with the office's own days over it (`LedgerSettings::calendar`).
    ///
    /// `"2027-01-01" = "off"` and `"2027-01-03" = "work"` name days. A year counts as known only when a line gives the number of
    /// its notice (`"2027" = "…号"`): single days do not make a year complete.
    ///
    /// # Errors
    /// Every entry that cannot be used, with its reason; nothing is taken over then.
    pub fn with(&self, calendar: &BTreeMap<String, String>) -> Result<Self, Vec<CalendarFault>> {
        let (mut named, mut years) = (self.named.clone(), self.years.clone());
        let (mut faults, mut off_years, mut claimed) = (Vec::new(), BTreeSet::new(), Vec::new());
        for (key, value) in calendar {
            let key = key.trim();
            if key.len() == 4
                && let Ok(year) = key.parse::<i16>()
            {
                if value.trim().is_empty() {
                    faults.push(CalendarFault::YearWithoutNotice(key.to_owned()));
                } else {
                    claimed.push((year, value.trim().to_owned()));
                }
                continue;
            }
            let Ok(day) = key.parse::<Date>() else {
                faults.push(CalendarFault::NotADay(key.to_owned()));
                continue;
            };
            match value.trim() {
                "off" => {
                    off_years.insert(day.year());
                    named.insert(day, false);
                }
                "work" => {
                    named.insert(day, true);
                }
                other => faults.push(CalendarFault::NotAKind {
                    key: key.to_owned(),
                    value: other.to_owned(),
                }),
            }
        }
        for (year, notice) in claimed {
            if off_years.contains(&year) || years.contains_key(&year) {
                years.insert(year, notice);
            } else {
                faults.push(CalendarFault::YearWithoutDays(year.to_string()));
            }
        }
        if faults.is_empty() {
            Ok(Self::of(named, years))
        } else {
            Err(faults)
        }
    }
    /// The number of the notice that settles a year; `None` when the year is not known, empty when the number is not stated.
    #[must_use]
    pub fn notice(&self, year: i16) -> Option<&str> {
        self.years.get(&year).map(String::as_str)
    }
    /// Whether a day is a workday.
    #[must_use]
    pub fn is_workday(&self, day: Date) -> Reckoned<bool> {
        match self.named.get(&day) {
            Some(work) => Reckoned::Known(*work),
            None => Reckoned::new(!is_weekend(day), self.years.contains_key(&day.year())),
        }
    }
    /// The `n`th workday after `day`; `day` itself does not count. With 0 it is `day`.
    #[must_use]
    pub fn add(&self, day: Date, n: u32) -> Reckoned<Date> {
        let (mut at, mut left, mut known) = (day, n, true);
        while left > 0 {
            // The last day of the calendar is as far as anything can be due.
            let Ok(next) = at.tomorrow() else { break };
            at = next;
            let work = self.is_workday(at);
            known &= !work.is_estimated();
            left -= u32::from(work.value());
        }
        Reckoned::new(at, known)
    }
    /// Workdays after `from` up to and with `to`; negative when `to` is before `from`.
    #[must_use]
    pub fn between(&self, from: Date, to: Date) -> Reckoned<i64> {
        if to < from {
            return self.between(to, from).map(|n| -n);
        }
        let plain = weekdays_up_to(to) - weekdays_up_to(from);
        let shift = self.shift_up_to(to) - self.shift_up_to(from);
        let first = from.tomorrow().unwrap_or(from).year();
        Reckoned::new(plain + shift, self.knows(first, to.year().max(first)))
    }
    /// Workdays from `from` to `to`, both included; 0 when `to` is before `from`.
    #[must_use]
    pub fn inclusive(&self, from: Date, to: Date) -> Reckoned<i64> {
        if to < from {
            return Reckoned::new(0, true);
        }
        let first = self.is_workday(from);
        let rest = self.between(from, to);
        let known = !first.is_estimated() && (from == to || !rest.is_estimated());
        Reckoned::new(i64::from(first.value()) + rest.value(), known)
    }
    /// `day` itself when it is a workday, else the next one.
    #[must_use]
    pub fn next_workday(&self, day: Date) -> Reckoned<Date> {
        let here = self.is_workday(day);
        if here.value() {
            return here.map(|_| day);
        }
        let next = self.add(day, 1);
        Reckoned::new(next.value(), !here.is_estimated() && !next.is_estimated())
    }
    /// Where a term of `days` calendar days after `from` ends: `from` does not count, and an end on a day off moves to the next
    /// workday (Civil Code articles 201 and 203).
    #[must_use]
    pub fn term_end(&self, from: Date, days: u32) -> Reckoned<Date> {
        let end = Span::new()
            .try_days(days)
            .and_then(|span| from.checked_add(span))
            .unwrap_or(Date::MAX);
        self.next_workday(end)
    }
    fn knows(&self, from: i16, to: i16) -> bool {
        (from..=to).all(|year| self.years.contains_key(&year))
    }
    fn shift_up_to(&self, day: Date) -> i64 {
        let after = self.shifts.partition_point(|(d, _)| *d <= day);
        after
            .checked_sub(1)
            .and_then(|at| self.shifts.get(at))
            .map_or(0, |(_, sum)| *sum)
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Monday the first of January 1900, from which weekdays are counted; any Monday would do.
const MONDAY: Date = date(1900, 1, 1);

/// Mondays to Fridays from [`MONDAY`] up to and with `day`; negative before it.
fn weekdays_up_to(day: Date) -> i64 {
    let days = day.duration_since(MONDAY).as_hours() / 24;
    days.div_euclid(7) * 5 + (days.rem_euclid(7) + 1).min(5)
}
