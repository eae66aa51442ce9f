//! Conclusions that exclude each other: failed and passed, in use and sealed, something left and nothing left.
use std::sync::LazyLock;

use regex::Regex;

use super::{
    Clash,
    lexicon::{Lexicon, Opposite},
};
use crate::{detect::told::Told, model::Certainty};

/// What one text says of a pair of opposites: the side, and its words.
fn side(
    told: &Told<'_>,
    opposite: &Opposite,
    words: &Lexicon,
) -> Option<(bool, std::ops::Range<u32>)> {
    let whole = 0..told.len();
    let clauses = told.clauses();
    let is_plan = |at: &std::ops::Range<u32>| {
        clauses
            .iter()
            .find(|c| c.start <= at.start && at.end <= c.end)
            .is_some_and(|c| words.planned.is_match(told.slice(&(c.start..at.start))))
    };
    let mut no = told.find(&opposite.no, &whole);
    let mut yes: Vec<_> = told
        .find(&opposite.yes, &whole)
        .into_iter()
        .filter(|y| !no.iter().any(|n| n.start < y.end && y.start < n.end))
        .collect();
    no.retain(|at| !is_plan(at));
    yes.retain(|at| !is_plan(at));
    match (&no[..], &yes[..]) {
        ([at, ..], []) => Some((false, at.clone())),
        ([], [at, ..]) => Some((true, at.clone())),
        _ => None,
    }
}

/// The first pair of opposites of which each text takes another side.
pub(super) fn opposite(ledger: &Told<'_>, report: &Told<'_>, words: &Lexicon) -> Option<Clash> {
    words.opposites.iter().find_map(|o| {
        let (kept, kept_at) = side(ledger, o, words)?;
        let (said, said_at) = side(report, o, words)?;
        (kept != said).then(|| Clash {
            facet: o.name.clone(),
            kept: ledger.slice(&kept_at).to_owned(),
            said: report.slice(&said_at).to_owned(),
            kept_at,
            said_at,
            certainty: Certainty::较强,
        })
    })
}

/// A class of water quality.
static CLASS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"劣?[ⅰⅱⅲⅳⅴ]类|劣五类|[一二三四五]类水").ok());

/// Classes of water that the two texts name without one in common.
pub(super) fn water_class(ledger: &Told<'_>, report: &Told<'_>) -> Option<Clash> {
    let class = CLASS.as_ref()?;
    let of = |t: &Told<'_>| -> Vec<(String, std::ops::Range<u32>)> {
        t.find(class, &(0..t.len()))
            .into_iter()
            .map(|r| (t.slice(&r).trim_end_matches('水').to_owned(), r))
            .collect()
    };
    let (kept, said) = (of(ledger), of(report));
    if kept.iter().any(|(k, _)| said.iter().any(|(s, _)| s == k)) {
        return None;
    }
    let ((kept, kept_at), (said, said_at)) = (kept.first()?, said.first()?);
    Some(Clash {
        facet: "水质类别".to_owned(),
        kept: kept.clone(),
        kept_at: kept_at.clone(),
        said: said.clone(),
        said_at: said_at.clone(),
        certainty: Certainty::确定,
    })
}

/// The ledger names what is left, the report leaves nothing.
pub(super) fn nothing_left(ledger: &Told<'_>, report: &Told<'_>, words: &Lexicon) -> Option<Clash> {
    let left_over = |t: &Told<'_>| t.find(&words.left, &(0..t.len())).into_iter().next();
    if left_over(report).is_some() {
        return None;
    }
    let all = report
        .clauses()
        .into_iter()
        .filter(|c| !words.planned.is_match(report.slice(c)))
        .find_map(|c| report.find(&words.universal, &c).into_iter().next())?;
    let kept_at = left_over(ledger).or_else(|| part_done(ledger))?;
    Some(Clash {
        facet: "有无剩余".to_owned(),
        kept: ledger.slice(&kept_at).to_owned(),
        said: report.slice(&all).to_owned(),
        kept_at,
        said_at: all,
        certainty: Certainty::较强,
    })
}

/// 挂账26个，销号19个: fewer are done than there are.
fn part_done(told: &Told<'_>) -> Option<std::ops::Range<u32>> {
    let (all, done) = (told.numbers.first()?, told.numbers.get(1)?);
    let before = told.slice(&(all.end..done.start));
    let says_done = ["销号", "完成", "办结", "验收", "整改", "接通", "拆除"]
        .iter()
        .any(|w| before.ends_with(w) || before.ends_with(&format!("{w}了")));
    (all.unit == done.unit && done.value < all.value && says_done && told.numbers.len() == 2)
        .then_some(all.start..done.end)
}
