//! Builds a flag from a place in a document, with the surroundings a reader needs.
use std::ops::Range;

use super::pack::rule::Rule;
use crate::model::{Document, Explain, FlagDraft, RowKind, Surroundings};

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

/// The matter a passage belongs to and its ledger number: of a record its own title and number, else the nearest heading and
/// the number that the passage or a heading over it names.
fn matter(document: &Document, passage: u32) -> (Option<String>, Option<String>) {
    let headings = document.headings_over(passage);
    let at = document.passages.get(passage as usize);
    let (mut title, mut number) = (None, None);
    if let Some((table, row)) = at.and_then(|p| p.row)
        && let Some(table) = document.tables.get(table as usize)
        && let Some(row) = table.rows.get(row as usize)
    {
        let cell = |field: &str| Some(row.cell(table.column(field)?.col)?.text.trim().to_owned());
        if row.kind == RowKind::Record {
            title = cell("title")
                .or_else(|| cell("content"))
                .filter(|t| is_worded(t));
            number = cell("item_no").filter(|n| !n.is_empty());
        }
        title = title.or_else(|| table.title.clone());
    }
    let title = title.or_else(|| headings.last().map(|h| (*h).to_owned()));
    let number = number
        .or_else(|| ledger_no(&at?.text))
        .or_else(|| headings.iter().rev().find_map(|h| ledger_no(h)));
    (title, number)
}

/// Whether a cell says something in words: a bare figure is no title.
fn is_worded(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// The first number of the form ledgers use (`ZZ2026-011`, `QL-0042`, `HB2026031`): Latin letters, then digits.
fn ledger_no(text: &str) -> Option<String> {
    const LEAST_DIGITS: usize = 4;
    const MOST_LETTERS: usize = 6;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '－');
    text.split(|c| !fits(c))
        .map(|code| code.trim_matches(['-', '－']))
        .find_map(|code| {
            let letters = code.chars().take_while(char::is_ascii_uppercase).count();
            let digits = code.chars().filter(char::is_ascii_digit).count();
            let has_only_these = code
                .chars()
                .skip(letters)
                .all(|c| c.is_ascii_digit() || matches!(c, '-' | '－'));
            ((1..=MOST_LETTERS).contains(&letters) && digits >= LEAST_DIGITS && has_only_these)
                .then(|| code.to_owned())
        })
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
