//! Finds passages worth a reviewer's look.
//!
//! Per document: one scan finds every word of every rule, then rules read the stretches their gates let them see, and words
//! that are mentioned rather than used do not count. Across documents: [`compare`].

mod beside;
mod demand;
mod desk;
mod draft;
mod gate;
mod group;
mod honest;
mod indicator;
mod laid_out;
mod lead_in;
mod longer_words;
mod mention;
mod near;
mod normative;
mod overlap;
mod pack;
mod pairing;
mod prefer;
mod ruled;
mod run;
mod scan;
mod second_reader;
mod slots;
mod specimen;
mod ungated;
mod substance;

pub mod concreteness;
pub mod linear;

mod buck_passing;
mod livelihood_unprotected;
mod no_lesson_learned;
mod procedure_bypassed;
mod trace_escalation;
mod unsupported_effect;
mod date_anomaly;
mod done_without_proof;
mod found;
mod record;
mod stalled_matter;
mod status_contradiction;
mod step_missing;
mod timeline;
mod told;

mod copied_directive;
mod copied_text;
mod number_conflict;
mod hollow_commitment;
mod inspection_window_shutdown;
mod meeting_as_result;
mod one_size_fits_all;
pub mod brush_off_reply;
mod repeat_complaint_closed;
mod standard_lowered;
mod target_escalation;
mod template_residue;
mod unanchored_measure;
mod vague_progress;

pub use desk::Desk;
pub use draft::surroundings;
pub use indicator::Indicator;
pub use near::{NearMiss, RuleProbe, probe, why_silent};
pub use pack::{RuleError, RulePacks, check_rules};
pub use pairing::{Finding, Pairing, Part, Reader, Role, Spot};
pub use second_reader::{
    Labelled, RealSentence, SecondReader, Tried, TriedOnReal, learned, leave_writers_out, rule_of,
    teach,
};
pub use specimen::{Judged, each_by_rules, judge, judge_each};
pub use ungated::examine_ungated;

use crate::model::{DocType, Document, FlagDraft};

/// Every indicator, the most specific first: where two flag the same words, the earlier one speaks.
pub static INDICATORS: &[&dyn Indicator] = &[
    &number_conflict::NumberConflict,
    &status_contradiction::StatusContradiction,
    &date_anomaly::DateAnomaly,
    &step_missing::StepMissing,
    &done_without_proof::DoneWithoutProof,
    &stalled_matter::StalledMatter,
    &copied_text::CopiedText,
    &copied_directive::CopiedDirective,
    &inspection_window_shutdown::INSPECTION_WINDOW_SHUTDOWN,
    &livelihood_unprotected::LIVELIHOOD_UNPROTECTED,
    &one_size_fits_all::ONE_SIZE_FITS_ALL,
    &procedure_bypassed::PROCEDURE_BYPASSED,
    &trace_escalation::TRACE_ESCALATION,
    &buck_passing::BUCK_PASSING,
    &no_lesson_learned::NO_LESSON_LEARNED,
    &meeting_as_result::MEETING_AS_RESULT,
    &standard_lowered::StandardLowered,
    &target_escalation::TargetEscalation,
    &brush_off_reply::BrushOffReply,
    &repeat_complaint_closed::REPEAT_COMPLAINT_CLOSED,
    &template_residue::TemplateResidue,
    &vague_progress::VAGUE_PROGRESS,
    &unsupported_effect::UNSUPPORTED_EFFECT,
    &unanchored_measure::UNANCHORED_MEASURE,
    &hollow_commitment::HOLLOW_COMMITMENT,
];

/// Flags of one document: built-in indicators in their order, then workspace rules, then what the second reader adds; no stretch is
/// flagged twice for its wording.
#[must_use]
pub fn examine(document: &Document, packs: &RulePacks) -> Vec<FlagDraft> {
    let desk = Desk::new(packs, document);
    let mut flags = by_rules(&desk);
    flags.retain(second_reader::believes);
    let leads = second_reader::confirm(&mut flags, second_reader::examine(&desk));
    flags.extend(leads);
    flags
}

/// As [`examine`], by rules and comparisons alone: without what was learned.
#[must_use]
pub fn examine_by_rules(document: &Document, packs: &RulePacks) -> Vec<FlagDraft> {
    by_rules(&Desk::new(packs, document))
}

fn by_rules(desk: &Desk<'_>) -> Vec<FlagDraft> {
    let (document, packs) = (desk.document(), desk.packs());
    let mut flags: Vec<FlagDraft> = Vec::new();
    for indicator in INDICATORS {
        flags.extend(indicator.examine(desk, document));
    }
    for rule in packs.rules() {
        if INDICATORS.iter().all(|i| i.id() != rule.indicator) {
            flags.extend(desk.run_rule(rule));
        }
    }
    let family = |id: &str| {
        let built_in = INDICATORS
            .iter()
            .any(|i| i.id() == id && !i.rule_files().is_empty());
        let rule = packs.rules().iter().find(|r| built_in && r.indicator == id);
        rule.map(|r| r.family.as_str())
    };
    prefer::prefer(flags, family)
}

/// Flags that need several documents (copied text and the like).
#[must_use]
pub fn compare(documents: &[&Document], packs: &RulePacks) -> Vec<FlagDraft> {
    INDICATORS
        .iter()
        .flat_map(|i| i.compare(packs, documents))
        .collect()
}

/// Whether documents of a type are examined at all: statutes, work reports, policy and experience papers are not.
#[must_use]
pub fn is_examined(doc_type: DocType) -> bool {
    !pack::OUT_OF_SCOPE.contains(&doc_type)
}
