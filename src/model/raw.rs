//! What an importer hands over: text and tables as they stand in the file, before anything is made uniform.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Format, Frame, Reason, Recovery};

/// One file as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawFile {
    /// Path relative to the imported root, with `/`.
    pub file: String,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Format, when recognised.
    pub format: Option<Format>,
    /// How much was read.
    pub recovery: Recovery,
    /// Why not all was read; also remarks on a complete reading (hidden rows, encoding guessed).
    pub reasons: Vec<Reason>,
    /// Text and tables in reading order.
    pub blocks: Vec<RawBlock>,
    /// Facts the file carries about itself, kept for later checks; none of them is ever a flag by itself.
    ///
    /// Every reader uses the same keys, and only those its format knows:
    /// - who and when: `author`, `last_modified_by`, `company`, `source`, `site`; `created`, `modified`, `printed`, `published`
    ///   (ISO 8601, as far as the file tells);
    /// - what it says it is: `title`, `title_line` (the line set as title), `subject`, `keywords`, `category`, `description`, `custom`
    ///   (properties of the writer's own, a line `name: value` each);
    /// - what made it: `creator` (the program that wrote the original of a fixed page), `producer` (the one that wrote the file);
    /// - lines printed beside the text of each page: `header`, `footer`; how many were taken for such: `page_lines_left_out`;
    /// - what goes with it: `attachments` (their names), `signatures` (how many sign or seal it), `seals` (their names),
    ///   `signature_providers`, `signed` (when); `watermarks`;
    /// - of a message: `from`, `to`, `cc`;
    /// - how it was read: `pages`, `encoding`.
    pub facts: BTreeMap<String, String>,
}

/// A piece of a file in reading order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RawBlock {
    /// A paragraph.
    Text(RawText),
    /// A table or sheet.
    Table(RawTable),
}

/// One paragraph as it stands in the file. Never empty after trimming.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RawText {
    /// The characters, untouched (no width folding, no trimming inside).
    pub text: String,
    /// Page on which it starts.
    pub page: Option<u32>,
    /// Where later pages begin inside the paragraph: (character offset, page).
    pub page_starts: Vec<(u32, u32)>,
    /// Box of its lines on the page on which it starts, where the format fixes its pages.
    pub frame: Option<Frame>,
    /// Heading level 1-9 given by a style or by markup.
    pub heading: Option<u8>,
    /// Whether markup says this is a list item.
    pub is_list_item: bool,
    /// Leading characters of `text` that the program rebuilt from automatic numbering.
    pub label_chars: u32,
    /// Confidence in percent when the text was recognized from a picture, 0 when the program that recognized it left no figure.
    /// Nothing recognized is ever certain.
    pub recognized: Option<u8>,
}

/// A table or sheet, sparse.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RawTable {
    /// Sheet name, or `表1`, `表2`, … in text documents.
    pub name: String,
    /// Page on which it starts.
    pub page: Option<u32>,
    /// Where later pages begin in it: (row, page).
    #[serde(default)]
    pub page_starts: Vec<(u32, u32)>,
    /// Cells that hold something, ordered by row and column.
    pub cells: Vec<RawCell>,
    /// Merged ranges.
    pub merges: Vec<Merge>,
    /// Hidden rows.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns.
    pub hidden_cols: Vec<u32>,
    /// Whether the sheet itself is hidden.
    pub hidden: bool,
    /// Whether serial dates count from 1904.
    pub date1904: bool,
}

impl RawTable {
    /// The page a row stands on.
    #[must_use]
    pub fn page_of(&self, row: u32) -> Option<u32> {
        let later = self.page_starts.iter().rev().find(|(at, _)| *at <= row);
        later.map(|(_, page)| *page).or(self.page)
    }
}

/// A cell that holds something; rows and columns count from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RawCell {
    /// Row.
    pub row: u32,
    /// Column.
    pub col: u32,
    /// The characters shown to people (a date as `2026-03-05`).
    pub text: String,
    /// The typed value.
    pub value: CellValue,
    /// Whether a formula stands behind the value.
    pub has_formula: bool,
}

/// The typed value of a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CellValue {
    /// Text.
    Text,
    /// A number.
    Number(f64),
    /// A date or a date with time, ISO 8601.
    Date(String),
    /// True or false.
    Bool(bool),
    /// A spreadsheet error such as `#REF!`.
    Error,
}

/// A merged range, inclusive, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First row.
    pub first_row: u32,
    /// First column.
    pub first_col: u32,
    /// Last row.
    pub last_row: u32,
    /// Last column.
    pub last_col: u32,
}
