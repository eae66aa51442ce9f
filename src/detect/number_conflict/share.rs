//! Rates against the two numbers they are made of: 反映49件，未办结1件，办结率99%.
use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    finding::{Finding, Term},
    lexicon::{WORDS, asserted, holds},
    quantity::{Quantity, Stretch, Writing, power_of_ten, show},
};
use crate::model::Hedge;

/// 近 reaches this many percentage points below the number named (office usage: 58.9 % is 近60%).
pub(super) const NEARLY_POINTS: i64 = 3;
/// 约 reaches this share of the number named to either side, in percent.
pub(super) const ABOUT_PERCENT: i64 = 5;

/// The largest share, in percent, that is taken for a share of a task; more is growth told as a multiple.
const MOST_OVER: i64 = 200;

/// Whether a recomputed value is what a hedged, rounded or truncated number claims.
pub(super) fn agrees(claim: &Quantity, value: Decimal) -> bool {
    let step = power_of_ten(-claim.scale);
    let gap = (claim.value - value).abs();
    match claim.hedge {
        Hedge::None => {
            let places = u32::try_from(claim.scale.max(0)).unwrap_or(0);
            let cut = value.round_dp_with_strategy(places, RoundingStrategy::ToZero);
            gap <= step / Decimal::TWO || (claim.scale >= 0 && cut == claim.value)
        }
        Hedge::About => {
            gap <= step || gap <= claim.value * Decimal::from(ABOUT_PERCENT) / Decimal::ONE_HUNDRED
        }
        Hedge::Nearly => {
            value < claim.value + step / Decimal::TWO && gap <= Decimal::from(NEARLY_POINTS)
        }
        Hedge::Over => value >= claim.value,
        Hedge::Under => value <= claim.value,
        Hedge::Odd => value >= claim.value && gap <= Decimal::TEN,
    }
}

/// Half of what rounding may have taken from or given to a number; nothing for counts.
pub(super) fn half_step(q: &Quantity) -> Decimal {
    if q.is_count() {
        Decimal::ZERO
    } else {
        q.step() / Decimal::TWO
    }
}

/// Whether a claim is met somewhere between two values.
pub(super) fn spans(claim: &Quantity, low: Decimal, high: Decimal) -> bool {
    (low <= claim.value && claim.value <= high) || agrees(claim, low) || agrees(claim, high)
}

/// Every rate of the stretch that does not follow from its numbers.
pub(super) fn check(stretch: &Stretch, around: &str, all: &[Stretch]) -> Vec<Finding> {
    let mut out = Vec::new();
    for (k, claim) in stretch.quantities.iter().enumerate() {
        if !claim.is_percent() || claim.value > Decimal::from(MOST_OVER) || is_change(claim) {
            continue;
        }
        let is_over = claim.value > Decimal::ONE_HUNDRED;
        let clause = clause_of(&stretch.quantities, k);
        let (q, k) = (&stretch.quantities[clause.clone()], k - clause.start);
        if asserted(&WORDS.scope, around) || holds(&WORDS.rounding, around) {
            continue;
        }
        // More than all is done only of a task that is named beside it: 占任务410亩的101%.
        let pair = if is_over {
            of_the(q, k)
        } else {
            bracketed(q, k)
                .or_else(|| of_the(q, k))
                .or_else(|| made_up(q, k))
                .or_else(|| rated(q, k))
        };
        let Some(pair) = pair else { continue };
        let value = pair
            .value()
            .filter(|v| is_over || *v <= Decimal::ONE_HUNDRED);
        let Some(value) = value else { continue };
        if agrees(claim, value) || pair.may_round_to(claim) || follows_otherwise(claim, all) {
            continue;
        }
        out.push(finding(stretch, claim, &pair, value));
    }
    out
}

/// The quantities between two semicolons around the `k`th.
fn clause_of(q: &[Quantity], k: usize) -> std::ops::Range<usize> {
    let start = (0..=k).rev().find(|i| q[*i].gap.contains(';')).unwrap_or(0);
    let end = (k + 1..q.len())
        .find(|i| q[*i].gap.contains(';'))
        .unwrap_or(q.len());
    start..end
}

/// Numerator and denominator of a rate.
struct Pair<'s> {
    num: &'s Quantity,
    den: &'s Quantity,
    /// The numerator counts what is missing (不合格), not what is there.
    complement: bool,
}

impl Pair<'_> {
    fn top(&self) -> Decimal {
        if self.complement {
            self.den.value - self.num.value
        } else {
            self.num.value
        }
    }
    /// Whether rounding of the two numbers alone explains the claim.
    fn may_round_to(&self, claim: &Quantity) -> bool {
        let (n, d) = (half_step(self.num), half_step(self.den));
        let share = |top: Decimal, den: Decimal| {
            top.checked_mul(Decimal::ONE_HUNDRED)
                .and_then(|t| t.checked_div(den))
        };
        let ends = share(self.top() - n, self.den.value + d)
            .zip(share(self.top() + n, self.den.value - d));
        ends.is_some_and(|(low, high)| spans(claim, low, high))
    }
    /// The share in percent.
    fn value(&self) -> Option<Decimal> {
        self.top()
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(self.den.value)
            .filter(|v| *v >= Decimal::ZERO)
    }
}

