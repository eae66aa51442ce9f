//! Unsupported effect: an improvement is claimed, and nothing shows it.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static UNSUPPORTED_EFFECT: RuleIndicator = RuleIndicator {
    id: "unsupported-effect",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/unsupported_effect/rules/unsupported-effect.toml",
        include_str!("rules/unsupported-effect.toml"),
    )],
};
