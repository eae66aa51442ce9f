//! How far a matter is, on a ladder from not begun to closed.
use std::ops::Range;

use super::{Clash, lexicon::Lexicon};
use crate::{detect::told::Told, model::Certainty};

/// From this rung on a matter counts as done.
const DONE: u8 = 4;
/// Below it stages overlap, so they must be so far apart to differ.
const APART: u8 = 2;
/// Most characters of the name before a colon in 石盘镇：已销号.
const LONGEST_NAME: usize = 10;

/// Words right before a stage that make it part of one.
const PARTS: &[&str] = &[
    "部分",
    "基本",
    "阶段性",
    "成已",
    "成",
    "%",
    "主体",
    "初步",
    "大部分",
    "大半",
    "多数",
];

/// What a text says of the stage.
#[derive(Clone, Debug)]
struct Reading {
    level: u8,
    name: String,
    at: Range<u32>,
    /// A higher rung is denied: 未销号, 不合格.
    capped: Option<u8>,
}

/// The stage a stretch says: the highest rung reached; a rung denied caps it.
fn read(told: &Told<'_>, within: &Range<u32>, words: &Lexicon) -> Option<Reading> {
    let mut best: Option<Reading> = None;
    let mut cap: Option<(u8, String, Range<u32>)> = None;
    for clause in told.clauses() {
        if clause.start < within.start || clause.end > within.end {
            continue;
        }
        let mut taken: Vec<Range<u32>> = Vec::new();
        for stage in &words.stages {
            for at in told.find(&stage.any, &clause) {
                if taken.iter().any(|t| t.start < at.end && at.start < t.end) {
                    continue;
                }
                taken.push(at.clone());
                let before = told.slice(&(clause.start..at.start));
                let after = told.slice(&(at.end..clause.end));
                let only_part = stage.level >= DONE
                    && (words.partly.is_match(after) || PARTS.iter().any(|p| before.ends_with(p)));
                if words.planned.is_match(before) || words.ahead.is_match(after) || only_part {
                    continue;
                }
                let says_no = words.denied.is_match(before)
                    || [":否", "情况:否", ":未", ":不", "结论:不"]
                        .iter()
                        .any(|no| after.starts_with(no));
                let text = told.slice(&clause).to_owned();
                if says_no && stage.level >= DONE {
                    if cap.as_ref().is_none_or(|(level, ..)| stage.level < *level) {
                        cap = Some((stage.level, text, clause.clone()));
                    }
                } else if !says_no && best.as_ref().is_none_or(|b| stage.level > b.level) {
                    best = Some(Reading {
                        level: stage.level,
                        name: stage.name.clone(),
                        at: at.clone(),
                        capped: None,
                    });
                }
            }
        }
    }
    match (best, cap) {
        (Some(mut b), Some((level, text, at))) => {
            b.capped = Some(level);
            if b.level >= level {
                b.level = level.saturating_sub(1);
                b.name = text;
                b.at = at;
            }
            Some(b)
        }
        (None, Some((level, text, at))) => Some(Reading {
            level: level.saturating_sub(1),
            name: text,
            at,
            capped: Some(level),
        }),
        (best, None) => best,
    }
}

/// Whether two stages cannot both hold.
fn clash(kept: &Reading, said: &Reading) -> bool {
    let crossed = (kept.level < DONE) != (said.level < DONE);
    let far = kept.level.abs_diff(said.level) >= APART;
    let denied = |a: &Reading, b: &Reading| a.capped.is_some_and(|cap| b.level >= cap);
    // Within what is done, accepted after completed is the same state told in two steps: only a denial differs.
    let both_done = kept.level >= DONE && said.level >= DONE;
    // 设备安装 may be told as the last of the works, or as what follows them.
    let near = kept.level.max(said.level) < DONE && !far;
    (!near && !both_done && (crossed || far)) || denied(kept, said) || denied(said, kept)
}

fn found(kept: &Reading, said: &Reading, facet: &str) -> Clash {
    Clash {
        facet: facet.to_owned(),
        kept: kept.name.clone(),
        kept_at: kept.at.clone(),
        said: said.name.clone(),
        said_at: said.at.clone(),
        certainty: Certainty::确定,
    }
}

/// The stage of the whole text.
pub(super) fn of_whole(ledger: &Told<'_>, report: &Told<'_>, words: &Lexicon) -> Option<Clash> {
    let kept = read(ledger, &(0..ledger.len()), words)?;
    let said = read(report, &(0..report.len()), words)?;
    // A report that names what is left speaks of parts of the matter.
    let in_parts = |t: &Told<'_>, r: &Reading| r.level >= DONE && words.left.is_match(&t.plain);
    if in_parts(ledger, &kept) || in_parts(report, &said) {
        return None;
    }
    clash(&kept, &said).then(|| found(&kept, &said, "完成状态"))
}

/// The stage of each thing the ledger names: 石盘镇：已销号；青槐镇：在办.
pub(super) fn by_name(ledger: &Told<'_>, report: &Told<'_>, words: &Lexicon) -> Option<Clash> {
    if report.plain.contains("分别") {
        return None;
    }
    let named: Vec<(String, Range<u32>)> = ledger
        .clauses()
        .into_iter()
        .filter_map(|c| {
            let (name, _) = ledger.slice(&c).split_once(':')?;
            let long = name.chars().count();
            ((2..=LONGEST_NAME).contains(&long) && report.plain.contains(name))
                .then(|| (name.to_owned(), c))
        })
        .collect();
    if named.len() < 2 {
        return None;
    }
    named.iter().find_map(|(name, clause)| {
        let kept = read(ledger, clause, words)?;
        let theirs = report
            .clauses()
            .into_iter()
            .find(|c| report.slice(c).contains(name.as_str()))?;
        let said = read(report, &theirs, words)?;
        clash(&kept, &said).then(|| found(&kept, &said, &format!("{name}的状态")))
    })
}
