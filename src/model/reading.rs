//! What a person or a workspace says about the files to be read.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DocType, Secrecy};

/// Settings that decide how files are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadingSettings {
    /// Host unit of all files (`--unit`).
    pub unit: Option<String>,
    /// Period of all files (`--period`), e.g. `2026Q3` or `2026年第三季度`.
    pub period: Option<String>,
    /// Type of all files (`--type`).
    pub doc_type: Option<DocType>,
    /// The highest level of secrecy the site may hold; what is marked higher is refused.
    pub secrecy: Secrecy,
    /// Header text to canonical field, over the built-in dictionary.
    pub headers: BTreeMap<String, String>,
    /// Units the office knows.
    pub units: Vec<UnitProfile>,
    /// How the tables of known sources are read: `[[import.profile]]` of `taizhang.toml`, no key of `[reading]`.
    #[serde(skip)]
    pub profiles: Vec<ImportProfile>,
}

/// A unit the office knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnitProfile {
    /// Full name.
    pub name: String,
    /// Kind, e.g. 司局; says who in the group speaks with it.
    pub kind: Option<super::UnitKind>,
    /// Short names and former names.
    pub aliases: Vec<String>,
    /// Names it had before it was renamed or merged, with the last day of each.
    pub former: Vec<FormerName>,
    /// Places it answers for; other places found in its papers may be left-overs.
    pub places: Vec<String>,
}

/// A name a unit no longer has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// The last day on which it was the unit's name, if known.
    pub until: Option<jiff::civil::Date>,
}

/// How the tables of one source are read. It applies to what all of `file`, `unit` and `sheet` that are given fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportProfile {
    /// Pattern of the file name, or of the path when it holds a `/`; `*` stands for anything, `?` for one character.
    pub file: Option<String>,
    /// Unit whose files they are, by name or alias.
    pub unit: Option<String>,
    /// Pattern of the sheet name.
    pub sheet: Option<String>,
    /// Row of the header as people count, from 1; of several rows any of them.
    pub header_row: Option<u32>,
    /// Header to canonical field, over the dictionary and over `[reading.headers]`.
    pub headers: BTreeMap<String, String>,
    /// Headers of columns that hold several things, with what parts them.
    pub split: BTreeMap<String, Split>,
    /// Whether bare numbers in columns of dates count from 1904.
    pub date1904: Option<bool>,
    /// The day the tables speak of, when they do not say it.
    pub as_of: Option<jiff::civil::Date>,
}

/// A column that holds several things: 整改措施及完成情况, 牵头部门/负责人.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// Field of what stands first.
    pub first: String,
    /// What follows, in order.
    pub then: Vec<SplitPart>,
}

/// A later part of a composite cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitPart {
    /// Words or marks with which it begins; they belong to no part.
    pub from: String,
    /// Its field.
    pub field: String,
}
