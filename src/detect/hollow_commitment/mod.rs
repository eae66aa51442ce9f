//! Hollow commitment: attitude, slogans and figures of speech, and nothing a reader could check.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static HOLLOW_COMMITMENT: RuleIndicator = RuleIndicator {
    id: "hollow-commitment",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/hollow_commitment/rules/hollow-commitment.toml",
        include_str!("rules/hollow-commitment.toml"),
    )],
};
