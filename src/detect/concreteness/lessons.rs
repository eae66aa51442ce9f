//! Labelled sentences, gathered into their paragraphs.
use std::{collections::BTreeMap, ops::Range};

use super::{
    Label,
    lexicon::Lexicon,
    paragraph::{self, Read},
};
use crate::{
    detect::linear::Settings,
    model::{char_len, fold},
};

/// What is wrong with a table of labelled sentences.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LessonError {
    /// A line without the columns file, paragraph, sentence, label, text.
    #[error(
        "line {line} of a table of labelled sentences is not file, paragraph, sentence, label, text"
    )]
    Line {
        /// Line, from 1.
        line: usize,
    },
    /// The built-in word list is broken.
    #[error("the word list of concreteness: {0}")]
    Lexicon(String),
}

/// Labelled sentences in their paragraphs.
#[derive(Debug)]
pub struct Lessons {
    pub(super) settings: Settings,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// One paragraph.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) file: String,
    pub(super) id: String,
    pub(super) weight: f32,
    pub(super) labels: Vec<Label>,
    pub(super) read: Vec<Read>,
}

type Rows = BTreeMap<usize, (Label, String)>;

impl Lessons {
    /// Reads tables with the columns file, paragraph, sentence, label, text (a head line first); each with the weight its labels
    /// deserve.
    ///
    /// # Errors
    /// The first line that is not as it must be.
    pub fn read(tables: &[(String, f32)]) -> Result<Self, LessonError> {
        let lexicon = Lexicon::built_in().map_err(|e| LessonError::Lexicon(e.to_owned()))?;
        let settings = Settings::default();
        let mut paragraphs = Vec::new();
        for (table, weight) in tables {
            let mut gathered: BTreeMap<(&str, &str), Rows> = BTreeMap::new();
            for (line, at) in table.lines().zip(1..).skip(1) {
                let (file, id, number, row) = cells(line).ok_or(LessonError::Line { line: at })?;
                gathered.entry((file, id)).or_default().insert(number, row);
            }
            for ((file, id), rows) in gathered {
                let (text, sentences) = joined(rows.values().map(|r| r.1.as_str()));
                paragraphs.push(Paragraph {
                    file: file.to_owned(),
                    id: id.to_owned(),
                    weight: *weight,
                    labels: rows.values().map(|r| r.0).collect(),
                    read: paragraph::read(lexicon, &settings, &text, &sentences),
                });
            }
        }
        Ok(Self {
            settings,
            paragraphs,
        })
    }
    /// Number of sentences.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.paragraphs.iter().map(|p| p.labels.len()).sum()
    }
    /// Number of files.
    #[must_use]
    pub fn files(&self) -> usize {
        self.by_file().len()
    }
    /// Paragraphs of each file.
    pub(super) fn by_file(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, p) in self.paragraphs.iter().enumerate() {
            files.entry(&p.file).or_default().push(at);
        }
        files
    }
    /// Parts the paragraphs `among` into `folds` of about as many sentences, no file in two of them: the largest file first,
    /// always to the smallest fold.
    pub(super) fn folds(&self, among: &[usize], folds: usize) -> Vec<Vec<usize>> {
        let mut sizes: Vec<(usize, Vec<usize>)> = self
            .by_file()
            .into_values()
            .map(|all| all.into_iter().filter(|p| among.contains(p)).collect())
            .map(|of: Vec<usize>| (self.count(&of), of))
            .filter(|(size, _)| *size > 0)
            .collect();
        sizes.sort_by_key(|(size, of)| (std::cmp::Reverse(*size), of.first().copied()));
        let mut parts: Vec<(usize, Vec<usize>)> = vec![(0, Vec::new()); folds];
        for (size, of) in sizes {
            if let Some(least) = parts.iter_mut().min_by_key(|p| p.0) {
                least.0 += size;
                least.1.extend(of);
            }
        }
        parts.into_iter().map(|p| p.1).collect()
    }
    fn count(&self, paragraphs: &[usize]) -> usize {
        let of = paragraphs.iter().filter_map(|p| self.paragraphs.get(*p));
        of.map(|p| p.labels.len()).sum()
    }
}

fn cells(line: &str) -> Option<(&str, &str, usize, (Label, String))> {
    let mut cells = line.splitn(5, '\t');
    let (file, paragraph) = (cells.next()?, cells.next()?);
    let number = cells.next()?.parse().ok()?;
    let label = Label::read(cells.next()?)?;
    Some((file, paragraph, number, (label, fold(cells.next()?))))
}

/// Sentences as one text, with their places.
fn joined<'a>(sentences: impl Iterator<Item = &'a str>) -> (String, Vec<Range<u32>>) {
    let mut text = String::new();
    let (mut ranges, mut from) = (Vec::new(), 0);
    for sentence in sentences {
        let to = from + char_len(sentence);
        ranges.push(from..to);
        text.push_str(sentence);
        from = to;
    }
    (text, ranges)
}
