//! Requirements watered down: what was done or set beside what was asked for, and words that say so themselves.
use super::{
    RulePacks,
    beside::{self, Columns, Stamp},
    demand,
    desk::Desk,
    indicator::Indicator,
    pairing::{Finding, Pairing, Role},
};
use crate::model::{Document, FlagDraft, Severity};

/// The indicator.
#[derive(Debug)]
pub(super) struct StandardLowered;

/// Columns that hold what is required, and what was set or done.
const COLUMNS: Columns = Columns {
    asks: (Role::要求, &["requirement", "directive_text"]),
    answers: (Role::落实, &["execute", "progress", "measure", "plan"]),
};

const STAMP: Stamp = Stamp {
    indicator: "standard-lowered",
    rule: "standard-lowered",
    version: 1,
    severity: Severity::重点,
    note: "要求原文",
    ask: &[
        "调整由谁批准，文号是什么？",
        "最终目标和时限是否仍与要求一致？",
        "余下的部分何时做到？",
    ],
};

impl Indicator for StandardLowered {
    fn id(&self) -> &'static str {
        STAMP.indicator
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        &[(
            "detect/standard_lowered/rules/watered-down.toml",
            include_str!("rules/watered-down.toml"),
        )]
    }
    fn version(&self) -> u32 {
        STAMP.version
    }
    fn code_rules(&self) -> Vec<(&'static str, u32)> {
        vec![(STAMP.rule, STAMP.version)]
    }
    fn examine(&self, desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
        let mut flags = desk.run_rules(self.id());
        if !desk.is_out_of_scope() {
            flags.extend(
                beside::records(document, COLUMNS)
                    .iter()
                    .filter_map(|row| row.flag(document, demand::short_of(&row.pairing)?, STAMP)),
            );
        }
        flags
    }
    fn confront(&self, _packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        demand::short_of(pairing)
    }
}
