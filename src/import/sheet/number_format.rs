//! Numbers as people see them in a cell: dates, percentages, decimals, leading zeros and units that a number format adds.
//!
//! Formats that cannot be followed exactly (fractions, exponents, conditions, Chinese numerals) show the plain number.
use crate::model::CellValue;

use super::serial_date::{Shown, moment};

/// A parsed number format.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) enum NumberFormat {
    /// The plain number.
    Plain,
    /// A date or time.
    Moment(Shown),
    /// Sections for positive, negative and zero.
    Sections(Vec<Section>),
}

/// One section of a format: what stands before the digits, the digits, what stands after.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::import) struct Section {
    before: String,
    after: String,
    has_digits: bool,
    min_whole: usize,
    min_decimals: usize,
    max_decimals: usize,
    grouped: bool,
    /// Powers of ten applied before display: 2 for each `%`, -3 for each trailing comma.
    shift: i32,
}

impl NumberFormat {
    /// The format of a code such as `0.0%` or `yyyy"年"m"月"`.
    pub(in crate::import) fn parse(code: &str) -> Self {
        let sections = split_sections(code);
        if let Some(shown) = sections.first().and_then(|s| shown_by(s)) {
            return Self::Moment(shown);
        }
        let numeric = sections.iter().take(3).map(|s| section(s));
        numeric
            .collect::<Option<Vec<_>>>()
            .map_or(Self::Plain, |s| {
                if s.iter().any(|s| s.has_digits) {
                    Self::Sections(s)
                } else {
                    Self::Plain
                }
            })
    }

    /// A format every program has built in, by its number; as Chinese editions define those that differ by country.
    pub(in crate::import) fn builtin(id: u32) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
            4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14..=16 | 28..=31 | 51 | 53 | 54 | 58 => "yyyy-m-d",
            17 | 27 | 36 | 50 | 52 | 57 => "yyyy-m",
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => "h:mm",
            22 => "yyyy-m-d h:mm",
            46 => "[h]:mm:ss",
            _ => return Self::Plain,
        };
        Self::parse(code)
    }

    /// The text people see and the typed value.
    pub(in crate::import) fn show(&self, number: f64, date1904: bool) -> (String, CellValue) {
        match self {
            Self::Moment(shown) => match moment(number, date1904, *shown) {
                Some((text, Some(iso))) => (text, CellValue::Date(iso)),
                Some((text, None)) => (text, CellValue::Number(number)),
                None => (plain_number(number), CellValue::Number(number)),
            },
            Self::Plain => (plain_number(number), CellValue::Number(number)),
            Self::Sections(sections) => {
                let text = show_by_sections(sections, number)
                    .map(|t| t.trim().to_owned())
                    .filter(|t| !t.is_empty());
                let text = text.unwrap_or_else(|| plain_number(number));
                (text, CellValue::Number(number))
            }
        }
    }
}

/// The number with at most 15 significant digits, which is what spreadsheets keep, and no binary noise.
pub(in crate::import) fn plain_number(number: f64) -> String {
    let Some(decimal) = Decimal15::of(number) else {
        return number.to_string();
    };
    let sign = if number < 0.0 && !decimal.is_zero() {
        "-"
    } else {
        ""
    };
    // Beyond these sizes a row of zeros says less than an exponent.
    if !(-14..=21).contains(&decimal.point) {
        let (first, rest) = decimal.digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        return format!("{sign}{first}{dot}{rest}E{:+}", decimal.point - 1);
    }
    let (whole, decimals) = decimal.parts();
    if decimals.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{decimals}")
    }
}

/// Absolute value as decimal digits: `0.digits × 10^point`, digits without trailing zeros, `"0"` for zero.
struct Decimal15 {
    digits: String,
    point: i32,
}

impl Decimal15 {
    fn of(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let written = format!("{:.14e}", number.abs());
        let (mantissa, exponent) = written.split_once('e')?;
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_end_matches('0');
        if digits.is_empty() {
            return Some(Self {
                digits: "0".to_owned(),
                point: 1,
            });
        }
        Some(Self {
            digits: digits.to_owned(),
            point: exponent.parse::<i32>().ok()? + 1,
        })
    }

