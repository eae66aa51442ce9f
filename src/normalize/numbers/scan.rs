//! Walks through a text and decides which numerals count something.
use std::ops::Range;

use rust_decimal::Decimal;

use crate::model::{Hedge, NumValue};

use super::{
    hedges,
    numerals::{self, begins_han},
    units,
};

mod amounts;
mod han;
mod labels;
mod shares;

use amounts::{Amount, amount, scaled, written_scale};
use shares::{share, tenths};

/// Longest run of digits without unit that is taken for a number; longer ones are codes.
const LONGEST_COUNT: usize = 8;
/// Longest title in 《》 that is skipped, in characters; beyond it the sign is taken for a stray.
const LONGEST_TITLE: usize = 80;

/// Largest number that counts something: ten times the national product in yuan. What is larger is a code, and sums and products
/// of such numbers would not fit into a [`Decimal`].
const LARGEST: u64 = 1_000_000_000_000_000;

/// What a numeral at a place turned out to be.
enum Seen {
    /// Numbers, and where to go on.
    Numbers(Vec<NumValue>, usize),
    /// Nothing that counts, and where to go on.
    Nothing(usize),
}

/// All numbers outside the `taken` ranges (dates), from left to right.
pub(super) fn numbers(c: &[char], taken: &[Range<usize>]) -> Vec<NumValue> {
    let mut found = Vec::new();
    let mut dates = taken.iter().peekable();
    let mut i = 0;
    while let Some(&ch) = c.get(i) {
        while dates.peek().is_some_and(|d| d.end <= i) {
            dates.next();
        }
        if let Some(date) = dates.peek()
            && date.contains(&i)
        {
            i = date.end;
            continue;
        }
        let seen = match ch {
            '0'..='9' => arabic(c, i),
            '第' => Seen::Nothing(labels::after_ordinal(c, i)),
            '《' => Seen::Nothing(after_title(c, i)),
            '〔' | '[' | '(' | '【' => Seen::Nothing(labels::after_bracket(c, i)),
            _ if begins_han(ch) => han::read(c, i),
            _ => Seen::Nothing(i + 1),
        };
        i = match seen {
            Seen::Numbers(mut numbers, next) => {
                numbers.retain(|n| n.value.abs() <= Decimal::from(LARGEST));
                found.append(&mut numbers);
                next.max(i + 1)
            }
            Seen::Nothing(next) => next.max(i + 1),
        };
    }
    found
}

fn after_title(c: &[char], i: usize) -> usize {
    c.iter()
        .skip(i)
        .take(LONGEST_TITLE)
        .position(|x| *x == '》')
        .map_or(i + 1, |n| i + n + 1)
}

/// Past the letters, digits and joints of a code that begins at `i` (`gb3838-2002`, `d3sx2025`).
fn after_code(c: &[char], i: usize) -> usize {
    let mut j = i;
    while c.get(j).is_some_and(|x| {
        x.is_ascii_alphanumeric()
            || (matches!(x, '-' | '.' | '_' | '/')
                && c.get(j + 1).is_some_and(char::is_ascii_alphanumeric))
    }) {
        j += 1;
    }
    j.max(i + 1)
}

fn arabic(c: &[char], i: usize) -> Seen {
    let previous = i.checked_sub(1).and_then(|p| c.get(p)).copied();
    if previous.is_some_and(|p| p.is_ascii_alphabetic() || p == '_')
        || (previous == Some('-') && i >= 2 && c.get(i - 2).is_some_and(char::is_ascii_alphabetic))
    {
        return Seen::Nothing(after_code(c, i));
    }
    if let Some(next) = labels::at(c, i).or_else(|| labels::phone_or_clock(c, i)) {
        return Seen::Nothing(next);
    }
    let Some(mut first) = amount(c, i) else {
        return Seen::Nothing(after_code(c, i));
    };
    // 3-5万件, 10至20%: both ends, and what stands once counts for both.
    if let Some(at) = range_sign(c, first.end)
        && let Some(second) = amount(c, at)
        && !labels::is_phone(c, i)
    {
        if second.has_scale_word && !first.has_scale_word {
            let step = second.scale - written_scale(c, at);
            first.value = scaled(first.value, step);
            first.scale += step;
        }
        return match close(c, at, second) {
            Seen::Numbers(numbers, next) => both_ends(c, i, &first, numbers, next),
            nothing => nothing,
        };
    }
    close(c, i, first)
}

