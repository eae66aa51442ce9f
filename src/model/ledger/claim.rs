//! What a report claims of a matter, with its place: the unit of reconciliation.
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{AsOf, Facets, StepKind};
use crate::model::{DateValue, DocType, NumValue, SourceRef};

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Claimed {
    /// How far a matter is. Plans and promises are none.
    Status {
        /// What the words say.
        facets: Facets,
        /// When it was finished or closed, if said.
        done_on: Option<DateValue>,
    },
    /// How many matters, tasks or complaints there are of a sort.
    Count {
        /// The number.
        value: NumValue,
        /// What is counted: 任务, 问题, 举报件.
        of: String,
        /// Which of them: `None` for all, else 已完成, 已销号, 达到序时进度 as facets.
        state: Option<Facets>,
        /// Whether the number stands as a part (其中…) of one named before.
        is_part: bool,
        /// The words that limit it to a span of time or to a sample (三季度, 本月, 抽查); such a number is not what stands on a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        during: Option<String>,
    },
    /// A share with the numbers it is made of, where they are named.
    Rate {
        /// The share, in percent.
        value: NumValue,
        /// Name: 办结率, 完成率.
        name: String,
        /// Numerator and denominator, if named beside it.
        of: Option<(Decimal, Decimal)>,
    },
    /// How much of a measure is done: 应整治96个, 累计整治71个.
    Amount {
        /// The number reached.
        value: NumValue,
        /// The words that say of what: 整治, 清理养殖网箱.
        what: String,
        /// How much there is to do, where the sentence says it.
        of: Option<Decimal>,
        /// Whether it is said to be a running total (累计).
        is_running: bool,
    },
    /// A step that was taken.
    Step {
        /// Which step.
        step: StepKind,
        /// When.
        date: DateValue,
    },
    /// By when something must be done.
    Deadline {
        /// The day.
        date: DateValue,
    },
    /// Who is responsible.
    Unit {
        /// The name the office knows it by, else as written.
        name: String,
    },
}

/// What a claim is about, as far as the text says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Ledger number.
    pub no: Option<String>,
    /// Document number, as `岚政办发〔2026〕11号`.
    pub doc_no: Option<String>,
    /// The words that name the matter: heading, or the object of the sentence.
    pub title: String,
    /// Unit named beside it.
    pub unit: Option<String>,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What is claimed.
    pub claimed: Claimed,
    /// What it is about.
    pub subject: Subject,
    /// The day it speaks of, when the sentence names another than the report's.
    pub as_of: Option<Date>,
    /// The sentence or cell.
    pub source: SourceRef,
    /// The passage of the document it stands in.
    pub passage: u32,
}

/// The claims of one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Path of the file.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Type of the document.
    pub doc_type: DocType,
    /// Who reports.
    pub unit: Option<String>,
    /// Label of its period.
    pub period: Option<String>,
    /// The day it speaks of.
    pub as_of: Option<AsOf>,
    /// Claims in reading order.
    pub claims: Vec<Claim>,
}

/// How a claim was tied to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkedBy {
    /// The ledger number stands in the text.
    Number,
    /// The document number does.
    DocumentNumber,
    /// The directive's title does.
    Directive,
    /// Titles are alike and unit and date agree.
    Title,
}