    fn is_zero(&self) -> bool {
        self.digits == "0"
    }

    /// Digits before and after the decimal point; `"0"` and `""` if there are none.
    fn parts(&self) -> (String, String) {
        match usize::try_from(self.point) {
            Ok(0) => ("0".to_owned(), self.digits.clone()),
            Ok(n) if n >= self.digits.len() => (format!("{:0<n$}", self.digits), String::new()),
            Ok(n) => {
                let (whole, rest) = self.digits.split_at(n);
                (whole.to_owned(), rest.to_owned())
            }
            Err(_) => {
                let zeros = usize::try_from(-self.point).unwrap_or(0);
                (
                    "0".to_owned(),
                    format!("{}{}", "0".repeat(zeros), self.digits),
                )
            }
        }
    }

    /// Rounded half up to so many decimals.
    fn round(self, decimals: usize) -> Self {
        let keep = i64::from(self.point) + i64::try_from(decimals).unwrap_or(i64::MAX);
        let zero = || Self {
            digits: "0".to_owned(),
            point: 1,
        };
        let Ok(keep) = usize::try_from(keep) else {
            return zero();
        };
        if keep >= self.digits.len() {
            return self;
        }
        let up = self.digits.as_bytes().get(keep).is_some_and(|d| *d >= b'5');
        let mut digits: Vec<u8> = self.digits.bytes().take(keep).collect();
        let mut point = self.point;
        if up {
            let mut carry = true;
            for d in digits.iter_mut().rev() {
                if *d == b'9' {
                    *d = b'0';
                } else {
                    *d += 1;
                    carry = false;
                    break;
                }
            }
            if carry {
                digits.insert(0, b'1');
                point += 1;
            }
        }
        let digits = String::from_utf8_lossy(&digits)
            .trim_end_matches('0')
            .to_owned();
        if digits.is_empty() {
            zero()
        } else {
            Self { digits, point }
        }
    }
}

fn show_by_sections(sections: &[Section], number: f64) -> Option<String> {
    let (section, signed) = match sections {
        [all] => (all, true),
        [_, negative, ..] if number < 0.0 => (negative, false),
        [_, _, zero, ..] if number == 0.0 => (zero, false),
        [positive, ..] => (positive, true),
        [] => return None,
    };
    if !section.has_digits {
        return Some(format!("{}{}", section.before, section.after));
    }
    let mut decimal = Decimal15::of(number)?;
    if !decimal.is_zero() {
        decimal.point += section.shift;
    }
    let decimal = decimal.round(section.max_decimals);
    if decimal.point > 21 {
        return None;
    }
    let sign = if signed && number < 0.0 && !decimal.is_zero() {
        "-"
    } else {
        ""
    };
    let (whole, decimals) = decimal.parts();
    let whole = format!("{whole:0>0$}", section.min_whole.max(1));
    let whole = if section.grouped {
        group(&whole)
    } else {
        whole
    };
    let decimals = format!("{decimals:0<0$}", section.min_decimals);
    let dot = if decimals.is_empty() { "" } else { "." };
    Some(format!(
        "{sign}{}{whole}{dot}{decimals}{}",
        section.before, section.after
    ))
}

fn group(whole: &str) -> String {
    let first = whole.len() % 3;
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && i % 3 == first % 3 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Sections between semicolons that are not quoted.
fn split_sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut quoted = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        if c == ';' && !quoted {
            sections.push(String::new());
            continue;
        }
        quoted ^= c == '"';
        if let Some(last) = sections.last_mut() {
            last.push(c);
            if c == '\\' && !quoted {
                last.extend(chars.next());
            }
        }
    }
    sections
}

/// A piece of a section.
enum Piece {
    Literal(String),
    Bracket(String),
    Code(char),
}

