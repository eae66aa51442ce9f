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
    let (matter, ledger_no) = matter(document, passage);
    Surroundings {
        matter,
        ledger_no,
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

/// The matter a passage belongs to and its ledger number: of a row its own, else the nearest heading and what the text names.
fn matter(document: &Document, passage: u32) -> (Option<String>, Option<String>) {
    let at = document.passages.get(passage as usize);
    if let Some((table, row)) = at.and_then(|p| p.row)
        && let Some(table) = document.tables.get(table as usize)
        && let Some(row) = table.rows.get(row as usize)
    {
        let cell = |field: &str| {
            let text = row.cell(table.column(field)?.col)?.text.trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let named = cell("title")
            .or_else(|| cell("content"))
            .or_else(|| table.title.clone());
        return (named, cell("item_no"));
    }
    let heading = document
        .headings_over(passage)
        .last()
        .map(|h| (*h).to_owned());
    (heading, at.and_then(|p| ledger_no(&p.text)))
}

/// The number that follows 台账编号 or 事项编号 in a text.
fn ledger_no(text: &str) -> Option<String> {
    let after = ["台账编号", "事项编号", "任务编号"]
        .iter()
        .find_map(|label| text.split_once(label))?
        .1;
    let number: String = after
        .trim_start_matches(['：', ':', '为', ' '])
        .chars()
        .take_while(|c| {
            c.is_alphanumeric() && !('\u{4E00}'..='\u{9FFF}').contains(c)
                || matches!(c, '-' | '－' | '/')
        })
        .collect();
    number.chars().any(|c| c.is_ascii_digit()).then_some(number)
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
