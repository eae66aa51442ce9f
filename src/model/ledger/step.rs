//! The seven steps of a matter, and the tasks a cell lists.
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::model::DateValue;

/// The seven steps, in their order.
#[doc(alias = "七步")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 学习传达.
    Convey,
    /// 作出部署.
    Deploy,
    /// 制定方案.
    Plan,
    /// 贯彻执行.
    Execute,
    /// 结果评估.
    Assess,
    /// 回头检视.
    LookBack,
    /// 建章立制.
    Institute,
}

impl StepKind {
    /// All seven, in their order.
    pub const ALL: [Self; 7] = [
        Self::Convey,
        Self::Deploy,
        Self::Plan,
        Self::Execute,
        Self::Assess,
        Self::LookBack,
        Self::Institute,
    ];
    /// The office's word.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Convey => "学习传达",
            Self::Deploy => "作出部署",
            Self::Plan => "制定方案",
            Self::Execute => "贯彻执行",
            Self::Assess => "结果评估",
            Self::LookBack => "回头检视",
            Self::Institute => "建章立制",
        }
    }
    /// The canonical fields that may hold it: its text, and its date where there is one.
    #[must_use]
    pub fn fields(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Convey => ("convey", Some("convey_date")),
            Self::Deploy => ("deploy", Some("deploy_date")),
            Self::Plan => ("plan", Some("plan_date")),
            Self::Execute => ("execute", None),
            Self::Assess => ("assess", None),
            Self::LookBack => ("lookback", Some("lookback_date")),
            Self::Institute => ("institution", None),
        }
    }
}

/// A step as a record shows it. A step nobody filled in is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which step.
    pub kind: StepKind,
    /// When, if a date is given.
    pub date: Option<DateValue>,
    /// The field the date was read from, else the field of the text.
    pub field: String,
    /// Whether it was the first item of a meeting (第一议题), if said.
    pub is_first_item: Option<bool>,
    /// 不适用, 无需: the step was declared not to apply, with these words.
    pub waived: Option<String>,
}

/// One of several tasks or measures listed in one cell.
#[doc(alias = "任务")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkItem {
    /// Number in the list, from 1.
    pub seq: u32,
    /// The field the list stands in.
    pub field: String,
    /// Characters of the cell's text, the label excluded.
    pub range: Range<u32>,
    /// The words.
    pub text: String,
    /// Its own deadline, if it names one.
    pub deadline: Option<DateValue>,
}
