//! From a folder of files to documents in the store and words in the index.
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

use rayon::prelude::*;

use super::{
    Analysis, Office, OfficeError, Progress, Reader, Stage, TakenOver, analyze,
    raise::rules_fingerprint,
};
use crate::{
    detect::RulePacks,
    import::{self, FoundFile, Opened, Root},
    index::{ARENA_BYTES, IndexWriter},
    model::{Document, FileRecord, Limits, OcrSettings, ReadingSettings, Reason},
    store::{self, Batch, Kept, NewDocument, StoreError, pack},
};

/// Raised whenever reading or normalising changes in a way that should read known files again.
const READING_VERSION: u32 = 3;

/// A group of files is read in parallel and kept in one transaction: large enough to keep every core busy,
/// small enough that a stopped import loses little and memory stays bounded.
const GROUP_FILES: usize = 64;
/// Bytes of files in a group, unless one file alone is larger.
const GROUP_BYTES: u64 = 24 << 20;

/// What to import.
#[derive(Clone, Debug, Default)]
pub struct ImportRequest {
    /// Folders and files.
    pub paths: Vec<PathBuf>,
    /// `--unit`, `--period`, `--type`: what the person says of all of them.
    pub reading: ReadingSettings,
}

/// What came of a file in this import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatHappened {
    /// Read for the first time.
    New,
    /// Read again because its content or the reading settings changed.
    Changed,
    /// Known, not read again.
    Unchanged,
}

/// A file of the import.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedFile {
    /// Batch it belongs to.
    pub batch: i64,
    /// What came of it.
    pub what: WhatHappened,
    /// Row of the import report.
    pub record: FileRecord,
}

/// What came of a file of the group.
enum Outcome {
    /// It was read and is to be kept.
    Read(Box<Read>),
    /// It is known.
    Known(ImportedFile),
}

/// A file of the group that was read.
struct Read {
    new: NewDocument,
    document: Option<Document>,
    what: WhatHappened,
}

impl Office {
    /// Imports folders and files: reads what is new, keeps it, and brings the index up to date.
    ///
    /// A file that cannot be read is a row of the answer, never an error.
    ///
    /// # Errors
    /// When a path does not exist, rules are refused, another process imports or examines, or the store or index fails.
    pub fn import(
        &mut self,
        request: &ImportRequest,
        progress: &dyn Progress,
    ) -> Result<Vec<ImportedFile>, OfficeError> {
        self.alone(Duration::ZERO, |office| {
            office.import_alone(request, progress)
        })
    }

    fn import_alone(
        &mut self,
        request: &ImportRequest,
        progress: &dyn Progress,
    ) -> Result<Vec<ImportedFile>, OfficeError> {
        let reading = self.reading(&request.reading)?;
        let reader = self.reader(progress);
        let plan = Plan {
            stamp: reading_stamp(&reading, &self.settings.limits, &reader.ocr)?,
            reading,
            reader,
        };
        let roots = request
            .paths
            .iter()
            .map(|path| Root::of(path).map_err(|_| OfficeError::NoSuchPath { path: path.clone() }))
            .collect::<Result<Vec<_>, _>>()?;
        let index = self.index_for_writing(progress)?;
        let mut writer = index.writer(rayon::current_num_threads(), ARENA_BYTES)?;
        let mut imported = Vec::new();
        for root in &roots {
            self.import_root(root, &plan, &writer, progress, &mut imported)?;
        }
        // One commit: what a stopped import leaves out is caught up from the store by the next command.
        let revision = self.store.revision()?;
        if index.revision()? != revision {
            writer.commit(revision)?;
        }
        writer.finish()?;
        self.taken = self.take_over_ledgers(progress)?;
        Ok(imported)
    }

    /// What the last import of this office took over of ledgers.
    #[must_use]
    pub fn taken_over(&self) -> TakenOver {
        self.taken
    }

