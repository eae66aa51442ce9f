//! Chinese numerals in running text: which of them count something.
use rust_decimal::Decimal;

use crate::model::Hedge;

use super::{
    super::{
        hedges, not_counts,
        numerals::{self, han_digit},
        units::{self, After},
    },
    Seen, finish, labels, share, tenths, with_unit,
};

/// Reads the Chinese numeral at `i`.
///
/// Chinese numerals are parts of countless words, so one counts only when a unit it may stand before follows, or when
/// it is long and nothing but punctuation follows.
pub(super) fn read(c: &[char], i: usize) -> Seen {
    if let Some(next) = not_counts::phrase_at(c, i) {
        // 三项 is a count although 二十三项 begins elsewhere: only whole phrases are skipped.
        return Seen::Nothing(next.max(i + 1));
    }
    let Some(numeral) = numerals::read_han(c, i) else {
        return Seen::Nothing(i + 1);
    };
    if let Some(next) = not_counts::quoted_name(c, i) {
        return Seen::Nothing(next);
    }
    let end = numeral.end;
    if c.get(end..end + 2) == Some(&['分', '之']) {
        return share(c, i, numeral.value, end + 2);
    }
    // 三五个, 几十家, 数百件: a guess without a value.
    let some = i > 0 && matches!(c.get(i - 1), Some('几' | '数'));
    if numeral.approximate || some {
        return Seen::Nothing(end);
    }
    let single = end - i == 1;
    if single && c.get(end) == Some(&'成') && labels::is_tenth(c, end + 1) && is_plain_digit(c, i)
    {
        return tenths(c, i, numeral.value, end + 1);
    }
    if labels::counts_nothing(c, i, end) {
        return Seen::Nothing(end);
    }
    let (mut stop, mut hedge) = (end, Hedge::None);
    let mut value = numeral.value;
    let mut scale = numeral.scale;
    if let Some(after) = hedges::odd(c, end)
        && !ends_with_one(c, end)
    {
        let (exponent, past) = numerals::scale_words(c, after);
        let scaled = exponent > 0 && units::at(c, after).is_none();
        let counted = units::at(c, if scaled { past } else { after });
        // 十余, 三十多, 百余 need a unit or a scale word to be sure of.
        if counted.is_some() || scaled {
            hedge = Hedge::Odd;
            stop = after;
            if scaled {
                // 三十余万元; in 六亿三千多万 only what stands below 亿 is multiplied.
                let above = if exponent == 4 {
                    value - value % Decimal::from(100_000_000)
                } else {
                    Decimal::ZERO
                };
                let Some(product) = 10u64
                    .checked_pow(exponent)
                    .and_then(|p| (value - above).checked_mul(Decimal::from(p)))
                    .and_then(|p| p.checked_add(above))
                else {
                    return Seen::Nothing(past);
                };
                value = product;
                let written = if above.is_zero() { scale } else { 0 };
                scale = written - i32::try_from(exponent).unwrap_or(0);
                stop = past;
            }
        }
    }
    let before = hedges::before(c, i);
    let unit = units::at(c, stop);
    let bare_allowed = hedge != Hedge::None || before.is_some();
    let counts = match unit {
        None => {
            // 十四、…: the label of a list item.
            let label = labels::begins_item(c, i) && c.get(stop) == Some(&'、');
            is_long(c, i, end) && !numeral.bare && !label && ends_clause(c, stop)
        }
        Some(_) if numeral.bare => bare_allowed,
        Some(u) if single => may_stand_alone(c, i, u.after),
        Some(_) => true,
    };
    if !counts {
        return Seen::Nothing(end);
    }
    let (name, stop, hedge) = with_unit(c, stop, hedge);
    Seen::Numbers(vec![finish(c, i, stop, value, scale, name, hedge)], stop)
}

fn is_plain_digit(c: &[char], i: usize) -> bool {
    c.get(i).copied().and_then(han_digit).is_some_and(|d| d > 0)
}

/// A numeral that ends in a digit takes no 余 or 多 (三多 is another word).
fn ends_with_one(c: &[char], end: usize) -> bool {
    c.get(end - 1).copied().and_then(han_digit).is_some()
}

/// Whether a numeral of one character may count before this unit.
fn may_stand_alone(c: &[char], i: usize, after: After) -> bool {
    !matches!(
        (c.get(i), after),
        (
            Some(
                '二' | '零'
                    | '〇'
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
            ),
            _,
        ) | (_, After::Long)
            | (Some('一'), After::Several)
    )
}

/// Numerals without a unit count only with a ten, hundred or more inside (三十二, 一百).
fn is_long(c: &[char], i: usize, end: usize) -> bool {
    end - i >= 2
        && c.get(i..end).is_some_and(|n| {
            n.iter()
                .any(|x| matches!(x, '十' | '百' | '千' | '万' | '亿' | '廿' | '卅'))
        })
}

fn ends_clause(c: &[char], i: usize) -> bool {
    c.get(i)
        .is_none_or(|n| matches!(n, ',' | '。' | ';' | '、' | ')' | ' ' | '\n' | '|'))
}
