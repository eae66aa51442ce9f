//! Turns one file into raw text or tables and says what it could not read.

mod compound;
mod csv;
mod docx;
mod encoding;
mod grid;
mod html;
mod lines;
mod markdown;
mod numerals;
mod ods;
mod package;
mod pdf;
mod sheet;
mod root;
mod sniff;
mod text_table;
mod txt;
mod walk;
mod xls;
mod xlsb;
mod xlsx;

use std::{collections::BTreeMap, path::Path};

use sha2::{Digest, Sha256};

use crate::model::{Format, RawBlock, RawFile, Reason, Recovery};

pub use root::Root;
pub use sniff::sniff;
pub use walk::{FoundFile, walk};

/// Reads one format.
pub trait Importer: Sync {
    /// The format it reads.
    fn format(&self) -> Format;
    /// Turns the bytes of a file into text and tables.
    ///
    /// # Errors
    /// When nothing can be read; what can be read in part comes back as a [`Reading`] with reasons.
    fn read(&self, bytes: &[u8]) -> Result<Reading, ReadError>;
}

/// What an importer read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Text and tables in reading order.
    pub blocks: Vec<RawBlock>,
    /// What is missing or worth knowing.
    pub reasons: Vec<Reason>,
    /// Whether something is missing.
    pub partial: bool,
    /// Facts the file carries about itself.
    pub facts: BTreeMap<String, String>,
}

/// Why nothing could be read.
#[derive(Debug)]
pub enum ReadError {
    /// A password is needed.
    Encrypted,
    /// Broken or not understood.
    Unreadable(Reason),
    /// A limit was passed.
    Refused(Reason),
}

/// Every importer.
pub static IMPORTERS: &[&dyn Importer] = &[
    &xlsx::Xlsx,
    &xlsb::Xlsb,
    &xls::Xls,
    &ods::Ods,
    &csv::Csv,
    &txt::Txt,
    &markdown::Markdown,
    &docx::Docx,
    &html::Html,
    &pdf::Pdf,
];

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 512 << 20;

/// A file taken into memory, not yet read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Path relative to the imported root, as it is to be shown.
    pub file: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
}

impl Opened {
    /// Reads it; see [`read_bytes`].
    #[must_use]
    pub fn read(&self) -> RawFile {
        read(&self.file, &self.bytes, self.sha256.clone())
    }
}

/// Takes a file into memory; what cannot be taken comes back as a [`RawFile`] with the reason.
///
/// # Errors
/// With the row for the import report.
pub fn open(path: &Path, file: &str) -> Result<Opened, Box<RawFile>> {
    let failed = |reason: Reason, recovery, bytes| {
        let mut raw = nothing_read(file, String::new(), bytes);
        raw.recovery = recovery;
        raw.reasons.push(reason);
        Box::new(raw)
    };
    let cannot_open = |e| {
        failed(
            Reason::new("cannot-open").with("detail", e),
            Recovery::Unreadable,
            0,
        )
    };
    let meta = std::fs::metadata(path).map_err(cannot_open)?;
    if !meta.is_file() {
        return Err(failed(
            Reason::new("not-a-regular-file"),
            Recovery::Refused,
            0,
        ));
    }
    if meta.len() > MAX_BYTES {
        let reason = Reason::new("file-too-large").with("limit", MAX_BYTES >> 20);
        return Err(failed(reason, Recovery::Refused, meta.len()));
    }
    #[expect(clippy::disallowed_methods, reason = "this is where files are read")]
    let bytes = std::fs::read(path).map_err(cannot_open)?;
    Ok(Opened {
        file: file.to_owned(),
        sha256: sha256_hex(&bytes),
        bytes,
    })
}

/// Reads a file that is already in memory. Never fails: what cannot be read comes back with a [`Recovery`] and the reasons.
#[must_use]
pub fn read_bytes(file: &str, bytes: &[u8]) -> RawFile {
    read(file, bytes, sha256_hex(bytes))
}

fn nothing_read(file: &str, sha256: String, bytes: u64) -> RawFile {
    RawFile {
        file: file.to_owned(),
        sha256,
        bytes,
        format: None,
        recovery: Recovery::Complete,
        reasons: Vec::new(),
        blocks: Vec::new(),
        facts: BTreeMap::new(),
    }
}

fn read(file: &str, bytes: &[u8], sha256: String) -> RawFile {
    let mut raw = nothing_read(file, sha256, bytes.len() as u64);
    let format = match sniff(file, bytes) {
        Ok(format) => format,
        Err((recovery, reason)) => {
            raw.recovery = recovery;
            raw.reasons.push(reason);
            return raw;
        }
    };
    raw.format = Some(format);
    let Some(importer) = IMPORTERS.iter().find(|i| i.format() == format) else {
        raw.recovery = Recovery::Unreadable;
        raw.reasons
            .push(Reason::new("format-not-read").with("format", format.name()));
        return raw;
    };
    // Third-party readers may panic on hostile input; one bad file must not end the batch.
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| importer.read(bytes)));
    match outcome {
        Ok(Ok(reading)) => {
            raw.recovery = if reading.partial {
                Recovery::Partial
            } else {
                Recovery::Complete
            };
            raw.reasons = reading.reasons;
            raw.blocks = reading.blocks;
            raw.facts = reading.facts;
            if raw.blocks.is_empty() && raw.reasons.is_empty() {
                raw.reasons.push(Reason::new("no-text"));
            }
        }
        Ok(Err(ReadError::Encrypted)) => {
            raw.recovery = Recovery::Encrypted;
            raw.reasons.push(Reason::new("encrypted"));
        }
        Ok(Err(ReadError::Unreadable(reason))) => {
            raw.recovery = Recovery::Unreadable;
            raw.reasons.push(reason);
        }
        Ok(Err(ReadError::Refused(reason))) => {
            raw.recovery = Recovery::Refused;
            raw.reasons.push(reason);
        }
        Err(_) => {
            raw.recovery = Recovery::Unreadable;
            raw.reasons
                .push(Reason::new("reader-panicked").with("format", format.name()));
        }
    }
    raw
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}