/// Measure words of time: no denominators.
const TIMES: &[&str] = &[
    "年",
    "月",
    "个月",
    "天",
    "日",
    "小时",
    "分钟",
    "周",
    "季度",
    "个季度",
];

fn is_change(claim: &Quantity) -> bool {
    let words = format!(
        "{}{}",
        claim.label,
        claim.noun.chars().take(4).collect::<String>()
    );
    holds(&WORDS.change, &words) || holds(&WORDS.against, &words.replace("占比", ""))
}

fn is_base(q: &Quantity) -> bool {
    !q.is_percent()
        && !q.is_points()
        && q.value > Decimal::ZERO
        && q.is_exact()
        && !TIMES.contains(&q.unit.as_str())
}

/// 97%（31/35）: the fraction stands beside the rate.
fn bracketed(q: &[Quantity], k: usize) -> Option<Pair<'_>> {
    let slash = |a: &Quantity, b: &Quantity| b.gap.trim() == "/" && a.is_exact() && b.is_exact();
    let near = |a: usize, b: usize| {
        let (num, den) = (q.get(a)?, q.get(b)?);
        let whole = num.value <= den.value && den.value > Decimal::ZERO && num.unit.is_empty();
        (slash(num, den) && whole).then_some(Pair {
            num,
            den,
            complement: false,
        })
    };
    let after = near(k + 1, k + 2).filter(|p| p.num.gap.trim() == "(");
    after.or_else(|| {
        let (a, b) = (k.checked_sub(2)?, k.checked_sub(1)?);
        near(a, b).filter(|_| q[k].gap.trim() == ")")
    })
}

/// A，占B的P% and A，为B的P%: both stand there.
fn of_the(q: &[Quantity], k: usize) -> Option<Pair<'_>> {
    let den = k.checked_sub(1).and_then(|i| q.get(i))?;
    let gap = &q[k].gap;
    let tail = gap.trim_end_matches(['约', '近', '超', '达', '为']);
    let other = ["总", "额", "量", "数", ","]
        .iter()
        .any(|w| gap.contains(w));
    if !tail.ends_with('的') || gap.chars().count() > 8 || other || !is_base(den) {
        return None;
    }
    let words = &den.label;
    if !(holds(&WORDS.share, words) || words.starts_with('为') || words.contains("为年"))
        || holds(&WORDS.share_elsewhere, words)
    {
        return None;
    }
    let most = if q[k].value > Decimal::ONE_HUNDRED {
        den.value.checked_mul(Decimal::TWO)?
    } else {
        den.value
    };
    let num = q[..k - 1]
        .iter()
        .rev()
        .take(2)
        .find(|n| is_base(n) && n.unit == den.unit && n.value <= most)?;
    Some(Pair {
        num,
        den,
        complement: false,
    })
}

/// B件，占P%: the number just before is the numerator, an earlier total the denominator.
fn made_up(q: &[Quantity], k: usize) -> Option<Pair<'_>> {
    let claim = &q[k];
    let num = k
        .checked_sub(1)
        .and_then(|i| q.get(i))
        .filter(|n| is_base(n))?;
    let plain = [
        "占",
        "占比",
        "占比为",
        "占比达",
        "占总数的",
        "占总数",
        "占全部的",
        "占比例",
    ];
    if !plain.contains(&claim.label.as_str()) || claim.gap.chars().count() > 14 {
        return None;
    }
    let dens: Vec<&Quantity> = q[..k - 1]
        .iter()
        .filter(|d| is_base(d) && d.unit == num.unit && d.value >= num.value)
        .collect();
    // With several candidates the sentence does not say which is the whole.
    let [den] = dens[..] else { return None };
    holds(&WORDS.total, &den.words())
        .then_some(Pair {
            num,
            den,
            complement: false,
        })
        .or_else(|| {
            (k == 2).then_some(Pair {
                num,
                den,
                complement: false,
            })
        })
}

