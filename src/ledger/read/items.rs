//! Tasks listed in one cell: 1.…2.…, （1）…（2）…, ①…②…, 一是…二是….
use jiff::civil::Date;

use crate::{
    model::{DateValue, WorkItem, char_slice, fold},
    normalize::dates,
};

/// Fields whose cells list tasks or measures.
pub(super) const FIELDS: &[&str] = &[
    "content",
    "requirement",
    "directive_text",
    "goal",
    "measure",
];

/// How a list is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// 1. 1、 1．
    Dotted,
    /// （1） (1) 1）
    Bracketed,
    /// ①
    Circled,
    /// 一是
    Firstly,
    /// 一、
    Comma,
    /// （一）
    HanBracketed,
    /// 第一，
    Ordinal,
}

/// A number of a list: where its label begins, where its text begins.
#[derive(Clone, Copy, Debug)]
struct Mark {
    style: Style,
    number: u32,
    start: usize,
    end: usize,
}

/// The items a cell lists; empty unless at least two are numbered from 1 upwards in one style.
pub(super) fn read(field: &str, text: &str, reference: Option<Date>) -> Vec<WorkItem> {
    let chars: Vec<char> = fold(text).chars().collect();
    let marks = marks(&chars);
    let Some(list) = outermost(&marks) else {
        return Vec::new();
    };
    let mut items = Vec::with_capacity(list.len());
    for (at, mark) in list.iter().enumerate() {
        let stop = list.get(at + 1).map_or(chars.len(), |next| next.start);
        let (from, to) = trimmed(&chars, mark.end, stop);
        if from >= to {
            continue;
        }
        let (Ok(start), Ok(end)) = (u32::try_from(from), u32::try_from(to)) else {
            continue;
        };
        let words = char_slice(text, &(start..end));
        items.push(WorkItem {
            seq: mark.number,
            field: field.to_owned(),
            range: start..end,
            deadline: deadline(&words, reference),
            text: words,
        });
    }
    if items.len() < 2 { Vec::new() } else { items }
}

/// The list whose first label stands first: lists inside items are theirs.
fn outermost(marks: &[Mark]) -> Option<Vec<Mark>> {
    marks.iter().filter(|m| m.number == 1).find_map(|first| {
        let mut list = vec![*first];
        for mark in marks
            .iter()
            .filter(|m| m.start > first.start && m.style == first.style)
        {
            if list
                .last()
                .is_some_and(|last| mark.number == last.number + 1)
            {
                list.push(*mark);
            }
        }
        (list.len() >= 2).then_some(list)
    })
}

fn marks(chars: &[char]) -> Vec<Mark> {
    (0..chars.len())
        .filter(|at| begins_item(chars, *at))
        .filter_map(|at| mark(chars, at))
        .collect()
}

/// Whether an item can begin here: at the start, on a new line, or after the end of a sentence or clause.
fn begins_item(chars: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|p| chars.get(p)) else {
        return true;
    };
    before.is_whitespace()
        || matches!(before, '。' | ';' | ':' | ',' | '、' | '!' | '?' | ')' | '”' | '》')
        // 1.清淤2.截污: without any mark between, only a bracketed or circled label is one.
        || chars.get(at).is_some_and(|c| matches!(c, '①'..='⑳' | '('))
        || (chars.get(at).is_some_and(char::is_ascii_digit) && !before.is_ascii_digit() && is_dotted_label(chars, at))
}

/// A number with 、 or a dot that makes no decimal: no digit follows, or one of a date (1.6月底前…).
fn is_dotted_label(chars: &[char], at: usize) -> bool {
    let digits_from = |from: usize| {
        chars
            .iter()
            .skip(from)
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    let digits = digits_from(at);
    if digits > 2 || !matches!(chars.get(at + digits), Some('.' | '、')) {
        return false;
    }
    let after = at + digits + 1;
    let next = digits_from(after);
    if next > 0 {
        return matches!(chars.get(after + next), Some('月' | '年' | '日'));
    }
    chars
        .get(after)
        .is_some_and(|c| !matches!(c, '%' | '万' | '亿' | '个' | '项'))
}

fn mark(chars: &[char], at: usize) -> Option<Mark> {
    let made = |style, number, end| {
        Some(Mark {
            style,
            number,
            start: at,
            end,
        })
    };
    let c = *chars.get(at)?;
    if let '①'..='⑳' = c {
        return made(Style::Circled, u32::from(c) - u32::from('①') + 1, at + 1);
    }
    if c.is_ascii_digit() {
        let (number, end) = arabic(chars, at)?;
        if chars.get(end) == Some(&')') {
            return made(Style::Bracketed, number, end + 1);
        }
        return is_dotted_label(chars, at).then(|| made(Style::Dotted, number, end + 1))?;
    }
    if c == '(' {
        if let Some((number, end)) = arabic(chars, at + 1)
            && chars.get(end) == Some(&')')
        {
            return made(Style::Bracketed, number, end + 1);
        }
        let (number, end) = han(chars, at + 1)?;
        return (chars.get(end) == Some(&')'))
            .then(|| made(Style::HanBracketed, number, end + 1))?;
    }
    if c == '第' {
        let (number, end) = han(chars, at + 1)?;
        return matches!(chars.get(end), Some(',' | '、' | ':'))
            .then(|| made(Style::Ordinal, number, end + 1))?;
    }
    let (number, end) = han(chars, at)?;
    match chars.get(end) {
        Some('是') => made(Style::Firstly, number, end + 1),
        Some('、') => made(Style::Comma, number, end + 1),
        _ => None,
    }
}

fn arabic(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let digits: String = chars
        .iter()
        .skip(at)
        .take(3)
        .take_while(|c| c.is_ascii_digit())
        .collect();
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    Some((digits.parse().ok()?, at + digits.len()))
}

/// 一 to 十九.
fn han(chars: &[char], at: usize) -> Option<(u32, usize)> {
    const DIGITS: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |at: usize| {
        let c = chars.get(at)?;
        u32::try_from(DIGITS.iter().position(|d| d == c)? + 1).ok()
    };
    if chars.get(at) == Some(&'十') {
        return Some(match digit(at + 1) {
            Some(n) => (10 + n, at + 2),
            None => (10, at + 1),
        });
    }
    Some((digit(at)?, at + 1))
}

/// The range without blanks and closing marks at its ends.
fn trimmed(chars: &[char], mut from: usize, mut to: usize) -> (usize, usize) {
    let noise = |c: Option<&char>| {
        c.is_some_and(|c| c.is_whitespace() || matches!(c, ';' | ',' | '、' | '.' | ':'))
    };
    while from < to && noise(chars.get(from)) {
        from += 1;
    }
    while from < to && noise(chars.get(to - 1)) {
        to -= 1;
    }
    (from, to)
}

/// The last date of an item that sets a term (10月底前).
fn deadline(words: &str, reference: Option<Date>) -> Option<DateValue> {
    dates::find(&fold(words), reference)
        .into_iter()
        .map(|d| d.value)
        .rfind(|v| v.from.is_none() && v.to.is_some())
}
