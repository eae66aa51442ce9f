//! What a surface that stays open asks: how far the workspace has come, and parts of it one by one.
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::civil::Date;

use super::{ImportRequest, ImportedFile, Office, OfficeError, Progress, turns::within};
use crate::{
    import,
    model::{Document, Flag, Limits, ReconciliationSheet, RunRecord},
    normalize,
    store::{self, Act, Actor, Batch, Event, Incoming, Kept, Mark},
};

impl Office {
    /// How far the workspace has come since `last`.
    ///
    /// # Errors
    /// When the store fails.
    pub fn mark(&mut self, last: &Mark) -> Result<Mark, OfficeError> {
        Ok(self.store.mark(last)?)
    }

    /// Does one thing as this person on this day, holding the right to write only meanwhile; waits at most `patience` for another
    /// process or thread that is writing.
    ///
    /// # Errors
    /// When the right to write is not to be had in time, or the verb fails.
    pub fn acting<T>(
        &mut self,
        (actor, on): (Actor, Date),
        patience: Duration,
        verb: impl FnOnce(&mut Self) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        self.lock = Some(within(patience, || self.workspace.lock())?);
        (self.actor, self.on) = (actor, on);
        let done = verb(self);
        self.lock = None;
        done
    }

    /// Takes this day as today from now on: an office that stays open sees days pass.
    pub fn take_day(&mut self, on: Date) {
        self.on = on;
    }

    /// The newest version of every file, by batch and name.
    ///
    /// # Errors
    /// When the store fails.
    pub fn files(&mut self) -> Result<Vec<Kept>, OfficeError> {
        Ok(self.store.kept()?)
    }

    /// The batches, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn batches(&mut self) -> Result<Vec<Batch>, OfficeError> {
        Ok(self.store.batches()?)
    }

    /// The document of one version of a file, with everything that is computed of it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn document(&mut self, key: i64) -> Result<Option<Document>, OfficeError> {
        Ok(self.store.document(key)?.map(|mut document| {
            normalize::refresh(&mut document);
            document
        }))
    }

    /// The latest run.
    ///
    /// # Errors
    /// When the store fails.
    pub fn last_run(&mut self) -> Result<Option<RunRecord>, OfficeError> {
        Ok(self.store.last_run()?.map(|(run, _)| run))
    }

    /// Every flag ever raised with its batch and whether the latest run still raised it, in reading order.
    ///
    /// # Errors
    /// When the store fails.
    pub fn all_flags(&mut self) -> Result<Vec<(i64, Flag, bool)>, OfficeError> {
        let mut flags: Vec<(i64, Flag, bool)> = self
            .store
            .flags()?
            .into_iter()
            .map(|k| (k.batch, k.flag, k.current))
            .collect();
        flags.sort_by(|(_, a, _), (_, b, _)| super::lists::in_reading_order(a, b));
        Ok(flags)
    }

    /// The reconciliation sheet of the latest run.
    ///
    /// # Errors
    /// When the store fails.
    pub fn last_sheet(&mut self) -> Result<Option<ReconciliationSheet>, OfficeError> {
        match self.store.last_run()? {
            Some((run, _)) => Ok(self.store.sheet(&run.id)?),
            None => Ok(None),
        }
    }

    /// The file as it was sent, if it is still where it was imported from, or its copy in `corpora/`; its content is that which was
    /// read, or it is not given. A file out of an archive is given as the archive that carried it.
    ///
    /// # Errors
    /// When there is no such file, it is gone, or it was changed since.
    pub fn original(&mut self, key: i64) -> Result<(String, Vec<u8>), OfficeError> {
        let files = self.store.kept()?;
        let none = || OfficeError::NoSuchFile {
            file: key.to_string(),
            similar: Vec::new(),
        };
        let kept = files.iter().find(|k| k.key == key).ok_or_else(none)?;
        // The carrier is the shortest imported name that the file lies inside.
        let carrier = files
            .iter()
            .filter(|k| k.batch == kept.batch)
            .filter(|k| {
                kept.record
                    .file
                    .strip_prefix(&k.record.file)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
            .min_by_key(|k| k.record.file.len())
            .unwrap_or(kept);
        let batch = self
            .store
            .batches()?
            .into_iter()
            .find(|b| b.id == kept.batch)
            .ok_or_else(none)?;
        let name = carrier
            .record
            .file
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        store::original(
            &[
                Path::new(&batch.root),
                &self.workspace.corpora().join(&batch.name),
            ],
            &carrier.record.file,
            |bytes| import::sha256_hex(bytes) == carrier.record.sha256,
            import::sha256_hex,
        )
        .map(|bytes| (name, bytes))
        .ok_or(OfficeError::OriginalGone {
            file: carrier.record.file.clone(),
        })
    }

    /// The last events before number `before`, newest first; only of one kind of thing or one person where asked.
    ///
    /// # Errors
    /// When the store fails.
    pub fn latest_events(
        &mut self,
        before: Option<i64>,
        of: (Option<&str>, Option<&str>),
        most: u32,
    ) -> Result<Vec<Event>, OfficeError> {
        Ok(self.store.latest_events(before, of, most)?)
    }

    /// The batch of the next confirmed sending, laid out to be imported; `None` when there is none.
    ///
    /// # Errors
    /// When a folder cannot be read or moved.
    pub fn next_incoming(&self) -> Result<Option<String>, OfficeError> {
        let root = store::next_incoming(&self.workspace)?;
        Ok(root
            .as_deref()
            .and_then(Path::file_name)
            .map(|n| n.to_string_lossy().into_owned()))
    }

    /// Imports the next confirmed sending from a folder that bears the name of its batch.
    ///
    /// # Errors
    /// When the import fails; what was confirmed stays for the next try.
    pub fn import_incoming(
        &mut self,
        progress: &dyn Progress,
    ) -> Result<Vec<ImportedFile>, OfficeError> {
        let Some(root) = store::next_incoming(&self.workspace)? else {
            return Ok(Vec::new());
        };
        let request = ImportRequest {
            paths: vec![root.clone()],
            ..ImportRequest::default()
        };
        let imported = self.import(&request, progress)?;
        store::done_incoming(&root)?;
        Ok(imported)
    }

    /// Tells in the log that files came in through the page.
    ///
    /// # Errors
    /// When the store fails.
    pub fn record_received(&mut self, batch: &str, files: &[String]) -> Result<(), OfficeError> {
        let act = Act {
            action: "batch.received",
            entity: "batch",
            entity_id: batch.to_owned(),
            detail: serde_json::json!({ "files": files }),
        };
        Ok(self.store.tell(&self.actor, &[act])?)
    }

    /// What reading one file may cost here.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.settings.limits
    }

    /// Sweeps away sendings that were never confirmed. To be done once, at the start.
    ///
    /// # Errors
    /// When a folder cannot be removed.
    pub fn sweep_incoming(&self) -> Result<(), OfficeError> {
        Ok(store::sweep_incoming(&self.workspace)?)
    }

    /// Opens a sending of files into a batch; see [`Incoming`].
    ///
    /// # Errors
    /// When its folder cannot be made.
    pub fn open_incoming(
        workspace: &super::Workspace,
        id: &str,
        batch: &str,
    ) -> Result<Incoming, OfficeError> {
        Ok(Incoming::open(workspace, id, batch)?)
    }

    /// Where papers are written and found.
    #[must_use]
    pub fn reports(&self) -> PathBuf {
        self.workspace.reports()
    }
}
