//! Where something stands in a file.
use serde::{Deserialize, Serialize};

/// A place in one file: a page and paragraph, or a sheet and cell, and characters in it.
///
/// `paragraph` counts from 1 the paragraphs of the file that are not empty, in reading order; `page` counts from 1.
/// Tables inside text documents are named `表1`, `表2`, … in `sheet`. Offsets count characters of the paragraph or cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Page, where the format has pages.
    pub page: Option<u32>,
    /// Paragraph of the body text.
    pub paragraph: Option<u32>,
    /// Sheet, or table of a text document.
    pub sheet: Option<String>,
    /// Cell in A1 notation.
    pub cell: Option<String>,
    /// First character.
    pub char_start: u32,
    /// One past the last character.
    pub char_end: u32,
    /// Where the paragraph stands on the page, in formats that fix their pages (PDF, OFD).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<Frame>,
}

/// A box on a page, in whole millimetres from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Frame {
    /// From the left edge of the page.
    pub left: u16,
    /// From the upper edge of the page.
    pub top: u16,
    /// Width.
    pub width: u16,
    /// Height.
    pub height: u16,
}

/// The name of the column counted from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn column_name(col: u32) -> String {
    let mut rest = col;
    let mut name = Vec::new();
    loop {
        name.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    name.iter().rev().collect()
}

/// The cell's name in A1 notation, from a row and a column counted from 0.
#[must_use]
pub fn cell_name(row: u32, col: u32) -> String {
    format!("{}{}", column_name(col), u64::from(row) + 1)
}

/// A quotation with its exact place. It can only be made by [`super::Document::source_ref`] and [`super::BookRow::quote`], from text that is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRef {
    file: String,
    sha256: String,
    place: Place,
    quote: String,
}

impl SourceRef {
    pub(super) fn new(file: String, sha256: String, place: Place, quote: String) -> Self {
        Self {
            file,
            sha256,
            place,
            quote,
        }
    }
    /// Path of the file, relative to the imported root.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }
    /// SHA-256 of the file, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
    /// The place.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }
    /// The characters at the place, as they stand in the source.
    #[must_use]
    pub fn quote(&self) -> &str {
        &self.quote
    }
}
