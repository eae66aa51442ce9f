//! Why an act was refused: every guard that is not met, with what is missing.
use serde::{Deserialize, Serialize};

use super::EntryState;

/// A condition of the table of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// The act does not follow this state.
    State,
    /// The role may not do it.
    Role,
    /// Nobody is named.
    Person,
    /// One entry per act.
    OneEntry,
    /// The day of the act.
    Day,
    /// Secrecy check.
    Secrecy,
    /// The number is taken.
    Duplicate,
    /// Responsible unit.
    Unit,
    /// Deadline, or standing.
    Deadline,
    /// Relevance.
    Relevance,
    /// A place among the imported files.
    Source,
    /// Order of periods.
    Period,
    /// The steps.
    Steps,
    /// The tasks.
    Items,
    /// Evidence.
    Evidence,
    /// A reason in words.
    Reason,
    /// Those who enter do not approve, those who check do not close.
    Separation,
    /// What a check found.
    Verdict,
    /// Two people check.
    TwoCheckers,
    /// The ten points.
    Checklist,
    /// The public notice.
    Publicity,
    /// The collective decision.
    Collective,
    /// The review cycle of a standing matter.
    Cycle,
    /// A hard deadline that is not met.
    HardDeadline,
    /// A paper that decides.
    Paper,
    /// The entry it goes into.
    Target,
    /// How many extensions there may be, and their order.
    Extension,
    /// The sections of a look-back.
    LookBack,
    /// How many members must be present.
    Quorum,
    /// Who keeps out of a matter, and why.
    Recusal,
    /// The views of those present.
    Views,
    /// Signatures.
    Signatures,
    /// The material of a session.
    Material,
    /// What is signed is not edited.
    Signed,
    /// Who speaks with which unit.
    Liaison,
    /// What a session or a leader decided.
    Decided,
    /// Issues, items, measures: what the paper is to say.
    Content,
    /// How something is delivered.
    Delivery,
}

impl Guard {
    /// The office's words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::State => "状态",
            Self::Role => "角色",
            Self::Person => "经办人",
            Self::OneEntry => "一次一项",
            Self::Day => "日期",
            Self::Secrecy => "保密检查",
            Self::Duplicate => "编号不重复",
            Self::Unit => "责任单位",
            Self::Deadline => "办理时限",
            Self::Relevance => "职责相关度",
            Self::Source => "出处",
            Self::Period => "期次",
            Self::Steps => "七步",
            Self::Items => "任务逐项完成",
            Self::Evidence => "佐证",
            Self::Reason => "理由",
            Self::Separation => "岗位分离",
            Self::Verdict => "核查结论",
            Self::TwoCheckers => "两人核查",
            Self::Checklist => "销号十项清单",
            Self::Publicity => "公示",
            Self::Collective => "集体研究",
            Self::Cycle => "复核周期",
            Self::HardDeadline => "硬时限",
            Self::Paper => "依据文件",
            Self::Target => "并入编号",
            Self::Extension => "延期",
            Self::LookBack => "回头看",
            Self::Quorum => "法定人数",
            Self::Recusal => "回避",
            Self::Views => "研判意见",
            Self::Signatures => "签认",
            Self::Material => "研判材料",
            Self::Signed => "签认后不改",
            Self::Liaison => "联系层级",
            Self::Decided => "研判决定",
            Self::Content => "内容",
            Self::Delivery => "送达",
        }
    }
}

/// A guard that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmet {
    /// Which.
    pub guard: Guard,
    /// What is missing, in Chinese.
    pub missing: String,
}

/// An act that was refused. The entry stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Number of the entry.
    pub entry: String,
    /// The act, in the office's word.
    pub act: String,
    /// The state it stands in.
    pub state: EntryState,
    /// Everything that is not met; never empty.
    pub unmet: Vec<Unmet>,
}

impl Refusal {
    /// Whether a guard is among those not met.
    #[must_use]
    pub fn names(&self, guard: Guard) -> bool {
        self.unmet.iter().any(|u| u.guard == guard)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}（{}）不能{}：",
            self.entry,
            self.state.name(),
            self.act
        )?;
        for (at, unmet) in self.unmet.iter().enumerate() {
            if at > 0 {
                f.write_str("；")?;
            }
            write!(f, "【{}】{}", unmet.guard.title(), unmet.missing)?;
        }
        Ok(())
    }
}
