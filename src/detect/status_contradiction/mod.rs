//! Ledger and report on one matter (账实不符): stage, conclusion, unit, number and day beside each other.
//!
//! A pure comparison of two texts that are known to be of one matter; which claim belongs to which record is found by
//! reconciliation. What either text says about the difference (更正单, another as-of day) ends the comparison.
mod conclusion;
mod count;
mod day;
mod lead;
mod lexicon;
mod stage;

use std::ops::Range;

use super::{
    Desk, Indicator, RulePacks,
    pairing::{Finding, Pairing, Part, Role, Spot},
    told::Told,
};
use crate::model::{Certainty, Document, Explain, FlagDraft};

use lexicon::LEXICON;

/// The indicator.
#[derive(Debug)]
pub(super) struct StatusContradiction;

impl Indicator for StatusContradiction {
    fn id(&self) -> &'static str {
        "status-contradiction"
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn examine(&self, _desk: &Desk<'_>, _document: &Document) -> Vec<FlagDraft> {
        // One document cannot contradict a ledger; reconciliation and pairs do.
        Vec::new()
    }
    fn confront(&self, _packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        let (ledger_at, ledger) = pairing.part(Role::台账)?;
        let (report_at, report) = pairing.part(Role::报告)?;
        let clash = compare(&told(ledger), &told(report))?;
        Some(Finding {
            reason: format!(
                "{}：台账为“{}”，报告为“{}”，两处不能同时成立。",
                clash.facet, clash.kept, clash.said
            ),
            explain: Explain {
                matched: vec![
                    ("台账".to_owned(), vec![clash.kept.clone()]),
                    ("报告".to_owned(), vec![clash.said.clone()]),
                ],
                exemptions_not_found: [
                    "截至日不同",
                    "更正单、录入滞后的说明",
                    "口径说明",
                    "计划、约数",
                    "同一状态的不同说法",
                ]
                .map(str::to_owned)
                .to_vec(),
                formula: Some(format!("{}：{} ≠ {}", clash.facet, clash.kept, clash.said)),
                would_clear: Some("更正其中一处，或写明两处的截至日和口径。".to_owned()),
                ..Explain::default()
            },
            certainty: clash.certainty,
            at: Spot {
                part: report_at,
                range: clash.said_at,
            },
            against: vec![Spot {
                part: ledger_at,
                range: clash.kept_at,
            }],
        })
    }
}

fn told(part: &Part) -> Told<'_> {
    Told::new(&part.text, &part.dates, &part.numbers)
}

/// Two statements that cannot both hold.
#[derive(Clone, Debug)]
struct Clash {
    /// What they are about.
    facet: String,
    /// What the ledger says.
    kept: String,
    kept_at: Range<u32>,
    /// What the report says.
    said: String,
    said_at: Range<u32>,
    certainty: Certainty,
}

/// The first facet in which ledger and report differ.
fn compare(ledger: &Told<'_>, report: &Told<'_>) -> Option<Clash> {
    let words = LEXICON.as_ref()?;
    if words.settled.is_match(&ledger.plain) || words.settled.is_match(&report.plain) {
        return None;
    }
    if day::have_two_days(ledger, report, words) {
        return None;
    }
    stage::by_name(ledger, report, words)
        .or_else(|| stage::of_whole(ledger, report, words))
        .or_else(|| conclusion::opposite(ledger, report, words))
        .or_else(|| conclusion::water_class(ledger, report))
        .or_else(|| conclusion::nothing_left(ledger, report, words))
        .or_else(|| lead::lead(ledger, report))
        .or_else(|| day::of_event(ledger, report))
        .or_else(|| count::number(ledger, report))
}
