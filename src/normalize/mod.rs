//! Makes text uniform and cuts it, keeping for every character its place in the source.

/// Dates as people write them.
pub mod dates;
/// Numbers as people write them.
pub mod numbers;
/// Sheets into tables with named columns.
pub mod tables;

use crate::model::{Document, RawFile, ReadingSettings};

/// Turns a file as read into a document. Always succeeds: what is not understood stays as plain passages.
#[must_use]
pub fn document(raw: &RawFile, settings: &ReadingSettings) -> Document {
    let _ = (raw, settings);
    unimplemented!("STUB")
}

/// Fills in what is not stored (match forms, numbers, dates) after a document was loaded.
pub fn refresh(document: &mut Document) {
    document.refold();
}
