//! Builds a flag from a place in a document, with the surroundings a reader needs.
use std::ops::Range;

use super::pack::rule::Rule;
use crate::model::{Document, Explain, FlagDraft, Surroundings};

/// The passage around characters `range`, with its headings and neighbours.
#[must_use]
pub fn surroundings(document: &Document, passage: u32, range: &Range<u32>) -> Surroundings {
    let text = |at: Option<u32>| {
        at.and_then(|n| document.passages.get(n as usize))
            .map(|p| p.text.clone())
            .unwrap_or_default()
    };
    Surroundings {
        headings: document
            .headings_over(passage)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        before: text(passage.checked_sub(1)),
        text: text(Some(passage)),
        after: text(passage.checked_add(1)),
        start: range.start,
        end: range.end,
    }
}

/// A flag of a rule on characters `range`; `None` when there is no such place.
pub(crate) fn of_rule(
    rule: &Rule,
    document: &Document,
    passage: u32,
    range: &Range<u32>,
    reason: String,
    explain: Explain,
) -> Option<FlagDraft> {
    Some(FlagDraft {
        indicator: rule.indicator.clone(),
        rule: rule.id.clone(),
        rule_version: rule.version,
        severity: rule.severity,
        certainty: rule.certainty,
        unit: document.unit.as_ref().map(|u| u.value.clone()),
        period: document.period.as_ref().map(|p| p.value.label.clone()),
        source: document.source_ref(passage, range.clone())?,
        surroundings: surroundings(document, passage, range),
        reason,
        evidence: Vec::new(),
        ask: rule.message.ask.clone(),
        explain,
    })
}
