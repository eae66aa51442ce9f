//! So many of each, so many times: 出动186人次，平均每组6人，共分23组.
use std::{ops::Range, sync::LazyLock};

use regex::Regex;
use rust_decimal::Decimal;

use super::{
    finding::{Finding, Term},
    lexicon::is_told_apart,
    quantity::{Quantity, Stretch, show},
};

/// 每组, 平均每户, 户均, 人均: of what there is so much each. The unit is one or two characters.
static EACH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:平均)?每(?:一|个)?(?P<unit>人次|组次|班次|[组户家处座人亩吨台个村镇天日月次件辆份期班棵株口眼袋桶车船套])(?:均|平均|约)?[^,;。\d]{0,6}$|(?P<avg>[户人组家亩村镇日月次])均[^,;。\d]{0,6}$").ok()
});
/// A larger gap, as a share of the product, means that other things were multiplied.
const WIDEST_GAP: (i64, u32) = (50, 2);

/// A total that is not the product of how much each and how many.
pub(super) fn check(stretch: &Stretch, around: &str) -> Vec<Finding> {
    let Some(each) = EACH.as_ref() else {
        return Vec::new();
    };
    let q = &stretch.quantities;
    let mut out = Vec::new();
    for rate in q {
        let unit = each
            .captures(&rate.gap)
            .and_then(|c| c.name("unit").or_else(|| c.name("avg")))
            .map(|m| m.as_str().to_owned());
        let Some(unit) =
            unit.filter(|_| rate.is_exact() && !rate.is_percent() && rate.value > Decimal::ZERO)
        else {
            continue;
        };
        let only = |fits: &dyn Fn(&Quantity) -> bool| -> Option<&Quantity> {
            let mut found = q
                .iter()
                .filter(|x| x.range != rate.range && x.is_exact() && fits(x));
            let one = found.next()?;
            found.next().is_none().then_some(one)
        };
        let times = only(&|x| {
            (x.unit == unit
                || (unit.starts_with(x.unit.as_str()) && !x.unit.is_empty())
                || x.unit.starts_with(&unit))
                && x.is_count()
        });
        let total = only(&|x| {
            let same = x.unit == rate.unit || x.unit.strip_suffix('次') == Some(rate.unit.as_str());
            same && !rate.unit.is_empty() && x.value >= rate.value
        });
        let (Some(times), Some(total)) = (times, total) else {
            continue;
        };
        if times.range == total.range {
            continue;
        }
        let Some(product) = rate.value.checked_mul(times.value) else {
            continue;
        };
        // An average is rounded to its last digit; times as many.
        let room = rate.step().checked_mul(times.value).unwrap_or_default() + total.step();
        let room = if rate.gap.contains("均") {
            room
        } else {
            total.step() / Decimal::TWO
        };
        let gap = (product - total.value).abs();
        let widest = product
            .checked_mul(Decimal::new(WIDEST_GAP.0, WIDEST_GAP.1))
            .unwrap_or_default();
        if gap <= room || gap > widest {
            continue;
        }
        if is_told_apart(around) {
            return Vec::new();
        }
        out.push(finding(stretch, rate, times, total, product));
    }
    out
}

fn finding(
    stretch: &Stretch,
    rate: &Quantity,
    times: &Quantity,
    total: &Quantity,
    product: Decimal,
) -> Finding {
    let ranges: [&Range<u32>; 3] = [&rate.range, &times.range, &total.range];
    let start = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let end = ranges.iter().map(|r| r.end).max().unwrap_or(0);
    Finding {
        check: "单数与总数",
        passage: stretch.passage,
        range: start..end,
        reason: format!(
            "每份{}，共{}份，相乘得{}，文中总数为{}。",
            show(rate.value),
            show(times.value),
            show(product),
            show(total.value)
        ),
        formula: format!(
            "{}×{} = {} ≠ {}",
            show(rate.value),
            show(times.value),
            show(product),
            show(total.value)
        ),
        terms: vec![
            Term::of(stretch.passage, rate, "每份的数".to_owned()),
            Term::of(stretch.passage, times, "份数".to_owned()),
            Term::of(stretch.passage, total, "总数".to_owned()),
        ],
        looked_for: ["平均数的进位", "口径、交叉的说明", "约数"]
            .map(str::to_owned)
            .to_vec(),
    }
}
