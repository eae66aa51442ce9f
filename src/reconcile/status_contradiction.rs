//! RC-04: a report and a ledger, or two versions of a ledger, say opposite things of one matter.
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Check, Desk,
    compare::{self, Comparison},
    desk::Linked,
    found,
    link::days,
};
use crate::model::{
    Agreement, BookKind, BookRow, Certainty, Claim, Claimed, Closure, Completion, Evidence,
    LinkedBy, Mismatch, Place, Report, Severity,
};

/// The check.
#[derive(Debug)]
pub(super) struct StatusContradiction;

const ID: &str = "RC-04";
/// Books whose records have a state of their own.
const BOOKS: &[BookKind] = &[
    BookKind::总账,
    BookKind::整改清单,
    BookKind::细账,
    BookKind::投诉台账,
];

impl Check for StatusContradiction {
    fn id(&self) -> &'static str {
        ID
    }
    fn title(&self) -> &'static str {
        "完成状态前后矛盾"
    }
    fn indicator(&self) -> &'static str {
        "status-contradiction"
    }
    fn explains(&self) -> &'static str {
        "比较报告所说与台账所记的完成、销号和进度状态，以及台账前后两版的状态。基本完成、阶段性完成不算完成；两处日期不同、其间可能变化的，已写明重新挂账、退回、并入、中止的，不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "报告与台账视为同一时点的最大间隔".to_owned(),
            format!("{}日", desk.settings.same_day_slack),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found: Vec<Mismatch> = Vec::new();
        let mut seen: BTreeSet<(&str, Place, &str)> = BTreeSet::new();
        for linked in desk.linked() {
            let Claimed::Status { facets, done_on } = &linked.claim.claimed else {
                continue;
            };
            let compared = compare::status(&linked, *facets, done_on.as_ref(), desk.settings);
            let Some(different) = compared.filter(|c| c.agreement == Agreement::不一致) else {
                continue;
            };
            let Some(mismatch) = against_ledger(&linked, different) else {
                continue;
            };
            // 已完成并销号 says one thing twice: the place is flagged once.
            let place = mismatch.source.place().clone();
            if seen.insert((
                linked.report.file.as_str(),
                place,
                linked.row.record.key.as_str(),
            )) {
                found.push(mismatch);
            }
        }
        found.extend(between_reports(desk));
        found.extend(between_versions(desk));
        found
    }
}

fn looked_for() -> Vec<String> {
    found::words(&[
        "两处所说的日期及其间隔",
        "完成日期是否在另一处截至日之后",
        "基本完成、阶段性完成",
        "计划、预计、转述",
        "重新挂账、退回、并入、中止",
        "长期坚持事项",
    ])
}

fn ask() -> Vec<String> {
    found::words(&[
        "以哪一处为准？另一处何时更正？",
        "哪一天完成（销号），凭什么材料认定？",
        "两处所说是否同一事项、同一时点？",
    ])
}

fn against_ledger(linked: &Linked<'_>, different: Comparison) -> Option<Mismatch> {
    let record = linked.row.record;
    let ledger = different.ledger?;
    let about_progress =
        different.difference.contains("序时") && !different.difference.contains("完成");
    let severity = if about_progress {
        Severity::关注
    } else {
        Severity::重点
    };
    Some(Mismatch {
        certainty: match linked.by {
            LinkedBy::Title => Certainty::较强,
            _ => Certainty::确定,
        },
        evidence: vec![Evidence {
            source: ledger,
            note: format!("台账记载：{}", different.difference),
        }],
        formula: different.formula,
        reason: format!(
            "同一事项{}，{}，两处不能同时成立。",
            record.no.as_deref().unwrap_or(&record.title),
            different.difference
        ),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "写明完成（销号）日期及认定材料，或更正其中一处".to_owned(),
        ..found::of_row(
            &StatusContradiction,
            severity,
            linked.row,
            different.item,
            linked.claim.source.clone(),
        )
    })
}

