//! Targets raised on the way down: a lower level's demand beside the one it carries out, and words that say so themselves.
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
pub(super) struct TargetEscalation;

/// Columns that hold what the level above demands, and what this level sets.
const COLUMNS: Columns = Columns {
    asks: (Role::上级, &["requirement", "directive_text"]),
    answers: (Role::本级, &["goal", "measure", "plan"]),
};

const STAMP: Stamp = Stamp {
    indicator: "target-escalation",
    rule: "target-escalation",
    version: 1,
    severity: Severity::关注,
    note: "上级要求",
    ask: &[
        "加严的依据是什么？",
        "承担单位有没有相应的条件和资源？",
        "是否征求过承担单位意见？",
    ],
};

impl Indicator for TargetEscalation {
    fn id(&self) -> &'static str {
        STAMP.indicator
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        &[(
            "detect/target_escalation/rules/raised-target.toml",
            include_str!("rules/raised-target.toml"),
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
                    .filter_map(|row| row.flag(document, demand::beyond(&row.pairing)?, STAMP)),
            );
        }
        flags
    }
    fn confront(&self, _packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        demand::beyond(pairing)
    }
}
