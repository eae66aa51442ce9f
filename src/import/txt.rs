//! STUB txt
use crate::model::{Format, Reason};

use super::{Importer, ReadError, Reading};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Txt;

impl Importer for Txt {
    fn format(&self) -> Format {
        Format::Txt
    }
    fn read(&self, _bytes: &[u8]) -> Result<Reading, ReadError> {
        Err(ReadError::Unreadable(Reason::new("format-not-read")))
    }
}