/// Two reports that say opposite things of one number on one day.
fn between_reports(desk: &Desk<'_>) -> Vec<Mismatch> {
    struct Said<'a> {
        report: &'a Report,
        claim: &'a Claim,
        row: BookRow<'a>,
        done: bool,
    }
    let mut by_record: BTreeMap<(usize, &str, jiff::civil::Date), Vec<Said<'_>>> = BTreeMap::new();
    for linked in desk.linked() {
        let Claimed::Status {
            facets,
            done_on: None,
        } = &linked.claim.claimed
        else {
            continue;
        };
        let unfinished = matches!(
            facets.completion,
            Some(Completion::NotStarted | Completion::Started)
        );
        let (Some(day), true) = (
            compare::claim_day(linked.claim, linked.report),
            facets.is_done() || unfinished,
        ) else {
            continue;
        };
        by_record
            .entry((linked.at.series, linked.row.record.key.as_str(), day))
            .or_default()
            .push(Said {
                report: linked.report,
                claim: linked.claim,
                row: linked.row,
                done: facets.is_done(),
            });
    }
    let mut found = Vec::new();
    for ((_, _, day), said) in by_record {
        let done = said.iter().find(|s| s.done);
        let Some(done) = done else { continue };
        // In one report a matter may be told before and after; two papers of one day cannot both hold.
        let Some(other) = said
            .iter()
            .find(|s| !s.done && s.report.file != done.report.file)
        else {
            continue;
        };
        let record = done.row.record;
        // Where the ledger disagrees with one of the two, that pair is flagged already.
        if !record.facets.is_empty() {
            continue;
        }
        found.push(Mismatch {
            evidence: vec![Evidence {
                source: other.claim.source.clone(),
                note: "另一份报告所述：未完成".to_owned(),
            }],
            formula: format!("{day}：已完成；{day}：未完成"),
            reason: format!("两份报告说的都是{day}的情况，一处为已完成，一处为未完成。"),
            ask: ask(),
            looked_for: looked_for(),
            would_clear: "写明以哪一份为准，或更正其中一处".to_owned(),
            ..found::of_row(
                &StatusContradiction,
                Severity::重点,
                done.row,
                "完成状态",
                done.claim.source.clone(),
            )
        });
    }
    found
}

/// A record that was done in one version of its book and is under way in the next, without a word why.
fn between_versions(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for (index, series) in desk.series.iter().enumerate() {
        if !BOOKS.contains(&series.kind) || series.versions.len() < 2 {
            continue;
        }
        let Some(latest) = series.latest() else {
            continue;
        };
        let mut keys: Vec<&str> = latest.records.iter().map(|r| r.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let history: Vec<BookRow<'_>> = desk.history(index, key).collect();
            for pair in history.windows(2) {
                let [old, new] = pair else { continue };
                if !compare::same_matter(*old, *new) {
                    continue;
                }
                found.extend(fell_back(*old, *new));
            }
        }
    }
    found
}

fn fell_back(old: BookRow<'_>, new: BookRow<'_>) -> Option<Mismatch> {
    let (was, is) = (old.record.facets, new.record.facets);
    let unfinished = matches!(
        is.completion,
        Some(Completion::NotStarted | Completion::Started)
    );
    let reopened = was.is_done() && unfinished && !is.is_done();
    let unclosed = was.closure == Some(Closure::Closed) && is.closure == Some(Closure::Applied);
    if !(reopened || unclosed) || is.standing || compare::turned(new) {
        return None;
    }
    let (from, to) = (compare::book_day(old)?, compare::book_day(new)?);
    if days(to, from) <= 0 {
        return None;
    }
    let source = compare::cell(new, unclosed)?;
    let before = compare::cell(old, unclosed)?;
    let (then, now) = (compare::word(was), compare::word(is));
    Some(Mismatch {
        evidence: vec![Evidence {
            source: before,
            note: format!("上一版（截至{from}）：{then}"),
        }],
        formula: format!("{from}：{then} → {to}：{now}"),
        reason: format!("台账{from}记为{then}，{to}又记为{now}，没有写明重新挂账或退回的原因。"),
        ask: vec![
            "上一版凭什么认定完成？".to_owned(),
            "何时、因何、由谁决定重新办理？".to_owned(),
        ],
        looked_for: [
            "重新挂账、退回、反弹、并入、中止的记载",
            "长期坚持事项",
            "基本完成、阶段性完成",
        ]
        .map(str::to_owned)
        .to_vec(),
        would_clear: "在备注或进展中写明重新挂账的日期和原因".to_owned(),
        ..found::of_row(
            &StatusContradiction,
            Severity::重点,
            new,
            "完成状态",
            source,
        )
    })
}
