//! Livelihood unprotected: a basic need is restricted before its replacement is there.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static LIVELIHOOD_UNPROTECTED: RuleIndicator = RuleIndicator {
    id: "livelihood-unprotected",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/livelihood_unprotected/rules/livelihood-unprotected.toml",
        include_str!("rules/livelihood-unprotected.toml"),
    )],
};