/// The first end of a range beside the second one, both inexact.
fn both_ends(
    c: &[char],
    i: usize,
    first: &Amount,
    mut numbers: Vec<NumValue>,
    next: usize,
) -> Seen {
    let Some(second) = numbers.first_mut() else {
        return Seen::Nothing(next);
    };
    second.hedge = Hedge::About;
    let unit = units::at(c, skip_blank(c, first.end));
    let (name, end) = unit.map_or((second.unit.clone(), first.end), |u| {
        (u.name.to_owned(), u.end)
    });
    let (start, _) = hedges::before(c, i).unwrap_or((i, Hedge::None));
    let one = value(c, start, end, first.value, first.scale, name, Hedge::About);
    numbers.insert(0, one);
    Seen::Numbers(numbers, next)
}

fn range_sign(c: &[char], i: usize) -> Option<usize> {
    // 20%-30% and 3件至5件 repeat the unit.
    let unit_end = units::at(c, skip_blank(c, i)).map_or(i, |u| u.end);
    let sign = |at: usize| match c.get(at)? {
        '-' | '—' | '–' | '~' | '至' | '到' => {
            let mut j = at + 1;
            while c.get(j) == Some(&'—') {
                j += 1;
            }
            c.get(j).filter(|x| x.is_ascii_digit()).map(|_| j)
        }
        _ => None,
    };
    sign(i).or_else(|| sign(unit_end).filter(|_| !matches!(c.get(unit_end), Some('到'))))
}

fn skip_blank(c: &[char], i: usize) -> usize {
    if c.get(i) == Some(&' ') { i + 1 } else { i }
}

/// Adds hedge and unit to an Arabic amount, or finds that it counts nothing.
fn close(c: &[char], i: usize, amount: Amount) -> Seen {
    let end = amount.end;
    let next = c.get(end).copied();
    if c.get(end..end + 2) == Some(&['分', '之']) {
        return share(c, i, amount.value, end + 2);
    }
    if next == Some('成') && labels::is_tenth(c, end + 1) {
        return tenths(c, i, amount.value, end + 1);
    }
    if labels::counts_nothing(c, i, end) {
        return Seen::Nothing(if next.is_some_and(|n| n.is_ascii_alphanumeric()) {
            after_code(c, i)
        } else {
            end
        });
    }
    let inside = if amount.odd { Hedge::Odd } else { Hedge::None };
    let (mut stop, mut hedge) = (end, inside);
    if let Some(after) = hedges::odd(c, end) {
        let closes = units::at(c, after).is_some()
            || numerals::scale_words(c, after).0 > 0
            || amount.has_scale_word;
        if closes {
            (stop, hedge) = (after, Hedge::Odd);
        }
    }
    let mut scale = amount.scale;
    let mut total = amount.value;
    // 20余万元: the scale word stands after 余.
    if hedge == Hedge::Odd {
        let (exponent, after) = numerals::scale_words(c, stop);
        if exponent > 0 && units::at(c, stop).is_none() {
            let step = i32::try_from(exponent).unwrap_or(0);
            total = scaled(total, -step);
            scale -= step;
            stop = after;
        }
    }
    let has_scale = amount.has_scale_word || scale < 0;
    let (name, stop, hedge) = with_unit(c, stop, hedge);
    if next.is_some_and(|n| n.is_ascii_alphabetic()) && name.is_empty() {
        return Seen::Nothing(after_code(c, i));
    }
    let lone = name.is_empty() && !has_scale && hedge == Hedge::None;
    if lone && (amount.digits > LONGEST_COUNT || labels::may_be_year(c, i, end)) {
        return Seen::Nothing(end);
    }
    if lone && labels::is_heading_number(c, i, end) {
        return Seen::Nothing(end);
    }
    // Leading zeros belong to codes.
    if amount.digits > 1 && c.get(i) == Some(&'0') && c.get(i + 1).is_some_and(char::is_ascii_digit)
    {
        return Seen::Nothing(end);
    }
    Seen::Numbers(vec![finish(c, i, stop, total, scale, name, hedge)], stop)
}

