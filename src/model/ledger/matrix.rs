//! The step matrix (records by the seven steps) and the loop matrix (records by the eight stages of the closed loop).
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BookKind, Settled, StepKind};
use crate::model::{DateValue, SourceRef};

/// Which record a line of a matrix is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatrixName {
    /// Name of the series.
    pub book: String,
    /// What the book records.
    pub kind: BookKind,
    /// Key of the record.
    pub key: String,
    /// 台账编号.
    pub no: Option<String>,
    /// 事项.
    pub title: String,
    /// 责任单位.
    pub units: Vec<String>,
    /// The record.
    pub source: Option<SourceRef>,
}

/// Workdays from receipt to a step. A step known only by its month has a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLag {
    /// Workdays by the earliest reading of the step's date; negative when it lies before receipt.
    pub least: i64,
    /// Workdays by the latest reading.
    pub most: i64,
    /// Whether they are 暂估.
    pub estimated: bool,
}

impl StepLag {
    /// The number of days as a paper shows it. A step before the receipt is said to be before it: nobody counts in negative days.
    fn label(&self) -> String {
        let (least, most) = (self.least.unsigned_abs(), self.most.unsigned_abs());
        match (self.least < 0, self.most < 0) {
            _ if self.least == self.most && self.least < 0 => format!("早于收文{least}"),
            _ if self.least == self.most => least.to_string(),
            (true, true) => format!("早于收文{most}–{least}"),
            (true, false) => format!("早于收文{least}至晚{most}"),
            (false, _) => format!("{least}–{most}"),
        }
    }
}

/// What a record shows of one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum StepCell {
    /// The book has no column for it, and no other book says anything.
    NoColumn,
    /// There is a column; nobody filled it in.
    Empty,
    /// Declared not to apply.
    Waived {
        /// With these words.
        words: String,
    },
    /// All its dates are still to come.
    Planned {
        /// Its dates, earliest first.
        dates: Vec<DateValue>,
    },
    /// Taken; without dates only the word 有 can be shown.
    Taken {
        /// Its dates, earliest first.
        dates: Vec<DateValue>,
        /// Workdays from receipt to the first of them, for the first three steps.
        lag: Option<StepLag>,
    },
}

impl StepCell {
    /// What the cell of a paper shows; empty for an empty one.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::NoColumn => "—".to_owned(),
            Self::Empty => String::new(),
            Self::Waived { words } => words.clone(),
            Self::Planned { dates } => format!("计划{}", written(dates)),
            Self::Taken { dates, .. } if dates.is_empty() => "有".to_owned(),
            Self::Taken { dates, lag: None } => written(dates),
            Self::Taken {
                dates,
                lag: Some(lag),
            } => {
                let mark = if lag.estimated { "，暂估" } else { "" };
                format!("{}（{}个工作日{mark}）", written(dates), lag.label())
            }
        }
    }
    /// Whether the step needs nothing more to be shown: taken or waived.
    #[must_use]
    pub fn is_there(&self) -> bool {
        matches!(self, Self::Taken { .. } | Self::Waived { .. })
    }
}

fn written(dates: &[DateValue]) -> String {
    let days: Vec<String> = dates
        .iter()
        .map(|d| match (d.from, d.to) {
            (Some(from), Some(to)) if from == to => from.to_string(),
            (Some(from), None) => format!("{from}起"),
            (None, Some(to)) => format!("{to}前"),
            _ => d.raw.trim().to_owned(),
        })
        .collect();
    days.join("、")
}

/// One line of the step matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepRow {
    /// Which record.
    pub name: MatrixName,
    /// When the matter was received.
    pub received: Option<Date>,
    /// The seven steps in the order of [`StepKind::ALL`].
    pub cells: Vec<StepCell>,
}

impl StepRow {
    /// The cell of a step.
    #[must_use]
    pub fn cell(&self, step: StepKind) -> Option<&StepCell> {
        let at = StepKind::ALL.iter().position(|s| *s == step)?;
        self.cells.get(at)
    }
}

/// Records by the seven steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepMatrix {
    /// The day asked about.
    pub on: Date,
    /// Records in the order of their books.
    pub rows: Vec<StepRow>,
}

/// The eight stages of the closed loop, in their order.
#[doc(alias = "闭环")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoopStage {
    /// 通报.
    Notice,
    /// 更新台账.
    Update,
    /// 定期调度.
    Dispatch,
    /// 对账检查.
    Reconcile,
    /// 动态跟踪.
    Track,
    /// 限期办结.
    Finish,
    /// 逐项销号.
    Close,
    /// 回头看.
    LookBack,
}

impl LoopStage {
    /// All eight, in their order.
    pub const ALL: [Self; 8] = [
        Self::Notice,
        Self::Update,
        Self::Dispatch,
        Self::Reconcile,
        Self::Track,
        Self::Finish,
        Self::Close,
        Self::LookBack,
    ];
    /// The office's word.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Notice => "通报",
            Self::Update => "更新台账",
            Self::Dispatch => "定期调度",
            Self::Reconcile => "对账检查",
            Self::Track => "动态跟踪",
            Self::Finish => "限期办结",
            Self::Close => "逐项销号",
            Self::LookBack => "回头看",
        }
    }
}

/// What shows that a stage was gone through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageRecord {
    /// When last, if a day is known.
    pub on: Option<Date>,
    /// How many records there are.
    pub times: u32,
    /// What they are, in Chinese.
    pub says: String,
    /// One of them.
    pub source: Option<SourceRef>,
}

/// One line of the loop matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoopRow {
    /// Which record.
    pub name: MatrixName,
    /// How it is settled, if it is.
    pub settled: Option<Settled>,
    /// The eight stages in the order of [`LoopStage::ALL`]; `None` where no record shows the stage.
    pub cells: Vec<Option<StageRecord>>,
}

impl LoopRow {
    /// The furthest stage with a record, counted from 1; 0 without any.
    #[must_use]
    pub fn reached(&self) -> usize {
        self.cells
            .iter()
            .rposition(Option::is_some)
            .map_or(0, |at| at + 1)
    }
    /// Stages without a record before the furthest one: where the loop is open.
    #[must_use]
    pub fn gaps(&self) -> Vec<LoopStage> {
        LoopStage::ALL
            .iter()
            .zip(&self.cells)
            .take(self.reached())
            .filter(|(_, cell)| cell.is_none())
            .map(|(stage, _)| *stage)
            .collect()
    }
    /// The cell of a stage.
    #[must_use]
    pub fn cell(&self, stage: LoopStage) -> Option<&StageRecord> {
        let at = LoopStage::ALL.iter().position(|s| *s == stage)?;
        self.cells.get(at)?.as_ref()
    }
}

/// Records by the eight stages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoopMatrix {
    /// The day asked about.
    pub on: Date,
    /// Records in the order of their books.
    pub rows: Vec<LoopRow>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_before_the_receipt_is_said_to_be_before_it() {
        let label = |least, most| {
            let estimated = false;
            StepLag {
                least,
                most,
                estimated,
            }
            .label()
        };
        assert_eq!(label(3, 3), "3");
        assert_eq!(label(0, 5), "0–5");
        assert_eq!(label(-6, -6), "早于收文6");
        assert_eq!(label(-6, -2), "早于收文2–6");
        assert_eq!(label(-2, 3), "早于收文2至晚3");
    }
}
