//! Unanchored measures: items without at least two of owner, deadline and target.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static UNANCHORED_MEASURE: RuleIndicator = RuleIndicator {
    id: "unanchored-measure",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/unanchored_measure/rules/unanchored-measure.toml",
        include_str!("rules/unanchored-measure.toml"),
    )],
};
