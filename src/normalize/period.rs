//! Reads the reporting period from words (2026年第三季度, 1—9月) and labels (2026Q3).
use jiff::civil::Date;

use crate::model::Period;

use super::{labels, written_dates::YEARS};

/// The months, or the days, a period runs over; the year may have to come from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    year: Option<i16>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// First and last month.
    Months(i8, i8),
    /// Whole years up to and including this one.
    Years(i16),
    /// From (month, day) to (year, month, day).
    Days((i8, i8), (i16, i8, i8)),
}

/// A period found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundPeriod {
    /// The period.
    pub(super) period: Period,
    /// The words that name it.
    pub(super) words: String,
}

/// The period that `text` names and nothing else: a label (`2026`, `2026H1`, `2026Q3`, `2026-07`, `2026-07-01/2026-07-15`) or
/// words (`2026年第三季度`, `2026年上半年`, `2026年1—9月`). `None` when it is anything else.
#[must_use]
pub fn parse_period(text: &str) -> Option<Period> {
    let chars: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow)
        .collect();
    if chars.len() == 4
        && let Some((year, 4)) = year_at(&chars, 0)
    {
        return make(Span {
            year: Some(year),
            kind: Kind::Years(year),
        });
    }
    let (span, end) = span_at(&chars, 0)?;
    let rest: String = chars[end..].iter().collect();
    (matches!(rest.as_str(), "" | "度" | "份" | "全年") && span.year.is_some())
        .then(|| make(span))?
}

/// The first period a text names; `near` is a day close to it, from which a missing year is taken.
///
/// A full date (2026年7月1日) or a deadline (2026年底前) is no period.
pub(super) fn first_in(text: &str, near: Option<Date>) -> Option<FoundPeriod> {
    let chars: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow)
        .collect();
    let mut without_year = None;
    let mut at = 0;
    while at < chars.len() {
        let free = at == 0
            || labels::digit(chars[at - 1]).is_none() && !chars[at - 1].is_ascii_alphanumeric();
        let Some((span, end)) = free.then(|| span_at(&chars, at)).flatten() else {
            at += if free {
                date_length(&chars, at).max(1)
            } else {
                1
            };
            continue;
        };
        let words: String = chars[at..end].iter().collect();
        if is_horizon(&chars, at, end) {
            at = end;
            continue;
        }
        if span.year.is_some() {
            return make(span).map(|period| FoundPeriod { period, words });
        }
        if without_year.is_none() {
            without_year = Some((span, words));
        }
        at = end;
    }
    let (span, words) = without_year?;
    let year = inferred_year(span, near?)?;
    make(Span {
        year: Some(year),
        ..span
    })
    .map(|period| FoundPeriod { period, words })
}

/// The period of a file or folder name; besides words, a part of the name that is a label counts.
pub(super) fn in_name(name: &str, near: Option<Date>) -> Option<FoundPeriod> {
    first_in(name, near).or_else(|| {
        name.split(['_', ' ', '（', '）', '(', ')', '【', '】', '[', ']'])
            .find_map(|part| {
                parse_period(part).map(|period| FoundPeriod {
                    period,
                    words: part.to_owned(),
                })
            })
    })
}

/// The latest year in which the period had begun on the day `near`.
fn inferred_year(span: Span, near: Date) -> Option<i16> {
    let begins = |year| {
        make(Span {
            year: Some(year),
            ..span
        })
        .map(|p| p.from)
    };
    [near.year(), near.year() - 1]
        .into_iter()
        .find(|year| begins(*year).is_some_and(|from| from <= near))
}

/// Whether the words speak of a point in time or of what lies outside the period (2026年底前, 2025年以来, 2030年远景).
fn is_horizon(chars: &[char], at: usize, end: usize) -> bool {
    let after: String = chars[end..].iter().take(3).collect();
    let before: String = chars[at.saturating_sub(2)..at].iter().collect();
    [
        "底", "末", "前", "以前", "之前", "以来", "以后", "起", "远景", "修订", "修正", "版",
        "制定", "印发", "目标",
    ]
    .iter()
    .any(|w| after.starts_with(w))
        || is_issue(&chars[end..])
        || ["到", "至", "自", "从", "于", "比", "较", "〔", "["]
            .iter()
            .any(|w| before.ends_with(w))
            && before != "关于"
}

/// Whether an issue or a session follows (2026年第3期, 2026年第5号, 2026年第二次会议).
fn is_issue(after: &[char]) -> bool {
    let digits = after.get(1..).unwrap_or_default();
    let used = digits
        .iter()
        .take_while(|c| labels::digit(**c).is_some() || labels::is_han_digit(**c))
        .count();
    after.first() == Some(&'第')
        && used > 0
        && matches!(
            digits.get(used),
            Some('期' | '号' | '次' | '届' | '批' | '辑')
        )
}

