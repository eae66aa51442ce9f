//! What changed between two versions of a book.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::SourceRef;

/// A version, as papers name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionName {
    /// Path of the file.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// The day it speaks of.
    pub as_of: Option<Date>,
}

/// A record of one of the versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowName {
    /// Index into the records of its version.
    pub at: usize,
    /// Key.
    pub key: String,
    /// Number.
    pub no: Option<String>,
    /// The matter.
    pub title: String,
    /// Responsible units.
    pub units: Vec<String>,
    /// The record.
    pub source: Option<SourceRef>,
}

/// One cell before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Canonical field, or empty.
    pub field: String,
    /// Header, of the later version where it has the column.
    pub header: String,
    /// Text before; empty when nothing stood there.
    pub before: String,
    /// Text after.
    pub after: String,
    /// The cell before.
    pub before_at: Option<SourceRef>,
    /// The cell after.
    pub after_at: Option<SourceRef>,
    /// Whether both say the same: one date in two formats, other blanks or width, the same units in other order.
    pub same_meaning: bool,
}

/// A record that stands in both versions with other cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowChange {
    /// The record before.
    pub before: RowName,
    /// The record after.
    pub after: RowName,
    /// Its cells that differ, in the order of the later version's columns.
    pub fields: Vec<FieldChange>,
}

impl RowChange {
    /// Whether any cell says something else, not only in another way.
    #[must_use]
    pub fn is_real(&self) -> bool {
        self.fields.iter().any(|f| !f.same_meaning)
    }
}

/// A record that may have come back under another number. Offered: a person decides, and until then both rows stay what they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Renumbered {
    /// The record before.
    pub before: RowName,
    /// The record after.
    pub after: RowName,
    /// How alike the titles are, from 0 to 1.
    pub similarity: f64,
}

/// Records of one version under one key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The key.
    pub key: String,
    /// Whether they stand in the later version.
    pub is_after: bool,
    /// The records.
    pub rows: Vec<RowName>,
}

/// What changed between two versions of a book. Every record of both is in exactly one of `added`, `changed`, `vanished` or counted
/// in `unchanged`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BookDiff {
    /// The earlier version.
    pub before: VersionName,
    /// The later version.
    pub after: VersionName,
    /// Records only the later one has.
    pub added: Vec<RowName>,
    /// Records both have, with cells that differ.
    pub changed: Vec<RowChange>,
    /// Records only the earlier one has.
    pub vanished: Vec<RowName>,
    /// Records that may have come back under another number.
    pub renumbered: Vec<Renumbered>,
    /// Keys that stand more than once.
    pub duplicates: Vec<Duplicate>,
    /// Headers only the later version has.
    pub columns_added: Vec<String>,
    /// Headers only the earlier version has.
    pub columns_vanished: Vec<String>,
    /// Records that are the same in every cell.
    pub unchanged: u32,
}

impl BookDiff {
    /// Whether the two versions say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.vanished.is_empty()
            && !self.changed.iter().any(RowChange::is_real)
    }
}
