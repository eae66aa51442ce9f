//! `[review]` in `taizhang.toml`: how an office reviews; never constants in code.
use serde::{Deserialize, Serialize};

/// How an office reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewSettings {
    /// Share of the members that must be present, as [numerator, denominator]. One half: the usual rule of minutes.
    pub quorum: [u32; 2],
    /// The same for grave matters. Two thirds: the usual rule.
    pub grave_quorum: [u32; 2],
    /// Share of those who state a view that must agree before an item is accepted, as [numerator, denominator]; it must be exceeded.
    pub majority: [u32; 2],
    /// Workdays a unit has to reply to an opinion.
    pub reply_workdays: u32,
    /// Workdays a unit has for its plan after feedback.
    pub plan_workdays: u32,
    /// Months from close-out to look-back.
    pub look_back_months: u32,
    /// Extensions a rectification may have.
    pub extensions: u32,
}

impl Default for ReviewSettings {
    fn default() -> Self {
        Self {
            quorum: [1, 2],
            grave_quorum: [2, 3],
            majority: [1, 2],
            reply_workdays: 10,
            plan_workdays: 30,
            look_back_months: 6,
            extensions: 2,
        }
    }
}
