//! Books of records: ledgers, lists and registers as one file shows them on one day.
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Facets, Step, WorkItem};
use crate::model::{DateValue, Place, SourceRef, cell_name, char_len, char_slice};

/// What a book records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum BookKind {
    /// 总账: one row for each directive.
    总账,
    /// 细账: one row for each node of a matter.
    细账,
    /// 整改清单: problems or tasks with measures.
    整改清单,
    /// 投诉台账.
    投诉台账,
    /// 收文登记.
    收文登记,
    /// 延期登记: applications for more time and what was decided.
    延期登记,
    /// 调度登记: who had to report by when, and did.
    调度登记,
    /// 销号登记: close-outs with check, public notice and look-back.
    销号登记,
    /// 佐证清单: which paper proves what.
    佐证清单,
}

impl BookKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::总账,
        Self::细账,
        Self::整改清单,
        Self::投诉台账,
        Self::收文登记,
        Self::延期登记,
        Self::调度登记,
        Self::销号登记,
        Self::佐证清单,
    ];
    /// The Chinese name.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
    /// The kind of that Chinese name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.name() == name.trim())
    }
}

/// The day a book or report speaks of, and the words that say so.
#[doc(alias = "截至日")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsOf {
    /// The day.
    pub date: Date,
    /// Where it was read: `title`, `note`, `header`, `file name`, `report_date`, `period`, `records` (the last entry of a book
    /// that names only its year), `dated`, `profile`.
    pub because: String,
}

/// One cell of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Index into [`Book::columns`].
    pub column: u16,
    /// Text as it stands.
    pub text: String,
    /// First character of the text in its cell: 0, but in the later parts of a composite cell.
    #[serde(default)]
    pub start: u32,
    /// Row of the cell the text stands in, from 0; of a merged cell its first.
    pub row: u32,
    /// Column of that cell, from 0.
    pub col: u32,
    /// The date it holds, in columns of dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Box<DateValue>>,
}

/// A column of a book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookColumn {
    /// Canonical field, or empty: then only the header says what it is.
    pub field: String,
    /// Header as it stands.
    pub header: String,
}

/// One record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What it is known by in every version of the book: its number, else its document number, else title and unit.
    pub key: String,
    /// Its number, if it has one.
    pub no: Option<String>,
    /// The matter.
    pub title: String,
    /// Row, from 0.
    pub row: u32,
    /// Whether the row is hidden in the source.
    pub hidden: bool,
    /// Filled cells from left to right.
    pub fields: Vec<Field>,
    /// What its status says.
    pub facets: Facets,
    /// Responsible units under the names the office knows them by.
    pub lead: Vec<String>,
    /// Units that help.
    pub co: Vec<String>,
    /// Steps it shows, in their order.
    pub steps: Vec<Step>,
    /// Tasks listed in its cells.
    pub items: Vec<WorkItem>,
}

/// A book as one file shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// What it records.
    pub kind: BookKind,
    /// Path of the file, as [`crate::model::Document::file`].
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Sheet, or table of a text document; empty when the book stands as running text in a paragraph, whose number its rows
    /// bear.
    pub sheet: String,
    /// Index of its table in the document.
    pub table: u32,
    /// Title over it, if any.
    pub title: Option<String>,
    /// Who keeps it, if that can be read.
    pub unit: Option<String>,
    /// The day it speaks of.
    pub as_of: Option<AsOf>,
    /// Columns from left to right.
    pub columns: Vec<BookColumn>,
    /// Records from top to bottom.
    pub records: Vec<Record>,
}

impl Book {
    /// The records with their book.
    pub fn rows(&self) -> impl Iterator<Item = BookRow<'_>> {
        self.records
            .iter()
            .map(move |record| BookRow { book: self, record })
    }
    /// Whether a column carries the field.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.columns.iter().any(|c| c.field == field)
    }
}

/// A record with the book it stands in.
#[derive(Clone, Copy, Debug)]
pub struct BookRow<'a> {
    /// The book.
    pub book: &'a Book,
    /// The record.
    pub record: &'a Record,
}

