//! A look-back: at what a host unit put right, in three sections; or at the group's own work, in four.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Past, VerifyMethod};
use crate::model::{LookBackResult, Paper};

words! {
    /// At whom it looks back.
    #[derive(Default)]
    LookBackKind {
        /// At a host unit.
        #[default]
        驻在单位,
        /// At the group itself.
        自身,
    }
}

words! {
    /// Where a look-back stands.
    #[derive(Default)]
    LookBackState {
        /// Planned.
        #[default]
        计划,
        /// Being carried out.
        实施,
        /// Concluded.
        结论,
        /// What came back was made a new issue.
        问题转新,
        /// Ended.
        结束,
    }
}

/// The three sections of a look-back at a host unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HostSections {
    /// 举一反三情况.
    pub extrapolation: String,
    /// 制度机制建设情况.
    pub institution: String,
    /// 抓落实提质效情况.
    pub effect: String,
}

/// The four sections of a look-back at the group itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SelfSections {
    /// 经验做法.
    pub practice: String,
    /// 不足和薄弱环节.
    pub weakness: String,
    /// 原因分析.
    pub cause: String,
    /// 对策举措.
    pub remedy: String,
    /// Title of whoever answers for it: a title, no name.
    pub owner_title: String,
    /// By when.
    pub deadline: Option<Date>,
}

/// What a look-back found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LookBackFound {
    /// At a host unit.
    Host {
        /// What was found.
        result: LookBackResult,
        /// In three sections.
        sections: HostSections,
        /// Where it came back: the new problem.
        #[serde(default)]
        relapse: Option<String>,
        /// By when it must be done now, where it came back.
        #[serde(default)]
        new_deadline: Option<Date>,
    },
    /// At the group itself.
    Own {
        /// In four sections.
        sections: SelfSections,
    },
}

/// What is done with a look-back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum LookBackAct {
    /// 计划.
    Plan {
        /// At whom it looks back.
        kind: LookBackKind,
        /// The rectification; of a look-back at a host unit.
        #[serde(default)]
        rectification: Option<String>,
        /// The unit.
        #[serde(default)]
        unit: String,
        /// The matter.
        title: String,
        /// By when.
        due: Date,
    },
    /// 实施.
    Start {
        /// Accounts of those who carry it out.
        people: Vec<String>,
        /// How.
        #[serde(default)]
        methods: Vec<VerifyMethod>,
    },
    /// 作结论.
    Conclude {
        /// What was found.
        found: LookBackFound,
        /// Papers.
        #[serde(default)]
        evidence: Vec<Paper>,
    },
    /// 问题转新. The verb opens the issue.
    Transfer {
        /// Number of the new issue.
        #[serde(default)]
        issue: String,
    },
    /// 结束.
    End {},
}

impl LookBackAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Plan { .. } => "计划",
            Self::Start { .. } => "实施",
            Self::Conclude { .. } => "作结论",
            Self::Transfer { .. } => "问题转新",
            Self::End {} => "结束",
        }
    }
}

/// A look-back.
#[doc(alias = "回头看")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookBack {
    /// Number, e.g. `回头看2026-001`.
    pub no: String,
    /// Where it stands.
    pub state: LookBackState,
    /// Acts so far.
    pub rev: u32,
    /// At whom it looks back.
    pub kind: LookBackKind,
    /// The rectification.
    pub rectification: Option<String>,
    /// The unit.
    pub unit: String,
    /// The matter.
    pub title: String,
    /// By when.
    pub due: Date,
    /// Who carries it out.
    pub people: Vec<String>,
    /// How.
    pub methods: Vec<VerifyMethod>,
    /// The day it began.
    pub started_on: Option<Date>,
    /// What was found.
    pub found: Option<LookBackFound>,
    /// Papers.
    pub evidence: Vec<Paper>,
    /// Who concluded it.
    pub concluded_by: Option<String>,
    /// The new issue, where something came back.
    pub new_issue: Option<String>,
    /// Every act, oldest first.
    pub history: Vec<Past<LookBackAct, LookBackState>>,
}

record!(LookBack, "look-back", LookBackAct, LookBackState, no);

impl LookBack {
    /// Whether it is not concluded after the day it was due.
    #[must_use]
    pub fn is_overdue(&self, on: Date) -> bool {
        matches!(self.state, LookBackState::计划 | LookBackState::实施) && self.due < on
    }
    /// Whether what was put right came back or was never in place.
    #[must_use]
    pub fn came_back(&self) -> bool {
        matches!(
            &self.found,
            Some(LookBackFound::Host { result, .. }) if *result != LookBackResult::稳固
        )
    }
}
