//! STUB pdf
use crate::model::{Format, Reason};

use super::{Importer, ReadError, Reading};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Pdf;

impl Importer for Pdf {
    fn format(&self) -> Format {
        Format::Pdf
    }
    fn read(&self, _bytes: &[u8]) -> Result<Reading, ReadError> {
        Err(ReadError::Unreadable(Reason::new("format-not-read")))
    }
}
