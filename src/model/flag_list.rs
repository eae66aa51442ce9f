//! The list of flags laid before reviewers, and the run it came from.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FileRecord, Flag, IndicatorCard};

/// One run over a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Identity of the run: hash of files, rules and settings; the same inputs give the same id.
    pub id: String,
    /// The reporting day.
    pub on: Date,
    /// Version of the program.
    pub program: String,
    /// Rules that took part.
    pub rules: Vec<RuleVersion>,
    /// Files that took part, unread ones included.
    pub files: Vec<FileRecord>,
}

/// A rule and its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleVersion {
    /// Indicator.
    pub indicator: String,
    /// Rule.
    pub rule: String,
    /// Version.
    pub version: u32,
    /// First 12 hexadecimal digits of the SHA-256 of the rule's text.
    pub hash: String,
}

/// An indicator as it is named to people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorTitle {
    /// Id, e.g. `hollow-commitment`.
    pub id: String,
    /// Chinese title that reads well after 疑似.
    pub title: String,
    /// English name.
    pub english: String,
    /// Family, e.g. 空泛表态.
    pub family: String,
}

impl From<IndicatorCard> for IndicatorTitle {
    fn from(card: IndicatorCard) -> Self {
        Self {
            id: card.id,
            title: card.title,
            english: card.english,
            family: card.family,
        }
    }
}

/// Flags left out by a cap; the number is printed, nothing disappears silently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Indicator.
    pub indicator: String,
    /// File, when the cap per document applied; `None` when the cap per rule applied.
    pub file: Option<String>,
    /// How many.
    pub count: u32,
}

/// The flagged-issue list (集体研判问题清单).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlagList {
    /// The run.
    pub run: RunRecord,
    /// Titles of the indicators, in display order.
    pub indicators: Vec<IndicatorTitle>,
    /// Flags in the order they are to be read.
    pub flags: Vec<Flag>,
    /// What the caps left out.
    pub withheld: Vec<Withheld>,
    /// Cap per document and rule, and cap per rule over all.
    pub caps: (u32, u32),
}
