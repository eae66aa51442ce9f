//! Finds the places in running text where a date stands.
use super::reading::{Body, Month, Part, Point, Reading, Year};

pub(super) use parts::century;

mod marks;
mod numeral;
mod parts;
mod relative;

use numeral::{ascii, small};
use parts::{after_month, after_year, blank, compact_or_dotted, time_after, year_at};

/// Years that a four-digit number in running text may mean.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// All dates in the text, from left to right, not overlapping.
pub(super) fn readings(c: &[char]) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    let mut in_title = false;
    let mut i = 0;
    while let Some(&ch) = c.get(i) {
        let hit = match ch {
            '《' => {
                in_title = c.iter().skip(i + 1).take(80).any(|&x| x == '》');
                None
            }
            '》' => {
                in_title = false;
                None
            }
            '0'..='9' => at_digit(c, i),
            '零' | '〇' | '○' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'
            | '十' | '廿' | '元' | '两' => at_han(c, i),
            '今' | '去' | '前' | '明' | '后' | '本' | '上' | '下' | '次' | '翌' | '同' | '当'
            | '年' | '第' => at_word(c, i),
            '每' | '逐' => marks::recurring(c, i),
            _ => None,
        };
        match hit {
            Some(mut reading) if reading.end > i => {
                reading.in_title = in_title;
                // 收到…后5日内 reaches back, but not into a date that was found before it.
                reading.start = reading.start.max(found.last().map_or(0, |r| r.end));
                i = reading.end;
                found.push(reading);
            }
            _ => i = skip(c, i),
        }
    }
    found
}

/// Where to look next after nothing was found at `i`: past the rest of a run of digits or Latin letters.
fn skip(c: &[char], i: usize) -> usize {
    if c.get(i).is_some_and(char::is_ascii_alphanumeric) {
        let mut j = i + 1;
        while c.get(j).is_some_and(|x| x.is_ascii_digit()) {
            j += 1;
        }
        j
    } else {
        i + 1
    }
}

/// What stands before `i`, blanks left out.
fn before(c: &[char], i: usize) -> Option<char> {
    c.get(..i)?.iter().rev().copied().find(|x| *x != ' ')
}

fn at_digit(c: &[char], i: usize) -> Option<Reading> {
    let previous = i.checked_sub(1).and_then(|p| c.get(p)).copied();
    // Inside a code, a longer number, or an ordinal: no date begins here.
    if previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, '.' | '_' | '第')) {
        return None;
    }
    if previous == Some('-') && i >= 2 && c.get(i - 2).is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    if let Some((point, end)) = compact_or_dotted(c, i) {
        return Some(finish(c, i, point, end));
    }
    if let Some(range) = year_range(c, i) {
        return Some(range);
    }
    if let Some((year, end)) = year_at(c, i) {
        return Some(with_year(c, i, year, end));
    }
    without_year(c, i).or_else(|| relative::term(c, i))
}

fn at_han(c: &[char], i: usize) -> Option<Reading> {
    // Inside a numeral or after 第, 周, 星期.
    if i > 0
        && c.get(i - 1)
            .is_some_and(|p| numeral::is_han(*p) || matches!(p, '第' | '周' | '期'))
    {
        return None;
    }
    if let Some(plan) = marks::five_year_plan(c, i) {
        return Some(plan);
    }
    if let Some((year, end)) = year_at(c, i) {
        return Some(with_year(c, i, year, end));
    }
    without_year(c, i).or_else(|| relative::term(c, i))
}

fn at_word(c: &[char], i: usize) -> Option<Reading> {
    if let Some((year, end)) = year_at(c, i) {
        return Some(with_year(c, i, year, end));
    }
    if let Some((point, end)) = parts::relative_month(c, i) {
        return Some(finish(c, i, point, end));
    }
    let starts_word = c.get(i) != Some(&'年')
        || before(c, i).is_none_or(|p| {
            !p.is_ascii_digit()
                && !numeral::is_han(p)
                && !matches!(
                    p,
                    '每' | '多'
                        | '几'
                        | '往'
                        | '历'
                        | '常'
                        | '近'
                        | '整'
                        | '半'
                        | '百'
                        | '周'
                        | '跨'
                        | '逐'
                        | '两'
                        | '数'
                )
        });
    if !starts_word {
        return None;
    }
    let (point, end) = parts::part_of_year(c, i, Year::Missing)?;
    Some(finish(c, i, point, end))
}

