//! Terms that begin with another event: 收到批示后5个工作日内, 印发之日起30日内.
use super::{
    super::reading::{Body, Reading},
    marks::number_at,
    parts::{at, blank},
};

/// How far back the event a term begins with is looked for, in characters: longer ones are clauses of their own.
const EVENT_REACH: usize = 16;

/// The term at `i`, with the words for its beginning (收到批示后, 印发之日起) if they stand directly before it.
pub(super) fn term(c: &[char], i: usize) -> Option<Reading> {
    const UNITS: &[&str] = &[
        "工作日",
        "自然日",
        "小时",
        "星期",
        "周",
        "日",
        "天",
        "月",
        "年",
    ];
    let end = blank(c, number_at(c, i)?);
    let counted = c.get(end) == Some(&'个');
    let unit_at = if counted { end + 1 } else { end };
    let unit = UNITS.iter().find(|u| at(c, unit_at, u))?;
    if *unit == "月" && !counted {
        return None;
    }
    let mut stop = unit_at + unit.chars().count();
    if matches!(c.get(stop), Some('之' | '以')) {
        stop += 1;
    }
    if c.get(stop) != Some(&'内') || matches!(c.get(stop + 1), Some('部' | '容' | '涝' | '蒙'))
    {
        return None;
    }
    let head = c.get(..i)?;
    // 近三个月内 looks back.
    if matches!(head.last(), Some('近' | '去' | '来' | '第')) {
        return None;
    }
    Some(Reading {
        start: start_of_event(head),
        end: stop + 1,
        body: Body::Relative,
        by: false,
        as_of: false,
        since: false,
        recurring: false,
        in_title: false,
    })
}

/// First character of the event named directly before the term; the end of `head` when there is none.
fn start_of_event(head: &[char]) -> usize {
    let linked = matches!(head.last(), Some('后' | '起')) || head.ends_with(&['后', '的']);
    if !linked {
        return head.len();
    }
    let least = head.len().saturating_sub(EVENT_REACH);
    let mut start = head.len();
    let mut named = None;
    while start > least
        && head.get(start - 1).is_some_and(|x| {
            !matches!(
                x,
                '。' | ',' | ';' | ':' | '、' | ' ' | '\n' | '(' | ')' | '|' | '》' | '”'
            )
        })
    {
        start -= 1;
        let begins = [
            "自",
            "收到",
            "接到",
            "印发",
            "下发",
            "批准",
            "整改完成",
            "验收",
            "反馈",
        ];
        if begins.iter().any(|w| at(head, start, w)) {
            named = Some(start);
        }
    }
    named.unwrap_or(head.len())
}
