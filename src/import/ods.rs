//! STUB ods
use crate::model::{Format, Reason};

use super::{Importer, ReadError, Reading};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Ods;

impl Importer for Ods {
    fn format(&self) -> Format {
        Format::Ods
    }
    fn read(&self, _bytes: &[u8]) -> Result<Reading, ReadError> {
        Err(ReadError::Unreadable(Reason::new("format-not-read")))
    }
}