    /// The workspace's reading settings with what the person said laid over them.
    pub(super) fn reading(&self, over: &ReadingSettings) -> Result<ReadingSettings, OfficeError> {
        let mut reading = self.settings.reading.clone();
        reading.unit = over.unit.clone().or(reading.unit);
        reading.period = over.period.clone().or(reading.period);
        reading.doc_type = over.doc_type.or(reading.doc_type);
        reading.headers.extend(over.headers.clone());
        reading.units.extend(over.units.iter().cloned());
        super::check_reading(&reading)?;
        Ok(reading)
    }

    fn import_root(
        &mut self,
        root: &Root,
        plan: &Plan,
        writer: &IndexWriter,
        progress: &dyn Progress,
        imported: &mut Vec<ImportedFile>,
    ) -> Result<(), OfficeError> {
        let batch = self.writing(|office| {
            let folder = root.folder.to_string_lossy();
            Ok(office.store.batch(&office.actor, &folder, &root.name)?)
        })?;
        let corpora = self.workspace.corpora();
        let copy_to = (!root.is_inside(&corpora)).then_some(corpora.as_path());
        let known: BTreeMap<String, Kept> = self
            .store
            .kept()?
            .into_iter()
            .filter(|k| k.batch == batch.id)
            .map(|k| (k.record.file.clone(), k))
            .collect();
        let found = import::walk(&root.path);
        let packs = self.packs()?;
        let rules = rules_fingerprint(&packs);
        let limits = self.settings.limits.clone();
        let job = Job {
            batch: &batch,
            known: &known,
            plan,
            packs: &packs,
            rules: &rules,
            copy_to,
            limits,
        };
        progress.start(Stage::Reading, found.len() as u64);
        for group in groups(&found) {
            let read: Vec<Vec<Outcome>> = group
                .par_iter()
                .map(|file| {
                    let outcome = job.read(file);
                    progress.step();
                    outcome
                })
                .collect::<Result<_, OfficeError>>()?;
            let (mut keep, mut documents) = (Vec::new(), Vec::new());
            for outcome in read.into_iter().flatten() {
                match outcome {
                    Outcome::Read(read) => {
                        imported.push(ImportedFile {
                            batch: batch.id,
                            what: read.what,
                            record: read.new.record.clone(),
                        });
                        keep.push(read.new);
                        documents.push(read.document);
                    }
                    Outcome::Known(unchanged) => imported.push(unchanged),
                }
            }
            self.keep_group(&batch, &known, &keep, &documents, writer)?;
        }
        progress.finish();
        Ok(())
    }

    /// Store first, index second: what the index lacks after a stop is caught up from the store.
    fn keep_group(
        &mut self,
        batch: &Batch,
        known: &BTreeMap<String, Kept>,
        keep: &[NewDocument],
        documents: &[Option<Document>],
        writer: &IndexWriter,
    ) -> Result<(), OfficeError> {
        if keep.is_empty() {
            return Ok(());
        }
        let keys = self.writing(|office| Ok(office.store.keep(&office.actor, batch, keep)?))?;
        for older in keep.iter().filter_map(|new| known.get(&new.record.file)) {
            writer.remove(older.key);
        }
        keys.par_iter()
            .zip(documents)
            .try_for_each(|(key, document)| match document {
                Some(document) => writer.replace(*key, document),
                None => Ok(()),
            })?;
        Ok(())
    }
}

/// How the files of an import are read.
struct Plan {
    reading: ReadingSettings,
    reader: Reader,
    /// Everything besides a file's content that decides what is read of it, as a hash.
    stamp: String,
}

/// What every file of a batch is read with.
struct Job<'a> {
    batch: &'a Batch,
    known: &'a BTreeMap<String, Kept>,
    plan: &'a Plan,
    packs: &'a RulePacks,
    rules: &'a str,
    copy_to: Option<&'a Path>,
    limits: Limits,
}

