//! Compares what reports claim with what the ledgers say, and ledgers with their registers and earlier versions.
//!
//! Claims are read from report text ([`claims`]), tied to records ([`Desk`]), and given to every check of [`CHECKS`].

mod cards;
mod cells;
mod check;
mod claims;
mod compare;
mod complaint;
mod convey_delay;
mod coverage;
mod day_count;
mod deploy_delay;
mod desk;
mod evidence_reuse;
mod extension_breach;
mod extensions;
mod found;
mod impossible_date;
mod lag;
mod lexicon;
mod link;
mod look_back;
mod matters;
mod missing_step;
mod no_progress;
mod numbering;
mod overdue;
mod pairs;
mod plan_delay;
mod rates;
mod recurrence;
mod repeated;
mod requirement;
mod responsible_unit;
mod same_unit;
mod silent_reschedule;
mod spans;
mod standing_misuse;
mod status_contradiction;
mod step_order;
mod tally;
mod totals;
mod unproven_completion;
mod unreported;

pub use cards::cards;
pub use check::Check;
pub use claims::claims;
pub(crate) use coverage::is_left_out;
pub use desk::{Desk, Linked, RecordAt};
pub(crate) use unreported::{Reply, reply};

use crate::model::Reconciliation;

/// Every check, in the order of their numbers.
pub static CHECKS: &[&dyn Check] = &[
    &convey_delay::ConveyDelay,
    &deploy_delay::DeployDelay,
    &plan_delay::PlanDelay,
    &status_contradiction::StatusContradiction,
    &overdue::Overdue,
    &silent_reschedule::SilentReschedule,
    &extension_breach::ExtensionBreach,
    &unproven_completion::UnprovenCompletion,
    &missing_step::MissingStep,
    &step_order::StepOrder,
    &impossible_date::ImpossibleDate,
    &no_progress::NoProgress,
    &unreported::Unreported,
    &totals::Totals,
    &rates::Rates,
    &coverage::Coverage,
    &numbering::Numbering,
    &responsible_unit::ResponsibleUnit,
    &complaint::ComplaintHandling,
    &standing_misuse::StandingMisuse,
    &day_count::DayCount,
    &requirement::Requirement,
    &evidence_reuse::EvidenceReuse,
    &recurrence::Recurrence,
    &look_back::LookBack,
];

/// Compares everything on the desk.
#[must_use]
pub fn reconcile(desk: &Desk<'_>) -> Reconciliation {
    let off = &desk.settings.off;
    let on: Vec<&&dyn Check> = CHECKS
        .iter()
        .filter(|c| !off.iter().any(|o| o == c.id()))
        .collect();
    let mut used: Vec<(String, String)> = Vec::new();
    for limit in on.iter().flat_map(|c| c.uses(desk)) {
        if !used.contains(&limit) {
            used.push(limit);
        }
    }
    Reconciliation {
        pairs: pairs::pairs(desk),
        mismatches: on.iter().flat_map(|c| c.check(desk)).collect(),
        used,
    }
}
