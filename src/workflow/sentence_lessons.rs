//! Teaches the model of concreteness from labelled sentences, and tries it on files it never saw.
use std::path::{Path, PathBuf};

use super::OfficeError;
use crate::detect::concreteness::{self, Lessons, Validation};

/// Tables of labelled sentences in the folder of gold files begin with this.
const SENTENCES: &str = "real_sentences";
/// The table whose labels two labellers agreed on, and how much more they count.
const AGREED: &str = "real_sentences.tsv";
const AGREED_WEIGHT: f32 = 2.0;
/// The table of labelled paragraphs.
const PARAGRAPHS: &str = "real_paragraphs.tsv";

/// Labelled sentences of real papers.
#[derive(Debug)]
pub struct SentenceLessons {
    lessons: Lessons,
    paragraphs: String,
    tables: Vec<String>,
}

impl SentenceLessons {
    /// Reads `real_sentences*.tsv` and `real_paragraphs.tsv` of a folder.
    ///
    /// # Errors
    /// When a file cannot be read or understood.
    pub fn read(gold: &Path) -> Result<Self, OfficeError> {
        let mut names: Vec<PathBuf> = std::fs::read_dir(gold)
            .map_err(|e| wrong(gold, &e))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|p| name(p).starts_with(SENTENCES) && name(p).ends_with(".tsv"))
            .collect();
        names.sort();
        let mut tables = Vec::new();
        for path in &names {
            let weight = if name(path) == AGREED {
                AGREED_WEIGHT
            } else {
                1.0
            };
            tables.push((text(path)?, weight));
        }
        let lessons = Lessons::read(&tables).map_err(|e| wrong(gold, &e))?;
        Ok(Self {
            lessons,
            paragraphs: text(&gold.join(PARAGRAPHS))?,
            tables: names.iter().map(|p| name(p)).collect(),
        })
    }
    /// Sentences and files.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.lessons.sentences(), self.lessons.files())
    }
    /// The weights file, with facts in its head.
    #[must_use]
    pub fn teach(&self, day: &str) -> String {
        let (sentences, files) = self.counts();
        concreteness::teach(&self.lessons).write(&[
            ("model", "concreteness of sentences".to_owned()),
            ("taught-on", day.to_owned()),
            ("data", self.tables.join(", ")),
            ("sentences", format!("{sentences} of {files} files")),
        ])
    }
    /// Five-fold, by file.
    #[must_use]
    pub fn validate(&self) -> Validation {
        concreteness::validate(&self.lessons, &self.paragraphs)
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn text(path: &Path) -> Result<String, OfficeError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "gold files are named by the person"
    )]
    let text = std::fs::read_to_string(path);
    text.map_err(|e| wrong(path, &e))
}

fn wrong(path: &Path, error: &dyn std::error::Error) -> OfficeError {
    OfficeError::Gold {
        path: path.to_owned(),
        line: 0,
        detail: error.to_string(),
    }
}
