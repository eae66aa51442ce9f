//! Reads the numbering in front of a line: 第一章, 一、, （一）, 1., 1.1, （1）, ①, bullets.

/// How a line is numbered, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// 第一编, 第一部分, 第一篇.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Clause,
    /// 第一条.
    Article,
    /// 一、
    Comma,
    /// （一）
    Bracketed,
    /// 1. or 1、
    Dotted,
    /// 1.1 or 1.1.1, with the number of parts.
    Decimal(u8),
    /// （1） or 1）
    Numbered,
    /// ①
    Circled,
    /// ● or —— and their like.
    Bullet,
}

impl Style {
    /// Depth of the style among the others, with gaps.
    pub(super) fn depth(self) -> i32 {
        match self {
            Self::Part => 10,
            Self::Chapter => 20,
            Self::Clause => 30,
            Self::Article => 40,
            Self::Comma => 50,
            Self::Bracketed => 60,
            Self::Dotted => 70,
            Self::Decimal(parts) => 70 + i32::from(parts),
            Self::Numbered => 80,
            Self::Circled => 90,
            Self::Bullet => 95,
        }
    }
}

/// A label that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Its style.
    pub(super) style: Style,
    /// Its number; 0 for bullets.
    pub(super) number: u32,
    /// Characters from the line's start to the first character after the label and the white space behind it.
    pub(super) end: usize,
}

/// White space, and marks that take no space (byte order mark, zero width joiners).
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}'
        )
}

/// Reads the label at the start of a line; white space before it is passed over.
pub(super) fn read(line: &[char]) -> Option<Label> {
    let at = line.iter().position(|c| !is_blank(*c))?;
    let rest = &line[at..];
    let (style, number, used) = match rest[0] {
        '第' => ordinal(rest)?,
        '（' | '(' => bracketed(rest)?,
        c if is_han_digit(c) => comma(rest)?,
        c if digit(c).is_some() => dotted(rest)?,
        c @ '①'..='⑳' => (Style::Circled, u32::from(c) - u32::from('①') + 1, 1),
        c @ '⑴'..='⒇' => (Style::Numbered, u32::from(c) - u32::from('⑴') + 1, 1),
        c @ '⒈'..='⒛' => (Style::Dotted, u32::from(c) - u32::from('⒈') + 1, 1),
        c @ '㈠'..='㈩' => (Style::Bracketed, u32::from(c) - u32::from('㈠') + 1, 1),
        '●' | '■' | '◆' | '▲' | '•' | '·' | '◇' | '□' | '★' | '☆' | '►' | '➢' => {
            (Style::Bullet, 0, 1)
        }
        '—' if rest.get(1) == Some(&'—') => (Style::Bullet, 0, 2),
        '-' | '*' if rest.get(1).is_some_and(|c| c.is_whitespace()) => (Style::Bullet, 0, 1),
        _ => return None,
    };
    let blank = rest[used..].iter().take_while(|c| is_blank(**c)).count();
    Some(Label {
        style,
        number,
        end: at + used + blank,
    })
}

/// 第…章 and its like: style, number, characters used.
fn ordinal(rest: &[char]) -> Option<(Style, u32, usize)> {
    let digits = rest[1..]
        .iter()
        .take_while(|c| is_han_digit(**c) || digit(**c).is_some() || c.is_whitespace())
        .count();
    let number = number(&rest[1..1 + digits])?;
    let after = rest.get(1 + digits)?;
    let (style, unit) = match after {
        '编' | '篇' | '卷' => (Style::Part, 1),
        '部' if rest.get(2 + digits) == Some(&'分') => (Style::Part, 2),
        '章' => (Style::Chapter, 1),
        '节' => (Style::Clause, 1),
        '条' => (Style::Article, 1),
        _ => return None,
    };
    Some((style, number, 1 + digits + unit))
}

