//! Amounts, days and cycles of two texts against each other.
use std::cmp::Ordering;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Difference,
    lexicon::WORDS,
    reading::{Amount, Cycle, Due, Reading, Stricter},
};
use crate::model::Certainty;

/// Days before a deadline that a lower level may set its own: close-out is published for ten workdays after the work is done.
const COLLATION_DAYS: i32 = 15;

/// Whether two amounts measure one thing, as far as the texts name it.
fn comparable(u: &Amount, l: &Amount) -> bool {
    let names = match (&u.name, &l.name) {
        (Some(a), Some(b)) => a == b || a.ends_with(b.as_str()) || b.ends_with(a.as_str()),
        _ => true,
    };
    // 两个镇 and 十四个镇 count one thing, 两个镇 and 三个月 do not.
    let counted = match (u.noun.chars().next(), l.noun.chars().next()) {
        (Some(a), Some(b)) if u.unit == "个" => u.noun.contains(b) || l.noun.contains(a),
        _ => true,
    };
    u.unit == l.unit && u.kind == l.kind && names && counted
}

/// Units of anything: two counts in them are of one thing only when the same word follows.
const OF_ANYTHING: &[&str] = &["次", "个", "项", "件", "份", "批", "种", "条"];

/// Whether what is counted is named alike.
fn counted_alike(u: &Amount, l: &Amount) -> bool {
    let mut heads = u.noun.chars().filter(|c| c.is_alphabetic());
    !OF_ANYTHING.contains(&u.unit.as_str())
        || heads.any(|c| l.noun.contains(c))
        || u.noun.is_empty()
}

/// How the lower amount stands to the upper one: Greater is stricter.
pub(super) fn order(u: &Amount, l: &Amount) -> Ordering {
    match u.stricter {
        Stricter::Higher => l.value.cmp(&u.value),
        Stricter::Lower => u.value.cmp(&l.value),
    }
}

/// An amount that is stricter (`way` Greater) or weaker (Less) than every comparable amount demanded, while none keeps it.
pub(super) fn amounts(u: &Reading<'_>, l: &Reading<'_>, way: Ordering) -> Option<Difference> {
    for upper in u.amounts.iter().filter(|a| !a.aside) {
        let mine: Vec<&Amount> = l.amounts.iter().filter(|a| comparable(upper, a)).collect();
        let of_others = |a: &&Amount| {
            u.amounts
                .iter()
                .any(|o| o.range != upper.range && comparable(o, a) && order(o, a) != way)
        };
        if mine
            .iter()
            .any(|a| a.value == upper.value && a.each == upper.each)
        {
            continue;
        }
        let found = mine
            .iter()
            .filter(|a| way == Ordering::Greater || counted_alike(upper, a))
            .find(|a| !a.aside && order(upper, a) == way && !of_others(a));
        if let Some(a) = found {
            return Some(told(u, l, upper, a));
        }
        // 每个乡镇 the same amount that was asked of all of them.
        let each = mine
            .iter()
            .find(|a| a.each && !upper.each && a.value == upper.value && !a.aside);
        if let (Some(a), Ordering::Greater) = (each, way) {
            return Some(Difference {
                item: "数量",
                formula: format!(
                    "上级总量“{}”，本级要求每个单位各“{}”",
                    u.slice(&upper.range),
                    l.slice(&a.range)
                ),
                certainty: Certainty::确定,
                upper: upper.range.clone(),
                lower: a.range.clone(),
            });
        }
    }
    None
}

fn told(u: &Reading<'_>, l: &Reading<'_>, upper: &Amount, lower: &Amount) -> Difference {
    let (sign, direction) = match upper.stricter {
        Stricter::Higher if lower.value > upper.value => ("＞", "越高越严"),
        Stricter::Higher => ("＜", "越高越严"),
        Stricter::Lower if lower.value < upper.value => ("＜", "越低越严"),
        Stricter::Lower => ("＞", "越低越严"),
    };
    let item = if upper.unit == "%" {
        "比例"
    } else {
        "数值"
    };
    Difference {
        item,
        formula: format!(
            "{}本级“{}” {sign} 上级“{}”（{direction}）",
            upper
                .name
                .as_ref()
                .map(|n| format!("{n}："))
                .unwrap_or_default(),
            l.slice(&lower.range),
            u.slice(&upper.range)
        ),
        certainty: if upper.name.is_some() && upper.name == lower.name {
            Certainty::确定
        } else {
            Certainty::较强
        },
        upper: upper.range.clone(),
        lower: lower.range.clone(),
    }
}

