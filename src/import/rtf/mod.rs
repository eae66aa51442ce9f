//! Reads Rich Text Format: paragraphs, tables, notes and comments, in reading order.
//!
//! As in docx, what a reader of the finished paper sees is read: text deleted with changes tracked and hidden text is left out
//! and counted, running heads and feet are facts, notes and comments follow the body behind a label. Automatic numbers are
//! those the writing program last showed. Bytes are read by the character set of their font, else by the file's code page.
//! Source of names: Rich Text Format Specification 1.9.1.
//!
//! Not read: text inside pictures, embedded files, formulas kept as objects (all counted).

mod about;
mod fields;
mod flow;
mod fonts;
mod group;
mod lexer;
mod reader;
mod stories;
mod styles;
mod words;

use crate::model::{Format, Reason};

use super::{Importer, ReadError, Reading, Terms, grid::name_tables};
use reader::{MAX_GROUPS, Reader};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Rtf;

impl Importer for Rtf {
    fn format(&self) -> Format {
        Format::Rtf
    }

    fn read(&self, bytes: &[u8], _terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let Some(start) = start(bytes) else {
            let reason = Reason::new("package-broken").with("detail", "{\\rtf");
            return Err(ReadError::Unreadable(reason));
        };
        let mut reader = Reader::new(bytes.get(start..).unwrap_or_default());
        reader.read();
        let left_open = reader.left_open();
        let is_too_deep = reader.is_too_deep;
        let (mut reading, remarks) = reader.finish();
        name_tables(&mut reading.blocks);
        let (reasons, partial) = remarks.reasons(!reading.blocks.is_empty());
        reading.reasons = reasons;
        reading.partial = partial || left_open > 0 || is_too_deep;
        if left_open > 0 {
            reading
                .reasons
                .push(Reason::new("rtf-cut-off").with("count", left_open));
        }
        if is_too_deep {
            reading
                .reasons
                .push(Reason::new("nested-too-deep").with("limit", MAX_GROUPS));
        }
        Ok(reading)
    }
}

/// Where an RTF file begins: its first bytes, behind a byte order mark and white space if need be.
pub(super) fn start(bytes: &[u8]) -> Option<usize> {
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = unmarked.trim_ascii_start();
    text.starts_with(b"{\\rtf")
        .then(|| bytes.len() - text.len())
}
