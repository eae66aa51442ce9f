//! What a status word says, in four facets: real status cells are compound (已完成，长期坚持; 未完成但达到序时进度).
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How far the work is.
#[doc(alias = "完成度")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// 未启动.
    NotStarted,
    /// 进行中.
    Started,
    /// 部分完成, 阶段性办结.
    Stage,
    /// 基本完成.
    Mostly,
    /// 已完成.
    Done,
}

impl Completion {
    /// The office's word; a cell of a ledger that holds it is read as this again.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::NotStarted => "未启动",
            Self::Started => "进行中",
            Self::Stage => "部分完成",
            Self::Mostly => "基本完成",
            Self::Done => "已完成",
        }
    }
}

/// How it stands against its time.
#[doc(alias = "进度")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// 达到序时进度.
    OnTrack,
    /// 滞后.
    Behind,
    /// 逾期未完成.
    Overdue,
    /// 提前完成.
    Early,
    /// 按期完成.
    OnTime,
    /// 逾期完成.
    Late,
}

impl Schedule {
    /// The office's word; a cell of a ledger that holds it is read as this again.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::OnTrack => "达到序时进度",
            Self::Behind => "滞后",
            Self::Overdue => "逾期未完成",
            Self::Early => "提前完成",
            Self::OnTime => "按期完成",
            Self::Late => "逾期完成",
        }
    }
}

/// How far the closing is; a finished matter is not yet closed.
#[doc(alias = "销号状态")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closure {
    /// Not asked for.
    Open,
    /// 申请销号, 待验收.
    Applied,
    /// 已销号.
    Closed,
}

impl Closure {
    /// The office's word; a cell of a ledger that holds it is read as this again.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "未申请销号",
            Self::Applied => "申请销号",
            Self::Closed => "已销号",
        }
    }
}

/// What a status says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// How far the work is, if said.
    pub completion: Option<Completion>,
    /// How it stands against its time, if said.
    pub schedule: Option<Schedule>,
    /// How far the closing is, if said.
    pub closure: Option<Closure>,
    /// 长期坚持: the matter has no end.
    pub standing: bool,
    /// Share done in percent, if a number is given.
    pub percent: Option<Decimal>,
}

impl Facets {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
    /// Whether the work is said to be done, or the matter closed.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.completion == Some(Completion::Done) || self.closure == Some(Closure::Closed)
    }
    /// Whether the matter is said to be closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closure == Some(Closure::Closed)
    }
}
