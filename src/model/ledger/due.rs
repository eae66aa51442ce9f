//! What is due: deadlines, how a record stands against them on a day, and the list and counts made of it.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::BookKind;
use crate::model::{DateValue, SourceRef};

/// How a matter left the list of what must still be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// 已完成, 已办结.
    Done,
    /// 已销号.
    Closed,
    /// 并入 another matter.
    Merged,
    /// 中止.
    Suspended,
}

/// Whether a finished matter was finished in time. Judged by the day it was finished on, never by when its record was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// 按期.
    OnTime,
    /// 超期办结.
    Late,
    /// No day of finishing, no deadline, or dates too coarse to tell.
    Unknown,
}

/// Levels by fact; colors are a matter of each office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueLevel {
    /// At most so many days are left.
    Near {
        /// Days, of `LedgerSettings::near_due_days`.
        within: u32,
    },
    /// More days are left than the widest level of near due.
    Later,
    /// Over by `from` to `to` days; without `to` by any more.
    Over {
        /// First day of the level.
        from: u32,
        /// Last day of the level, of `LedgerSettings::overdue_days`.
        to: Option<u32>,
    },
}

impl DueLevel {
    /// The office's words.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Near { within } => format!("剩余≤{within}天"),
            Self::Later => "未临期".to_owned(),
            Self::Over { from, to: Some(to) } => format!("超期{from}–{to}天"),
            Self::Over { from, to: None } => format!("超期>{}天", from.saturating_sub(1)),
        }
    }
}

/// How a record stands against its deadline on a day. Always computed, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Due {
    /// Nothing more is due, however late it may have been.
    Settled {
        /// How.
        how: Settled,
        /// Whether in time.
        timeliness: Timeliness,
    },
    /// 长期坚持 without a hard deadline.
    Standing,
    /// No deadline that can be laid on a calendar.
    NotComputable {
        /// The deadline as written; empty when none is.
        raw: String,
        /// Why, in Chinese.
        why: String,
    },
    /// The deadline is today or later.
    Left {
        /// The deadline.
        by: Date,
        /// Calendar days left; 0 on the day itself.
        days: u32,
        /// Workdays left after today.
        workdays: i64,
        /// Whether the workdays are 暂估.
        estimated: bool,
        /// Level.
        level: DueLevel,
    },
    /// The deadline has passed.
    Over {
        /// The deadline.
        by: Date,
        /// Calendar days over, from 1.
        days: u32,
        /// Workdays over.
        workdays: i64,
        /// Whether the workdays are 暂估.
        estimated: bool,
        /// Level.
        level: DueLevel,
    },
}

impl Due {
    /// Whether it is overdue.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Over { .. })
    }
    /// Days over its deadline, or fewer than none; `None` when nothing is counted.
    #[must_use]
    pub fn days_over(&self) -> Option<i64> {
        match self {
            Self::Over { days, .. } => Some(i64::from(*days)),
            Self::Left { days, .. } => Some(-i64::from(*days)),
            _ => None,
        }
    }
    /// The deadline it was measured against.
    #[must_use]
    pub fn by(&self) -> Option<Date> {
        match self {
            Self::Over { by, .. } | Self::Left { by, .. } => Some(*by),
            _ => None,
        }
    }
    /// Its level, if it has one.
    #[must_use]
    pub fn level(&self) -> Option<DueLevel> {
        match self {
            Self::Over { level, .. } | Self::Left { level, .. } => Some(*level),
            _ => None,
        }
    }
}

/// What was decided on an application for more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// 批准.
    Granted,
    /// 不批准.
    Refused,
    /// Nothing yet.
    Open,
}

/// One row of a register of extensions (延期登记).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// Which one of the matter, if the register counts them.
    pub nth: Option<u32>,
    /// When it was applied for.
    pub applied: Option<DateValue>,
    /// Why.
    pub reason: String,
    /// The deadline it starts from, as the register names it.
    pub old: Option<DateValue>,
    /// The deadline it asks for.
    pub new: Option<DateValue>,
    /// What was decided.
    pub decision: Decision,
    /// When it was decided.
    pub decided: Option<DateValue>,
    /// The row.
    pub source: Option<SourceRef>,
}

