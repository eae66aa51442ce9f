//! One file, from raw reading to flags: the pure function at the heart of a batch.
use std::panic::catch_unwind;

use super::recognized;
use crate::{
    detect::RulePacks,
    model::{Document, FileRecord, FlagDraft, Format, RawFile, ReadingSettings, Reason, Recovery},
    normalize,
};

/// Everything that can be said of one file by looking at it alone.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Row of the import report.
    pub record: FileRecord,
    /// The document, when something was read.
    pub document: Option<Document>,
    /// What the rules found.
    pub drafts: Vec<FlagDraft>,
    /// Whether the file is marked above the level the site may hold.
    pub is_marked: bool,
}

impl Analysis {
    /// Leaves of a file nothing but its name, size and hash, and why.
    pub(super) fn refused(record: FileRecord, reason: Reason) -> Self {
        let mut record = FileRecord {
            doc_type: None,
            unit: None,
            period: None,
            ..record
        };
        record.format = None;
        record.recovery = Recovery::Refused;
        record.reasons = vec![reason];
        (record.paragraphs, record.tables, record.rows, record.chars) = (0, 0, 0, 0);
        Self {
            record,
            document: None,
            drafts: Vec::new(),
            is_marked: false,
        }
    }
}

/// Makes a document of a raw file and examines it. No file, clock or network is touched.
///
/// Of a file marked above the level the site may hold nothing comes back but its name, size, hash and the reason.
/// Telephone and identity numbers are masked in all that comes back. A failure inside the program costs this file alone:
/// nothing of it is taken over, and its row says so.
#[must_use]
pub fn analyze(raw: &RawFile, reading: &ReadingSettings, packs: &RulePacks) -> Analysis {
    catch_unwind(|| look_at(raw, reading, packs)).unwrap_or_else(|_| {
        let format = raw.format.map_or("", Format::name);
        let reason = Reason::new("reader-panicked").with("format", format);
        let mut failed = Analysis::refused(record(raw), reason);
        failed.record.recovery = Recovery::Unreadable;
        failed
    })
}

fn record(raw: &RawFile) -> FileRecord {
    FileRecord {
        file: raw.file.clone(),
        sha256: raw.sha256.clone(),
        bytes: raw.bytes,
        format: raw.format,
        recovery: raw.recovery,
        reasons: raw.reasons.clone(),
        doc_type: None,
        unit: None,
        period: None,
        paragraphs: 0,
        tables: 0,
        rows: 0,
        chars: 0,
    }
}

fn look_at(raw: &RawFile, reading: &ReadingSettings, packs: &RulePacks) -> Analysis {
    let mut analysis = take_in(raw, reading);
    if let Some(document) = &analysis.document {
        analysis.drafts = recognized::examine(document, packs);
    }
    analysis
}

/// Makes a document of a raw file, behind the same gates, without examining it.
pub(super) fn take_in(raw: &RawFile, reading: &ReadingSettings) -> Analysis {
    let mut record = record(raw);
    if let Some(mark) = normalize::secrecy::mark(raw, reading) {
        return Analysis {
            is_marked: true,
            ..Analysis::refused(record, mark.reason())
        };
    }
    if raw.blocks.is_empty() || raw.format.is_none() {
        return Analysis {
            record,
            document: None,
            drafts: Vec::new(),
            is_marked: false,
        };
    }
    let raw = &*normalize::masks::masked(raw);
    record.reasons = raw.reasons.clone();
    let mut document = normalize::document(raw, reading);
    normalize::refresh(&mut document);
    record.doc_type = Some(document.doc_type.value);
    record.unit = document.unit.as_ref().map(|u| u.value.clone());
    record.period = document.period.as_ref().map(|p| p.value.label.clone());
    let rows = document.passages.iter().filter(|p| p.row.is_some()).count();
    record.paragraphs = count(document.passages.len() - rows);
    record.rows = count(rows);
    record.tables = count(document.tables.len());
    record.chars = document
        .passages
        .iter()
        .map(|p| p.plain.chars().count() as u64)
        .sum();
    Analysis {
        record,
        document: Some(document),
        drafts: Vec::new(),
        is_marked: false,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
