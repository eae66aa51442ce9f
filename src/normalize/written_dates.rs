//! Reads the day a document bears (2026年7月1日, 二〇二六年七月一日, 2026-07-01) from its signature or front.
use jiff::civil::Date;

use crate::model::{DateValue, Precision};

use super::labels;

/// A day found in a line.
#[derive(Clone, Copy, Debug)]
struct Found {
    /// First byte and one past the last.
    span: (usize, usize),
    year: i16,
    month: i8,
    /// `None`: 2026年7月.
    day: Option<i8>,
}

/// Years that can stand on a document.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1949..=2100;

/// Whether a line is nothing but a date (in brackets, or with a weekday or time after it).
pub(super) fn is_date_line(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "（）()【】".contains(c));
    let Some(found) = first(bare) else {
        return false;
    };
    let after = &bare[found.span.1..];
    found.span.0 == 0
        && (found.day.is_some() || after.is_empty())
        && after.chars().count() <= 12
        && after.chars().all(|c| {
            c.is_whitespace()
                || c.is_ascii_digit()
                || matches!(c, ':' | '：' | '星' | '期' | '周')
                || matches!(
                    c,
                    '一' | '二' | '三' | '四' | '五' | '六' | '日' | '（' | '）' | '(' | ')'
                )
        })
}

/// Whether a line begins with a full date (2026年2月3日在…会议上).
pub(super) fn begins_with_day(text: &str) -> bool {
    date_at(text, 0).is_some_and(|found| found.day.is_some())
}

/// What stands before a date with which the text ends.
pub(super) fn before_final_date(text: &str) -> Option<&str> {
    let found = last(text)?;
    let tail = text[found.span.1..].trim();
    (tail.is_empty() && found.day.is_some()).then(|| text[..found.span.0].trim())
}

/// The date with which a text ends, if it ends with one.
pub(super) fn final_date(text: &str) -> Option<DateValue> {
    let found = last(text)?;
    let tail =
        text[found.span.1..].trim_matches(|c: char| c.is_whitespace() || "）)】".contains(c));
    (tail.is_empty() && found.day.is_some()).then(|| value(text, found))
}

/// The first date of a text.
pub(super) fn first_date(text: &str) -> Option<DateValue> {
    first(text).map(|f| value(text, f))
}

fn first(text: &str) -> Option<Found> {
    text.char_indices()
        .filter(|(_, c)| can_begin(*c))
        .find_map(|(at, _)| date_at(text, at))
}

fn last(text: &str) -> Option<Found> {
    let mut starts: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| can_begin(*c))
        .map(|(at, _)| at)
        .collect();
    let mut best = None;
    let mut from = 0;
    starts.retain(|at| {
        if *at >= from
            && let Some(found) = date_at(text, *at)
        {
            from = found.span.1;
            best = Some(found);
        }
        false
    });
    best
}

/// Dates begin with a digit of a year: 1, 2, 一, 二.
fn can_begin(c: char) -> bool {
    matches!(c, '1' | '2' | '１' | '２' | '一' | '二')
}

/// Reads a date that begins exactly at byte `at`.
fn date_at(text: &str, at: usize) -> Option<Found> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| labels::digit(c).is_some() || labels::is_han_digit(c)) {
        return None;
    }
    let mut rest = Cursor { text, at };
    let (year, digits) = rest.number(4)?;
    let year = i16::try_from(year).ok().filter(|y| YEARS.contains(y))?;
    if digits != 4 {
        return None;
    }
    let mark = rest.mark(&['年', '-', '.', '/', '．', '－'])?;
    let (month, _) = rest.number(3)?;
    let month = i8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    if mark == '年' {
        rest.mark(&['月'])?;
        let month_end = rest.at;
        let mut ahead = Cursor { text, at: rest.at };
        let day = ahead.number(3).and_then(|(d, _)| {
            ahead.mark(&['日', '号'])?;
            i8::try_from(d).ok().filter(|d| (1..=31).contains(d))
        });
        let end = if day.is_some() { ahead.at } else { month_end };
        return Some(Found {
            span: (at, end),
            year,
            month,
            day,
        });
    }
    let second = rest.mark(&['-', '.', '/', '．', '－'])?;
    let (day, _) = rest.number(2)?;
    let day = i8::try_from(day).ok().filter(|d| (1..=31).contains(d))?;
    let next = text[rest.at..].chars().next();
    (second == mark && next.is_none_or(|c| labels::digit(c).is_none())).then_some(Found {
        span: (at, rest.at),
        year,
        month,
        day: Some(day),
    })
}

/// A place in a text that moves forward.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    /// Reads up to `most` digits, Arabic or Chinese, blanks before them passed over: value and count.
    fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        self.blanks();
        let digits: Vec<char> = self.text[self.at..]
            .chars()
            .take_while(|c| labels::digit(*c).is_some() || labels::is_han_digit(*c))
            .take(most)
            .collect();
        let value = labels::number(&digits)?;
        self.at += digits.iter().map(|c| c.len_utf8()).sum::<usize>();
        Some((value, digits.len()))
    }
    /// Passes over one of `marks`, blanks before it included.
    fn mark(&mut self, marks: &[char]) -> Option<char> {
        self.blanks();
        let c = self.text[self.at..]
            .chars()
            .next()
            .filter(|c| marks.contains(c))?;
        self.at += c.len_utf8();
        Some(c)
    }
    fn blanks(&mut self) {
        while let Some(c) = self.text[self.at..]
            .chars()
            .next()
            .filter(|c| *c == ' ' || *c == '\u{3000}')
        {
            self.at += c.len_utf8();
        }
    }
}

fn value(text: &str, found: Found) -> DateValue {
    let raw = text[found.span.0..found.span.1].to_owned();
    let day = Date::new(found.year, found.month, found.day.unwrap_or(1)).ok();
    let precision = match (day, found.day) {
        (None, _) => Precision::Invalid,
        (Some(_), Some(_)) => Precision::Day,
        (Some(_), None) => Precision::Month,
    };
    DateValue {
        from: day,
        to: match precision {
            Precision::Month => day.map(Date::last_of_month),
            _ => day,
        },
        doubt: (precision == Precision::Invalid).then(|| format!("“{raw}”不是存在的日期")),
        raw,
        precision,
        standing: false,
        immediate: false,
    }
}
