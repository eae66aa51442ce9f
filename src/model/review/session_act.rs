//! What is done in and around a session of collective review.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{IssueBody, MaterialPiece, OfflineView, Outcome, Part, SessionKind, Stance};
use crate::model::{FlagId, Paper, RejectCode};

/// Somebody to be invited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invited {
    /// Account.
    pub account: String,
    /// Name as shown.
    #[serde(default)]
    pub name: String,
    /// As what.
    #[serde(default)]
    pub part: Part,
}

/// A session as it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionPlan {
    /// Kind.
    #[serde(default)]
    pub kind: SessionKind,
    /// The day.
    pub date: Date,
    /// The place.
    #[serde(default)]
    pub place: String,
    /// Account of the chair.
    pub chair: String,
    /// Account of the recorder.
    pub recorder: String,
    /// Who is invited; chair and recorder included.
    pub invited: Vec<Invited>,
    /// Whether views are hidden from each other until all have spoken.
    #[serde(default)]
    pub is_blind: bool,
    /// Whether the larger quorum is needed.
    #[serde(default)]
    pub is_grave: bool,
}

/// A matter to be put on the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaDraft {
    /// The matter.
    pub title: String,
    /// Flags it is about.
    #[serde(default)]
    pub flags: Vec<FlagId>,
    /// Ledger numbers it is about.
    #[serde(default)]
    pub entries: Vec<String>,
    /// The draft of an opinion it is about.
    #[serde(default)]
    pub opinion: Option<String>,
    /// Account of whoever reports on it.
    #[serde(default)]
    pub reporter: String,
}

/// What is done with a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum SessionAct {
    /// 筹备: the session is called, or called otherwise while it is being prepared.
    Plan {
        /// The session as it is called.
        plan: SessionPlan,
    },
    /// 列入议题.
    AddItem {
        /// The matter.
        item: AgendaDraft,
    },
    /// 撤下议题.
    DropItem {
        /// Its number.
        item: u32,
        /// Why.
        reason: String,
    },
    /// 锁定材料. The verb fills the material in.
    Lock {
        /// What the session is given.
        #[serde(default)]
        material: Vec<MaterialPiece>,
    },
    /// 解锁材料: back to preparing.
    Unlock {
        /// Why.
        reason: String,
    },
    /// 签到.
    SignIn {},
    /// 登记缺席.
    Excuse {
        /// Account.
        account: String,
        /// Why.
        reason: String,
    },
    /// 回避.
    Recuse {
        /// Account.
        account: String,
        /// The item; all of them where none is named.
        #[serde(default)]
        item: Option<u32>,
        /// Why.
        reason: String,
    },
    /// 开始研判.
    Begin {},
    /// 发表意见.
    StateView {
        /// The item.
        item: u32,
        /// How the person stands.
        stance: Stance,
        /// In words; needed unless the person agrees.
        #[serde(default)]
        text: String,
    },
    /// 并入离线意见: views given away from the server.
    MergeViews {
        /// SHA-256 of the file they came in, hexadecimal.
        file: String,
        /// The views.
        views: Vec<OfflineView>,
    },
    /// 形成结果.
    Conclude {
        /// The item.
        item: u32,
        /// Outcome.
        outcome: Outcome,
        /// Why not, where flags are not accepted.
        #[serde(default)]
        code: Option<RejectCode>,
        /// In words.
        reason: String,
        /// What becomes of it, where it is accepted.
        #[serde(default)]
        issues: Vec<IssueBody>,
    },
    /// 起草纪要.
    DraftMinutes {
        /// The text.
        text: String,
    },
    /// 退回纪要: signatures given so far are void.
    ReturnMinutes {
        /// Why.
        reason: String,
    },
    /// 签认.
    Sign {
        /// What the person adds in dissent.
        #[serde(default)]
        dissent: Option<String>,
    },
    /// 补记: the only way to add to what was signed.
    Note {
        /// The text.
        text: String,
    },
    /// 组领导决定, of an item laid before him.
    LeaderDecide {
        /// The item.
        item: u32,
        /// Outcome.
        outcome: Outcome,
        /// Why not, where flags are not accepted.
        #[serde(default)]
        code: Option<RejectCode>,
        /// In words.
        text: String,
        /// The decision on paper.
        #[serde(default)]
        paper: Paper,
        /// What becomes of it, where it is accepted.
        #[serde(default)]
        issues: Vec<IssueBody>,
    },
    /// 归档.
    Archive {},
}

impl SessionAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Plan { .. } => "筹备",
            Self::AddItem { .. } => "列入议题",
            Self::DropItem { .. } => "撤下议题",
            Self::Lock { .. } => "锁定材料",
            Self::Unlock { .. } => "解锁材料",
            Self::SignIn {} => "签到",
            Self::Excuse { .. } => "登记缺席",
            Self::Recuse { .. } => "回避",
            Self::Begin {} => "开始研判",
            Self::StateView { .. } => "发表意见",
            Self::MergeViews { .. } => "并入离线意见",
            Self::Conclude { .. } => "形成结果",
            Self::DraftMinutes { .. } => "起草纪要",
            Self::ReturnMinutes { .. } => "退回纪要",
            Self::Sign { .. } => "签认",
            Self::Note { .. } => "补记",
            Self::LeaderDecide { .. } => "组领导决定",
            Self::Archive {} => "归档",
        }
    }
}
