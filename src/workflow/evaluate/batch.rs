//! A batch with an answer key: planted problems are to be found, traps are to stay silent.
use std::{collections::BTreeMap, path::Path};

use jiff::civil::Date;

use super::{
    Evaluator, Tally,
    key::{self, KeyEntry},
    scratch::Scratch,
};
use crate::{
    model::{FileRecord, Flag},
    store::StoreError,
    workflow::{Actor, FlagFilter, ImportRequest, Office, OfficeError, Progress, Purpose},
};

/// Where a fact shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Inside documents, or between their texts.
    Documents,
    /// Between ledgers and reports, where the checks of reconciliation look.
    Checks,
}

/// A fact of the key and whether a flag lies on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedRow {
    /// The fact.
    pub entry: KeyEntry,
    /// Whether a flag lies on it.
    pub hit: bool,
}

impl KeyedRow {
    /// Where it shows.
    #[must_use]
    pub fn side(&self) -> Side {
        match self.entry.check {
            Some(_) => Side::Checks,
            None => Side::Documents,
        }
    }
    /// Whether the batch was judged wrongly here; an optional fact never is.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        !self.entry.optional && self.hit != self.entry.is_problem()
    }
}

/// What came of a batch with an answer key.
#[derive(Clone, Debug)]
pub struct BatchScore {
    /// The facts, in the order of the key.
    pub rows: Vec<KeyedRow>,
    /// Every flag, and whether it lies on a planted problem.
    pub flags: Vec<(Flag, bool)>,
    /// The files of the batch as they were read.
    pub files: Vec<FileRecord>,
}

impl BatchScore {
    /// Planted problems found and missed, traps left silent; every flag on no planted problem counts as a false one, on a trap or
    /// elsewhere. Facts that are optional do not count.
    #[must_use]
    pub fn tally(&self, side: Option<Side>) -> Tally {
        self.tallies(|_, s| side.is_none_or(|want| s == want).then_some(()))
            .remove(&())
            .unwrap_or_default()
    }

    /// The same for every indicator that has a fact or a flag.
    #[must_use]
    pub fn by_indicator(&self) -> BTreeMap<String, Tally> {
        self.tallies(|indicator, _| Some(indicator.to_owned()))
    }

    fn tallies<K: Ord>(&self, name: impl Fn(&str, Side) -> Option<K>) -> BTreeMap<K, Tally> {
        let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
        for row in self.rows.iter().filter(|r| !r.entry.optional) {
            let Some(key) = name(&row.entry.indicator, row.side()) else {
                continue;
            };
            let tally = tallies.entry(key).or_default();
            match (row.entry.is_problem(), row.hit) {
                (true, hit) => tally.count(true, hit),
                (false, false) => tally.tn += 1,
                // Its flags are counted below.
                (false, true) => {}
            }
        }
        for (flag, is_right) in &self.flags {
            if let Some(key) = name(&flag.draft.indicator, side_of(flag)) {
                let tally = tallies.entry(key).or_default();
                tally.fp += u32::from(!is_right);
            }
        }
        tallies
    }

    /// Traps of one side, and how many of them were flagged.
    #[must_use]
    pub fn traps(&self, side: Side) -> (u32, u32) {
        let mut counts = (0, 0);
        let traps = self
            .rows
            .iter()
            .filter(|r| r.side() == side && !r.entry.optional && !r.entry.is_problem());
        for row in traps {
            counts.0 += 1;
            counts.1 += u32::from(row.hit);
        }
        counts
    }

    /// Flags of one side, and how many of them lie on no planted problem.
    #[must_use]
    pub fn flags_on(&self, side: Side) -> (u32, u32) {
        let mut counts = (0, 0);
        for (_, is_right) in self.flags.iter().filter(|(f, _)| side_of(f) == side) {
            counts.0 += 1;
            counts.1 += u32::from(!is_right);
        }
        counts
    }
}

/// The side a flag belongs to: checks of reconciliation have rules of their own name.
fn side_of(flag: &Flag) -> Side {
    if flag.draft.rule.starts_with("RC-") {
        Side::Checks
    } else {
        Side::Documents
    }
}

impl Evaluator {
    /// Imports a batch into a workspace of its own, raises its flags as of a day, and holds them against its key.
    ///
    /// # Errors
    /// When the key cannot be read, or the import or the rules fail.
    pub fn batch(
        &self,
        batch: &Path,
        on: Date,
        progress: &dyn Progress,
    ) -> Result<BatchScore, OfficeError> {
        let entries = key::read(batch)?;
        let (files, flags) = self.flags_of_run(batch, on, progress)?;
        let rows: Vec<KeyedRow> = entries
            .into_iter()
            .map(|entry| KeyedRow {
                hit: flags.iter().any(|f| entry.is_met_by(f)),
                entry,
            })
            .collect();
        let is_right = |flag: &Flag| {
            let mut problems = rows.iter().filter(|r| r.entry.is_problem());
            problems.any(|r| r.entry.is_met_by(flag))
        };
        let flags = flags
            .into_iter()
            .map(|flag| {
                let right = is_right(&flag);
                (flag, right)
            })
            .collect();
        Ok(BatchScore { rows, flags, files })
    }

    /// The flags of a run over a folder, and where it has a key whether they are right.
    pub(super) fn flags_on(
        &self,
        folder: &Path,
        on: Date,
        progress: &dyn Progress,
    ) -> Result<Vec<(Flag, Option<bool>)>, OfficeError> {
        if folder.join(key::FILE).is_file() {
            let flags = self.batch(folder, on, progress)?.flags.into_iter();
            return Ok(flags.map(|(flag, right)| (flag, Some(right))).collect());
        }
        let (_, flags) = self.flags_of_run(folder, on, progress)?;
        Ok(flags.into_iter().map(|flag| (flag, None)).collect())
    }

    /// What a run over a folder reads and flags, in a workspace of its own.
    fn flags_of_run(
        &self,
        folder: &Path,
        on: Date,
        progress: &dyn Progress,
    ) -> Result<(Vec<FileRecord>, Vec<Flag>), OfficeError> {
        let scratch = Scratch::new().map_err(|source| StoreError::File {
            path: std::env::temp_dir(),
            source,
        })?;
        let mut office = self.office_in(&scratch, on)?;
        let request = ImportRequest {
            paths: vec![folder.to_owned()],
            ..ImportRequest::default()
        };
        let imported = office.import(&request, progress)?;
        let run = office.raise_flags(progress)?;
        let list = office.flags(run, &FlagFilter::default())?;
        let files = imported.into_iter().map(|f| f.record).collect();
        Ok((files, list.flags))
    }

    /// An office with these rules and settings in a folder of its own.
    fn office_in(&self, scratch: &Scratch, on: Date) -> Result<Office, OfficeError> {
        let actor = Actor {
            name: "eval".to_owned(),
            at: String::new(),
        };
        let workspace = Office::init(scratch.path())?;
        let mut office = Office::open(workspace, Purpose::Write, actor, on)?;
        office.settings = self.settings.clone();
        office.packs = std::sync::Arc::clone(&self.packs).into();
        office.program = self.program.clone();
        Ok(office)
    }
}
