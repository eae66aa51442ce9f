//! Numerals as they are written: Arabic with separators, and Chinese.
use rust_decimal::Decimal;

/// A numeral read from running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::normalize) struct Numeral {
    /// The value.
    pub(in crate::normalize) value: Decimal,
    /// One past the last character.
    pub(in crate::normalize) end: usize,
    /// The last digit that is meant is 10^-scale.
    pub(in crate::normalize) scale: i32,
    /// Neighbouring digits without a unit between them (三五, 七八十): a guess, not a number.
    pub(in crate::normalize) approximate: bool,
    /// Begins with 百, 千, 万 or 亿 and nothing before it.
    pub(in crate::normalize) bare: bool,
}

/// The digit a Chinese numeral character stands for.
pub(in crate::normalize) fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' | '◯' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of 十, 百, 千.
fn small_unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        _ => return None,
    })
}

/// The power of ten of 万, 亿.
fn large_unit(c: char) -> Option<u32> {
    Some(match c {
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Whether a Chinese numeral may begin with this character.
pub(in crate::normalize) fn begins_han(c: char) -> bool {
    matches!(
        c,
        '零' | '〇'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '廿'
            | '卅'
            | '壹'
            | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
    )
}

/// Whether the character can stand anywhere in a Chinese numeral.
pub(in crate::normalize) fn in_han(c: char) -> bool {
    begins_han(c) || matches!(c, '○' | '◯')
}

fn power(exponent: u32) -> Option<Decimal> {
    Some(Decimal::from(10u64.checked_pow(exponent)?))
}

/// What has been read of a Chinese numeral so far.
#[derive(Default)]
struct Sum {
    /// What stands before the last 亿 or 万.
    total: u64,
    /// What has been added up below 万.
    section: u64,
    /// A digit that waits for its unit.
    digit: Option<u32>,
    /// Power of the unit read last, for 一百五 and 三万五.
    last_power: u32,
    after_zero: bool,
    approximate: bool,
}

impl Sum {
    fn add_digit(&mut self, d: u32) {
        match self.digit {
            None if d == 0 => self.after_zero = true,
            None => self.digit = Some(d),
            Some(_) => {
                self.approximate = true;
                self.digit = Some(d);
            }
        }
    }
    /// Adds 十, 百 or 千; false when the order of units is broken.
    fn add_small(&mut self, exponent: u32) -> bool {
        let weight = 10u64.pow(exponent);
        if !self.section.is_multiple_of(weight * 10) {
            return false;
        }
        self.section += u64::from(self.digit.take().unwrap_or(1)) * weight;
        self.last_power = exponent;
        self.after_zero = false;
        true
    }
    fn add_large(&mut self, exponent: u32) -> bool {
        let part = self.section + u64::from(self.digit.take().unwrap_or(0));
        let weight = 10u64.pow(exponent);
        if part == 0 {
            // 万亿: the whole so far counts again; a bare 万 counts once.
            self.total = if self.total == 0 { 1 } else { self.total };
            let Some(total) = self.total.checked_mul(weight) else {
                return false;
            };
            self.total = total;
        } else if exponent == 8 || self.total.is_multiple_of(weight * 10_000) {
            let product = if exponent == 8 {
                self.total
                    .checked_add(part)
                    .and_then(|p| p.checked_mul(weight))
            } else {
                part.checked_mul(weight)
                    .and_then(|p| p.checked_add(self.total))
            };
            let Some(total) = product else { return false };
            self.total = total;
        } else {
            return false;
        }
        self.section = 0;
        self.last_power = exponent;
        self.after_zero = false;
        true
    }
    fn value(&self) -> u64 {
        let rest = match self.digit {
            // 三万五 is 35,000 and 一百五 is 150, but 一百零五 is 105.
            Some(d) if self.last_power >= 2 && !self.after_zero => {
                u64::from(d) * 10u64.pow(self.last_power - 1)
            }
            Some(d) => u64::from(d),
            None => 0,
        };
        self.total.saturating_add(self.section).saturating_add(rest)
    }
}

/// Reads the Chinese numeral that begins at `at`, decimals (三点五万) included.
pub(in crate::normalize) fn read_han(c: &[char], at: usize) -> Option<Numeral> {
    if !begins_han(*c.get(at)?) {
        return None;
    }
    if let Some(positional) = read_positional(c, at) {
        return Some(positional);
    }
    let bare = matches!(c.get(at), Some('百' | '千' | '万' | '亿' | '佰' | '仟'));
    let mut sum = Sum::default();
    let mut has_large = false;
    let mut i = at;
    while let Some(&ch) = c.get(i) {
        if let Some(d) = han_digit(ch) {
            sum.add_digit(d);
        } else if let Some(p) = small_unit(ch) {
            if !sum.add_small(p) {
                break;
            }
        } else if let Some(p) = large_unit(ch) {
            has_large = true;
            if !sum.add_large(p) {
                break;
            }
        } else if matches!(ch, '廿' | '卅') {
            if sum.section % 100 != 0 || sum.digit.is_some() {
                break;
            }
            sum.section += if ch == '廿' { 20 } else { 30 };
            sum.last_power = 1;
        } else {
            break;
        }
        i += 1;
    }
    let whole = sum.value();
    let mut value = Decimal::from(whole);
    // Only 万 and 亿 leave the digits below them open; 三百 has no other way to be written.
    let mut scale = match (has_large, sum.digit) {
        (true, None) => -i32::try_from(sum.last_power).unwrap_or(0),
        (true, Some(_)) if sum.last_power >= 2 && !sum.after_zero => {
            1 - i32::try_from(sum.last_power).unwrap_or(0)
        }
        _ => 0,
    };
    if matches!(c.get(i), Some('点')) && c.get(i + 1).copied().and_then(han_digit).is_some() {
        let mut places = 0u32;
        let mut j = i + 1;
        while let Some(d) = c.get(j).copied().and_then(han_digit) {
            places += 1;
            value += Decimal::from(d).checked_div(power(places)?)?;
            j += 1;
        }
        scale = i32::try_from(places).ok()?;
        i = j;
        while let Some(p) = c.get(i).copied().and_then(large_unit) {
            value = value.checked_mul(power(p)?)?;
            scale -= i32::try_from(p).ok()?;
            i += 1;
        }
    }
    (i > at).then_some(Numeral {
        value: value.normalize(),
        end: i,
        scale,
        approximate: sum.approximate,
        bare,
    })
}

/// Reads digits in a row as in 二〇二四 or 一二三四五: at least three, with no unit after them.
fn read_positional(c: &[char], at: usize) -> Option<Numeral> {
    let mut value = 0u64;
    let mut i = at;
    while let Some(d) = c.get(i).copied().filter(|x| *x != '两').and_then(han_digit) {
        value = value.checked_mul(10)?.checked_add(u64::from(d))?;
        i += 1;
    }
    let ends = c
        .get(i)
        .is_none_or(|&n| small_unit(n).is_none() && large_unit(n).is_none());
    (i - at >= 3 && ends).then_some(Numeral {
        value: Decimal::from(value),
        end: i,
        scale: 0,
        approximate: false,
        bare: false,
    })
}

/// Digits with their separators and decimals.
pub(in crate::normalize) struct Arabic {
    /// The value.
    pub(in crate::normalize) value: Decimal,
    /// One past the last character.
    pub(in crate::normalize) end: usize,
    /// Digits after the point.
    pub(in crate::normalize) places: u32,
    /// Digits before the point.
    pub(in crate::normalize) whole_digits: usize,
    /// Whether thousands were set apart.
    pub(in crate::normalize) grouped: bool,
}

fn digits_end(c: &[char], at: usize) -> usize {
    let mut i = at;
    while c.get(i).is_some_and(char::is_ascii_digit) {
        i += 1;
    }
    i
}

/// Whether exactly three digits stand at `at`.
fn is_group(c: &[char], at: usize) -> bool {
    digits_end(c, at) == at + 3
}

/// Reads the Arabic numeral that begins at `at`: `1234`, `1,234.5`, `1 234`, `12.50`.
///
/// `None` when there is none or it has more digits than a decimal can hold.
pub(in crate::normalize) fn read_arabic(c: &[char], at: usize) -> Option<Arabic> {
    let first = digits_end(c, at);
    if first == at {
        return None;
    }
    let mut end = first;
    let mut digits: String = c.get(at..first)?.iter().collect();
    let mut grouped = false;
    if first - at <= 3 && c.get(at) != Some(&'0') {
        for separator in [',', ' '] {
            let mut i = first;
            while c.get(i) == Some(&separator) && is_group(c, i + 1) {
                digits.extend(c.get(i + 1..i + 4)?);
                i += 4;
            }
            if i > first {
                end = i;
                grouped = true;
                break;
            }
        }
    }
    let whole_digits = digits.len();
    let mut places = 0;
    if c.get(end) == Some(&'.') {
        let stop = digits_end(c, end + 1);
        if stop > end + 1 {
            digits.push('.');
            digits.extend(c.get(end + 1..stop)?);
            places = u32::try_from(stop - end - 1).ok()?;
            end = stop;
        }
    }
    Some(Arabic {
        value: digits.parse().ok()?,
        end,
        places,
        whole_digits,
        grouped,
    })
}

/// The power of ten of the scale words at `at` (百, 千, 万, 亿, 百万, 千万, 万亿) and one past them.
pub(in crate::normalize) fn scale_words(c: &[char], at: usize) -> (u32, usize) {
    let mut exponent = 0;
    let mut i = at;
    if let Some(p) = c.get(i).copied().and_then(small_unit).filter(|p| *p >= 2) {
        exponent += p;
        i += 1;
    }
    while let Some(p) = c.get(i).copied().and_then(large_unit) {
        exponent += p;
        i += 1;
    }
    if exponent > 16 {
        (0, at)
    } else {
        (exponent, i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn han(s: &str) -> Option<(String, usize)> {
        let c: Vec<char> = s.chars().collect();
        read_han(&c, 0).map(|n| (n.value.to_string(), n.end))
    }

    #[test]
    fn chinese_numerals_are_added_up() {
        for (text, value) in [
            ("一百二十三", "123"),
            ("十", "10"),
            ("十二", "12"),
            ("廿三", "23"),
            ("两千零五", "2005"),
            ("一百五", "150"),
            ("三万五", "35000"),
            ("三万五千二百一十六", "35216"),
            ("一亿二千万", "120000000"),
            ("两万亿", "2000000000000"),
            ("三点五万", "35000"),
            ("十二点五", "12.5"),
            ("二〇二四", "2024"),
            ("壹佰贰拾叁", "123"),
            ("五千万", "50000000"),
            ("一千零一", "1001"),
            ("一万零三百", "10300"),
        ] {
            assert_eq!(
                han(text),
                Some((value.to_owned(), text.chars().count())),
                "{text}"
            );
        }
    }

    #[test]
    fn neighbouring_digits_are_a_guess() {
        let c: Vec<char> = "七八十".chars().collect();
        assert!(read_han(&c, 0).is_some_and(|n| n.approximate));
    }
}
