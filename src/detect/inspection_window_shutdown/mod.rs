//! Shutdowns timed by an inspection: work stops when inspectors, samplers or leaders come.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static INSPECTION_WINDOW_SHUTDOWN: RuleIndicator = RuleIndicator {
    id: "inspection-window-shutdown",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/inspection_window_shutdown/rules/inspection-window-shutdown.toml",
        include_str!("rules/inspection-window-shutdown.toml"),
    )],
};
