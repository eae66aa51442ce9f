//! Finds the record whose title is like a name, without comparing all with all.
use std::collections::HashMap;

use super::{super::desk::RecordAt, records};
use crate::{
    ledger::Alike,
    model::{Series, fold},
};

/// How much more alike than the next the best title must be to be the one that is meant; less is no lead.
const CLEAR_LEAD: f64 = 0.03;

/// The titles of all records.
pub(super) struct Titles {
    titles: Alike,
    /// For each title the records that bear it.
    bearers: Vec<Vec<RecordAt>>,
}

/// The characters of a text that are compared, two by two.
pub(super) fn pairs(text: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    chars
        .iter()
        .copied()
        .zip(chars.iter().copied().skip(1))
        .collect()
}

impl Titles {
    pub(super) fn new(series: &[Series], at_least: f64) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut titles: Vec<&str> = Vec::new();
        let mut bearers: Vec<Vec<RecordAt>> = Vec::new();
        for (at, _, record) in records(series) {
            if record.title.is_empty() {
                continue;
            }
            let index = *known.entry(record.title.as_str()).or_insert_with(|| {
                titles.push(&record.title);
                bearers.push(Vec::new());
                bearers.len() - 1
            });
            if let Some(list) = bearers.get_mut(index) {
                list.push(at);
            }
        }
        Self {
            titles: Alike::new(titles, at_least),
            bearers,
        }
    }

    /// The records whose title is like the name; of several titles nearly as alike all, so that two are seen to be two.
    pub(super) fn alike(&self, name: &str) -> Vec<RecordAt> {
        let found = self.titles.near(name);
        let Some((_, best)) = found.first() else {
            return Vec::new();
        };
        found
            .iter()
            .filter(|(_, like)| best - like < CLEAR_LEAD)
            .filter_map(|(index, _)| self.bearers.get(*index))
            .flatten()
            .copied()
            .collect()
    }
}
