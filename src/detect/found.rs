//! What a comparison found in one text, before it becomes a flag of a document or a finding about a pair.
use std::ops::Range;

use super::{
    draft,
    pairing::{Finding, Spot},
};
use crate::model::{Certainty, Document, Evidence, Explain, FlagDraft, Severity};

/// A stretch of text that cannot stand as it is, with the reason.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Found {
    /// Characters of the text, to be quoted.
    pub(in crate::detect) range: Range<u32>,
    pub(in crate::detect) reason: String,
    pub(in crate::detect) explain: Explain,
    pub(in crate::detect) certainty: Certainty,
    pub(in crate::detect) severity: Severity,
    /// Further places in the same text, each with what it shows.
    pub(in crate::detect) terms: Vec<(Range<u32>, String)>,
}

/// The code that found it, as flags name it.
#[derive(Clone, Copy, Debug)]
pub(in crate::detect) struct Finder {
    pub(in crate::detect) indicator: &'static str,
    pub(in crate::detect) rule: &'static str,
    pub(in crate::detect) version: u32,
    pub(in crate::detect) ask: &'static [&'static str],
}

impl Found {
    /// The flag on a passage of a document, if its place can be quoted.
    pub(in crate::detect) fn into_draft(
        self,
        finder: Finder,
        document: &Document,
        passage: u32,
    ) -> Option<FlagDraft> {
        let evidence = self
            .terms
            .iter()
            .filter_map(|(range, note)| {
                Some(Evidence {
                    source: document.source_ref(passage, range.clone())?,
                    note: note.clone(),
                })
            })
            .collect();
        Some(FlagDraft {
            indicator: finder.indicator.to_owned(),
            rule: finder.rule.to_owned(),
            rule_version: finder.version,
            severity: self.severity,
            certainty: self.certainty,
            unit: document.unit.as_ref().map(|u| u.value.clone()),
            period: document.period.as_ref().map(|p| p.value.label.clone()),
            source: document.source_ref(passage, self.range.clone())?,
            surroundings: draft::surroundings(document, passage, &self.range),
            reason: self.reason,
            evidence,
            ask: finder.ask.iter().map(|q| (*q).to_owned()).collect(),
            explain: self.explain,
        })
    }
    /// The finding about part `part` of a pairing.
    pub(in crate::detect) fn into_finding(self, part: usize) -> Finding {
        Finding {
            reason: self.reason,
            explain: self.explain,
            certainty: self.certainty,
            at: Spot {
                part,
                range: self.range,
            },
            against: self
                .terms
                .into_iter()
                .map(|(range, _)| Spot { part, range })
                .collect(),
        }
    }
}
