//! Procedure bypassed: done before it was permitted, or permitted by those who may not.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static PROCEDURE_BYPASSED: RuleIndicator = RuleIndicator {
    id: "procedure-bypassed",
    card: include_str!("card.toml"),
    rules: &[
        (
            "detect/procedure_bypassed/rules/procedure-bypassed.toml",
            include_str!("rules/procedure-bypassed.toml"),
        ),
        (
            "detect/procedure_bypassed/rules/act-before-permit.toml",
            include_str!("rules/act-before-permit.toml"),
        ),
    ],
};
