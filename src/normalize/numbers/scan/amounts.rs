//! Arabic digits with their scale words: 3.5万, 3亿5000万.
use rust_decimal::Decimal;

use super::{
    super::{numerals, units},
    skip_blank,
};

/// A numeral with its scale words, before hedge and unit.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) value: Decimal,
    pub(super) scale: i32,
    pub(super) end: usize,
    /// Digits before the point, 0 when scaled.
    pub(super) digits: usize,
    pub(super) has_scale_word: bool,
    /// 余 or 多 stood inside it (3亿5000多万).
    pub(super) odd: bool,
}

/// Digits after the point of the numeral at `i`, before scale words.
pub(super) fn written_scale(c: &[char], i: usize) -> i32 {
    numerals::read_arabic(c, i).map_or(0, |a| i32::try_from(a.places).unwrap_or(0))
}

pub(super) fn scaled(value: Decimal, down: i32) -> Decimal {
    let up = u32::try_from(-down).unwrap_or(0);
    10u64
        .checked_pow(up)
        .and_then(|p| value.checked_mul(Decimal::from(p)))
        .unwrap_or(value)
}

/// Digits with scale words at `i`, compounds such as 3亿5000万 included.
pub(super) fn amount(c: &[char], i: usize) -> Option<Amount> {
    let read = numerals::read_arabic(c, i)?;
    let places = i32::try_from(read.places).ok()?;
    let mut sum = Amount {
        value: read.value,
        scale: places,
        end: read.end,
        digits: if read.grouped || read.places > 0 {
            0
        } else {
            read.whole_digits
        },
        has_scale_word: false,
        odd: false,
    };
    // 千克, 千瓦, 百分点 are units, not scale words.
    if units::at(c, skip_blank(c, read.end)).is_some() {
        return Some(sum);
    }
    let at = skip_blank(c, read.end);
    let (mut exponent, mut end) = numerals::scale_words(c, at);
    if exponent == 0 {
        return Some(sum);
    }
    sum.value = read
        .value
        .checked_mul(Decimal::from(10u64.checked_pow(exponent)?))?;
    sum.scale = places - i32::try_from(exponent).ok()?;
    sum.has_scale_word = true;
    sum.digits = 0;
    // 3亿5000万: the rest must be smaller than the step before it.
    while let Some(rest) = numerals::read_arabic(c, end) {
        let odd = matches!(c.get(rest.end), Some('余' | '多'));
        let (smaller, stop) = numerals::scale_words(c, if odd { rest.end + 1 } else { rest.end });
        let limit = Decimal::from(10u64.checked_pow(exponent)?);
        if smaller == 0 || smaller >= exponent {
            break;
        }
        let part = rest
            .value
            .checked_mul(Decimal::from(10u64.checked_pow(smaller)?))?;
        if part >= limit {
            break;
        }
        sum.value = sum.value.checked_add(part)?;
        sum.scale = i32::try_from(rest.places).ok()? - i32::try_from(smaller).ok()?;
        sum.odd |= odd;
        exponent = smaller;
        end = stop;
    }
    sum.end = end;
    sum.value = sum.value.normalize();
    Some(sum)
}
