//! A problem that a session accepted, with everything a host unit needs to act on it. Gap, blocker, deviation and cause are chosen
//! by people and never filled in.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Past;
use crate::model::{Evidence, FlagId, Paper};

words! {
    /// How far what was done lies from what was asked.
    Gap {
        /// In level.
        落差,
        /// In warmth.
        温差,
        /// In direction.
        偏差,
    }
}

words! {
    /// What stands in the way.
    Blocker {
        /// Something that stops it.
        堵点,
        /// Something that slows it.
        淤点,
        /// Something hard.
        难点,
    }
}

words! {
    /// How what was done departs from what was asked.
    Deviation {
        /// Off the direction.
        偏向,
        /// Bent.
        变通,
        /// Less than asked.
        打折扣,
    }
}

words! {
    /// Where a problem comes from, as people see it.
    Cause {
        /// 政治站位不高.
        政治站位不高,
        /// 能力作风不硬.
        能力作风不硬,
        /// 履职担当不足.
        履职担当不足,
        /// 制度机制不健全.
        制度机制不健全,
        /// It lies with single people; who they are is never recorded here.
        个别干部,
        /// It lies with the climate of the unit.
        单位政治生态,
    }
}

words! {
    /// What lies below a cause, as people see it.
    CauseDepth {
        /// 政治立场.
        政治立场,
        /// 责任担当.
        责任担当,
        /// 纪律作风.
        纪律作风,
    }
}

words! {
    /// Where an issue stands.
    #[derive(Default)]
    IssueState {
        /// Accepted; not yet in an opinion.
        #[default]
        待形成意见,
        /// In the draft of an opinion.
        已列入意见,
        /// Told to the unit.
        已反馈,
        /// The unit is putting it right.
        整改中,
        /// Struck off.
        已销号,
        /// It came back.
        重新整改,
        /// Ended.
        结束,
    }
}

/// The cause of a problem, as a session sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RootCause {
    /// Causes.
    pub values: Vec<Cause>,
    /// What lies below.
    pub depth: Vec<CauseDepth>,
    /// In the reviewer's words; a cause without them counts as missing.
    pub text: String,
}

/// What the unit is to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Suggestion {
    /// In one sentence.
    pub text: String,
    /// Who or what it is about.
    pub object: String,
    /// What is to be done.
    pub action: String,
    /// By when.
    pub deadline: Option<Date>,
    /// By what one sees that it is done.
    pub check_standard: String,
}

/// What an issue says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IssueBody {
    /// The unit it is about.
    pub unit: String,
    /// Category, e.g. the family of the indicator.
    pub category: String,
    /// The problem.
    pub text: String,
    /// What it is measured by: the requirement, with its paper.
    pub basis: String,
    /// Quotations.
    pub evidence: Vec<Evidence>,
    /// Other papers.
    pub papers: Vec<Paper>,
    /// Gap.
    pub gap: Option<Gap>,
    /// Blocker.
    pub blocker: Option<Blocker>,
    /// Deviation.
    pub deviation: Option<Deviation>,
    /// Cause.
    pub cause: Option<RootCause>,
    /// What the unit is to do.
    pub suggestion: Suggestion,
}

impl IssueBody {
    /// What it lacks to be precise and to be acted on, in the office's words. Told, never a bar.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let said = |text: &str| !text.trim().is_empty();
        let s = &self.suggestion;
        let cause = self.cause.as_ref();
        [
            (said(&self.basis), "依据"),
            (!self.evidence.is_empty() || !self.papers.is_empty(), "证据"),
            (self.gap.is_some(), "差距类型"),
            (
                cause.is_some_and(|c| !c.values.is_empty() && said(&c.text)),
                "原因分析",
            ),
            (said(&s.text), "意见建议"),
            (said(&s.object), "建议对象"),
            (said(&s.action), "建议动作"),
            (s.deadline.is_some(), "建议时限"),
            (said(&s.check_standard), "检验标准"),
        ]
        .into_iter()
        .filter(|(is_there, _)| !is_there)
        .map(|(_, name)| name)
        .collect()
    }
}

/// What is done with an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum IssueAct {
    /// 研判认定: a signed session, or the head of the group, accepted it.
    Accept {
        /// Number of the session.
        session: String,
        /// Number of the item.
        item: u32,
        /// Flags it rests on.
        flags: Vec<FlagId>,
        /// What it says.
        body: Box<IssueBody>,
    },
    /// 补充要素: fills in what is still empty; what was signed is not changed.
    Complete {
        /// What it says then.
        body: Box<IssueBody>,
    },
    /// 列入意见.
    Include {
        /// Number of the opinion.
        opinion: String,
    },
    /// 退出意见.
    Exclude {
        /// Number of the opinion.
        opinion: String,
        /// Why.
        reason: String,
    },
    /// 反馈: the opinion was delivered.
    Tell {
        /// Number of the opinion.
        opinion: String,
    },
    /// 开始整改.
    Rectify {
        /// Number of the rectification.
        rectification: String,
    },
    /// 销号.
    CloseOut {
        /// Number of the rectification.
        rectification: String,
    },
    /// 重新整改: it came back.
    Reopen {
        /// Number of the look-back.
        look_back: String,
    },
    /// 结束.
    End {
        /// Why.
        reason: String,
    },
}

impl IssueAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Accept { .. } => "研判认定",
            Self::Complete { .. } => "补充要素",
            Self::Include { .. } => "列入意见",
            Self::Exclude { .. } => "退出意见",
            Self::Tell { .. } => "反馈",
            Self::Rectify { .. } => "开始整改",
            Self::CloseOut { .. } => "销号",
            Self::Reopen { .. } => "重新整改",
            Self::End { .. } => "结束",
        }
    }
}

/// A problem that a session accepted.
#[doc(alias = "问题")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Issue {
    /// Number, e.g. `问题2026-001`.
    pub no: String,
    /// Where it stands.
    pub state: IssueState,
    /// Acts so far.
    pub rev: u32,
    /// The session that accepted it.
    pub session: String,
    /// The item on its agenda.
    pub item: u32,
    /// Flags it rests on.
    pub flags: Vec<FlagId>,
    /// What it says.
    pub body: IssueBody,
    /// The opinion it is in.
    pub opinion: Option<String>,
    /// Its rectification.
    pub rectification: Option<String>,
    /// Every act, oldest first.
    pub history: Vec<Past<IssueAct, IssueState>>,
}

record!(Issue, "issue", IssueAct, IssueState, no);
