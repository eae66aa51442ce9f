//! Digits that label, order or name rather than count.
use super::super::numerals::{self, in_han};

/// Whether a sentence, clause or list item may begin at `i`.
pub(super) fn begins_item(c: &[char], i: usize) -> bool {
    c.get(..i)
        .unwrap_or_default()
        .iter()
        .rev()
        .find(|x| !matches!(x, ' ' | '\t'))
        .is_none_or(|p| {
            matches!(
                p,
                '。' | ';' | ':' | '!' | '?' | '\n' | '|' | '”' | ')' | '》'
            )
        })
}

fn digits_end(c: &[char], i: usize) -> usize {
    let mut j = i;
    while c.get(j).is_some_and(char::is_ascii_digit) {
        j += 1;
    }
    j
}

/// Past a list label at `i`: `1.加强`, `1、`, `1)`, and section numbers with two or more points (`2.1.3`).
pub(super) fn at(c: &[char], i: usize) -> Option<usize> {
    let end = digits_end(c, i);
    if end - i > 3 {
        return None;
    }
    let next = c.get(end).copied();
    let after = c.get(end + 1).copied();
    match next {
        Some('.') if after.is_some_and(|a| a.is_ascii_digit()) => {
            // 2.1.3 has more than one point; 2.1 may be a number.
            let second = digits_end(c, end + 1);
            (c.get(second) == Some(&'.') && c.get(second + 1).is_some_and(char::is_ascii_digit))
                .then(|| {
                    let mut j = second;
                    while c.get(j).is_some_and(|x| x.is_ascii_digit() || *x == '.') {
                        j += 1;
                    }
                    j
                })
        }
        // 单位3.重点企业: a point before a word closes a label wherever it stands.
        Some('.') => after
            .is_some_and(|a| begins_item(c, i) || (a.is_alphabetic() && !a.is_ascii()))
            .then_some(end + 1),
        Some('、') => {
            (begins_item(c, i) && !after.is_some_and(|a| a.is_ascii_digit())).then_some(end + 1)
        }
        Some(')') => (begins_item(c, i)).then_some(end + 1),
        _ => None,
    }
}

/// Past a phone number (`0555-1234567`, `13800001111`), a time of day (`10:30`) or a ratio (`3:7`) at `i`.
pub(super) fn phone_or_clock(c: &[char], i: usize) -> Option<usize> {
    let end = digits_end(c, i);
    let length = end - i;
    let next = c.get(end).copied();
    if next == Some(':') && length <= 2 && c.get(end + 1).is_some_and(char::is_ascii_digit) {
        let mut j = end;
        while c.get(j) == Some(&':') && c.get(j + 1).is_some_and(char::is_ascii_digit) {
            j = digits_end(c, j + 1);
        }
        return Some(j);
    }
    if is_hour(c, i, end) {
        return Some(end + 1);
    }
    // 12345, 12369: hot lines.
    let hot_line = length == 5 && c.get(i..i + 3) == Some(&['1', '2', '3']);
    if hot_line
        && !next.is_some_and(|n| {
            matches!(
                n,
                '个' | '件' | '元' | '人' | '吨' | '.' | '万' | '户' | '次' | '家' | '项'
            )
        })
    {
        return Some(end);
    }
    if is_masked(c, i, end) {
        let part = |x: &char| x.is_ascii_digit() || matches!(x, '*' | '-' | 'x');
        return Some(
            c.iter()
                .skip(end)
                .position(|x| !part(x))
                .map_or(c.len(), |n| end + n),
        );
    }
    if is_phone(c, i) {
        let mut j = end;
        while c.get(j) == Some(&'-') && c.get(j + 1).is_some_and(char::is_ascii_digit) {
            j = digits_end(c, j + 1);
        }
        return Some(j);
    }
    // 18 digits with x: an identity card.
    if length >= 15 {
        return Some(if next == Some('x') { end + 1 } else { end });
    }
    None
}

