//! More than what is left is said to be still under way: 21项已完成20项 beside 正在推进1—20号任务.
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::{ID, ask, looked_for};
use crate::{
    model::{
        Certainty, Claim, Claimed, Document, Evidence, Facets, Hedge, Mismatch, NumValue, Report,
        Severity, char_len,
    },
    reconcile::Desk,
};

/// A range of numbered tasks that are under way.
static UNDER_WAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:正在|仍在|尚在|继续)(?:全力|加快|抓紧|有序|组织)*(?:推进|办理|整改|实施|落实)[^,。;0-9]{0,6}?第?(\d{1,3})号?(?:-|—|–|~|至|到)+第?(\d{1,3})(?:号|项)[^,。;]{0,4}?(?:任务|事项|问题|措施)").ok()
});

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    desk.documents
        .iter()
        .filter_map(|document| {
            let report = desk.reports.iter().find(|r| r.file == document.file)?;
            in_report(document, report)
        })
        .collect()
}

fn in_report(document: &Document, report: &Report) -> Option<Mismatch> {
    let pattern = UNDER_WAY.as_ref()?;
    for (index, passage) in (0u32..).zip(&document.passages) {
        if !passage.plain.contains(['至', '到', '-', '—', '–', '~']) {
            continue;
        }
        for c in pattern.captures_iter(&passage.plain) {
            let (Some(whole), Some(a), Some(b)) = (c.get(0), c.get(1), c.get(2)) else {
                continue;
            };
            let (Ok(from), Ok(to)) = (a.as_str().parse::<u32>(), b.as_str().parse::<u32>()) else {
                continue;
            };
            let Some(open) = to.checked_sub(from).map(|n| n + 1) else {
                continue;
            };
            let Some((total, done)) = counts(report, open, to) else {
                continue;
            };
            let start = char_len(passage.plain.get(..whole.start()).unwrap_or_default());
            let source = document.source_ref(index, start..start + char_len(whole.as_str()))?;
            return Some(Mismatch {
                check: ID.to_owned(),
                indicator: Some("status-contradiction".to_owned()),
                severity: Severity::重点,
                certainty: Certainty::确定,
                no: None,
                matter: total.1.subject.title.clone(),
                item: "已完成数与仍在办理数".to_owned(),
                source,
                evidence: vec![
                    Evidence {
                        source: done.1.source.clone(),
                        note: "同一文件所写完成数".to_owned(),
                    },
                    Evidence {
                        source: total.1.source.clone(),
                        note: "同一文件所写总数".to_owned(),
                    },
                ],
                formula: format!(
                    "已完成{} + 正在办理{open} > 总数{}",
                    done.0.value.normalize(),
                    total.0.value.normalize()
                ),
                reason: format!(
                    "共{}，已完成{}，却又写{from}至{to}号（{open}项）正在办理，至少有一部分既写已完成又写未完成。",
                    total.0.raw, done.0.raw
                ),
                ask: ask(),
                looked_for: looked_for(),
                would_clear: "写明各号任务的状态".to_owned(),
            });
        }
    }
    None
}

type Number<'a> = (&'a NumValue, &'a Claim);

/// Total and finished number of the same things that leave fewer than `open`; the range must lie within the total.
fn counts(report: &Report, open: u32, highest: u32) -> Option<(Number<'_>, Number<'_>)> {
    report.claims.iter().find_map(|d| {
        let (done, of, state) = count(d)?;
        if !state.is_some_and(|s| s.is_done()) {
            return None;
        }
        let total = report.claims.iter().find_map(|t| {
            let (total, same, state) = count(t)?;
            let fits = same == of
                && state.is_none()
                && t.passage == d.passage
                && total.value >= done.value
                && total.value >= Decimal::from(highest);
            fits.then_some((total, t))
        })?;
        (done.value + Decimal::from(open) > total.0.value).then_some((total, (done, d)))
    })
}

/// A count that stands on a day: its number, what is counted, in which state.
fn count(claim: &Claim) -> Option<(&NumValue, &str, Option<Facets>)> {
    match &claim.claimed {
        Claimed::Count {
            value,
            of,
            state,
            during: None,
            ..
        } if value.hedge == Hedge::None => Some((value, of, *state)),
        _ => None,
    }
}
