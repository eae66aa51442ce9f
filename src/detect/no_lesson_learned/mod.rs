//! No lesson learned: only the named spot is mended, and nobody looked at its like.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static NO_LESSON_LEARNED: RuleIndicator = RuleIndicator {
    id: "no-lesson-learned",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/no_lesson_learned/rules/no-lesson-learned.toml",
        include_str!("rules/no-lesson-learned.toml"),
    )],
};
