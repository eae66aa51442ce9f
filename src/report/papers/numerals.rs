//! Numbers and days as official papers write them.
use jiff::civil::Date;

/// 一, 十, 二十一, 一百零五; Arabic from ten thousand on.
pub(super) fn chinese_number(number: usize) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const PLACES: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number >= 10_000 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut zero = false;
    for (place, name) in PLACES {
        let digit = number / place % 10;
        if digit == 0 {
            zero = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut zero) {
            out.push('零');
        }
        // 十一, not 一十一.
        if !(out.is_empty() && place == 10 && digit == 1) {
            out.extend(DIGITS.get(digit));
        }
        out.push_str(name);
    }
    out
}

/// `2026年11月23日`: 成文日期, without leading zeros.
pub(in crate::report) fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A text of the program with its days as official papers write them: `2026-09-30` is 2026年9月30日. Never for quotations.
pub(super) fn with_days(text: &str) -> String {
    /// Characters of such a day.
    const LENGTH: usize = 10;
    let mut out = String::new();
    let mut rest = text;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-');
        let date = rest
            .get(..LENGTH)
            .filter(|_| {
                is_apart(before) && is_apart(rest.get(LENGTH..).and_then(|r| r.chars().next()))
            })
            .and_then(|day| day.parse::<Date>().ok());
        let taken = match date {
            Some(date) => {
                out.push_str(&day(date));
                LENGTH
            }
            None => {
                out.push(first);
                first.len_utf8()
            }
        };
        let (done, after) = rest.split_at(taken);
        before = done.chars().last();
        rest = after;
    }
    out
}
