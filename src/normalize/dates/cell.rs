//! A cell that is said to hold a date: whole-cell forms first, then the dates found in its text.
use jiff::civil::Date;

use crate::model::{DateRole, DateValue, Precision};

use super::{
    SerialBase, calendar, folded,
    reading::{Body, Reading},
    resolve::{Context, empty, note},
    scan, words,
};

/// Reads a cell; see [`super::parse`].
pub(super) fn parse(
    raw: &str,
    role: DateRole,
    reference: Option<Date>,
    serial: Option<SerialBase>,
) -> DateValue {
    let chars = folded(raw);
    let text: String = chars.iter().collect();
    if let Some(value) = whole(&text, raw, role, serial) {
        return value;
    }
    let readings = scan::readings(&chars);
    let mut value = choose(&chars, &readings, role, reference, raw);
    value.standing = words::is_standing(&text) || readings.iter().any(|r| r.recurring);
    value.immediate = words::is_immediate(&text);
    if value.precision == Precision::None {
        value.precision = if value.immediate {
            Precision::Immediate
        } else if value.standing {
            Precision::Standing
        } else if words::is_relative(&text) {
            Precision::Relative
        } else if words::is_vague(&text) {
            Precision::Vague
        } else {
            Precision::None
        };
        if readings.iter().any(|r| r.recurring) {
            note(&mut value, "周期性要求，没有单一日期");
        }
    }
    value
}

/// The date among those found that answers the role: the last one for a deadline, the first one otherwise.
fn choose(
    chars: &[char],
    readings: &[Reading],
    role: DateRole,
    reference: Option<Date>,
    raw: &str,
) -> DateValue {
    let mut context = Context::new(reference);
    let mut dates = Vec::new();
    let mut invalid = None;
    let mut relative = None;
    for reading in readings.iter().filter(|r| !r.recurring) {
        let as_written: String = chars
            .get(reading.start..reading.end)
            .unwrap_or_default()
            .iter()
            .collect();
        let value = context.resolve(reading, role, as_written);
        match value.precision {
            Precision::Invalid => invalid = Some(value),
            Precision::Relative => relative = Some(value),
            _ => dates.push((value, matches!(reading.body, Body::Range(..)))),
        }
    }
    let several = dates.len() > 1;
    let chosen = match role {
        DateRole::Deadline => dates.pop(),
        DateRole::Start | DateRole::Event => dates.into_iter().next(),
    };
    let mut value = chosen
        .map(|(value, _)| value)
        .or(invalid)
        .or(relative)
        .unwrap_or_else(|| empty(String::new(), Precision::None));
    raw.clone_into(&mut value.raw);
    if several {
        note(
            &mut value,
            match role {
                DateRole::Deadline => "有多个日期，取最后一个",
                DateRole::Start | DateRole::Event => "有多个日期，取第一个",
            },
        );
    }
    value
}

/// Cells that hold nothing but digits and separators.
fn whole(text: &str, raw: &str, role: DateRole, serial: Option<SerialBase>) -> Option<DateValue> {
    let numeric = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'));
    if !numeric || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let made = |first: Date, last: Date, precision: Precision, doubt: Option<&str>| {
        let mut value = empty(raw.to_owned(), precision);
        (value.from, value.to) = match role {
            DateRole::Deadline => (None, Some(last)),
            DateRole::Start => (Some(first), None),
            DateRole::Event => (Some(first), Some(last)),
        };
        value.doubt = doubt.map(str::to_owned);
        Some(value)
    };
    let invalid = || {
        let mut value = empty(raw.to_owned(), Precision::Invalid);
        note(&mut value, "日期不存在");
        Some(value)
    };
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    if numbers.len() != parts.len() {
        return None;
    }
    let sign = text.chars().find(|c| !c.is_ascii_digit());
    match (parts.as_slice(), numbers.as_slice()) {
        ([digits], [n]) => match digits.len() {
            8 => {
                if !(1900..=2099).contains(&(n / 10_000)) {
                    return None;
                }
                match civil(n / 10_000, n / 100 % 100, n % 100) {
                    Some(day) => made(day, day, Precision::Day, None),
                    None => invalid(),
                }
            }
            6 if serial.is_some() => six_digits(*n, &made),
            5 => {
                let day = calendar::from_serial(i64::from(*n), serial?)?;
                made(day, day, Precision::Day, None)
            }
            4 if serial.is_some() && (1990..=2099).contains(n) => {
                let year = i16::try_from(*n).ok()?;
                let (first, last) = calendar::months(year, 1, 12)?;
                made(first, last, Precision::Year, Some("只有年份"))
            }
            _ => None,
        },
        ([whole, fraction], [n, m]) => match whole.len() {
            // 45356.5: a serial with a time of day.
            5 if sign == Some('.') => {
                let day = calendar::from_serial(i64::from(*n), serial?)?;
                made(day, day, Precision::Day, None)
            }
            4 if (1900..=2099).contains(n) && fraction.len() <= 2 => {
                let month = u8::try_from(*m).ok()?;
                match calendar::month(i16::try_from(*n).ok()?, month) {
                    Some((first, last)) => {
                        let lost = sign == Some('.') && *fraction == "1";
                        let doubt = lost.then_some("可能是10月：单元格数值2024.10会显示为2024.1");
                        made(first, last, Precision::Month, doubt)
                    }
                    None => invalid(),
                }
            }
            _ => None,
        },
        ([first, second, third], [a, b, c]) => {
            if first.len() == 4 && second.len() <= 2 && third.len() <= 2 {
                if !(1900..=2099).contains(a) {
                    return None;
                }
                return match civil(*a, *b, *c) {
                    Some(day) => made(day, day, Precision::Day, None),
                    None => invalid(),
                };
            }
            if first.len() == 2 && second.len() <= 2 && third.len() <= 2 && sign != Some('/') {
                let year = scan::century(i16::try_from(*a).ok()?);
                let day = civil(u32::try_from(year).ok()?, *b, *c)?;
                return made(day, day, Precision::Day, Some("年份只有两位"));
            }
            if first.len() <= 2 && second.len() <= 2 && third.len() == 4 {
                let month_first = civil(*c, *a, *b);
                let day_first = civil(*c, *b, *a);
                return match (month_first, day_first) {
                    (Some(day), Some(other)) if day != other => made(
                        day,
                        day,
                        Precision::Day,
                        Some("月、日先后不明，按月/日/年读"),
                    ),
                    (Some(day), _) | (None, Some(day)) => made(day, day, Precision::Day, None),
                    (None, None) => invalid(),
                };
            }
            None
        }
        _ => None,
    }
}

/// `240305` or `202403` in a date column.
fn six_digits(
    n: u32,
    made: &impl Fn(Date, Date, Precision, Option<&str>) -> Option<DateValue>,
) -> Option<DateValue> {
    let year = scan::century(i16::try_from(n / 10_000).ok()?);
    let short = civil(u32::try_from(year).ok()?, n / 100 % 100, n % 100);
    let long = (1990..=2099)
        .contains(&(n / 100))
        .then(|| calendar::month(i16::try_from(n / 100).ok()?, u8::try_from(n % 100).ok()?))
        .flatten();
    match (short, long) {
        (_, Some((first, last))) => {
            let doubt = short.map(|_| "六位数字，按年月读，也可能是年月日");
            made(first, last, Precision::Month, doubt)
        }
        (Some(day), None) => made(day, day, Precision::Day, Some("六位数字，按年月日读")),
        (None, None) => None,
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    calendar::day(
        i16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}
