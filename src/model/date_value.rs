//! Dates as people write them in ledgers and reports.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a date is for; it decides which end of a range counts and how a missing year is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateRole {
    /// When something begins.
    Start,
    /// By when something must be done.
    Deadline,
    /// When something happened.
    Event,
}

/// How exact a date is, or why it is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A day.
    Day,
    /// 上旬, 中旬, 下旬.
    Dekad,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// Half a year.
    Half,
    /// A year.
    Year,
    /// From one date to another.
    Range,
    /// 立行立改: at once.
    Immediate,
    /// 长期坚持: no end.
    Standing,
    /// 收到后5个工作日内: depends on another date.
    Relative,
    /// 近日, 第一时间: words that are no date.
    Vague,
    /// A date that does not exist.
    Invalid,
    /// Nothing that is a date.
    None,
}

/// A date as written and as understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateValue {
    /// As written.
    pub raw: String,
    /// First day, if any.
    pub from: Option<Date>,
    /// Last day, if any.
    pub to: Option<Date>,
    /// How exact it is.
    pub precision: Precision,
    /// Whether the matter also stands without end (…并长期坚持).
    pub standing: bool,
    /// Whether it is also to be done at once (立行立改…).
    pub immediate: bool,
    /// Why the reading may be wrong, in Chinese, if it may.
    pub doubt: Option<String>,
}

/// A reporting period.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// `2026`, `2026H1`, `2026Q3`, `2026-07`, or `2026-07-01/2026-07-15`.
    pub label: String,
}
