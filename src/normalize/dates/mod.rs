//! Dates as people write them in ledgers and reports: cells, serial numbers, running text.
//!
//! The rules are those of the office (missing years, ends of months, words that are no dates); each doubt is said in
//! [`DateValue::doubt`] rather than settled silently.
mod calendar;
mod cell;
mod reading;
mod resolve;
mod scan;
mod words;

use std::ops::Range;

use jiff::civil::Date;

use crate::model::{DateRole, DateValue, FoundDate, char_len, fold};

use reading::{Body, Reading};

/// From which day a workbook counts its serial dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SerialBase {
    /// 1 is 1900-01-01 (and 1900 is wrongly taken for a leap year).
    Excel1900,
    /// 0 is 1904-01-01.
    Excel1904,
}

/// Reads a cell or any other piece of text that is said to be a date.
///
/// * `reference`: the day of the report; fills in missing years and 今年, 明年, 本月. Without it such dates keep their
///   precision but have neither `from` nor `to`.
/// * `serial`: given when the column is known to be a date column; only then are bare numbers (`45356`, `240305`) dates.
///
/// A deadline has only `to`, a start only `from`, an event both; an explicit range has both whatever the role.
#[must_use]
pub fn parse(
    raw: &str,
    role: DateRole,
    reference: Option<Date>,
    serial: Option<SerialBase>,
) -> DateValue {
    cell::parse(raw, role, reference, serial)
}

/// Finds dates in running text (the match form of a passage).
///
/// Only what can be laid on a calendar is returned: days, months, years, ranges, dates that do not exist
/// ([`crate::model::Precision::Invalid`]), and terms that wait for another date (收到后5个工作日内,
/// [`crate::model::Precision::Relative`]). Words such as 近日, 及时, 立行立改, 长期坚持 are not, nor are repeated dates
/// (每月5日前) and dates inside 《》. The words after a date decide its role: 前, 底前, 之前, 以前, 止 make it a deadline (`to` only),
/// 起 and 以来 a start (`from` only); so does 截至 before it (`to` only). Everything else is an event.
#[must_use]
pub fn find(plain: &str, reference: Option<Date>) -> Vec<FoundDate> {
    let chars: Vec<char> = plain.chars().collect();
    let mut found = Vec::new();
    let mut context = resolve::Context::new(reference);
    let mut last_end = 0;
    for reading in scan::readings(&chars) {
        let between = chars.get(last_end..reading.start).unwrap_or_default();
        if between
            .iter()
            .any(|c| matches!(c, '。' | ';' | '\n' | '!' | '?'))
        {
            context.forget_year();
        }
        last_end = reading.end;
        if reading.recurring || reading.in_title {
            continue;
        }
        let role = role_of(&reading);
        let raw: String = chars
            .get(reading.start..reading.end)
            .unwrap_or_default()
            .iter()
            .collect();
        let value = context.resolve(&reading, role, raw);
        found.push(FoundDate {
            start: u32::try_from(reading.start).unwrap_or(u32::MAX),
            end: u32::try_from(reading.end).unwrap_or(u32::MAX),
            value,
        });
    }
    found
}

/// The role the words around a date give it.
fn role_of(reading: &Reading) -> DateRole {
    if reading.by || reading.as_of {
        DateRole::Deadline
    } else if reading.since {
        DateRole::Start
    } else {
        DateRole::Event
    }
}

/// Character ranges in which digits are parts of calendar dates and therefore no counts.
pub(super) fn taken(chars: &[char]) -> Vec<Range<usize>> {
    scan::readings(chars)
        .into_iter()
        .filter(|r| r.recurring || !matches!(r.body, Body::Relative))
        .map(|r| r.start..r.end)
        .collect()
}

/// The match form of `raw` without blanks around it.
fn folded(raw: &str) -> Vec<char> {
    debug_assert_eq!(char_len(raw), char_len(&fold(raw)));
    fold(raw.trim()).chars().collect()
}