impl<'a> BookRow<'a> {
    /// The cell of a canonical field, if it holds something.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'a Field> {
        self.record.fields.iter().find(|f| {
            self.book
                .columns
                .get(usize::from(f.column))
                .is_some_and(|c| c.field == name)
        })
    }
    /// The text of a field, without blanks around it; empty when there is none.
    #[must_use]
    pub fn text(self, name: &str) -> &'a str {
        self.field(name).map_or("", |f| f.text.trim())
    }
    /// The date of a field.
    #[must_use]
    pub fn date(self, name: &str) -> Option<&'a DateValue> {
        self.field(name)?.date.as_deref()
    }
    /// The whole cell of a field as a quotation.
    #[must_use]
    pub fn quote(self, name: &str) -> Option<SourceRef> {
        let field = self.field(name)?;
        Some(self.book.source_ref(field, 0..char_len(&field.text)))
    }
    /// The whole cell of one of the record's fields as a quotation, for columns without a canonical field.
    #[must_use]
    pub fn quote_cell(self, field: &Field) -> Option<SourceRef> {
        let own = self.record.fields.iter().any(|f| std::ptr::eq(f, field));
        (own && !field.text.is_empty())
            .then(|| self.book.source_ref(field, 0..char_len(&field.text)))
    }
    /// Characters of a field's cell as a quotation; `None` when they lie outside.
    #[must_use]
    pub fn quote_part(self, name: &str, range: Range<u32>) -> Option<SourceRef> {
        let field = self.field(name)?;
        (range.start < range.end && range.end <= char_len(&field.text))
            .then(|| self.book.source_ref(field, range))
    }
    /// The whole cell of a column as a quotation, also of columns without a canonical field.
    #[must_use]
    pub fn quote_column(self, column: u16) -> Option<SourceRef> {
        let field = self.record.fields.iter().find(|f| f.column == column)?;
        (!field.text.is_empty()).then(|| self.book.source_ref(field, 0..char_len(&field.text)))
    }
    /// The best quotation for the record as a whole: its title, else its number, else its first cell.
    #[must_use]
    pub fn name_quote(self) -> Option<SourceRef> {
        self.quote("title")
            .or_else(|| self.quote("content"))
            .or_else(|| self.quote("item_no"))
            .or_else(|| {
                let first = self.record.fields.first()?;
                Some(self.book.source_ref(first, 0..char_len(&first.text)))
            })
    }
}

impl Book {
    /// Fields hold what the document's cells hold, so a quotation of one is a quotation of the document.
    fn source_ref(&self, field: &Field, range: Range<u32>) -> SourceRef {
        let quote = char_slice(&field.text, &range);
        let mut place = Place {
            char_start: field.start + range.start,
            char_end: field.start + range.end,
            ..Place::default()
        };
        if self.sheet.is_empty() {
            place.paragraph = Some(field.row);
        } else {
            place.sheet = Some(self.sheet.clone());
            place.cell = Some(cell_name(field.row, field.col));
        }
        SourceRef::new(self.file.clone(), self.sha256.clone(), place, quote)
    }
}

/// The versions of one book, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// What it records.
    pub kind: BookKind,
    /// Who keeps it.
    pub unit: Option<String>,
    /// What it is known by: kind, keeper, and title or sheet where one keeper has several of a kind.
    pub name: String,
    /// Versions, oldest first; never empty.
    pub versions: Vec<Book>,
}

impl Series {
    /// The newest version.
    #[must_use]
    pub fn latest(&self) -> Option<&Book> {
        self.versions.last()
    }
    /// The newest version that speaks of `date` or an earlier day; the oldest when all are later.
    #[must_use]
    pub fn at(&self, date: Date) -> Option<&Book> {
        self.versions
            .iter()
            .rev()
            .find(|b| b.as_of.as_ref().is_none_or(|a| a.date <= date))
            .or_else(|| self.versions.first())
    }
}