fn pieces(section: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push(Piece::Literal(
                chars.by_ref().take_while(|c| *c != '"').collect(),
            )),
            '\\' | '!' => out.extend(chars.next().map(|c| Piece::Literal(c.to_string()))),
            // Space as wide as the next character; filling with the next character.
            '_' | '*' => {
                chars.next();
            }
            '[' => out.push(Piece::Bracket(
                chars.by_ref().take_while(|c| *c != ']').collect(),
            )),
            c => out.push(Piece::Code(c)),
        }
    }
    out
}

/// What a section shows of a moment, if it is a date or time format.
fn shown_by(section: &str) -> Option<Shown> {
    let mut shown = Shown::default();
    let mut months = false;
    let mut has_digits = false;
    let lower = section.to_ascii_lowercase();
    if lower.contains("general") || section.contains("通用") {
        return None;
    }
    for piece in pieces(&lower) {
        match piece {
            Piece::Code('y' | 'e') => shown.year = true,
            Piece::Code('d') => shown.day = true,
            // Weekdays are written aaa in Chinese editions; a/p alone is the half of the day.
            Piece::Code('a') if lower.contains("aaa") => shown.day = true,
            Piece::Code('m') => months = true,
            Piece::Code('h' | 's') => shown.time = true,
            Piece::Code('#' | '?') => has_digits = true,
            Piece::Code('0') if !shown.time => has_digits = true,
            Piece::Bracket(b)
                if !b.is_empty() && b.chars().all(|c| matches!(c, 'h' | 'm' | 's')) =>
            {
                shown.time = true;
                shown.elapsed = true;
            }
            _ => {}
        }
    }
    // m means minutes beside hours or seconds, unless there is a year or a day too.
    shown.month = months && (!shown.time || shown.year || shown.day);
    let any = shown.year || shown.month || shown.day || shown.time;
    (any && !has_digits).then_some(shown)
}

/// A section for numbers; `None` when it asks for something not followed here.
fn section(code: &str) -> Option<Section> {
    let mut out = Section::default();
    let trimmed = code.trim();
    if trimmed.eq_ignore_ascii_case("general") || trimmed == "@" || trimmed.contains("通用") {
        return None;
    }
    let mut in_decimals = false;
    let mut digits_over = false;
    let mut commas = 0;
    for piece in pieces(code) {
        let literal = match piece {
            Piece::Code(c @ ('0' | '#' | '?')) => {
                if digits_over {
                    return None;
                }
                out.grouped |= commas > 0 && !in_decimals;
                commas = 0;
                out.has_digits = true;
                match (in_decimals, c) {
                    (false, '0') => out.min_whole += 1,
                    (false, _) => {}
                    (true, c) => {
                        out.max_decimals += 1;
                        if c == '0' {
                            out.min_decimals = out.max_decimals;
                        }
                    }
                }
                continue;
            }
            Piece::Code('.') if !in_decimals && !digits_over => {
                in_decimals = true;
                continue;
            }
            Piece::Code(',') if out.has_digits && !digits_over => {
                commas += 1;
                continue;
            }
            Piece::Code('%') => {
                out.shift += 2;
                "%".to_owned()
            }
            Piece::Code('/' | '@' | 'E' | 'e') => return None,
            Piece::Code(c) if c.is_ascii_alphabetic() => return None,
            Piece::Code(c) => c.to_string(),
            Piece::Literal(text) => text,
            Piece::Bracket(b) => {
                if let Some(currency) = b.strip_prefix('$') {
                    currency.split('-').next().unwrap_or_default().to_owned()
                } else if b.starts_with(['<', '>', '='])
                    || b.to_ascii_lowercase().starts_with("dbnum")
                {
                    return None;
                } else {
                    continue;
                }
            }
        };
        digits_over |= out.has_digits;
        if out.has_digits {
            out.after.push_str(&literal);
        } else {
            out.before.push_str(&literal);
        }
    }
    // Commas after the last digit show thousands, millions, …
    out.shift -= 3 * commas;
    Some(out)
}

#[cfg(test)]
mod tests;
