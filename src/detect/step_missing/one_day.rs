//! Steps from receipt to closing, all on one day.
use std::collections::BTreeSet;

use crate::{
    detect::{
        found::Found,
        record,
        timeline::Event,
        told::{Told, quote},
    },
    model::{Certainty, Explain, Severity},
};

/// So many different steps in one day are more than a matter that needs handling takes.
const STEPS: usize = 4;

/// A record whose steps up to closing fall on one day, without a reason.
pub(super) fn check(told: &Told<'_>, events: &[Event]) -> Option<Found> {
    let last = events
        .iter()
        .find(|e| ["close", "done", "file"].contains(&e.kind.as_str()) && e.from == e.to)?;
    let same: Vec<&Event> = events
        .iter()
        .filter(|e| e.from == last.from && e.to == last.to)
        .collect();
    let kinds: BTreeSet<&str> = same.iter().map(|e| e.kind.as_str()).collect();
    if kinds.len() < STEPS || record::excused(&told.plain) {
        return None;
    }
    let start = same.iter().map(|e| e.range().start).min()?;
    let end = same.iter().map(|e| e.range().end).max()?;
    let names: Vec<&str> = same.iter().map(|e| e.name.as_str()).collect();
    Some(Found {
        range: start..end,
        reason: format!(
            "从头到尾{}个步骤（{}）都在同一天，没有写明理由。",
            names.len(),
            names.join("、")
        ),
        explain: Explain {
            matched: vec![("同一天".to_owned(), vec![quote(&told.plain, &(start..end))])],
            exemptions_not_found: ["当场办结的认定", "合并办理的说明"]
                .map(str::to_owned)
                .to_vec(),
            formula: Some(format!(
                "{}个步骤 ≥ {STEPS}个，日期均为{}",
                kinds.len(),
                last.from
            )),
            would_clear: Some("写明各步实际的日期，或为何一天办完。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: Severity::关注,
        terms: Vec::new(),
    })
}
