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
}

/// A unit the office knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnitProfile {
    /// Full name.
    pub name: String,
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
