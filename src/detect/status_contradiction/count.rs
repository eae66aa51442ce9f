//! Numbers of one thing in ledger and report.
use rust_decimal::Decimal;

use super::Clash;
use crate::{
    detect::told::Told,
    model::{Certainty, Hedge, NumValue},
};

/// A hedged number may be off by this share, in percent.
const HEDGED: i64 = 10;
/// Characters before a number in which the words for what is counted stand.
const LABEL_REACH: u32 = 8;
/// Numbers of a text that gives hardly more than one figure.
const FEW: usize = 1;
/// Characters of the word right before a number.
const WORD: usize = 3;
/// Units of which a text names many, so that one in each need not be the same thing.
const LOOSE_UNITS: &[&str] = &[
    "次", "天", "年", "月", "个月", "日", "名", "人", "号", "类", "级",
];

/// A number that differs.
pub(super) fn number(ledger: &Told<'_>, report: &Told<'_>) -> Option<Clash> {
    ledger.numbers.iter().find_map(|kept| {
        if kept.unit.is_empty()
            || LOOSE_UNITS.contains(&kept.unit.as_str())
            || is_date(ledger, kept)
        {
            return None;
        }
        let mine = label(ledger, kept);
        if is_of_part(&mine) {
            return None;
        }
        let theirs: Vec<&NumValue> = report
            .numbers
            .iter()
            .filter(|n| base(n).1 == base(kept).1 && !is_date(report, n))
            .filter(|n| !is_of_part(&label(report, n)))
            .collect();
        // Where the same value stands anywhere in the report, the two agree on it.
        if theirs.iter().any(|n| agree(kept, n)) {
            return None;
        }
        let of_unit = ledger
            .numbers
            .iter()
            .filter(|n| base(n).1 == base(kept).1)
            .count();
        // Where each text gives hardly more than this number, one word in common is enough.
        let is_plain = ledger.numbers.len() <= FEW && report.numbers.len() <= FEW;
        let said = match &theirs[..] {
            [one]
                if of_unit == 1
                    && (is_plain || shares_pair(&mine, &label(report, one)))
                    && shares_word(&mine, &label(report, one)) =>
            {
                *one
            }
            several => {
                let mut same = several
                    .iter()
                    .filter(|n| shares_pair(&mine, &label(report, n)));
                let one = same.next()?;
                same.next().is_none().then_some(*one)?
            }
        };
        Some(Clash {
            facet: "数量".to_owned(),
            kept: kept.raw.clone(),
            kept_at: kept.start..kept.end,
            said: said.raw.clone(),
            said_at: said.start..said.end,
            certainty: Certainty::确定,
        })
    })
}

/// 其中, 新增, 余: the number counts another part or another span of time.
fn is_of_part(label: &[char]) -> bool {
    let label: String = label.iter().collect();
    [
        "其中", "新增", "本月", "当月", "本季", "剩", "余", "另", "再", "又", "还有", "平均", "每",
    ]
    .iter()
    .any(|w| label.contains(w))
}

fn is_date(told: &Told<'_>, number: &NumValue) -> bool {
    told.dates
        .iter()
        .any(|d| d.start < number.end && number.start < d.end)
}

/// The value without 万 and 亿, and the unit without them.
fn base(n: &NumValue) -> (Decimal, &str) {
    for (word, factor) in [("万", 10_000_i64), ("亿", 100_000_000)] {
        if let Some(unit) = n.unit.strip_prefix(word) {
            return (
                n.value
                    .checked_mul(Decimal::from(factor))
                    .unwrap_or(n.value),
                unit,
            );
        }
    }
    (n.value, n.unit.as_str())
}

fn agree(a: &NumValue, b: &NumValue) -> bool {
    let ((x, _), (y, _)) = (base(a), base(b));
    if x == y {
        return true;
    }
    let hedged = a.hedge != Hedge::None || b.hedge != Hedge::None;
    let room = x
        .max(y)
        .checked_mul(Decimal::new(HEDGED, 2))
        .unwrap_or_default();
    // 12.4公里 written as 12公里 is rounded to the step of the coarser one.
    let step = Decimal::new(1, u32::try_from(a.scale.min(b.scale).max(0)).unwrap_or(0));
    let rounded = (a.scale != b.scale) && (x - y).abs() < step;
    (hedged && (x - y).abs() <= room) || rounded
}

/// The words right before a number, in its own clause.
fn label(told: &Told<'_>, n: &NumValue) -> Vec<char> {
    let before = told.slice(&(n.start.saturating_sub(LABEL_REACH)..n.start));
    let own = before
        .rsplit([',', ';', '。', '(', '!', '?', '、'])
        .next()
        .unwrap_or(before);
    own.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Whether the words right before two numbers have a character in common: 投资 and 累计投入.
fn shares_word(a: &[char], b: &[char]) -> bool {
    let near = |label: &[char]| -> Vec<char> { label.iter().rev().take(WORD).copied().collect() };
    let (a, b) = (near(a), near(b));
    (a.is_empty() && b.is_empty()) || a.iter().any(|c| b.contains(c))
}

fn shares_pair(a: &[char], b: &[char]) -> bool {
    a.windows(2).any(|p| b.windows(2).any(|q| p == q))
}