/// Whether digits belong to a number of which some are masked: 138****5678, 0531-******78. One star alone multiplies.
fn is_masked(c: &[char], i: usize, end: usize) -> bool {
    let stars = |pair: Option<&[char]>| matches!(pair, Some(['*', '*'] | ['-', '*'] | ['*', '-']));
    stars(c.get(end..end + 2)) || i >= 2 && stars(c.get(i - 2..i))
}

/// Whether an hour of the day stands at `i`: 10点后, 晚12点, 9时许; 5点意见 is a count.
fn is_hour(c: &[char], i: usize, end: usize) -> bool {
    let hour = end - i <= 2 && matches!(c.get(end), Some('点' | '时'));
    let after = c.get(end + 1).copied();
    let said_before =
        i > 0 && matches!(c.get(i - 1), Some('晚' | '午' | '间' | '晨' | '早' | '夜'));
    let said_after = after.is_none_or(|a| {
        a.is_ascii_digit()
            || matches!(
                a,
                '后' | '前'
                    | '钟'
                    | '左'
                    | '至'
                    | '到'
                    | '半'
                    | '整'
                    | '许'
                    | '-'
                    | '—'
                    | '~'
                    | '开'
                    | '以'
                    | '之'
                    | '起'
            )
    });
    hour && (said_before || said_after)
}

/// Whether the digits at `i` are a phone number: a mobile one, or an area code and a hyphen.
pub(super) fn is_phone(c: &[char], i: usize) -> bool {
    let end = digits_end(c, i);
    let length = end - i;
    if length == 11 && c.get(i) == Some(&'1') && c.get(end) != Some(&'.') {
        return true;
    }
    let area = (3..=4).contains(&length) && matches!(c.get(i), Some('0' | '4' | '8'));
    if !area || c.get(end) != Some(&'-') {
        return false;
    }
    let rest = digits_end(c, end + 1) - end - 1;
    if c.get(i) == Some(&'0') {
        rest >= 7
    } else {
        rest == 3 || rest == 7
    }
}

/// Past an ordinal that begins with 第 at `i`, and the ordinals listed after it (第3、5项, 第一至三批).
pub(super) fn after_ordinal(c: &[char], i: usize) -> usize {
    let read = |at: usize| -> Option<usize> {
        let end = digits_end(c, at);
        if end > at {
            return Some(end);
        }
        let mut j = at;
        while c.get(j).is_some_and(|x| in_han(*x)) {
            j += 1;
        }
        (j > at).then_some(j)
    };
    let start = if c.get(i + 1) == Some(&' ') {
        i + 2
    } else {
        i + 1
    };
    let Some(mut end) = read(start) else {
        return i + 1;
    };
    loop {
        // 第3、5项, and 第三十四条、五十七条 with the word repeated.
        let word = c.get(end).copied().filter(|w| {
            matches!(
                w,
                '条' | '批' | '项' | '款' | '章' | '节' | '期' | '次' | '轮' | '类' | '号' | '届'
            )
        });
        let joint = if word.is_some() { end + 1 } else { end };
        if !matches!(
            c.get(joint),
            Some('、' | '至' | '-' | '—' | '~' | '和' | '及' | '到')
        ) {
            break;
        }
        let Some(next) = read(joint + 1) else { break };
        if word.is_some() && c.get(next).copied() != word {
            break;
        }
        end = next;
    }
    end
}

/// Past what a bracket at `i` opens, when it is a label or a document number: （一）, (1), 〔2023〕1号.
pub(super) fn after_bracket(c: &[char], i: usize) -> usize {
    let end = digits_end(c, i + 1);
    let closes = |at: usize| matches!(c.get(at), Some('〕' | ']' | ')' | '】'));
    if end > i + 1 && closes(end) {
        // 〔2023〕1号
        let number = digits_end(c, end + 1);
        if end == i + 5 && number > end + 1 && c.get(number) == Some(&'号') {
            return number + 1;
        }
        if end == i + 5 && c.get(end + 1) == Some(&'第') {
            return end + 1;
        }
        if c.get(i) == Some(&'(') && end - i <= 3 && begins_item(c, i) {
            return end + 1;
        }
        return i + 1;
    }
    if c.get(i) == Some(&'(') {
        let mut j = i + 1;
        while c.get(j).is_some_and(|x| in_han(*x)) {
            j += 1;
        }
        if j > i + 1 && c.get(j) == Some(&')') {
            return j + 1;
        }
    }
    i + 1
}