/// 全覆盖 for a share below a hundred, 归零 for a fall or a limit above zero.
pub(super) fn whole(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    let share = u.amounts.iter().find(|a| {
        a.unit == "%"
            && a.stricter == Stricter::Higher
            && a.value < Decimal::ONE_HUNDRED
            && !a.aside
    })?;
    let keeps = l
        .amounts
        .iter()
        .any(|a| a.unit == "%" && a.value == share.value);
    let at = WORDS
        .whole
        .place(l.text())
        .or_else(|| WORDS.zero.place(l.text()))?;
    (!keeps).then(|| Difference {
        item: "比例",
        formula: format!("上级“{}” → 本级“{}”", u.slice(&share.range), l.slice(&at)),
        certainty: Certainty::较强,
        upper: share.range.clone(),
        lower: at,
    })
}

/// Days of `l` earlier than `u` by the calendar, years left out on both sides when one leaves them out.
fn earlier_by(u: &Due, l: &Due) -> Option<i32> {
    let year = match (u.no_year, l.no_year) {
        (false, true) => u.day.year(),
        (true, false) => l.day.year(),
        _ => 0,
    };
    let at = |d: &Due| {
        if year != 0 && d.no_year {
            Date::new(year, d.day.month(), 1)
                .ok()
                .map(|m| m.saturating_add(jiff::Span::new().days(i64::from(d.day.day()) - 1)))
        } else if d.no_year {
            Date::new(SAME_YEAR, d.day.month(), d.day.day()).ok()
        } else {
            Some(d.day)
        }
    };
    at(u)?.since(at(l)?).ok().map(|s| s.get_days())
}

/// Any leap year: month and day of two dates without a year are laid into it.
const SAME_YEAR: i16 = 2024;

/// A deadline earlier than the one set, while the set one is not named too.
pub(super) fn earlier(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    let upper = u.dues.last()?;
    let by: Vec<(i32, &Due)> = l
        .dues
        .iter()
        .filter_map(|d| Some((earlier_by(upper, d)?, d)))
        .collect();
    if by
        .iter()
        .any(|(days, _)| (0..=COLLATION_DAYS).contains(days))
    {
        return None;
    }
    let (days, lower) = by.iter().find(|(days, _)| *days > COLLATION_DAYS)?;
    if WORDS.aside.is_in(l.slice(&lower.clause)) {
        return None;
    }
    Some(Difference {
        item: "完成时限",
        formula: format!(
            "本级“{}”早于上级“{}”{days} 天（＞ {COLLATION_DAYS} 天的汇总、公示时间）",
            l.slice(&lower.range),
            u.slice(&upper.range)
        ),
        certainty: Certainty::确定,
        upper: upper.range.clone(),
        lower: lower.range.clone(),
    })
}

/// A deadline or a completion later than the one set.
pub(super) fn later(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    let upper = u.dues.last()?;
    let (days, lower) = l
        .dues
        .iter()
        .filter_map(|d| Some((-earlier_by(upper, d)?, d)))
        .max_by_key(|(days, _)| *days)?;
    (days > 0).then(|| Difference {
        item: "完成时限",
        formula: format!(
            "落实“{}”晚于要求“{}”{days} 天",
            l.slice(&lower.range),
            u.slice(&upper.range)
        ),
        certainty: Certainty::确定,
        upper: upper.range.clone(),
        lower: lower.range.clone(),
    })
}

/// A cycle more often (Greater) or less often (Less) than the one set.
pub(super) fn cycles(u: &Reading<'_>, l: &Reading<'_>, way: Ordering) -> Option<Difference> {
    let most = |r: &Reading<'_>| r.cycles.iter().max_by_key(|c| c.times).cloned();
    let (upper, lower): (Cycle, Cycle) = most(u).zip(most(l))?;
    (lower.times.cmp(&upper.times) == way).then(|| Difference {
        item: "频次",
        formula: format!(
            "上级“{}”（一年 {} 次） → 本级“{}”（一年 {} 次）",
            u.slice(&upper.range),
            upper.times,
            l.slice(&lower.range),
            lower.times
        ),
        certainty: Certainty::确定,
        upper: upper.range.clone(),
        lower: lower.range.clone(),
    })
}
