//! A table whose header has been understood.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CellValue, Split};

/// A table with its columns named. One sheet may hold several.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Sheet name, or `表1`, … in text documents.
    pub sheet: String,
    /// Title standing above the header, if any.
    pub title: Option<String>,
    /// Page on which it starts.
    pub page: Option<u32>,
    /// First and last header row (inclusive), when a header was found.
    pub header_rows: Option<(u32, u32)>,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// All rows, header and titles included, from top to bottom.
    pub rows: Vec<TableRow>,
    /// Whether bare numbers in columns of dates count from 1904.
    #[serde(default)]
    pub date1904: bool,
    /// The day it speaks of, when the profile of its source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<jiff::civil::Date>,
    /// Columns that hold several things, by their number, with what parts them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub splits: BTreeMap<u32, Split>,
}

impl Table {
    /// The column that carries a canonical field such as `deadline`, if one was mapped; never an extra one.
    #[must_use]
    pub fn column(&self, field: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|c| c.field.as_deref() == Some(field) && c.mapped_by != MappedBy::Extra)
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Column, from 0.
    pub col: u32,
    /// Header as it stands (parent and child joined with `/`).
    pub header: String,
    /// Canonical field, when mapped; unmapped columns are kept under their header.
    pub field: Option<String>,
    /// How the field was decided.
    pub mapped_by: MappedBy,
}

/// How a header was mapped to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MappedBy {
    /// `taizhang.toml` of the workspace says so.
    Profile,
    /// An exact synonym of the dictionary.
    Synonym,
    /// A suffix rule of the dictionary.
    Suffix,
    /// The cells of the column decided.
    Content,
    /// Another column already carries the field; this one names it too and is kept as extra.
    Extra,
    /// Not mapped.
    None,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRow {
    /// Row, from 0.
    pub row: u32,
    /// What the row is.
    pub kind: RowKind,
    /// Cells from left to right; empty cells are absent.
    pub cells: Vec<TableCell>,
    /// The passage of the document that holds this row's text.
    pub passage: u32,
    /// Whether the row is hidden in the source.
    pub hidden: bool,
}

impl TableRow {
    /// The cell in a column, if it holds something.
    #[must_use]
    pub fn cell(&self, col: u32) -> Option<&TableCell> {
        self.cells.iter().find(|c| c.col == col)
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowKind {
    /// Title above a header.
    Title,
    /// Header, or a header repeated on a later page.
    Header,
    /// A record.
    Record,
    /// 合计, 小计.
    Total,
    /// A note under the table (填表人, 注).
    Note,
}

/// One cell of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableCell {
    /// Column the value applies to, from 0.
    pub col: u32,
    /// The cell the text stands in (`B3`); for a filled-down merged cell its first cell.
    pub cell: String,
    /// Text as shown.
    pub text: String,
    /// Typed value.
    pub value: CellValue,
    /// Whether the value was filled down or across from a merged cell that stands elsewhere.
    pub inherited: bool,
    /// First character of the cell's text in the row's passage.
    pub start: u32,
}