/// Reads a period that begins exactly at `at`: the span and where it ends.
fn span_at(chars: &[char], at: usize) -> Option<(Span, usize)> {
    let Some((year, mut next)) = year_at(chars, at) else {
        let (first, last, end) = months_at(chars, at)?;
        return Some((
            Span {
                year: None,
                kind: Kind::Months(first, last),
            },
            end,
        ));
    };
    let mut spoken = false;
    if chars.get(next) == Some(&'年') {
        spoken = true;
        next += 1;
        if chars.get(next) == Some(&'度') {
            next += 1;
        }
    }
    let blank = chars[next..]
        .iter()
        .take_while(|c| c.is_whitespace())
        .count();
    let with = |kind, end| {
        Some((
            Span {
                year: Some(year),
                kind,
            },
            end,
        ))
    };
    if let Some(days) = days_at(chars, at) {
        return Some(days);
    }
    if date_length(chars, at) > 0 {
        return None;
    }
    if let Some((first, last, end)) = months_at(chars, next + blank).filter(|_| spoken) {
        return with(Kind::Months(first, last), end);
    }
    // 2024-2026年
    if !spoken
        && let Some(to) = dash_at(chars, next)
        && let Some((last_year, end)) = year_at(chars, to)
        && last_year > year
        && chars.get(end) == Some(&'年')
    {
        return with(Kind::Years(last_year), end + 1);
    }
    if !spoken {
        return label_at(chars, next)
            .and_then(|(first, last, end)| with(Kind::Months(first, last), end));
    }
    // 2024年—2026年, 2024年至2026年
    if let Some(to) = dash_at(chars, next)
        && let Some((last_year, end)) = year_at(chars, to)
        && last_year > year
        && chars.get(end) == Some(&'年')
    {
        return with(Kind::Years(last_year), end + 1);
    }
    // 2026年7: a month that is none of the above (2026年7月底) names no period.
    if chars
        .get(next + blank)
        .is_some_and(|c| labels::digit(*c).is_some())
    {
        return None;
    }
    with(Kind::Years(year), next)
}

/// After the year: Q3, H1, -07.
fn label_at(chars: &[char], at: usize) -> Option<(i8, i8, usize)> {
    let ends = |end: usize| !chars.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
    let at = at
        + usize::from(
            chars.get(at) == Some(&'-')
                && chars.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic()),
        );
    let digit = |i: usize| {
        chars
            .get(i)
            .and_then(|c| labels::digit(*c))
            .and_then(|d| i8::try_from(d).ok())
    };
    match (chars.get(at)?, digit(at + 1)) {
        ('Q' | 'q', Some(q @ 1..=4)) if ends(at + 2) => Some((q * 3 - 2, q * 3, at + 2)),
        ('H' | 'h', Some(h @ 1..=2)) if ends(at + 2) => Some((h * 6 - 5, h * 6, at + 2)),
        ('-', Some(tens)) => {
            let month = tens * 10 + digit(at + 2)?;
            let more = chars.get(at + 3);
            let goes_on = more.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '-');
            ((1..=12).contains(&month) && !goes_on).then_some((month, month, at + 3))
        }
        _ => None,
    }
}

/// Words for months without a year: 第三季度, 上半年, 前三季度, 7月份, 1—9月.
fn months_at(chars: &[char], at: usize) -> Option<(i8, i8, usize)> {
    let starts = |words: &str| {
        chars[at.min(chars.len())..]
            .iter()
            .copied()
            .take(words.chars().count())
            .eq(words.chars())
    };
    for (words, first, last) in [
        ("上半年", 1, 6),
        ("下半年", 7, 12),
        ("前三季度", 1, 9),
        ("前3季度", 1, 9),
        ("前两季度", 1, 6),
    ] {
        if starts(words) {
            return Some((first, last, at + words.chars().count()));
        }
    }
    let mut next = at + usize::from(chars.get(at) == Some(&'第'));
    let (value, used) = number_at(chars, next)?;
    next += used;
    let after: String = chars[next..].iter().take(2).collect();
    if after == "季度" && (1..=4).contains(&value) {
        return Some((value * 3 - 2, value * 3, next + 2));
    }
    if chars.get(at) == Some(&'第') || !(1..=12).contains(&value) {
        return None;
    }
    let said_month = chars.get(next) == Some(&'月');
    let after_month = next + usize::from(said_month);
    if let Some(to) = dash_at(chars, after_month)
        && let Some((last, used)) = number_at(chars, to)
        && chars.get(to + used) == Some(&'月')
        && (value..=12).contains(&last)
        && !day_follows(chars, to + used + 1)
    {
        return Some((value, last, to + used + 1));
    }
    if !said_month || day_follows(chars, after_month) {
        return None;
    }
    let share: String = chars[after_month..].iter().take(1).collect();
    let end = after_month + usize::from(share == "份");
    let partial = matches!(share.as_str(), "上" | "中" | "下" | "初" | "底" | "末");
    (!partial).then_some((value, value, end))
}

/// 2026年7月1日至7月15日, 2026-07-01/2026-07-15.
fn days_at(chars: &[char], at: usize) -> Option<(Span, usize)> {
    let (from, end) = date_at(chars, at, None)?;
    let to = match chars.get(end) {
        Some('/') => end + 1,
        _ => dash_at(chars, end)?,
    };
    let (until, end) = date_at(chars, to, Some(from))?;
    let span = Span {
        year: Some(from.0),
        kind: Kind::Days((from.1, from.2), until),
    };
    Some((span, end))
}

