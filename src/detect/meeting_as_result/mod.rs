//! Meetings and papers given as the result: done, because it was discussed, issued or announced.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static MEETING_AS_RESULT: RuleIndicator = RuleIndicator {
    id: "meeting-as-result",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/meeting_as_result/rules/meeting-as-result.toml",
        include_str!("rules/meeting-as-result.toml"),
    )],
};
