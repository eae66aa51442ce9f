//! The standing of one version of a rule: who wrote it, who approved it, and whether it takes part.
use serde::{Deserialize, Serialize};

use super::Past;

words! {
    /// Where a version of a rule stands.
    #[derive(Default)]
    RuleState {
        /// A draft: it raises nothing.
        #[default]
        草案,
        /// On trial: its flags are leads and marked so.
        试运行,
        /// Approved; not yet in use.
        批准,
        /// In use.
        启用,
        /// Out of use: it raises nothing.
        停用,
    }
}

/// What is done with a version of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum RuleAct {
    /// 提出.
    Draft {
        /// The rule.
        rule: String,
        /// Its version.
        version: u32,
        /// Digest of its text, as the run record names it.
        hash: String,
        /// Who wrote it.
        author: String,
    },
    /// 试运行.
    Try {},
    /// 批准.
    Approve {
        /// Why: what the trial showed.
        reason: String,
    },
    /// 启用.
    Enable {},
    /// 停用.
    Disable {
        /// Why.
        reason: String,
    },
}

impl RuleAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Draft { .. } => "提出",
            Self::Try {} => "试运行",
            Self::Approve { .. } => "批准",
            Self::Enable {} => "启用",
            Self::Disable { .. } => "停用",
        }
    }
}

/// The standing of one version of a rule.
#[doc(alias = "规则版本")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleCase {
    /// `<rule>@<version>`.
    pub id: String,
    /// Where it stands.
    pub state: RuleState,
    /// Acts so far.
    pub rev: u32,
    /// The rule.
    pub rule: String,
    /// Its version.
    pub version: u32,
    /// Digest of its text when it was proposed; another text is another version.
    pub hash: String,
    /// Who wrote it.
    pub author: String,
    /// Who approved it.
    pub approver: Option<String>,
    /// Every act, oldest first.
    pub history: Vec<Past<RuleAct, RuleState>>,
}

record!(RuleCase, "version", RuleAct, RuleState, id);
