//! Reads claims out of a report.
use crate::model::{Document, Report};

/// The claims of a document in reading order.
#[must_use]
pub fn claims(document: &Document) -> Report {
    Report {
        file: document.file.clone(),
        sha256: document.sha256.clone(),
        doc_type: document.doc_type.value,
        unit: document.unit.as_ref().map(|u| u.value.clone()),
        period: document.period.as_ref().map(|p| p.value.label.clone()),
        as_of: None,
        claims: Vec::new(),
    }
}
