//! `[ledger]` and `[reconcile]` in `taizhang.toml`: limits the office sets, never constants in code.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How ledgers are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LedgerSettings {
    /// Days left below which a matter is near due, ascending: 7, 15, 30, 90.
    pub near_due_days: Vec<u32>,
    /// Days over above which an overdue matter moves to the next level, ascending: 30, 60, 90.
    pub overdue_days: Vec<u32>,
    /// Months from close-out to look-back.
    pub look_back_months: u32,
    /// Longest review cycle of a standing matter, in months.
    pub standing_review_months: u32,
    /// Extensions a matter may have.
    pub extensions: u32,
    /// Days 立行立改 allows from receipt.
    pub immediate_days: u32,
    /// Days off and make-up workdays over the built-in table: `"2027-01-01" = "off"`, `"2027-01-03" = "work"`.
    pub calendar: BTreeMap<String, String>,
}

impl Default for LedgerSettings {
    fn default() -> Self {
        Self {
            near_due_days: vec![7, 15, 30, 90],
            overdue_days: vec![30, 60, 90],
            look_back_months: 6,
            standing_review_months: 6,
            extensions: 2,
            immediate_days: 30,
            calendar: BTreeMap::new(),
        }
    }
}

/// Limits of the checks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReconcileSettings {
    /// Workdays from receipt to 学习传达.
    pub convey_workdays: u32,
    /// Workdays from receipt to 研究部署.
    pub deploy_workdays: u32,
    /// Workdays from receipt to a plan.
    pub plan_workdays: u32,
    /// Days between a report and a ledger that are still compared as of one day.
    pub same_day_slack: u32,
    /// Days over above which an overdue matter is 重点.
    pub long_overdue_days: u32,
    /// Similarity from which the progress of two periods counts as unchanged, 0 to 1.
    pub unchanged_similarity: f64,
    /// Successive periods without change from which a matter counts as stalled.
    pub stalled_periods: u32,
    /// Workdays of grace after a reporting day.
    pub report_grace_workdays: u32,
    /// Days in which a complaint must be handled.
    pub complaint_days: u32,
    /// Similarity of titles from which records are offered as the same matter, 0 to 1.
    pub title_similarity: f64,
    /// Similarity of texts from which a new matter counts as a relapse of a closed one, 0 to 1.
    pub relapse_similarity: f64,
    /// Months after close-out in which a relapse is looked for.
    pub relapse_months: u32,
    /// Definitions of rates: name to formula over the words 总数, 已完成, 已办结, 阶段性办结, 已销号, 达到序时进度.
    pub rates: BTreeMap<String, Vec<String>>,
    /// Checks that are switched off, e.g. `RC-13`.
    pub off: Vec<String>,
}

impl Default for ReconcileSettings {
    fn default() -> Self {
        Self {
            convey_workdays: 5,
            deploy_workdays: 10,
            plan_workdays: 30,
            same_day_slack: 31,
            long_overdue_days: 30,
            unchanged_similarity: 0.95,
            stalled_periods: 2,
            report_grace_workdays: 5,
            complaint_days: 10,
            title_similarity: 0.9,
            relapse_similarity: 0.8,
            relapse_months: 24,
            rates: BTreeMap::new(),
            off: Vec::new(),
        }
    }
}