/// Unit, one past it and past the hedge after it, and the hedge.
fn with_unit(c: &[char], at: usize, hedge: Hedge) -> (String, usize, Hedge) {
    let mut stop = at;
    let mut hedge = hedge;
    let mut name = String::new();
    let place = skip_blank(c, at);
    if c.get(place) == Some(&'个')
        && c.get(place + 1) == Some(&'多')
        && let Some(unit) = c.get(place + 2).and_then(|u| match u {
            '月' => Some("个月"),
            '小' => Some("小时"),
            _ => None,
        })
    {
        // 5个多月
        stop = place + if unit == "个月" { 3 } else { 4 };
        return (unit.to_owned(), stop, Hedge::Odd);
    }
    if let Some(unit) = units::at(c, place) {
        unit.name.clone_into(&mut name);
        stop = unit.end;
    } else if c.get(place) == Some(&'(')
        && let Some(unit) = units::at(c, place + 1)
        && c.get(unit.end) == Some(&')')
    {
        // 21(项)
        unit.name.clone_into(&mut name);
        stop = unit.end + 1;
    }
    if let Some((after, said)) = hedges::after(c, stop)
        && (said != Hedge::Odd || takes_more(&name))
    {
        stop = after;
        if hedge == Hedge::None {
            hedge = said;
        }
    }
    (name, stop, hedge)
}

/// Whether 多 or 余 may follow the unit (3年多, 2倍多): measures do, things that are counted do not (一户多残).
fn takes_more(unit: &str) -> bool {
    matches!(
        unit,
        "年" | "天"
            | "周"
            | "个月"
            | "小时"
            | "分钟"
            | "倍"
            | "米"
            | "公里"
            | "吨"
            | "千克"
            | "亩"
            | "公顷"
            | "平方米"
            | "平方公里"
            | "立方米"
            | "元"
            | "%"
            | "个百分点"
    )
}

/// The number with the hedge before it taken in; 近 before a length of time means "recent", not "nearly".
fn finish(
    c: &[char],
    i: usize,
    stop: usize,
    total: Decimal,
    scale: i32,
    unit: String,
    hedge: Hedge,
) -> NumValue {
    let mut start = i;
    let mut hedge = hedge;
    let mut total = total;
    let sign_at = |p: usize| {
        matches!(c.get(p), Some('负'))
            || (matches!(c.get(p), Some('-' | '−')) && labels::may_be_negative(c, p))
    };
    if i > 0 && sign_at(i - 1) {
        start = i - 1;
        total = -total;
    }
    if let Some((before, said)) = hedges::before(c, start) {
        let recent = said == Hedge::Nearly
            && c.get(before) == Some(&'近')
            && matches!(
                unit.as_str(),
                "年" | "个月" | "天" | "周" | "日" | "次" | "小时" | "期"
            );
        if !recent {
            start = before;
            if hedge == Hedge::None {
                hedge = said;
            }
        }
    }
    let mut unit = unit;
    if start > 0 && matches!(c.get(start - 1), Some('¥' | '￥')) {
        start -= 1;
        if unit.is_empty() {
            "元".clone_into(&mut unit);
        }
    }
    value(c, start, stop, total, scale, unit, hedge)
}

fn value(
    c: &[char],
    start: usize,
    end: usize,
    value: Decimal,
    scale: i32,
    unit: String,
    hedge: Hedge,
) -> NumValue {
    NumValue {
        raw: c.get(start..end).unwrap_or_default().iter().collect(),
        value,
        scale,
        unit,
        hedge,
        start: u32::try_from(start).unwrap_or(u32::MAX),
        end: u32::try_from(end).unwrap_or(u32::MAX),
    }
}
