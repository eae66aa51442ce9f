//! Reads Excel 97-2003 workbooks (BIFF8), those of Excel 5 and 95 (BIFF5), and Kingsoft's et, which is BIFF8 too.
//!
//! Cells are taken record by record, so a sheet costs what it holds and not what it spans. Values of formulas are those stored.

mod cells;
mod records;
mod strings;

use std::collections::HashMap;

use crate::model::{Format, Reason};

use super::{
    Importer, ReadError, Reading, Terms,
    compound::Compound,
    little_endian::{u16_at, u32_at},
    sheet::{NumberFormat, SheetBuilder, Sheets, Unread},
    summary,
};

use records::Record;
use strings::{Biff, Length};

/// Record numbers, \[MS-XLS\] 2.3.
mod id {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const EOF: u16 = 0x0A;
    pub(super) const DATE_MODE: u16 = 0x22;
    pub(super) const FILE_PASS: u16 = 0x2F;
    pub(super) const CODE_PAGE: u16 = 0x42;
    pub(super) const OBJECT: u16 = 0x5D;
    pub(super) const COL_INFO: u16 = 0x7D;
    pub(super) const BOUND_SHEET: u16 = 0x85;
    pub(super) const MUL_RK: u16 = 0xBD;
    pub(super) const R_STRING: u16 = 0xD6;
    pub(super) const XF: u16 = 0xE0;
    pub(super) const MERGED_CELLS: u16 = 0xE5;
    pub(super) const SST: u16 = 0xFC;
    pub(super) const LABEL_SST: u16 = 0xFD;
    pub(super) const TEXT_OBJECT: u16 = 0x1B6;
    pub(super) const NUMBER: u16 = 0x203;
    pub(super) const LABEL: u16 = 0x204;
    pub(super) const BOOL_ERR: u16 = 0x205;
    pub(super) const STRING: u16 = 0x207;
    pub(super) const ROW: u16 = 0x208;
    pub(super) const RK: u16 = 0x27E;
    pub(super) const FORMAT: u16 = 0x41E;
    pub(super) const BOF: u16 = 0x809;
}

/// Reads xls and et.
#[derive(Debug)]
pub(super) struct Xls;

impl Importer for Xls {
    fn format(&self) -> Format {
        Format::Xls
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let broken =
            |what: &str| ReadError::Unreadable(Reason::new("workbook-broken").with("detail", what));
        let file = Compound::open(bytes).ok_or_else(|| broken("compound file"))?;
        let (stream, whole) = file
            .stream("Workbook")
            .or_else(|| file.stream("Book"))
            .ok_or_else(|| broken("Workbook"))?;
        let book = Book::read(&stream)?;
        let mut sheets = Sheets::new(terms.limits);
        for entry in &book.sheets {
            let mut sheet = SheetBuilder::new(&entry.name);
            sheet.table.hidden = entry.hidden;
            sheet.table.date1904 = book.date1904;
            cells::read(&stream, entry.at, &book, &mut sheet, &mut sheets)?;
            sheets.finish(sheet);
        }
        if !book.has_sheets {
            return Err(broken("no sheets"));
        }
        sheets.unread(Unread {
            embedded: file.embedded(),
            ..Unread::default()
        });
        if book.date1904 {
            sheets.remark(Reason::new("dates-from-1904"));
        }
        if !whole {
            sheets.incomplete(Reason::new("package-part-damaged").with("parts", "Workbook"));
        }
        let mut reading = sheets.into_reading();
        summary::read(&file, &mut reading.facts);
        if let Biff::Five(encoding) = book.biff {
            reading
                .facts
                .insert("encoding".to_owned(), encoding.name().to_owned());
        }
        Ok(reading)
    }
}

/// What the first substream says about the whole workbook.
struct Book {
    biff: Biff,
    sheets: Vec<SheetEntry>,
    /// Whether there are sheets at all, charts included.
    has_sheets: bool,
    strings: Vec<String>,
    /// Number format of each cell style.
    styles: Vec<NumberFormat>,
    date1904: bool,
}

struct SheetEntry {
    name: String,
    hidden: bool,
    /// Where its records begin in the stream.
    at: usize,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut book = Self {
            biff: Biff::Eight,
            sheets: Vec::new(),
            has_sheets: false,
            strings: Vec::new(),
            styles: Vec::new(),
            date1904: false,
        };
        let mut own: HashMap<u16, NumberFormat> = HashMap::new();
        let mut styles: Vec<u16> = Vec::new();
        let mut at = 0;
        while let Some(record) = Record::at(stream, at) {
            at = record.next;
            let data = record.data();
            match record.id {
                // The generation stands in the first record; before 0x0600 strings are in a code page.
                id::BOF if u16_at(data, 0).is_some_and(|v| v < 0x600) => {
                    book.biff = Biff::Five(encoding_rs::GB18030);
                }
                id::CODE_PAGE => {
                    if let (Biff::Five(encoding), Some(page)) = (&mut book.biff, u16_at(data, 0)) {
                        *encoding = strings::code_page(page);
                    }
                }
                id::FILE_PASS => return Err(ReadError::Encrypted),
                id::DATE_MODE => book.date1904 = u16_at(data, 0) == Some(1),
                id::FORMAT => {
                    if let Some((number, code)) = book.format(&record) {
                        own.insert(number, NumberFormat::parse(&code));
                    }
                }
                id::XF => styles.push(u16_at(data, 2).unwrap_or(0)),
                id::SST => book.strings = strings::shared(&record),
                id::BOUND_SHEET => {
                    book.has_sheets = true;
                    book.sheets.extend(book.sheet_entry(&record));
                }
                id::EOF => break,
                _ => {}
            }
        }
        book.styles = styles
            .into_iter()
            .map(|n| {
                own.get(&n)
                    .cloned()
                    .unwrap_or_else(|| NumberFormat::builtin(u32::from(n)))
            })
            .collect();
        Ok(book)
    }

    fn format(&self, record: &Record<'_>) -> Option<(u16, String)> {
        let mut cursor = record.cursor();
        let number = cursor.u16()?;
        let length = match self.biff {
            Biff::Five(_) => Length::Short,
            Biff::Eight => Length::Long,
        };
        Some((number, strings::read(&mut cursor, length, self.biff)?))
    }

    /// A sheet with cells; charts and code modules have none.
    fn sheet_entry(&self, record: &Record<'_>) -> Option<SheetEntry> {
        let data = record.data();
        let at = usize::try_from(u32_at(data, 0)?).ok()?;
        let (state, kind) = (*data.get(4)?, *data.get(5)?);
        if kind > 1 {
            return None;
        }
        let mut cursor = record.cursor();
        cursor.skip(6)?;
        Some(SheetEntry {
            name: strings::read(&mut cursor, Length::Short, self.biff)?,
            hidden: state & 3 != 0,
            at,
        })
    }
}