/// A full date: (year, month, day) and where it ends; after `from`, year and month may be left out.
fn date_at(
    chars: &[char],
    at: usize,
    from: Option<(i16, i8, i8)>,
) -> Option<((i16, i8, i8), usize)> {
    let mut next = at;
    let mut year = from.map(|f| f.0);
    let mut sign = '年';
    if let Some((y, end)) = year_at(chars, at)
        && matches!(chars.get(end), Some('年' | '-' | '.' | '/'))
    {
        sign = chars[end];
        year = Some(y);
        next = end + 1;
    }
    let (mut month, used) = number_at(chars, next)?;
    next += used;
    let spoken = sign == '年';
    let mark = *chars.get(next)?;
    let day = if spoken && mark == '日' && from.is_some() {
        let day = month;
        month = from?.1;
        day
    } else {
        if mark != if spoken { '月' } else { sign } {
            return None;
        }
        let (day, used) = number_at(chars, next + 1)?;
        next += 1 + used;
        day
    };
    if spoken {
        if !matches!(chars.get(next), Some('日' | '号')) {
            return None;
        }
        next += 1;
    }
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(((year?, month, day), next))
}

/// Length of a full date that begins at `at`, 0 if there is none.
fn date_length(chars: &[char], at: usize) -> usize {
    if year_at(chars, at).is_none() {
        return 0;
    }
    date_at(chars, at, None).map_or(0, |(_, end)| end - at)
}

/// A year of four digits, Arabic or Chinese, and where it ends.
fn year_at(chars: &[char], at: usize) -> Option<(i16, usize)> {
    let digits = chars.get(at..at + 4)?;
    let plain = digits.iter().all(|c| labels::digit(*c).is_some())
        || digits
            .iter()
            .all(|c| labels::is_han_digit(*c) && !matches!(c, '十' | '百' | '千'));
    if !plain
        || chars
            .get(at + 4)
            .is_some_and(|c| labels::digit(*c).is_some())
    {
        return None;
    }
    let year = i16::try_from(labels::number(digits)?).ok()?;
    YEARS.contains(&year).then_some((year, at + 4))
}

/// A number of one to three digits and its length.
fn number_at(chars: &[char], at: usize) -> Option<(i8, usize)> {
    let used = chars
        .get(at..)?
        .iter()
        .take(3)
        .take_while(|c| labels::digit(**c).is_some() || labels::is_han_digit(**c))
        .count();
    let value = labels::number(&chars[at..at + used])?;
    i8::try_from(value).ok().map(|v| (v, used))
}

/// Passes over a dash or 至; where the next word begins.
fn dash_at(chars: &[char], at: usize) -> Option<usize> {
    let dashes = chars
        .get(at..)?
        .iter()
        .take(2)
        .take_while(|c| matches!(c, '-' | '—' | '–' | '~' | '～' | '－' | '至' | '到' | '─'))
        .count();
    (dashes > 0).then_some(at + dashes)
}

/// Whether a day of the month follows: 7月1日, 7月15.
fn day_follows(chars: &[char], at: usize) -> bool {
    number_at(chars, at).is_some_and(|(_, used)| {
        used > 0
            && chars
                .get(at + used)
                .is_some_and(|c| matches!(c, '日' | '号' | '-' | '—' | '至'))
    })
}

/// Full width digits and letters to half width.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The period with its label; `None` if there is no such day.
fn make(span: Span) -> Option<Period> {
    let year = span.year?;
    let (from, to) = match span.kind {
        Kind::Months(first, last) => (
            Date::new(year, first, 1).ok()?,
            Date::new(year, last, 1).ok()?.last_of_month(),
        ),
        Kind::Years(last) => (Date::new(year, 1, 1).ok()?, Date::new(last, 12, 31).ok()?),
        Kind::Days((month, day), (y, m, d)) => {
            (Date::new(year, month, day).ok()?, Date::new(y, m, d).ok()?)
        }
    };
    (from <= to).then(|| Period {
        label: label(from, to),
        from,
        to,
    })
}

/// `2026`, `2026H1`, `2026Q3`, `2026-07`, else `2026-01-01/2026-09-30`.
fn label(from: Date, to: Date) -> String {
    let whole_months = from.day() == 1 && to == to.last_of_month() && from.year() == to.year();
    let (first, last, year) = (from.month(), to.month(), from.year());
    match (first, last) {
        (1, 12) if whole_months => format!("{year}"),
        (1, 6) if whole_months => format!("{year}H1"),
        (7, 12) if whole_months => format!("{year}H2"),
        (f, l) if whole_months && l == f + 2 && l % 3 == 0 => format!("{year}Q{}", l / 3),
        (f, l) if whole_months && f == l => format!("{year}-{f:02}"),
        _ => format!("{from}/{to}"),
    }
}
