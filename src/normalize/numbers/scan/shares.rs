//! Shares: 三分之二, 百分之九十, 六成五.
use rust_decimal::Decimal;

use crate::model::Hedge;

use super::{
    super::{hedges, numerals},
    Seen, finish,
};

/// 三分之二, 百分之九十, 千分之三: `i` is where the parts begin, `at` where the share begins.
pub(super) fn share(c: &[char], i: usize, whole: Decimal, at: usize) -> Seen {
    let (part, places, end) =
        if c.get(at) == Some(&'百') && !c.get(at + 1).is_some_and(|n| numerals::in_han(*n)) {
            (Decimal::ONE_HUNDRED, 0, at + 1)
        } else if let Some(n) = numerals::read_arabic(c, at) {
            (n.value, i32::try_from(n.places).unwrap_or(0), n.end)
        } else if let Some(n) = numerals::read_han(c, at) {
            (n.value, n.scale.max(0), n.end)
        } else {
            return Seen::Nothing(at);
        };
    let (value, scale, unit) = if whole == Decimal::ONE_HUNDRED {
        (part, places, "%")
    } else if whole == Decimal::ONE_THOUSAND {
        (part, places, "‰")
    } else {
        let Some(share) = part
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|p| p.checked_div(whole))
        else {
            return Seen::Nothing(end);
        };
        let scale = if whole == Decimal::from(10_000) {
            places + 2
        } else {
            0
        };
        (share.round_dp(2), scale, "%")
    };
    let (_, stop, hedge) = with_suffix(c, end);
    let value = value.normalize();
    Seen::Numbers(
        vec![finish(c, i, stop, value, scale, unit.to_owned(), hedge)],
        stop,
    )
}

/// 六成, 六成五, 六成半: `at` is one past 成.
pub(super) fn tenths(c: &[char], i: usize, tens: Decimal, at: usize) -> Seen {
    let Some(mut value) = tens.checked_mul(Decimal::TEN) else {
        return Seen::Nothing(at);
    };
    let (mut scale, mut end) = (-1, at);
    if let Some(d) = c
        .get(at)
        .copied()
        .and_then(numerals::han_digit)
        .filter(|d| *d > 0 && c.get(at) != Some(&'两'))
    {
        value = value.saturating_add(Decimal::from(d));
        (scale, end) = (0, at + 1);
    } else if c.get(at) == Some(&'半') {
        value = value.saturating_add(Decimal::from(5));
        (scale, end) = (0, at + 1);
    } else if c.get(at) == Some(&'多') {
        end = at + 1;
    }
    let (_, stop, hedge) = with_suffix(c, end);
    let hedge = if c.get(at) == Some(&'多') {
        Hedge::Odd
    } else {
        hedge
    };
    Seen::Numbers(
        vec![finish(c, i, stop, value, scale, "%".to_owned(), hedge)],
        stop,
    )
}

fn with_suffix(c: &[char], at: usize) -> (String, usize, Hedge) {
    hedges::after(c, at).map_or((String::new(), at, Hedge::None), |(stop, hedge)| {
        (String::new(), stop, hedge)
    })
}
