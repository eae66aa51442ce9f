//! The words a rule file may use where the choice is closed.
use super::rule::{Scope, Within};
use crate::model::{Certainty, DocType, Severity};

/// Table fields a rule may name; the dictionary of `normalize` maps headers to them.
pub(crate) const COLUMNS: &[&str] = &[
    "content",
    "requirement",
    "goal",
    "measure",
    "progress",
    "status",
    "problem",
    "next_step",
    "evidence",
    "convey",
    "deploy",
    "plan",
    "execute",
    "assess",
    "lookback",
    "institution",
    "result_verdict",
    "remark",
    "metric_total",
    "metric_done",
    "done_date",
    "deadline",
    "lead_unit",
];

/// Genres no rule may name: statutes, government work reports, policy and experience papers speak in general by nature.
pub(crate) const OUT_OF_SCOPE: &[DocType] = &[
    DocType::政府工作报告,
    DocType::法律,
    DocType::政策文件,
    DocType::经验交流,
];

pub(super) const SEVERITIES: &[(&str, Severity)] = &[
    ("提示", Severity::提示),
    ("关注", Severity::关注),
    ("重点", Severity::重点),
];

pub(super) const CERTAINTIES: &[(&str, Certainty)] = &[
    ("线索", Certainty::线索),
    ("较强", Certainty::较强),
    ("确定", Certainty::确定),
];

pub(super) const WITHIN: &[(&str, Within)] = &[
    ("unit", Within::Unit),
    ("around", Within::Around),
    ("passage", Within::Passage),
];

pub(super) const SCOPES: &[(&str, Scope)] = &[
    ("sentence", Scope::Sentence),
    ("paragraph", Scope::Paragraph),
    ("ledger-row", Scope::LedgerRow),
];
