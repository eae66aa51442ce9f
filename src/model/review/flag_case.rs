//! What people did with one flag, from the first look to the end, and what the host unit says of it.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Past;
use crate::model::{FlagId, Paper, RejectCode, ReplyStance};

words! {
    /// Where a flag stands.
    #[derive(Default)]
    FlagState {
        /// Raised; nobody looked at it yet.
        #[default]
        新,
        /// Given to somebody.
        已分派,
        /// The officer proposes to accept it; a session decides.
        采纳待研判,
        /// The officer does not accept it, with a reason.
        不采纳,
        /// It says the same as another flag.
        合并,
        /// Put aside for later.
        暂存,
        /// More is to be found out first.
        退回补充,
        /// A session accepted it.
        研判采纳,
        /// A session did not.
        研判不采纳,
        /// It went into an opinion.
        已形成意见,
        /// Nothing more is to be done.
        结束,
    }
}

words! {
    /// What an officer proposes.
    Proposal {
        /// Lay it before a session.
        采纳,
        /// Not, for a reason.
        不采纳,
        /// It says the same as another flag.
        合并,
        /// Later.
        暂存,
        /// Find out more first.
        退回补充,
    }
}

impl FlagState {
    /// Whether someone must have decided for it to be reached.
    #[must_use]
    pub fn is_decided(self) -> bool {
        !matches!(self, Self::新 | Self::已分派)
    }
}

/// What an officer said of a flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposition {
    /// What is proposed.
    pub proposal: Proposal,
    /// Why not; only with 不采纳.
    #[serde(default)]
    pub code: Option<RejectCode>,
    /// In words.
    #[serde(default)]
    pub note: Option<String>,
    /// The flag it goes with; only with 合并.
    #[serde(default)]
    pub into: Option<FlagId>,
    /// Who said so.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// What a session made of a flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectiveOutcome {
    /// Number of the session.
    pub session: String,
    /// Number of the item on its agenda.
    pub item: u32,
    /// Outcome.
    pub outcome: super::Outcome,
    /// Why not, where it was not accepted.
    #[serde(default)]
    pub code: Option<RejectCode>,
    /// In words.
    pub reason: String,
}

/// What the host unit says of a flag. It stands beside the flag for ever.
#[doc(alias = "说明")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Whether it agrees.
    pub stance: ReplyStance,
    /// Its words.
    pub text: String,
    /// The day of its paper.
    pub on: Date,
    /// The paper.
    pub source: Paper,
    /// The opinion it answers, if it answers one.
    #[serde(default)]
    pub opinion: Option<String>,
    /// Who entered it.
    pub recorder: String,
}

/// What is done with a flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum FlagAct {
    /// 分派.
    Assign {
        /// Account of whoever is to look at it.
        to: String,
    },
    /// 认领: an officer takes a flag nobody was given.
    Claim {},
    /// 初核意见.
    Propose {
        /// What is proposed.
        proposal: Proposal,
        /// Why not; only with 不采纳.
        #[serde(default)]
        code: Option<RejectCode>,
        /// In words.
        #[serde(default)]
        note: Option<String>,
        /// The flag it goes with; only with 合并.
        #[serde(default)]
        into: Option<FlagId>,
    },
    /// 研判结果, when the minutes are signed, or the leader decided what was laid before him.
    Outcome {
        /// What the session made of it.
        outcome: CollectiveOutcome,
    },
    /// 列入意见.
    Include {
        /// Number of the opinion.
        opinion: String,
    },
    /// 退出意见, when the opinion is withdrawn.
    Exclude {
        /// Number of the opinion.
        opinion: String,
        /// Why.
        reason: String,
    },
    /// 登记说明: what the host unit says.
    Explain {
        /// Whether it agrees.
        stance: ReplyStance,
        /// Its words.
        text: String,
        /// The day of its paper.
        on: Date,
        /// The paper.
        source: Paper,
        /// The opinion it answers.
        #[serde(default)]
        opinion: Option<String>,
    },
    /// 办结.
    End {
        /// Why.
        reason: String,
    },
}

impl FlagAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Assign { .. } => "分派",
            Self::Claim {} => "认领",
            Self::Propose { .. } => "提出初核意见",
            Self::Outcome { .. } => "记录研判结果",
            Self::Include { .. } => "列入意见",
            Self::Exclude { .. } => "退出意见",
            Self::Explain { .. } => "登记说明",
            Self::End { .. } => "结束",
        }
    }
}

/// What people did with one flag. The flag itself is never changed.
#[doc(alias = "疑点处置")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FlagCase {
    /// The flag.
    pub flag: FlagId,
    /// Its indicator.
    pub indicator: String,
    /// Its rule.
    pub rule: String,
    /// Version of the rule that had raised it when it was last decided on.
    pub rule_version: u32,
    /// Where it stands.
    pub state: FlagState,
    /// Acts so far.
    pub rev: u32,
    /// Who is to look at it.
    pub assignee: Option<String>,
    /// What the officer says.
    pub disposition: Option<Disposition>,
    /// What sessions made of it, the last one last.
    pub outcomes: Vec<CollectiveOutcome>,
    /// The opinion it went into.
    pub opinion: Option<String>,
    /// What the host unit says.
    pub explanations: Vec<Explanation>,
    /// The flag on an earlier text that this one takes the place of.
    pub replaces: Option<FlagId>,
    /// Every act, oldest first.
    pub history: Vec<Past<FlagAct, FlagState>>,
}

record!(FlagCase, "flag-case", FlagAct, FlagState, flag);
