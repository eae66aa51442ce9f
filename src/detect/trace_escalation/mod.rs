//! Trace escalation: more reporting and more traces than the matter needs.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static TRACE_ESCALATION: RuleIndicator = RuleIndicator {
    id: "trace-escalation",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/trace_escalation/rules/trace-escalation.toml",
        include_str!("rules/trace-escalation.toml"),
    )],
};
