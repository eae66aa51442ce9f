//! Reads the bytes of one file by their format; whatever happens, there is a row for the import report.
use std::{cell::Cell, collections::BTreeMap};

use super::{IMPORTERS, ReadError, Reading, Terms, sha256_hex, sniff};
use crate::model::{Format, Limits, RawFile, Reason, Recovery};

/// Reads bytes as a given format, without what they carry and on the default terms.
///
/// # Errors
/// As [`super::Importer::read`]; `Unreadable` when the format has no reader.
pub fn read_as(format: Format, bytes: &[u8]) -> Result<Reading, ReadError> {
    let limits = Limits::default();
    let budget = Cell::new(limits.expanded_mb << 20);
    let terms = Terms::new(&limits, None, &budget, &|_| Ok(()));
    match IMPORTERS.iter().find(|i| i.format() == format) {
        Some(importer) => importer.read(bytes, &terms),
        None => Err(ReadError::Unreadable(not_read(format))),
    }
}

fn not_read(format: Format) -> Reason {
    Reason::new("format-not-read").with("format", format.name())
}

/// Reads a file that is already in memory, without what it carries and on the default terms. Never fails: what cannot be read
/// comes back with a [`Recovery`] and the reasons.
#[must_use]
pub fn read_bytes(file: &str, bytes: &[u8]) -> RawFile {
    let limits = Limits::default();
    let budget = Cell::new(limits.expanded_mb << 20);
    let terms = Terms::new(&limits, None, &budget, &|_| Ok(()));
    read_one(file, bytes, sha256_hex(bytes), &terms)
}

/// The row of a file of which nothing is known yet.
pub(super) fn nothing_read(file: &str, sha256: String, bytes: u64) -> RawFile {
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

/// Reads one file on the given terms; `sha256` is that of its bytes.
pub(super) fn read_one(file: &str, bytes: &[u8], sha256: String, terms: &Terms<'_>) -> RawFile {
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
        raw.reasons.push(not_read(format));
        return raw;
    };
    // Third-party readers may panic on hostile input; one bad file must not end the batch.
    let outcome =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| importer.read(bytes, terms)));
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
