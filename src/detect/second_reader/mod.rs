//! The learned second reader: for each indicator a gate (is this about it at all?) before a judge (fault, or its honest twin?).
//!
//! It raises leads (线索) where no rule speaks, lifts a rule's lead to 较强 where both agree, and is never alone outside the
//! document types and sections of its indicator. How it was taught stands at the head of its weights files.

mod explain;
mod features;
mod limits;
mod model;
mod raise;
mod reads;
mod train;
mod trial;
mod twins;

use super::INDICATORS;
use crate::model::RuleVersion;

pub use model::SecondReader;
pub use train::{Labelled, RealSentence, teach};
pub use trial::{Tried, TriedOnReal, leave_writers_out};

pub(super) use raise::{believes, confirm, examine, say, says};

/// Ids of the indicators the reader was taught.
#[must_use]
pub fn learned() -> &'static [&'static str] {
    features::LEARNED
}

/// Version of the built-in reader; raised with every new teaching.
pub(super) const VERSION: u32 = 1;

/// The name of an indicator's second reader among the rules.
#[must_use]
pub fn rule_of(indicator: &str) -> String {
    format!("{indicator}/second-reader")
}

/// The reader as a rule of each learned indicator that has a card.
pub(super) fn versions() -> impl Iterator<Item = RuleVersion> {
    let is_asked = |id: &&&str| {
        let has_card = INDICATORS.iter().any(|i| i.id() == **id);
        has_card && !features::COMPARED.contains(*id)
    };
    features::LEARNED
        .iter()
        .filter(is_asked)
        .map(|id| RuleVersion {
            indicator: (*id).to_owned(),
            rule: rule_of(id),
            version: VERSION,
            hash: model::HASH.clone(),
        })
}