/// The deadlines of a record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Deadlines {
    /// 原定时限, in the oldest version that names one.
    pub original: Option<DateValue>,
    /// 现行时限 on the day asked about.
    pub current: Option<DateValue>,
    /// The last day of the current deadline, if it can be laid on a calendar.
    pub by: Option<Date>,
    /// Extensions granted by that day.
    pub extensions: u32,
    /// What does not fit together, in Chinese: a ledger that names another deadline than the last extension, a deadline that
    /// moved without one.
    pub doubts: Vec<String>,
}

/// One line of the overdue and near-due list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DueLine {
    /// Name of the series it stands in.
    pub book: String,
    /// What that book records.
    pub kind: BookKind,
    /// Key of the record.
    pub key: String,
    /// 台账编号.
    pub no: Option<String>,
    /// 事项.
    pub title: String,
    /// 责任单位.
    pub units: Vec<String>,
    /// 原定时限, 现行时限, 延期次数.
    pub deadlines: Deadlines,
    /// 截至日: the day asked about.
    pub on: Date,
    /// The day the version of the book speaks of, if it says so.
    pub as_of: Option<Date>,
    /// 超期天数 or what is left, in calendar days and workdays.
    pub due: Due,
    /// 最近进展日期.
    pub progress_on: Option<Date>,
    /// 最近进展摘要: its first characters.
    pub progress: String,
    /// 滞后原因 as it stands.
    pub cause: String,
    /// 催办次数, if the book or a register counts them.
    pub urged: Option<u32>,
    /// Day of the last urging.
    pub urged_on: Option<Date>,
    /// 建议动作: left to people, always empty.
    pub action: String,
    /// The deadline's cell, else the record's name.
    pub source: Option<SourceRef>,
}

/// How many matters stand how. The four parts always make up the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueCount {
    /// 总数.
    pub total: u32,
    /// 推进中: open and not overdue, standing and not computable ones included.
    pub in_progress: u32,
    /// 超期未办结.
    pub overdue: u32,
    /// 完结.
    pub finished: u32,
    /// 中止, 并入 included.
    pub halted: u32,
    /// Of those in progress: 长期坚持.
    pub standing: u32,
    /// Of those in progress: no deadline that can be computed.
    pub unclear: u32,
    /// Of the halted: 并入.
    pub merged: u32,
    /// Of the finished: 按期.
    pub on_time: u32,
    /// Of the finished: 超期办结.
    pub late: u32,
    /// 到期应办结: deadline on or before the day, neither halted nor standing.
    pub due: u32,
    /// Of those due: finished in time.
    pub due_on_time: u32,
}

impl DueCount {
    /// 办结率 = 已办结 ÷ (总数 − 中止 − 并入 − 长期坚持).
    #[must_use]
    pub fn finished_rate(&self) -> Share {
        Share {
            part: self.finished,
            whole: self
                .total
                .saturating_sub(self.halted)
                .saturating_sub(self.standing),
        }
    }
    /// 按期办结率 = 按期办结 ÷ 到期应办结.
    #[must_use]
    pub fn on_time_rate(&self) -> Share {
        Share {
            part: self.due_on_time,
            whole: self.due,
        }
    }
    /// 超期率 = 超期未办结 ÷ 到期应办结.
    #[must_use]
    pub fn overdue_rate(&self) -> Share {
        Share {
            part: self.overdue,
            whole: self.due,
        }
    }
}

/// A share that is always shown with what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Numerator.
    pub part: u32,
    /// Denominator.
    pub whole: u32,
}

impl std::fmt::Display for Share {
    /// `97.9%（47/48）`; `—（0/0）` where nothing can be divided.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (part, whole) = (u64::from(self.part), u64::from(self.whole));
        match (part * 2000 + whole).checked_div(2 * whole) {
            Some(tenths) => write!(f, "{}.{}%（{part}/{whole}）", tenths / 10, tenths % 10),
            None => write!(f, "—（{part}/{whole}）"),
        }
    }
}

/// The counts of one book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueCounts {
    /// Name of the series.
    pub book: String,
    /// What it records.
    pub kind: BookKind,
    /// The counts.
    pub count: DueCount,
}

/// What is overdue or near due on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DueList {
    /// The day.
    pub on: Date,
    /// Overdue, most days first; then what is still to come, fewest days first.
    pub lines: Vec<DueLine>,
    /// Open matters whose deadline cannot be computed, each with the reason.
    pub unclear: Vec<DueLine>,
    /// Counts of each book; one matter may stand in several books, so they are never added up here.
    pub counts: Vec<DueCounts>,
}