/// 完成31个，完成率P%: the word before 率 names the numerator.
fn rated(q: &[Quantity], k: usize) -> Option<Pair<'_>> {
    let label = q[k].label.as_str();
    let at = label.rfind('率')?;
    if holds(&WORDS.rate_elsewhere, label) || holds(&WORDS.share_elsewhere, label) {
        return None;
    }
    // What stands between 率 and the number may only be a verb.
    let verb = label[at..].trim_start_matches('率');
    if verb.chars().count() > 4 {
        return None;
    }
    let before: Vec<char> = label[..at].chars().collect();
    let stem: String = before[before.len().saturating_sub(2)..].iter().collect();
    if stem.chars().count() < 2 {
        return None;
    }
    let bases: Vec<&Quantity> = q.iter().filter(|b| is_base(b)).collect();
    let speaks = |b: &Quantity| b.words().contains(&stem);
    let negated = |b: &Quantity| {
        ["未", "不", "没"]
            .iter()
            .any(|n| b.words().contains(&format!("{n}{stem}")))
    };
    let nums: Vec<&Quantity> = bases
        .iter()
        .copied()
        .filter(|b| speaks(b) && !holds(&WORDS.total, &b.label))
        .collect();
    let positive: Vec<&Quantity> = nums.iter().copied().filter(|b| !negated(b)).collect();
    let (num, complement) = match (&positive[..], &nums[..]) {
        ([one], _) => (*one, false),
        ([], [one]) => (*one, true),
        _ => return executed(q, k).filter(|_| nums.is_empty()),
    };
    let dens: Vec<&Quantity> = bases
        .iter()
        .copied()
        .filter(|d| d.unit == num.unit && d.range != num.range && d.value >= num.value)
        .filter(|d| !speaks(d) || holds(&WORDS.total, &d.label))
        // The whole is named before its part; only a rate put first is followed by both.
        .filter(|d| d.range.start < num.range.start)
        .collect();
    let [den] = dens[..] else { return None };
    Some(Pair {
        num,
        den,
        complement,
    })
}

/// 预算860万元，已支出645万元，执行率82%: the two numbers just before, of one unit, the second with 已.
///
/// Only for rates of how much is done: 已栽树316亩，成活率91% speaks of other numbers.
fn executed(q: &[Quantity], k: usize) -> Option<Pair<'_>> {
    if !holds(&WORDS.rate_of_done, &q[k].label) {
        return None;
    }
    let (den, num) = (q.get(k.checked_sub(2)?)?, q.get(k.checked_sub(1)?)?);
    let done = num.label.contains('已') || num.label.starts_with("实际");
    let fits = is_base(den) && is_base(num) && num.unit == den.unit && num.value <= den.value;
    (fits && done).then_some(Pair {
        num,
        den,
        complement: false,
    })
}

/// Whether any other two or three numbers of the passage give the rate: another definition, e.g. with 阶段性办结.
fn follows_otherwise(claim: &Quantity, all: &[Stretch]) -> bool {
    let bases: Vec<&Quantity> = all
        .iter()
        .flat_map(|s| &s.quantities)
        .filter(|q| !q.is_percent() && !q.is_points() && q.value > Decimal::ZERO)
        .collect();
    let gives = |top: Decimal, den: Decimal| {
        top <= den
            && top
                .checked_mul(Decimal::ONE_HUNDRED)
                .and_then(|t| t.checked_div(den))
                .is_some_and(|v| agrees(claim, v))
    };
    for (i, den) in bases.iter().enumerate() {
        for (j, a) in bases.iter().enumerate() {
            if i == j || a.unit != den.unit || a.value > den.value {
                continue;
            }
            if gives(a.value, den.value) || gives(den.value - a.value, den.value) {
                return true;
            }
            let with_another = bases[j + 1..]
                .iter()
                .filter(|b| b.unit == den.unit && b.range != den.range)
                .any(|b| gives(a.value + b.value, den.value));
            if with_another {
                return true;
            }
        }
    }
    false
}

fn finding(stretch: &Stretch, claim: &Quantity, pair: &Pair<'_>, value: Decimal) -> Finding {
    let places = u32::try_from(claim.scale.max(0)).unwrap_or(0) + 1;
    let exact = show(value.round_dp(places.max(2)));
    let writing = Writing::of([pair.num, pair.den]);
    let (num, den) = (writing.show(pair.num.value), writing.show(pair.den.value));
    let top = if pair.complement {
        format!("({den}-{num})")
    } else {
        num
    };
    let formula = format!("{top}/{den} = {exact}% ≠ {}%", claim.shown());
    let ranges = [&claim.range, &pair.num.range, &pair.den.range];
    let start = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let end = ranges.iter().map(|r| r.end).max().unwrap_or(0);
    let top_note = if pair.complement {
        "未计入分子的数"
    } else {
        "分子"
    };
    Finding {
        check: "比率与分子分母",
        passage: stretch.passage,
        range: start..end,
        reason: format!(
            "所称{}%，按文中的数计算为{exact}%（{top}÷{den}），差额超出所写位数的进位。",
            claim.shown(),
        ),
        formula,
        terms: vec![
            Term::of(stretch.passage, claim, "所称比率".to_owned()),
            Term::of(stretch.passage, pair.num, top_note.to_owned()),
            Term::of(stretch.passage, pair.den, "分母".to_owned()),
        ],
        looked_for: [
            "本段其他数字能否得出该比率（含阶段性办结、反向、两项相加）",
            "约数用语（近、约、超、不足）",
            "进位或截位",
            "口径说明",
        ]
        .map(str::to_owned)
        .to_vec(),
    }
}
