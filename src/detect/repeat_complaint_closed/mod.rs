//! Closed, and complained of again: passages that tell of repeated complaints and of closing in one breath.
//!
//! The same in ledgers, row against row, is found by the reconciliation check of this indicator.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static REPEAT_COMPLAINT_CLOSED: RuleIndicator = RuleIndicator {
    id: "repeat-complaint-closed",
    card: include_str!("card.toml"),
    rules: &[
        (
            "detect/repeat_complaint_closed/rules/closed-again.toml",
            include_str!("rules/closed-again.toml"),
        ),
        (
            "detect/repeat_complaint_closed/rules/presumed-satisfied.toml",
            include_str!("rules/presumed-satisfied.toml"),
        ),
    ],
};
