//! Where a workspace stands.
use std::collections::BTreeMap;

use super::{Office, OfficeError};
use crate::{
    index::{Opened, SearchIndex},
    model::{Recovery, RunRecord},
};

/// How the index stands to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexState {
    /// It holds what the store holds.
    Current,
    /// It lacks the last changes; the next command that needs it brings it up to date.
    Behind,
    /// It was built by another version; it is rebuilt when needed.
    Outdated,
    /// There is none; it is built when needed.
    Missing,
}

/// Where a workspace stands.
#[derive(Clone, Debug)]
pub struct Status {
    /// Batches: name and number of files.
    pub batches: Vec<(String, u64)>,
    /// Files by how much of them was read.
    pub by_recovery: BTreeMap<Recovery, u64>,
    /// Files by document type.
    pub by_type: BTreeMap<String, u64>,
    /// The index.
    pub index: IndexState,
    /// Flags the latest run raised.
    pub flags: u64,
    /// The latest run.
    pub run: Option<RunRecord>,
    /// Events in the log, when the chain holds.
    pub events: u64,
}

impl Office {
    /// Where the workspace stands; the whole event log is verified.
    ///
    /// # Errors
    /// When the store or index fails or the event log was tampered with.
    pub fn status(&mut self) -> Result<Status, OfficeError> {
        let kept = self.store.kept()?;
        let mut by_recovery = BTreeMap::new();
        let mut by_type = BTreeMap::new();
        for k in &kept {
            *by_recovery.entry(k.record.recovery).or_default() += 1;
            if let Some(t) = k.record.doc_type {
                *by_type.entry(t.name()).or_default() += 1;
            }
        }
        let batches = self
            .store
            .batches()?
            .into_iter()
            .map(|b| {
                (
                    b.name,
                    kept.iter().filter(|k| k.batch == b.id).count() as u64,
                )
            })
            .collect();
        let index = match SearchIndex::open(&self.workspace.index())? {
            Opened::Ready(index) if index.revision()? == self.store.revision()? => {
                IndexState::Current
            }
            Opened::Ready(_) => IndexState::Behind,
            Opened::Outdated(_) => IndexState::Outdated,
            Opened::Missing => IndexState::Missing,
        };
        Ok(Status {
            batches,
            by_recovery,
            by_type,
            index,
            flags: self.store.flags()?.iter().filter(|k| k.current).count() as u64,
            run: self.store.last_run()?.map(|(run, _)| run),
            events: self.store.verify_events()?,
        })
    }
}
