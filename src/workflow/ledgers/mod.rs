//! Ledgers of the workspace: taken over after every import, listed, compared, exported, acted on.
mod act_words;
mod acts;
mod changes;
mod columns;
mod entries;
mod export;
mod grouping;
mod papers;
mod shelf;
mod take_over;

pub use act_words::{ACTS, ActForm};
pub use acts::{ACTED_ON, ActDone, ActRequest, open_entry_acts};
pub use columns::import_profile;
pub use entries::{EntryFilter, EntryLine, EntryShown, FieldShown, ProgressShown};
pub use export::{Exported, differences_of};
pub use shelf::LedgerShelf;

use std::collections::BTreeMap;

use super::{Office, OfficeError, Progress};
use crate::{
    ledger::due::Acts,
    model::{Book, BookKind, Series},
};

/// What a taking over found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenOver {
    /// New versions of ledgers.
    pub versions: usize,
    /// Entries that came.
    pub added: usize,
    /// Entries some of whose fields say something else.
    pub changed: usize,
    /// Entries a version no longer holds.
    pub vanished: usize,
    /// Entries that are there again.
    pub returned: usize,
    /// Entries that were read differently.
    pub reread: usize,
}

impl Office {
    /// Every book in its versions, oldest first. Versions of files that changed since count too.
    ///
    /// # Errors
    /// When the store fails, or another process is writing while something is still to be taken over.
    pub fn series(&mut self, progress: &dyn Progress) -> Result<Vec<Series>, OfficeError> {
        Ok(self.numbered_series(progress)?.0)
    }

    /// Every book in its versions, and beside each the numbers it bears in the store.
    pub(super) fn numbered_series(
        &mut self,
        progress: &dyn Progress,
    ) -> Result<(Vec<Series>, Vec<Numbers>), OfficeError> {
        self.take_over_ledgers(progress)?;
        let names = self.store.kept_series()?;
        let mut versions: BTreeMap<i64, Vec<(i64, Book)>> = BTreeMap::new();
        for kept in self.store.books()? {
            versions
                .entry(kept.series)
                .or_default()
                .push((kept.key, kept.book));
        }
        let mut all = (Vec::new(), Vec::new());
        for (id, versions) in versions {
            let about = names.iter().find(|s| s.id == id);
            let kind = about.and_then(|s| BookKind::from_name(&s.kind));
            let (Some(about), Some(kind)) = (about, kind) else {
                continue;
            };
            let (keys, versions) = versions.into_iter().unzip();
            all.0.push(Series {
                kind,
                unit: about.unit.clone(),
                name: about.name.clone(),
                versions,
            });
            all.1.push(Numbers { id, keys });
        }
        Ok(all)
    }

    /// What people did with entries, by series and key.
    pub(super) fn acts(
        &mut self,
        series: &[Series],
        numbers: &[Numbers],
    ) -> Result<Acts, OfficeError> {
        let names: BTreeMap<i64, &str> = numbers
            .iter()
            .zip(series)
            .map(|(n, s)| (n.id, s.name.as_str()))
            .collect();
        let mut acts = Acts::new();
        for entry in self.store.entries_acted_on()? {
            let (Some(name), Some(record)) = (names.get(&entry.series), &entry.record) else {
                continue;
            };
            let record = serde_json::from_str(record).map_err(crate::store::StoreError::Record)?;
            acts.insert(((*name).to_owned(), entry.key), record);
        }
        Ok(acts)
    }
}

/// The numbers a series and its versions bear in the store.
#[derive(Debug)]
pub(super) struct Numbers {
    id: i64,
    /// Of its versions, in their order.
    keys: Vec<i64>,
}
