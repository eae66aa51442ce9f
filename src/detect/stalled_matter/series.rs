//! Reports of successive periods laid beside each other: what is new in each, and whether anything is.
use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use crate::{
    detect::pairing::{Finding, Pairing, Part, Role, Spot},
    model::{Certainty, Explain},
};

/// A period may say this share of new things, in percent of its pairs of characters, and still say nothing: 原因同上, 待意见.
const NEW_AT_MOST: usize = 40;
/// So many periods with the same words make a matter that stands still.
const PERIODS: usize = 3;

/// Markers that name a period.
static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:\d{4}年?)?(?:第?[一二三四1-4]季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|末|初)?|[上下]半年|第?[一二三四五六七八九十\d]+(?:期|次|周|旬|轮)(?:调度|通报|报送)?|\d{4}年?|[去今前]年|[上本]期|[上中下]旬|q[1-4])").ok()
});
/// Matters that may stay as they are: finished ones, standing ones, those whose reason and act are given.
static MAY_STAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"长期(?:监测|任务|坚持|观测)|按(?:方案|周期|计划)至\d{4}|已(?:完成|销号|办结|竣工|验收)|监测中|批准|批复|诉讼|法院|查封|修复周期|运行正常|达标|无异常|管护|(?:因|由于)[^,。;]{2,}[,;][^。]{0,20}\d").ok()
});

/// The last of a series whose periods say the same.
pub(super) fn unchanged(pairing: &Pairing) -> Option<Finding> {
    let (period, may_stay) = (PERIOD.as_ref()?, MAY_STAY.as_ref()?);
    let parts: Vec<(usize, &Part)> = pairing
        .parts
        .iter()
        .enumerate()
        .filter(|(_, p)| {
            matches!(p.role, Role::上期 | Role::本期)
                || (p.role == Role::其他 && period.is_match(&p.marker.to_lowercase()))
        })
        .filter(|(_, p)| !p.plain.trim().is_empty())
        .collect();
    let (_, first) = parts.first()?;
    let (at, last) = parts.last()?;
    if parts.len() < PERIODS || parts.iter().any(|(_, p)| may_stay.is_match(&p.plain)) {
        return None;
    }
    let known = pairs(first);
    let shares: Vec<usize> = parts.iter().skip(1).map(|(_, p)| new_share(&known, p)).collect();
    let same_numbers = parts.iter().all(|(_, p)| numbers(p) == numbers(first));
    if shares.iter().any(|s| *s > NEW_AT_MOST) || !same_numbers {
        return None;
    }
    let widest = shares.iter().max().copied().unwrap_or(0);
    Some(Finding {
        reason: format!(
            "连续{}期都写“{}”，没有新的动作、数量或日期。",
            parts.len(),
            first.text.trim_end_matches('。')
        ),
        explain: Explain {
            matched: parts
                .iter()
                .map(|(_, p)| (p.marker.clone(), vec![p.text.clone()]))
                .collect(),
            exemptions_not_found: ["长期监测任务", "经批准的延期", "写明的外因和动作", "数字有变化"]
                .map(str::to_owned)
                .to_vec(),
            formula: Some(format!(
                "各期与首期不同的字对占{}% ≤ {NEW_AT_MOST}%，数字不变，{}期 ≥ {PERIODS}期",
                widest,
                parts.len()
            )),
            would_clear: Some("写明本期做了什么、卡在哪里、谁在何日前解决。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        at: Spot {
            part: *at,
            range: 0..crate::model::char_len(&last.text),
        },
        against: parts
            .iter()
            .filter(|(n, _)| n != at)
            .map(|(n, p)| Spot {
                part: *n,
                range: 0..crate::model::char_len(&p.text),
            })
            .collect(),
    })
}

/// Neighboring characters of a part, marks left out.
fn pairs(part: &Part) -> BTreeSet<(char, char)> {
    let chars: Vec<char> = part.plain.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.iter().copied().zip(chars.iter().copied().skip(1)).collect()
}

/// Share of a part's pairs that the first does not have, in percent.
fn new_share(known: &BTreeSet<(char, char)>, part: &Part) -> usize {
    let own = pairs(part);
    let new = own.difference(known).count();
    (new * 100).checked_div(own.len()).unwrap_or(0)
}

fn numbers(part: &Part) -> Vec<String> {
    part.numbers
        .iter()
        .map(|n| format!("{}{}", n.value.normalize(), n.unit))
        .collect()
}