impl Job<'_> {
    /// Reads a file and all it carries, or says that they are known.
    fn read(&self, file: &FoundFile) -> Result<Vec<Outcome>, OfficeError> {
        let opened = match file.open(&self.limits) {
            Ok(opened) => opened,
            Err(raw) => {
                let analysis = analyze(&raw, &self.plan.reading, self.packs);
                let known = self.known.get(&file.file);
                return Ok(vec![match known {
                    Some(known) if known.record == analysis.record => self.known(known),
                    _ => self.to_keep(analysis)?,
                }]);
            }
        };
        if let Some(known) = self.known.get(&file.file)
            && known.record.sha256 == opened.sha256
            && known.reading == self.plan.stamp
        {
            let inside = format!("{}/", file.file);
            let carried = self.known.range(inside.clone()..);
            let carried = carried.take_while(|(name, _)| name.starts_with(&inside));
            let all = std::iter::once(known).chain(carried.map(|(_, k)| k));
            return Ok(all.map(|k| self.known(k)).collect());
        }
        let raws = self.plan.reader.read(&opened);
        let mut analyses: Vec<Analysis> = raws
            .iter()
            .map(|raw| analyze(raw, &self.plan.reading, self.packs))
            .collect();
        match analyses.iter().find(|a| a.is_marked) {
            // What holds a marked file is not kept, and so nothing else it holds can be shown in it.
            Some(marked) => {
                let beside = Reason::new("beside-secrecy-mark").with("file", &marked.record.file);
                for analysis in analyses.iter_mut().filter(|a| !a.is_marked) {
                    *analysis = Analysis::refused(analysis.record.clone(), beside.clone());
                }
            }
            None => self.keep_original(&opened)?,
        }
        analyses
            .into_iter()
            .map(|analysis| self.to_keep(analysis))
            .collect()
    }

    /// Copies what was sent into the workspace, unless it lies there already.
    fn keep_original(&self, opened: &Opened) -> Result<(), OfficeError> {
        let Some(corpora) = self.copy_to else {
            return Ok(());
        };
        let Opened { file, bytes, .. } = opened;
        let batch = &self.batch.name;
        Ok(store::keep_original(
            corpora,
            batch,
            file,
            bytes,
            import::sha256_hex,
        )?)
    }

    fn to_keep(&self, analysis: Analysis) -> Result<Outcome, OfficeError> {
        let Analysis {
            record,
            document,
            drafts,
            is_marked: _,
        } = analysis;
        let what = if self.known.contains_key(&record.file) {
            WhatHappened::Changed
        } else {
            WhatHappened::New
        };
        let new = NewDocument {
            reading: self.plan.stamp.to_owned(),
            body: document.as_ref().map(pack).transpose()?,
            drafts: document
                .is_some()
                .then(|| Ok::<_, StoreError>((self.rules.to_owned(), pack(&drafts)?)))
                .transpose()?,
            record,
        };
        Ok(Outcome::Read(Box::new(Read {
            new,
            document,
            what,
        })))
    }

    fn known(&self, known: &Kept) -> Outcome {
        Outcome::Known(ImportedFile {
            batch: self.batch.id,
            what: WhatHappened::Unchanged,
            record: known.record.clone(),
        })
    }
}

/// Everything besides a file's content that decides what is read of it.
fn reading_stamp(
    reading: &ReadingSettings,
    limits: &Limits,
    ocr: &OcrSettings,
) -> Result<String, OfficeError> {
    // Profiles are no part of what `reading` writes of itself.
    let all = (READING_VERSION, reading, &reading.profiles, limits, ocr);
    let json = serde_json::to_vec(&all).map_err(StoreError::Record)?;
    Ok(import::sha256_hex(&json)[..16].to_owned())
}

/// Cuts the files into groups, in order.
fn groups(found: &[FoundFile]) -> Vec<&[FoundFile]> {
    let mut groups = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, file) in found.iter().enumerate() {
        if at > start && (at - start >= GROUP_FILES || bytes + file.bytes > GROUP_BYTES) {
            groups.push(&found[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += file.bytes;
    }
    if start < found.len() {
        groups.push(&found[start..]);
    }
    groups
}
