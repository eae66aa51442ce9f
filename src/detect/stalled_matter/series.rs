//! Reports of successive periods laid beside each other: what is new in each, and whether anything is.
use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use crate::{
    detect::pairing::{Finding, Pairing, Part, Role, Spot},
    model::{Certainty, Explain},
};

/// A period may say this share of new things, in percent of its pairs of characters, and still say nothing: 原因同上, 待意见.
const NEW_AT_MOST: usize = 40;
/// A period that says this share of the first again and adds no act says the same, in percent.
const SAID_AGAIN: usize = 90;
/// So many periods with the same words make a matter that stands still; two have to be the same word for word.
const PERIODS: usize = 3;
/// An act or result: what is added to the words of before is news.
static NEWS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"完成|进场|签订|批复|开工|动工|已|交付|通过|诉讼|受理|拆除|取得|选定|确定|到位|签字|移交|送审|上报|公示|挂网|验收|安装|浇筑|办结|缴|出具|达成").ok()
});

/// Fewest pairs of characters a period must say: 在办 alone is a state, and compared by reconciliation.
const FEWEST_PAIRS: usize = 3;

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
            // 上期 and 本期 are compared as copies; here it is a series of named periods.
            p.role == Role::其他 && period.is_match(&p.marker.to_lowercase())
        })
        .filter(|(_, p)| !p.plain.trim().is_empty())
        .collect();
    let (_, first) = parts.first()?;
    let (at, last) = parts.last()?;
    let news = NEWS.as_ref()?;
    if parts.len() < 2 || parts.iter().any(|(_, p)| may_stay.is_match(&p.plain)) {
        return None;
    }
    let known = pairs(first);
    let shares: Vec<usize> = parts
        .iter()
        .skip(1)
        .map(|(_, p)| new_share(&known, p))
        .collect();
    let same_numbers = parts.iter().all(|(_, p)| numbers(p) == numbers(first));
    let limit = if parts.len() < PERIODS {
        0
    } else {
        NEW_AT_MOST
    };
    let says_again = |p: &Part| {
        let own = pairs(p);
        let kept = known.intersection(&own).count();
        let adds = news.find_iter(&p.plain).count() > news.find_iter(&first.plain).count();
        parts.len() >= PERIODS && !adds && kept * 100 >= known.len() * SAID_AGAIN
    };
    let stays = parts
        .iter()
        .skip(1)
        .zip(&shares)
        .all(|((_, p), share)| *share <= limit || says_again(p));
    if !stays || !same_numbers || known.len() < FEWEST_PAIRS {
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
            exemptions_not_found: [
                "长期监测任务",
                "经批准的延期",
                "写明的外因和动作",
                "数字有变化",
            ]
            .map(str::to_owned)
            .to_vec(),
            formula: Some(format!(
                "{}期，各期与首期不同的字对最多占{widest}%（≤ {NEW_AT_MOST}%，或首期的话{SAID_AGAIN}%以上重说而没有新动作），数字不变",
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
    chars
        .iter()
        .copied()
        .zip(chars.iter().copied().skip(1))
        .collect()
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