/// （一） or （1）.
fn bracketed(rest: &[char]) -> Option<(Style, u32, usize)> {
    let close = rest.iter().take(6).position(|c| matches!(c, '）' | ')'))?;
    let inner: Vec<char> = rest[1..close]
        .iter()
        .copied()
        .filter(|c| !c.is_whitespace())
        .collect();
    let value = number(&inner)?;
    let style = if inner.iter().all(|c| is_han_digit(*c)) {
        Style::Bracketed
    } else if inner.iter().all(|c| digit(*c).is_some()) && inner.len() <= 2 {
        Style::Numbered
    } else {
        return None;
    };
    Some((style, value, close + 1))
}

/// 一、
fn comma(rest: &[char]) -> Option<(Style, u32, usize)> {
    let digits = rest.iter().take_while(|c| is_han_digit(**c)).count();
    let value = number(&rest[..digits])?;
    if digits > 4 {
        return None;
    }
    match rest.get(digits)? {
        '、' | '．' | '.' => Some((Style::Comma, value, digits + 1)),
        _ => None,
    }
}

/// 1. or 1、 or 1） or 1.1.
fn dotted(rest: &[char]) -> Option<(Style, u32, usize)> {
    let digits = rest.iter().take_while(|c| digit(**c).is_some()).count();
    if digits > 3 {
        return None;
    }
    let value = number(&rest[..digits])?;
    let mark = *rest.get(digits)?;
    if matches!(mark, '）' | ')') {
        return Some((Style::Numbered, value, digits + 1));
    }
    if mark == '、' {
        return Some((Style::Dotted, value, digits + 1));
    }
    if !matches!(mark, '.' | '．') {
        return None;
    }
    let mut used = digits + 1;
    let mut parts = 1_u8;
    // 1.1 范围: a number of several parts counts as a label only before white space, or 3.5万吨 would be one.
    loop {
        let more = rest[used..]
            .iter()
            .take_while(|c| digit(**c).is_some())
            .count();
        match (more, rest.get(used + more)) {
            // 1.10月底前…, 2.2026年…: a label before a date.
            (1..=2, Some('月' | '日')) | (4, Some('年')) if parts == 1 => {
                return Some((Style::Dotted, value, used));
            }
            (0, _) if parts == 1 => return Some((Style::Dotted, value, used)),
            (1..=2, Some('.')) if parts < 6 => {
                parts += 1;
                used += more + 1;
            }
            (1..=2, Some(c)) if c.is_whitespace() && value < 100 => {
                return Some((Style::Decimal(parts + 1), value, used + more));
            }
            _ => return None,
        }
    }
}

/// The value of Chinese or Arabic digits (up to thousands); `None` if it is no number.
pub(super) fn number(digits: &[char]) -> Option<u32> {
    let digits: Vec<char> = digits
        .iter()
        .copied()
        .filter(|c| !c.is_whitespace())
        .collect();
    if digits.is_empty() {
        return None;
    }
    if digits.iter().all(|c| digit(*c).is_some()) {
        return digits
            .iter()
            .try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(*c)?));
    }
    let (mut total, mut last) = (0_u32, None);
    for &c in &digits {
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let d = han_digit(c)?;
                // 二〇二六: digits one after another.
                last = Some(
                    last.map_or(Some(d), |l: u32| l.checked_mul(10)?.checked_add(d))
                        .filter(|v| *v < 10_000)?,
                );
                continue;
            }
        };
        total = total.checked_add(last.take().unwrap_or(1).checked_mul(scale)?)?;
    }
    total.checked_add(last.unwrap_or(0))
}

/// Whether `c` is a digit or scale word of Chinese numerals as used in numbering.
pub(super) fn is_han_digit(c: char) -> bool {
    matches!(c, '十' | '百' | '千') || han_digit(c).is_some()
}

fn han_digit(c: char) -> Option<u32> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if matches!(c, '〇' | '○') {
        return Some(0);
    }
    DIGITS
        .iter()
        .position(|d| *d == c)
        .and_then(|i| u32::try_from(i).ok())
}

/// The value of an Arabic digit, full or half width.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}
