//! Vague progress: words of degree where amounts, remainders or dates belong.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static VAGUE_PROGRESS: RuleIndicator = RuleIndicator {
    id: "vague-progress",
    card: include_str!("card.toml"),
    rules: &[
        (
            "detect/vague_progress/rules/ongoing-without-amount.toml",
            include_str!("rules/ongoing-without-amount.toml"),
        ),
        (
            "detect/vague_progress/rules/done-yet-ongoing.toml",
            include_str!("rules/done-yet-ongoing.toml"),
        ),
        (
            "detect/vague_progress/rules/vague-progress.toml",
            include_str!("rules/vague-progress.toml"),
        ),
    ],
};
