//! Labelled texts and real papers read from files.
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::Lessons;
use crate::{
    detect::{Labelled, RealSentence},
    model::fold,
    normalize,
    workflow::{OfficeError, evaluate, read_pairing},
};

/// The shared files `examples` and `fresh` have one author.
const ONE_WRITER: [&str; 2] = ["examples", "fresh"];
/// What their author is called.
const ONE_WRITER_NAME: &str = "examples+fresh";
/// Real sentences shorter or longer than this are headings, or text whose sentences were not found.
const REAL_CHARS: std::ops::RangeInclusive<usize> = 8..=400;

impl Lessons {
    /// Reads labelled texts (`*.jsonl`, files or folders) and real papers (`*.tsv` with columns `file` and `text`, `*.txt`, or
    /// folders of them). Of the papers in text at most about `most` sentences are taken, each with the same chance, always the
    /// same ones. `honest` are papers of the kind the reader is for, in which no fault is assumed: all their sentences are taken.
    ///
    /// # Errors
    /// When a file cannot be read or understood.
    pub fn read(
        gold: &[PathBuf],
        real: &[PathBuf],
        honest: &[PathBuf],
        most: usize,
    ) -> Result<Self, OfficeError> {
        let mut lessons = Self::default();
        for path in files(gold, &["jsonl"])? {
            let writer = writer_of(&path);
            for item in evaluate::labelled(&path)? {
                let Some(holds) = item.label else { continue };
                lessons.labelled.push(Labelled {
                    writer: writer.clone(),
                    indicator: item.indicator,
                    holds,
                    pairing: read_pairing(&item.text),
                });
            }
        }
        for path in files(real, &["tsv"])? {
            lessons.real.extend(table(&path)?);
        }
        for path in files(honest, &["tsv"])? {
            lessons.real.extend(ours(table(&path)?));
        }
        for path in files(honest, &["txt"])? {
            lessons.real.extend(ours(paper(&path)?));
        }
        let mut papers = Vec::new();
        for path in files(real, &["txt"])? {
            papers.extend(paper(&path)?);
        }
        let one_in = u64::try_from((papers.len() / most.max(1)).max(1)).unwrap_or(1);
        papers.retain(|p| lot(&p.plain).is_multiple_of(one_in));
        lessons.real.extend(papers);
        Ok(lessons)
    }
}

fn writer_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    if ONE_WRITER.contains(&stem.as_ref()) {
        ONE_WRITER_NAME.to_owned()
    } else {
        stem.into_owned()
    }
}

/// The files of a kind under these paths, in order.
fn files(paths: &[PathBuf], kinds: &[&str]) -> Result<Vec<PathBuf>, OfficeError> {
    let of_kind = |path: &Path| {
        let kind = path.extension().unwrap_or_default();
        kinds.iter().any(|k| kind == *k)
    };
    let mut found = Vec::new();
    for path in paths {
        if !path.exists() {
            return Err(OfficeError::NoSuchPath { path: path.clone() });
        }
        let under = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
        found.extend(
            under
                .filter_map(Result::ok)
                .map(walkdir::DirEntry::into_path)
                .filter(|p| p.is_file() && of_kind(p)),
        );
    }
    Ok(found)
}

fn ours(sentences: Vec<RealSentence>) -> impl Iterator<Item = RealSentence> {
    sentences.into_iter().map(|s| RealSentence {
        of_our_kind: true,
        ..s
    })
}

/// The sentences of a table with the columns `file` and `text`; a table without them has none.
fn table(path: &Path) -> Result<Vec<RealSentence>, OfficeError> {
    let all = evaluate::read(path)?;
    let header: Vec<&str> = all.lines().next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| header.iter().position(|h| h.trim() == name);
    let (Some(file), Some(text), Some(_)) = (column("file"), column("text"), column("sentence"))
    else {
        return Ok(Vec::new());
    };
    let rows = all
        .lines()
        .skip(1)
        .map(|l| l.split('\t').collect::<Vec<_>>());
    Ok(rows
        .filter_map(|row| {
            Some(RealSentence {
                of_our_kind: false,
                file: (*row.get(file)?).to_owned(),
                plain: fold(row.get(text)?),
                ruled: Vec::new(),
            })
        })
        .collect())
}

fn paper(path: &Path) -> Result<Vec<RealSentence>, OfficeError> {
    let text = evaluate::read(path)?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut found = Vec::new();
    for line in text.lines() {
        for range in normalize::split_sentences(line) {
            let sentence = crate::model::char_slice(line, &range);
            let plain = fold(sentence.trim());
            if REAL_CHARS.contains(&plain.chars().count()) {
                found.push(RealSentence {
                    of_our_kind: false,
                    file: file.clone().into_owned(),
                    plain,
                    ruled: Vec::new(),
                });
            }
        }
    }
    Ok(found)
}

/// A number that depends on nothing but the text.
fn lot(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |n, byte| (n << 8) | u64::from(*byte))
}
