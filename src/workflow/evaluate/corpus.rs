//! A corpus read for measuring: nothing of it is kept.
use std::path::PathBuf;

use rayon::prelude::*;

use super::Evaluator;
use crate::{
    import::{self, Root},
    model::{Document, ReadingSettings},
    workflow::{OfficeError, Progress, Stage, analyze::take_in},
};

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CorpusSize {
    /// Documents.
    pub documents: u32,
    /// Files of which nothing was read.
    pub unread: u32,
    /// Characters of the documents.
    pub chars: u64,
}

impl Evaluator {
    /// Reads every file under these paths, in this process, and asks one thing of each document.
    ///
    /// # Errors
    /// When a path does not exist.
    pub(super) fn each<T: Send>(
        &self,
        paths: &[PathBuf],
        over: &ReadingSettings,
        progress: &dyn Progress,
        ask: impl Fn(&Document) -> T + Sync,
    ) -> Result<(CorpusSize, Vec<T>), OfficeError> {
        let mut reading = self.settings.reading.clone();
        reading.unit = over.unit.clone().or(reading.unit);
        reading.period = over.period.clone().or(reading.period);
        reading.doc_type = over.doc_type.or(reading.doc_type);
        let mut found = Vec::new();
        for path in paths {
            let root =
                Root::of(path).map_err(|_| OfficeError::NoSuchPath { path: path.clone() })?;
            found.extend(import::walk(&root.path));
        }
        progress.start(Stage::Reading, found.len() as u64);
        let limits = &self.settings.limits;
        let answers: Vec<Vec<Option<(u64, T)>>> = found
            .par_iter()
            .map(|file| {
                let raws = match file.open(limits) {
                    Ok(opened) => import::read_all(&opened.file, &opened.bytes, limits, None),
                    Err(raw) => vec![*raw],
                };
                let asked = raws.iter().map(|raw| {
                    let analysis = take_in(raw, &reading);
                    let document = analysis.document?;
                    Some((analysis.record.chars, ask(&document)))
                });
                let asked = asked.collect();
                progress.step();
                asked
            })
            .collect();
        progress.finish();
        let mut size = CorpusSize::default();
        let mut all = Vec::new();
        for answer in answers.into_iter().flatten() {
            match answer {
                Some((chars, answer)) => {
                    size.documents += 1;
                    size.chars += chars;
                    all.push(answer);
                }
                None => size.unread += 1,
            }
        }
        Ok((size, all))
    }
}
