//! The cells of one sheet, record by record.
use crate::import::{
    ReadError,
    little_endian::{f64_at, u16_at, u32_at},
    sheet::{NumberFormat, SheetBuilder, Sheets},
};
use crate::model::{CellValue, Merge, RawCell};

use super::{
    Book, id,
    records::Record,
    strings::{self, Biff, Length},
};

/// Where a cell stands and how it is formatted.
#[derive(Clone, Copy)]
struct Head {
    row: u32,
    col: u32,
    style: usize,
}

/// Reads the records of a sheet from `at` to its end mark.
///
/// # Errors
/// `Refused` when a limit of [`Sheets`] is passed.
pub(super) fn read(
    stream: &[u8],
    at: usize,
    book: &Book,
    sheet: &mut SheetBuilder,
    sheets: &mut Sheets,
) -> Result<(), ReadError> {
    let mut at = at;
    // Charts inside a sheet are substreams of their own.
    let mut depth = 0_u32;
    // A formula whose text comes in the STRING record after it.
    let mut waiting: Option<Head> = None;
    let mut last = None;
    while let Some(record) = Record::at(stream, at) {
        at = record.next;
        match record.id {
            id::BOF => depth += 1,
            id::EOF if depth <= 1 => return Ok(()),
            id::EOF => depth -= 1,
            // The first record has to open the sheet, or the address was wrong.
            _ if depth == 0 => break,
            _ if depth > 1 => {}
            _ => {
                let mut cells = Cells {
                    book,
                    sheet,
                    sheets,
                };
                if let Some(head) = cells.record(&record, &mut waiting)? {
                    last = Some((head.row, head.col));
                }
            }
        }
    }
    sheet.cut_after = Some(last);
    Ok(())
}

struct Cells<'a, 's> {
    book: &'a Book,
    sheet: &'a mut SheetBuilder,
    sheets: &'s mut Sheets,
}

impl Cells<'_, '_> {
    fn record(
        &mut self,
        record: &Record<'_>,
        waiting: &mut Option<Head>,
    ) -> Result<Option<Head>, ReadError> {
        let data = record.data();
        match record.id {
            id::STRING => {
                if let Some(head) = waiting.take()
                    && let Some(text) =
                        strings::read(&mut record.cursor(), Length::Long, self.book.biff)
                {
                    self.add(head, text, CellValue::Text, true)?;
                }
                return Ok(None);
            }
            id::ROW => self.row(data),
            id::COL_INFO => self.columns(data),
            id::MERGED_CELLS => self.merges(data),
            // Its kind stands in its first part, [MS-XLS] 2.5.143.
            id::OBJECT => match u16_at(data, 4) {
                Some(5) => self.sheet.unread.charts += 1,
                Some(8) => self.sheet.unread.pictures += 1,
                _ => {}
            },
            id::TEXT_OBJECT => self.text_object(record),
            _ => {}
        }
        let Some(head) = head(data) else {
            return Ok(None);
        };
        match record.id {
            id::NUMBER => {
                if let Some(number) = f64_at(data, 6) {
                    self.number(head, number, false)?;
                }
            }
            id::RK => {
                if let Some(rk) = u32_at(data, 6) {
                    self.number(head, decode_rk(rk), false)?;
                }
            }
            id::MUL_RK => {
                // Row, first column, then style and number of each cell, then last column.
                let pieces = data
                    .get(4..data.len().saturating_sub(2))
                    .unwrap_or_default();
                for (i, piece) in (0_u32..).zip(pieces.chunks_exact(6)) {
                    if let (Some(style), Some(rk)) = (u16_at(piece, 0), u32_at(piece, 2)) {
                        let head = Head {
                            row: head.row,
                            col: head.col + i,
                            style: usize::from(style),
                        };
                        self.number(head, decode_rk(rk), false)?;
                    }
                }
            }
            id::LABEL_SST => {
                let index = u32_at(data, 6).and_then(|i| usize::try_from(i).ok());
                match index.and_then(|i| self.book.strings.get(i)) {
                    Some(text) => self.add(head, text.clone(), CellValue::Text, false)?,
                    None => self.sheet.lost.push((head.row, head.col)),
                }
            }
            id::LABEL | id::R_STRING => {
                let mut cursor = record.cursor();
                let text = cursor
                    .skip(6)
                    .and_then(|()| strings::read(&mut cursor, Length::Long, self.book.biff));
                match text {
                    Some(text) => self.add(head, text, CellValue::Text, false)?,
                    None => self.sheet.lost.push((head.row, head.col)),
                }
            }
            id::BOOL_ERR => {
                if let (Some(value), Some(is_error)) = (data.get(6), data.get(7)) {
                    self.bool_or_error(head, *value, *is_error != 0, false)?;
                }
            }
            id::FORMULA => *waiting = self.formula(head, data)?,
            _ => return Ok(None),
        }
        Ok(Some(head))
    }

