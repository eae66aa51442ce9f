//! Days, months, quarters, half years, years and ranges of them, as people write them in a query.
use jiff::{ToSpan, civil::Date};

/// A range of days; an end that is not set is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

impl Days {
    /// Reads `2026`, `2026H1`, `2026Q3`, `2026-07`, `2026-07-01`, `2026年第三季度`, two of them with `..`, `~` or `至` between,
    /// or one with such a mark before or after it. `None` for anything else, and for a range that ends before it begins.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text: String = crate::model::fold(text)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let two = ["..", "~", "至"]
            .iter()
            .find_map(|mark| text.split_once(mark))
            .or_else(|| {
                text.split_once('/')
                    .filter(|(a, b)| a.contains('-') && b.contains('-'))
            });
        let Some((from, to)) = two else {
            let (from, to) = one(&text)?;
            return Some(Self {
                from: Some(from),
                to: Some(to),
            });
        };
        let end = |text: &str| {
            if text.is_empty() {
                Some(None)
            } else {
                one(text).map(Some)
            }
        };
        let days = Self {
            from: end(from)?.map(|(first, _)| first),
            to: end(to)?.map(|(_, last)| last),
        };
        match (days.from, days.to) {
            (None, None) => None,
            (Some(from), Some(to)) if from > to => None,
            _ => Some(days),
        }
    }
}

/// First and last day of one period, written without blanks in match form.
fn one(text: &str) -> Option<(Date, Date)> {
    let (year, rest) = number(text)?;
    if text.len() - rest.len() == 8 && rest.is_empty() {
        let day = i8::try_from(year % 100).ok()?;
        let month = i8::try_from(year / 100 % 100).ok()?;
        return day_span(i16::try_from(year / 10_000).ok()?, month, day);
    }
    if text.len() - rest.len() == 6 && rest.is_empty() {
        return months(
            i16::try_from(year / 100).ok()?,
            i8::try_from(year % 100).ok()?,
            1,
        );
    }
    let year = i16::try_from(year).ok()?;
    let rest = rest.strip_prefix('年').unwrap_or(rest);
    match rest {
        "" | "全年" | "年度" | "度" => return months(year, 1, 12),
        "h1" | "上半年" => return months(year, 1, 6),
        "h2" | "下半年" => return months(year, 7, 6),
        _ => {}
    }
    if let Some(quarter) = quarter(rest) {
        return months(year, quarter * 3 - 2, 3);
    }
    let rest = rest.trim_start_matches(['-', '.', '/']);
    let (month, rest) = number(rest)?;
    let month = i8::try_from(month).ok()?;
    let rest = rest.strip_prefix('月').or_else(|| {
        rest.strip_prefix(['-', '.', '/'])
            .or(rest.is_empty().then_some(""))
    })?;
    if rest.is_empty() || rest == "份" {
        return months(year, month, 1);
    }
    let (day, rest) = number(rest)?;
    if !matches!(rest, "" | "日" | "号") {
        return None;
    }
    day_span(year, month, i8::try_from(day).ok()?)
}

fn quarter(text: &str) -> Option<i8> {
    let text = match text.strip_prefix('q') {
        Some(number) => number,
        None => text
            .strip_suffix("季度")?
            .trim_start_matches('第')
            .trim_end_matches('个'),
    };
    match text {
        "1" | "一" => Some(1),
        "2" | "二" => Some(2),
        "3" | "三" => Some(3),
        "4" | "四" => Some(4),
        _ => None,
    }
}

/// The whole number at the beginning and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (digits, rest) = text.split_at(digits);
    Some((digits.parse().ok()?, rest))
}

/// A day in the years that papers are about: 620201 is no month of the year 6202.
fn day_of(year: i16, month: i8, day: i8) -> Option<Date> {
    (1900..=2200).contains(&year).then_some(())?;
    Date::new(year, month, day).ok()
}

fn day_span(year: i16, month: i8, day: i8) -> Option<(Date, Date)> {
    let day = day_of(year, month, day)?;
    Some((day, day))
}

fn months(year: i16, month: i8, count: i32) -> Option<(Date, Date)> {
    let first = day_of(year, month, 1)?;
    let last = first
        .checked_add(count.months())
        .and_then(|next| next.yesterday())
        .ok()?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let days = Days::parse(text)?;
        let end = |d: Option<Date>| d.map_or_else(String::new, |d| d.to_string());
        Some(format!("{}..{}", end(days.from), end(days.to)))
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        let cases = [
            ("2026", "2026-01-01..2026-12-31"),
            ("2026年度", "2026-01-01..2026-12-31"),
            ("2026H1", "2026-01-01..2026-06-30"),
            ("2026年下半年", "2026-07-01..2026-12-31"),
            ("2026Q1", "2026-01-01..2026-03-31"),
            ("2026年第三季度", "2026-07-01..2026-09-30"),
            ("２０２６年四季度", "2026-10-01..2026-12-31"),
            ("2026-02", "2026-02-01..2026-02-28"),
            ("2024年2月", "2024-02-01..2024-02-29"),
            ("202607", "2026-07-01..2026-07-31"),
            ("2026.7.1", "2026-07-01..2026-07-01"),
            ("2026/7/1", "2026-07-01..2026-07-01"),
            ("20260701", "2026-07-01..2026-07-01"),
            ("2026年7月1日", "2026-07-01..2026-07-01"),
            ("2026-01..2026-03", "2026-01-01..2026-03-31"),
            ("2026Q1..", "2026-01-01.."),
            ("..2026-03-15", "..2026-03-15"),
            ("2026年1月至2026年3月", "2026-01-01..2026-03-31"),
            ("2026-07-01/2026-07-15", "2026-07-01..2026-07-15"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        for wrong in [
            "",
            "..",
            "去年",
            "2026-13",
            "2026-02-30",
            "2026Q5",
            "26",
            "2026Q3..2026Q1",
            "2026-1-2-3",
            "2026年7月1日下午",
            // Found by the fuzzer: years beyond those a query can be written in.
            "620201",
            "62020115",
            "220101..620201",
        ] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }
}
