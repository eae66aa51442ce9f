//! One-size-fits-all restrictions: the same stop for those who comply and those who do not.
use super::indicator::RuleIndicator;

/// The indicator.
pub(super) static ONE_SIZE_FITS_ALL: RuleIndicator = RuleIndicator {
    id: "one-size-fits-all",
    card: include_str!("card.toml"),
    rules: &[(
        "detect/one_size_fits_all/rules/one-size-fits-all.toml",
        include_str!("rules/one-size-fits-all.toml"),
    )],
};
