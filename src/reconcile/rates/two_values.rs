//! One number of one record on one day, with two values in two reports.
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Rates, ask, looked_for};
use crate::{
    model::{Claimed, Evidence, Hedge, Mismatch, NumValue, Severity},
    reconcile::{
        Desk, Linked,
        compare::{self, claim_day, word},
        found,
    },
};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut by_indicator: BTreeMap<(usize, &str, Date, String), Vec<Linked<'_>>> = BTreeMap::new();
    for linked in desk.linked() {
        let Some(day) = claim_day(linked.claim, linked.report) else {
            continue;
        };
        let Some((name, _)) = indicator(&linked) else {
            continue;
        };
        by_indicator
            .entry((linked.at.series, linked.row.record.key.as_str(), day, name))
            .or_default()
            .push(linked);
    }
    let mut found = Vec::new();
    for ((_, _, day, name), all) in by_indicator {
        let Some(first) = all.first() else { continue };
        // Where a report itself gives several values, they are of several things.
        let consistent = all.iter().all(|a| {
            all.iter()
                .filter(|b| b.report.file == a.report.file)
                .all(|b| value(b).map(|v| v.value) == value(a).map(|v| v.value))
        });
        // The ledger has the number: then each report is compared with it.
        let in_ledger = compare::metrics(first.row).len() > 1
            || all
                .iter()
                .any(|l| compare::compare(l, desk.settings).is_some());
        if !consistent || in_ledger {
            continue;
        }
        let Some(other) = all.iter().find(|b| {
            b.report.file != first.report.file
                && value(b).map(|v| v.value) != value(first).map(|v| v.value)
        }) else {
            continue;
        };
        let (Some(a), Some(b)) = (value(first), value(other)) else {
            continue;
        };
        // 58.9% and 59% are one value.
        if super::reported::agrees(a, b.value) || super::reported::agrees(b, a.value) {
            continue;
        }
        found.push(Mismatch {
            evidence: vec![Evidence {
                source: first.claim.source.clone(),
                note: format!("另一份文件所写{name}"),
            }],
            formula: format!("{day}：{} ≠ {}", b.raw, a.raw),
            reason: format!(
                "同一事项截至{day}的{name}，一份文件写{}，另一份写{}。",
                a.raw, b.raw
            ),
            ask: ask(),
            looked_for: looked_for(),
            would_clear: "更正其中一份，或写明口径不同之处".to_owned(),
            ..found::of_row(
                &Rates,
                Severity::关注,
                first.row,
                &name,
                other.claim.source.clone(),
            )
        });
    }
    found
}

/// The name of what a claim gives a value of, when it is one exact number.
fn indicator<'a>(linked: &Linked<'a>) -> Option<(String, &'a NumValue)> {
    match &linked.claim.claimed {
        Claimed::Count {
            value,
            of,
            state,
            during: None,
            ..
        } if value.hedge == Hedge::None => {
            let state = state.map_or("总", word);
            Some((format!("{state}{of}数"), value))
        }
        Claimed::Amount {
            value,
            what,
            of: Some(of),
            ..
        } => Some((
            format!("{what}（应{}{}）", of.normalize(), value.unit),
            value,
        )),
        Claimed::Rate { value, name, .. } if value.hedge == Hedge::None => {
            Some((name.clone(), value))
        }
        _ => None,
    }
}

fn value<'a>(linked: &Linked<'a>) -> Option<&'a NumValue> {
    indicator(linked).map(|(_, v)| v)
}