/// `2021-2023年`, `2021年至2023年` is handled by [`finish`]; this one has 年 only once.
fn year_range(c: &[char], i: usize) -> Option<Reading> {
    let (first, end) = ascii(c, i)?;
    if end != i + 4 {
        return None;
    }
    let next = marks::range_sign(c, end)?;
    let (second, stop) = ascii(c, next)?;
    if stop != next + 4 || c.get(blank(c, stop)) != Some(&'年') {
        return None;
    }
    let (a, b) = (i16::try_from(first).ok()?, i16::try_from(second).ok()?);
    if !YEARS.contains(&a) || !YEARS.contains(&b) {
        return None;
    }
    let body = Body::Range(
        Point::of_year(Year::Given(a)),
        Point::of_year(Year::Given(b)),
    );
    Some(marks::around(c, i, blank(c, stop) + 1, body))
}

/// A year at `i` that ends at `end`, with what belongs to it.
fn with_year(c: &[char], i: usize, year: Year, end: usize) -> Reading {
    // 2024年1-6月: the unit stands once, the year for both.
    let from = blank(c, end);
    if let Some((first, sign)) = small(c, from)
        && let Some(next) = marks::range_sign(c, sign)
        && let Some((second, stop)) = small(c, next)
        && let Some((a, b, stop)) = parts::shared_unit(c, first, second, stop)
    {
        return marks::around(
            c,
            i,
            stop,
            Body::Range(Point { year, ..a }, Point { year, ..b }),
        );
    }
    let (point, end) = after_year(c, year, end);
    finish(c, i, point, end)
}

/// `3月5日`, `3月底`, `三季度`, `1-6月`, `一至三季度`.
fn without_year(c: &[char], i: usize) -> Option<Reading> {
    let (first, end) = small(c, i)?;
    // 1-6月, 1至3季度: the unit stands once, at the end.
    if let Some(next) = marks::range_sign(c, end)
        && let Some((second, stop)) = small(c, next)
        && let Some((a, b, stop)) = parts::shared_unit(c, first, second, stop)
    {
        return Some(marks::around(c, i, stop, Body::Range(a, b)));
    }
    let (point, end) = parts::month_or_quarter(c, i, Year::Missing)?;
    // A bare Chinese month needs a sign that a month is meant: 一月一次 is none.
    let is_han = !c.get(i).is_some_and(char::is_ascii_digit);
    if is_han
        && point.day.is_none()
        && point.part == Part::Whole
        && c.get(end).is_some_and(|n| numeral::is_han(*n))
    {
        return None;
    }
    Some(finish(c, i, point, end))
}

/// Looks for the other end of a range and for the words around it.
fn finish(c: &[char], start: usize, point: Point, end: usize) -> Reading {
    let end = if point.day.is_some() {
        time_after(c, end)
    } else {
        end
    };
    let (mut body, mut stop) = (Body::Point(point), end);
    let sign_at = marks::skip_weekday(c, end);
    if let Some(next) = marks::range_sign(c, sign_at)
        && let Some((other, other_end)) = other_end(c, next, &point)
    {
        body = Body::Range(point, other);
        stop = marks::skip_weekday(c, time_after(c, other_end));
    }
    marks::around(c, start, stop, body)
}

/// The second end of a range; year and month may be left out there.
fn other_end(c: &[char], i: usize, first: &Point) -> Option<(Point, usize)> {
    if let Some(hit) = compact_or_dotted(c, i) {
        return Some(hit);
    }
    if let Some((year, end)) = year_at(c, i) {
        return Some(after_year(c, year, end));
    }
    if let Some(hit) = parts::month_or_quarter(c, i, Year::Missing) {
        return Some(hit);
    }
    if let Some(hit) = parts::part_of_year(c, i, Year::Missing) {
        return Some(hit);
    }
    // 3月5日至8日
    let (day, end) = small(c, i)?;
    let at = blank(c, end);
    let closes = matches!(c.get(at), Some('日' | '号'));
    (first.day.is_some() && closes && (1..=99).contains(&day))
        .then_some((
            Point {
                year: Year::Missing,
                month: Month::Missing,
                day: u8::try_from(day).ok(),
                part: Part::Whole,
            },
            at + 1,
        ))
        .or_else(|| after_month(c, first, i))
}
