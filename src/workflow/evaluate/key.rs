//! The answer key of a batch (`truth.ndjson`), and whether a flag lies on one of its facts.
use std::path::Path;

use serde::Deserialize;

use super::gold;
use crate::{
    model::{Flag, SourceRef, char_len},
    workflow::OfficeError,
};

/// The name of a key inside its batch.
pub(super) const FILE: &str = "truth.ndjson";

/// One fact of the key: a problem that was planted, or a trap that only looks like one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct KeyEntry {
    /// The file it stands in, relative to the batch.
    pub file: String,
    /// `problem` or `trap`.
    pub kind: String,
    /// The indicator that finds it, or that must not.
    pub indicator: String,
    /// Words of the passage.
    pub quote: String,
    /// Its cell, in a table.
    pub cell: Option<String>,
    /// The check that finds it, or that must not: `RC-06`.
    pub check: Option<String>,
    /// The sheet of the cell.
    pub sheet: Option<String>,
    /// The other file, of a fact that shows between two.
    pub other_file: Option<String>,
    /// Words there.
    pub other_quote: Option<String>,
    /// Other places of the same fact.
    #[serde(default)]
    pub also: Vec<Also>,
    /// Right when flagged, no miss when not.
    #[serde(default)]
    pub optional: bool,
    /// Why, for people.
    #[serde(default)]
    pub note: String,
}

/// Another place of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Also {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: String,
}

/// The key of a batch.
///
/// # Errors
/// When it cannot be read or understood.
pub(super) fn read(batch: &Path) -> Result<Vec<KeyEntry>, OfficeError> {
    let path = batch.join(FILE);
    let text = gold::read(&path)?;
    let lines = (1..)
        .zip(text.lines())
        .filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(line, words)| {
            serde_json::from_str(words).map_err(|e| OfficeError::Gold {
                path: path.clone(),
                line,
                detail: e.to_string(),
            })
        })
        .collect()
}

impl KeyEntry {
    /// Whether it is a planted problem; else it is a trap.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        self.kind == "problem"
    }

    /// Whether a flag says this.
    #[must_use]
    pub fn is_met_by(&self, flag: &Flag) -> bool {
        let draft = &flag.draft;
        if let Some(check) = &self.check {
            return &draft.rule == check && self.is_met_by_check(flag);
        }
        let other = self.other_file.as_ref().zip(self.other_quote.as_ref());
        draft.indicator == self.indicator
            && (stands_on(flag, &self.file, &self.quote, self.cell.as_deref())
                || other.is_some_and(|(f, q)| stands_on(flag, f, q, None)))
    }

    /// Whether a flag of a check lies on it. Of two places that contradict each other a check may quote either first.
    fn is_met_by_check(&self, flag: &Flag) -> bool {
        let draft = &flag.draft;
        let mut sources =
            std::iter::once(&draft.source).chain(draft.evidence.iter().map(|e| &e.source));
        let own = (
            self.file.as_str(),
            self.sheet.as_deref(),
            self.cell.as_deref(),
        );
        if !self.is_problem() {
            return lies_on(&draft.source, own, &self.quote);
        }
        sources.any(|s| {
            lies_on(s, own, &self.quote)
                || self
                    .also
                    .iter()
                    .any(|a| lies_on(s, (&a.file, a.sheet.as_deref(), Some(&a.cell)), ""))
        })
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the flag's own quotation overlaps these words of this file.
fn stands_on(flag: &Flag, file: &str, words: &str, cell: Option<&str>) -> bool {
    let (source, around) = (&flag.draft.source, &flag.draft.surroundings);
    if source.file() != file || cell.is_some_and(|c| source.place().cell.as_deref() != Some(c)) {
        return false;
    }
    if cell.is_some() && words.chars().all(|c| !c.is_alphabetic()) {
        return true;
    }
    let lead: String = around.text.chars().take(around.start as usize).collect();
    let from = char_len(&squeezed(&lead));
    let to = from + char_len(&squeezed(source.quote()));
    let (passage, words) = (squeezed(&around.text), squeezed(words));
    passage.match_indices(&words).any(|(at, _)| {
        let keyed = char_len(passage.get(..at).unwrap_or_default());
        keyed < to && from < keyed + char_len(&words)
    })
}

/// Whether a quotation lies on these words of this file, or in the row of this cell.
fn lies_on(
    source: &SourceRef,
    (file, sheet, cell): (&str, Option<&str>, Option<&str>),
    words: &str,
) -> bool {
    let place = source.place();
    let row = |cell: &str| {
        cell.trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .to_owned()
    };
    source.file() == file
        && match cell {
            Some(cell) => {
                sheet.is_none_or(|s| place.sheet.as_deref() == Some(s))
                    && place.cell.as_deref().map(row) == Some(row(cell))
            }
            None => {
                let (quote, words) = (squeezed(source.quote()), squeezed(words));
                quote.contains(&words) || words.contains(&quote)
            }
        }
}
