//! Workdays: weekends, days off and make-up workdays.

/// Days off and make-up workdays of the years whose notice is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {}
