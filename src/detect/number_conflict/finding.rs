//! A conflict of numbers with the places that prove it, before it becomes a flag.
use std::ops::Range;

use super::quantity::Quantity;
use crate::model::{Certainty, Document, Evidence, Explain, FlagDraft, Severity, SourceRef};

/// A number and what it is in the formula.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) passage: u32,
    pub(super) range: Range<u32>,
    pub(super) note: String,
}

impl Term {
    pub(super) fn of(passage: u32, quantity: &Quantity, note: String) -> Self {
        Self {
            passage,
            range: quantity.range.clone(),
            note,
        }
    }
}

/// Numbers that cannot all be right.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// What was recomputed, e.g. 分项与总数.
    pub(super) check: &'static str,
    pub(super) passage: u32,
    /// Characters to be quoted.
    pub(super) range: Range<u32>,
    /// The formula with the values put in.
    pub(super) formula: String,
    pub(super) reason: String,
    pub(super) terms: Vec<Term>,
    /// Explanations that were looked for and not found.
    pub(super) looked_for: Vec<String>,
}

/// Most places shown with one flag; a longer column is named by its range in the reason.
const MAX_TERMS: usize = 24;

impl Finding {
    /// The flag, if its places can be quoted.
    pub(super) fn into_draft(self, document: &Document) -> Option<FlagDraft> {
        let source = document.source_ref(self.passage, self.range.clone())?;
        let evidence: Vec<Evidence> = self
            .terms
            .iter()
            .take(MAX_TERMS)
            .filter_map(|t| {
                let source: SourceRef = document.source_ref(t.passage, t.range.clone())?;
                Some(Evidence {
                    source,
                    note: t.note.clone(),
                })
            })
            .collect();
        Some(FlagDraft {
            indicator: super::ID.to_owned(),
            rule: super::ID.to_owned(),
            rule_version: super::VERSION,
            severity: Severity::关注,
            certainty: Certainty::确定,
            unit: document.unit.as_ref().map(|u| u.value.clone()),
            period: document.period.as_ref().map(|p| p.value.label.clone()),
            surroundings: super::super::surroundings(document, self.passage, &self.range),
            source,
            reason: self.reason,
            evidence,
            ask: super::QUESTIONS.iter().map(|q| (*q).to_owned()).collect(),
            explain: Explain {
                matched: vec![(self.check.to_owned(), vec![self.formula.clone()])],
                exemptions_not_found: self.looked_for,
                formula: Some(self.formula),
                would_clear: Some(
                    "更正其中一个数，或在文中写明口径（交叉、含不含、四舍五入）".to_owned(),
                ),
                ..Explain::default()
            },
        })
    }
}
