//! Buck-passing: the matter is handed to others, and nothing of one's own follows.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static BUCK_PASSING: RuleIndicator = RuleIndicator {
    id: "buck-passing",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/buck_passing/rules/buck-passing.toml",
        include_str!("rules/buck-passing.toml"),
    )],
};
