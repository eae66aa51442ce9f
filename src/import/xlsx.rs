//! STUB xlsx
use crate::model::{Format, Reason};

use super::{Importer, ReadError, Reading};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Xlsx;

impl Importer for Xlsx {
    fn format(&self) -> Format {
        Format::Xlsx
    }
    fn read(&self, _bytes: &[u8]) -> Result<Reading, ReadError> {
        Err(ReadError::Unreadable(Reason::new("format-not-read")))
    }
}
