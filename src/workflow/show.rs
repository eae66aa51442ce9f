//! What the program read of a file.
use std::path::Path;

use jiff::civil::Date;

use super::{Actor, Office, OfficeError, Progress, Purpose, analyze, evaluate::scratch::Scratch};
use crate::{
    import,
    model::{Document, FileRecord, ReadingSettings},
    normalize,
    store::StoreError,
};

/// A file as the program sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Row of the import report.
    pub record: FileRecord,
    /// The document, when something was read.
    pub document: Option<Document>,
}

/// Reads a file on disk, and all it carries, outside any workspace, with the built-in rules and settings; nothing stays behind.
///
/// # Errors
/// When the folder for the time of reading cannot be made.
pub fn show_outside(
    path: &Path,
    over: &ReadingSettings,
    program: &Path,
    (actor, on): (Actor, Date),
    progress: &dyn Progress,
) -> Result<Vec<Shown>, OfficeError> {
    let scratch = Scratch::new().map_err(|source| StoreError::File {
        path: std::env::temp_dir(),
        source,
    })?;
    let workspace = Office::init(scratch.path())?;
    let office = Office::open(workspace, Purpose::Read, actor, on)?.reading_apart(program);
    office.show_unkept(path, over, progress)
}

/// Most similar names offered when a file is not found.
const SIMILAR: usize = 5;

impl Office {
    /// Finds an imported file by its path, or by any unambiguous part of it.
    ///
    /// # Errors
    /// When no file or several files fit, or the store fails.
    pub fn show(&mut self, file: &str) -> Result<Shown, OfficeError> {
        let kept = self.store.kept()?;
        let exact: Vec<_> = kept.iter().filter(|k| k.record.file == file).collect();
        let part: Vec<_> = kept
            .iter()
            .filter(|k| k.record.file.contains(file))
            .collect();
        let fits = if exact.is_empty() { part } else { exact };
        match fits.as_slice() {
            [one] => {
                let document = self.store.document(one.key)?.map(|mut d| {
                    normalize::refresh(&mut d);
                    d
                });
                Ok(Shown {
                    record: one.record.clone(),
                    document,
                })
            }
            [] => {
                let stem: String = file
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .take(4)
                    .collect();
                let similar = kept
                    .iter()
                    .filter(|k| !stem.is_empty() && k.record.file.contains(&stem))
                    .take(SIMILAR)
                    .map(|k| k.record.file.clone())
                    .collect();
                Err(OfficeError::NoSuchFile {
                    file: file.to_owned(),
                    similar,
                })
            }
            several => Err(OfficeError::SeveralFiles {
                file: file.to_owned(),
                fits: several
                    .iter()
                    .take(SIMILAR)
                    .map(|k| k.record.file.clone())
                    .collect(),
            }),
        }
    }

    /// Reads a file on disk, and all it carries, without keeping anything of it; the file itself comes first.
    ///
    /// # Errors
    /// When rules are refused.
    pub fn show_unkept(
        &self,
        path: &Path,
        over: &ReadingSettings,
        progress: &dyn Progress,
    ) -> Result<Vec<Shown>, OfficeError> {
        let reading = self.reading(over)?;
        let name = path
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let raws = match import::open(path, &name, &self.settings.limits) {
            Ok(opened) => self.reader(progress).read(&opened),
            Err(raw) => vec![*raw],
        };
        let packs = self.packs()?;
        let shown = raws.iter().map(|raw| {
            let analysis = analyze(raw, &reading, &packs);
            Shown {
                record: analysis.record,
                document: analysis.document,
            }
        });
        Ok(shown.collect())
    }
}
