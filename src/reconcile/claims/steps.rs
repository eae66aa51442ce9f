//! Steps with their dates: 3月18日传达学习, 4月10日印发方案.
use std::sync::LazyLock;

use regex::Regex;

use super::{
    Found,
    clause::Sentence,
    mood::{Spot, role_of},
    quoted,
    subject::{Scope, numbers_in},
};
use crate::model::{Claimed, DateRole, FoundDate, Precision, StepKind, Subject, char_slice};

static STEPS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<convey>(?:集中|专题|及时|原文|第一时间)*(?:传达学习|学习传达|传达贯彻|传达)|(?:集中|专题)学习)",
        r"|(?P<deploy>(?:专题|再次|进行|作出)*(?:研究部署|动员部署|安排部署|部署推进|研究落实|部署))",
        r"|(?P<paper>(?:制定|制订|编制|研究|审议|修订)*(?:并)?(?:印发|出台|制定|制订|下发|发布|审议通过))",
        r"|(?P<lookback>(?:开展|组织|进行|完成)(?:了)?(?:[^,]{0,8})(?:回头看|回头检视|□{3}))",
        r"|(?P<assess>(?:开展|组织|完成|通过)(?:了)?(?:[^,]{0,8})(?:效果评估|结果评估|成效评估|评估验收|自评估|后评估))",
    ))
    .ok()
});

/// What shows that a meeting or study was on this matter and not on another.
const OF_THE_MATTER: &[&str] = &[
    "文件", "通知", "批示", "指示", "精神", "要求", "部署", "意见", "反馈", "整改", "任务", "□",
    "号",
];

/// The steps of a sentence.
pub(super) fn claims(sentence: &Sentence<'_>, scope: &Scope, out: &mut Vec<Found>) {
    let Some(pattern) = STEPS.as_ref() else {
        return;
    };
    for (index, clause) in sentence.clauses.iter().enumerate() {
        for c in pattern.captures_iter(&clause.bare) {
            let Some(whole) = c.get(0) else { continue };
            let spot = Spot {
                sentence,
                clause,
                index: Some(index),
                start: whole.start(),
                end: whole.end(),
                under_plan: scope.is_plan,
            };
            let Some(kind) = kind(&c, &spot) else {
                continue;
            };
            if !said(&spot) {
                continue;
            }
            let Some(date) = day(&spot) else { continue };
            let subject = subject(&spot, scope);
            if subject.no.is_none() && subject.title.is_empty() {
                continue;
            }
            let same = |f: &Found| {
                matches!(&f.claimed, Claimed::Step { step, date: d } if *step == kind && *d == date.value)
                    && f.subject == subject
            };
            if out.iter().any(same) {
                continue;
            }
            out.push(Found {
                claimed: Claimed::Step {
                    step: kind,
                    date: date.value.clone(),
                },
                subject,
                range: quoted(sentence, clause),
                at: clause.at_bare(whole.start()),
            });
        }
    }
}

fn kind(c: &regex::Captures<'_>, spot: &Spot<'_>) -> Option<StepKind> {
    let sentence = spot.sentence.text();
    let of_the_matter = OF_THE_MATTER.iter().any(|w| sentence.contains(w));
    if c.name("convey").is_some() {
        return of_the_matter.then_some(StepKind::Convey);
    }
    if c.name("deploy").is_some() {
        return of_the_matter.then_some(StepKind::Deploy);
    }
    let whole = c.get(0)?.as_str();
    if c.name("lookback").is_some() {
        let from = spot.clause.at_bare(spot.start);
        let words = spot.clause.slice(from, spot.clause.at_bare(spot.end) + 2);
        return (words.contains("回头看") || words.contains("回头检视"))
            .then_some(StepKind::LookBack);
    }
    if c.name("assess").is_some() {
        return (!whole.contains("监测")).then_some(StepKind::Assess);
    }
    // What was issued stands right behind the verb.
    let from = spot.clause.at_bare(spot.end);
    let paper = spot.clause.slice(from, spot.clause.range.end);
    let name = paper
        .strip_prefix('了')
        .unwrap_or(&paper)
        .split_inclusive('》')
        .next()
        .unwrap_or_default()
        .to_owned();
    let is_plan = ["方案》", "方案"].iter().any(|e| name.ends_with(e));
    let is_rule = ["制度", "办法", "规定", "细则", "导则", "规程", "机制"]
        .iter()
        .any(|e| name.trim_end_matches('》').ends_with(e));
    if is_plan && !name.contains("征求意见") && !name.contains("应急") {
        Some(StepKind::Plan)
    } else if is_rule {
        Some(StepKind::Institute)
    } else {
        None
    }
}

fn said(spot: &Spot<'_>) -> bool {
    spot.is_fact()
        || (spot.after().starts_with(['会', '工']) && !spot.before().contains(['拟', '将']))
}

/// The day before the verb, in its clause or the one before.
fn day<'s>(spot: &Spot<'s>) -> Option<&'s FoundDate> {
    let exact = |d: &&FoundDate| {
        role_of(d) == DateRole::Event
            && matches!(
                d.value.precision,
                Precision::Day | Precision::Dekad | Precision::Month
            )
            && d.value.from.is_some()
    };
    let as_of = |d: &&FoundDate| {
        let before = char_slice(
            &spot.sentence.passage.plain,
            &(d.start.saturating_sub(2)..d.start),
        );
        !before.ends_with("截至") && !before.ends_with("截止")
    };
    let own = spot.range_before();
    let here = spot.sentence.dates(&own).filter(exact).filter(as_of).last();
    here.or_else(|| {
        let before = spot.earlier().last()?;
        let mut dates = spot
            .sentence
            .dates(&before.range)
            .filter(exact)
            .filter(as_of);
        let only = dates.next()?;
        dates.next().is_none().then_some(only)
    })
}

fn subject(spot: &Spot<'_>, scope: &Scope) -> Subject {
    let found = numbers_in(spot.sentence, &spot.sentence.range);
    let mut nos: Vec<String> = found.into_iter().flat_map(|n| n.nos).collect();
    nos.dedup();
    let no = match nos.as_slice() {
        [no] => Some(no.clone()),
        [] => scope.no.clone(),
        _ => None,
    };
    Subject {
        title: if no == scope.no {
            scope.title.clone()
        } else {
            String::new()
        },
        no,
        ..Subject::default()
    }
}
