//! Compares what reports claim with what the ledgers say, and ledgers with their registers and earlier versions.
//!
//! Claims are read from report text ([`claims`]), tied to records ([`Desk`]), and given to every check of [`CHECKS`].

mod cards;
mod check;
mod claims;
mod desk;
mod link;
mod requirement;

pub use cards::cards;
pub use check::Check;
pub use claims::claims;
pub use desk::{Desk, Linked, RecordAt};

use crate::model::Reconciliation;

/// Every check, in the order of their numbers.
pub static CHECKS: &[&dyn Check] = &[&requirement::Requirement];

/// Compares everything on the desk.
#[must_use]
pub fn reconcile(desk: &Desk<'_>) -> Reconciliation {
    let off = &desk.settings.off;
    Reconciliation {
        mismatches: CHECKS
            .iter()
            .filter(|c| !off.iter().any(|o| o == c.id()))
            .flat_map(|c| c.check(desk))
            .collect(),
        ..Reconciliation::default()
    }
}
