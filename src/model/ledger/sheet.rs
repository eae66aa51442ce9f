//! The reconciliation sheet (对账单): what was compared, what does not agree, and by which rules and definitions.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Agreement, Mismatch, Pair};
use crate::model::SourceRef;

/// A check as the sheet names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckLine {
    /// Number, e.g. `RC-04`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Version of its code.
    pub version: u32,
    /// What it compares and when it stays silent.
    pub explains: String,
    /// Limits and definitions it used, as set.
    pub used: Vec<(String, String)>,
    /// Mismatches it found.
    pub found: usize,
}

/// The sheet with what it was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReconciliationSheet {
    /// Identity of the run.
    pub run: String,
    /// The day taken as today.
    pub on: Date,
    /// What was asked for: a report, a period, or everything.
    pub of: String,
    /// Books that took part: file, kind, as-of day.
    pub books: Vec<BookLine>,
    /// Reports that took part: file and as-of day.
    pub reports: Vec<(String, Option<Date>)>,
    /// Checks in the order of their numbers.
    pub checks: Vec<CheckLine>,
    /// What does not hold.
    pub mismatches: Vec<Mismatch>,
    /// Everything that was compared.
    pub pairs: Vec<Pair>,
}

/// A book as the sheet names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLine {
    /// File.
    pub file: String,
    /// Sheet, or table of a text document.
    pub sheet: String,
    /// Kind, e.g. 总账.
    pub kind: String,
    /// Day it speaks of.
    pub as_of: Option<Date>,
    /// Records.
    pub records: usize,
}

impl ReconciliationSheet {
    /// How many pairs agree, do not, and could not be tied.
    #[must_use]
    pub fn counts(&self) -> [(Agreement, usize); 3] {
        [Agreement::一致, Agreement::不一致, Agreement::未能对应]
            .map(|a| (a, self.pairs.iter().filter(|p| p.agreement == a).count()))
    }
    /// The places of a mismatch, those in books first, then all others; each with what it shows.
    #[must_use]
    pub fn sides<'a>(&self, mismatch: &'a Mismatch) -> (Vec<Side<'a>>, Vec<Side<'a>>) {
        std::iter::once((&mismatch.source, mismatch.item.as_str()))
            .chain(
                mismatch
                    .evidence
                    .iter()
                    .map(|e| (&e.source, e.note.as_str())),
            )
            .map(|(source, note)| Side { source, note })
            .partition(|side| self.books.iter().any(|b| b.file == side.source.file()))
    }
    /// The title of a check, its number if it is unknown.
    #[must_use]
    pub fn title_of<'a>(&'a self, check: &'a str) -> &'a str {
        self.checks
            .iter()
            .find(|c| c.id == check)
            .map_or(check, |c| c.title.as_str())
    }
}

/// One place of a mismatch.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The quotation.
    pub source: &'a SourceRef,
    /// What it shows.
    pub note: &'a str,
}