/// Whether digits that end at `end` order or name something (3号, 5级, 95后, 2.0版, 12369热线), or are joined by `+`.
pub(super) fn counts_nothing(c: &[char], i: usize, end: usize) -> bool {
    // 〔2011〕567 号
    let place = if c.get(end) == Some(&' ') && c.get(end + 1) == Some(&'号') {
        end + 1
    } else {
        end
    };
    let next = c.get(place).copied();
    let after = c.get(place + 1).copied();
    let previous = i.checked_sub(1).and_then(|p| c.get(p)).copied();
    if next == Some('+') || previous == Some('+') {
        return true;
    }
    // A character without meaning inside the digits (fonts of old papers): what the number is cannot be read.
    let unreadable =
        |x: Option<char>| x.is_some_and(|x| matches!(x, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}'));
    if unreadable(previous) || (unreadable(next) && after.is_some_and(|a| a.is_ascii_digit())) {
        return true;
    }
    // A decimal that ran into another point: 2.1.3
    if next == Some('.') && after.is_some_and(|a| a.is_ascii_digit()) {
        return true;
    }
    match next {
        Some('号' | '级' | '届' | '版' | '楼' | '#') => true,
        Some('后') => end - i == 2 && !matches!(after, Some('续' | '期')),
        Some('热') => after == Some('线'),
        Some('平') => after == Some('台') && end - i == 5,
        Some('举' | '政' | '市' | '环') => {
            end - i == 5 && c.get(i) == Some(&'1') && c.get(i + 1) == Some(&'2')
        }
        _ => false,
    }
}

/// Whether four bare digits look like a year that stands without 年 (2035远景目标).
pub(super) fn may_be_year(c: &[char], i: usize, end: usize) -> bool {
    end - i == 4
        && c.get(i..end)
            .is_some_and(|d| d.iter().all(char::is_ascii_digit))
        && numerals::read_arabic(c, i).is_some_and(|a| {
            let year = a.value;
            year >= 1950.into() && year <= 2060.into()
        })
}

/// Whether the text begins with this number and goes straight on with words: the number of a heading.
pub(super) fn is_heading_number(c: &[char], i: usize, end: usize) -> bool {
    let next = if c.get(end) == Some(&' ') {
        end + 1
    } else {
        end
    };
    i == 0 && c.get(next).is_some_and(|n| n.is_alphabetic())
}

/// Whether a hyphen at `p` can be a minus sign: nothing before it that it could join.
pub(super) fn may_be_negative(c: &[char], p: usize) -> bool {
    p.checked_sub(1)
        .and_then(|q| c.get(q))
        .is_none_or(|q| matches!(q, ' ' | '(' | ':' | ',' | '、' | '为' | '是' | '|' | '\n'))
}

/// Whether 成 before `i` means tenths: 三成员, 完成, 一成不变 do not.
pub(super) fn is_tenth(c: &[char], i: usize) -> bool {
    !matches!(
        c.get(i),
        Some(
            '立' | '为'
                | '员'
                | '果'
                | '效'
                | '功'
                | '长'
                | '本'
                | '绩'
                | '就'
                | '分'
                | '熟'
                | '品'
                | '套'
                | '片'
                | '型'
                | '都'
                | '不'
                | '因'
                | '文'
                | '份'
                | '色'
                | '年'
                | '活'
                | '形'
                | '材'
                | '群'
                | '了'
                | '交'
        )
    )
}
