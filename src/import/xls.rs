//! STUB xls
use crate::model::{Format, Reason};

use super::{Importer, ReadError, Reading};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Xls;

impl Importer for Xls {
    fn format(&self) -> Format {
        Format::Xls
    }
    fn read(&self, _bytes: &[u8]) -> Result<Reading, ReadError> {
        Err(ReadError::Unreadable(Reason::new("format-not-read")))
    }
}