    /// A formula's stored result; the head comes back when the text is still to come.
    fn formula(&mut self, head: Head, data: &[u8]) -> Result<Option<Head>, ReadError> {
        let Some(result) = data.get(6..14) else {
            return Ok(None);
        };
        if result.get(6..8) != Some(&[0xFF, 0xFF]) {
            if let Some(number) = f64_at(data, 6) {
                self.number(head, number, true)?;
            }
            return Ok(None);
        }
        let (kind, value) = (result.first().copied(), result.get(2).copied().unwrap_or(0));
        match kind {
            Some(0) => return Ok(Some(head)),
            Some(1) => self.bool_or_error(head, value, false, true)?,
            Some(2) => self.bool_or_error(head, value, true, true)?,
            _ => {}
        }
        Ok(None)
    }

    fn number(&mut self, head: Head, number: f64, has_formula: bool) -> Result<(), ReadError> {
        let format = self
            .book
            .styles
            .get(head.style)
            .unwrap_or(&NumberFormat::Plain);
        let (text, value) = format.show(number, self.book.date1904);
        self.add(head, text, value, has_formula)
    }

    fn bool_or_error(
        &mut self,
        head: Head,
        value: u8,
        is_error: bool,
        has_formula: bool,
    ) -> Result<(), ReadError> {
        let (text, value) = if is_error {
            let text = match value {
                0x00 => "#NULL!",
                0x07 => "#DIV/0!",
                0x0F => "#VALUE!",
                0x17 => "#REF!",
                0x1D => "#NAME?",
                0x24 => "#NUM!",
                _ => "#N/A",
            };
            (text, CellValue::Error)
        } else {
            (
                if value == 0 { "FALSE" } else { "TRUE" },
                CellValue::Bool(value != 0),
            )
        };
        self.add(head, text.to_owned(), value, has_formula)
    }

    fn add(
        &mut self,
        head: Head,
        text: String,
        value: CellValue,
        has_formula: bool,
    ) -> Result<(), ReadError> {
        let cell = RawCell {
            row: head.row,
            col: head.col,
            text,
            value,
            has_formula,
        };
        self.sheets.add(self.sheet, cell)
    }

    fn row(&mut self, data: &[u8]) {
        if let (Some(row), Some(flags)) = (u16_at(data, 0), u16_at(data, 12))
            && flags & 0x20 != 0
        {
            self.sheet.hide_row(u32::from(row));
        }
    }

    fn columns(&mut self, data: &[u8]) {
        if let (Some(first), Some(last), Some(flags)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 8))
            && flags & 1 != 0
        {
            // A sheet of this generation has 256 columns.
            self.sheet
                .hide_cols(u32::from(first), u32::from(last.min(255)));
        }
    }

    fn merges(&mut self, data: &[u8]) {
        for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let number = |at| u16_at(range, at).map_or(0, u32::from);
            self.sheet.merge(Merge {
                first_row: number(0),
                last_row: number(2),
                first_col: number(4),
                last_col: number(6),
            });
        }
    }

    /// Text of a shape or comment: its length stands in the record, its characters in the first continuation.
    fn text_object(&mut self, record: &Record<'_>) {
        if !matches!(self.book.biff, Biff::Eight) {
            return;
        }
        let data = record.data();
        let count = u16_at(data, 10).map_or(0, usize::from);
        let mut cursor = record.cursor();
        let text = cursor.skip(data.len()).and_then(|()| {
            let wide = cursor.byte()? & 1 == 1;
            cursor.units(count, wide)
        });
        if let Some(units) = text.filter(|u| !u.is_empty()) {
            self.sheet
                .boxes
                .push(String::from_utf16_lossy(&units).replace('\r', "\n"));
        }
    }
}

fn head(data: &[u8]) -> Option<Head> {
    Some(Head {
        row: u32::from(u16_at(data, 0)?),
        col: u32::from(u16_at(data, 2)?),
        style: usize::from(u16_at(data, 4)?),
    })
}

/// A number in four bytes: the upper 30 bits of a float or a whole number, perhaps times 100. \[MS-XLS\] 2.5.122.
fn decode_rk(rk: u32) -> f64 {
    let number = if rk & 2 == 0 {
        f64::from_bits(u64::from(rk & !3) << 32)
    } else {
        // Shifts the sign along.
        f64::from(rk.cast_signed() >> 2)
    };
    if rk & 1 == 0 { number } else { number / 100.0 }
}
