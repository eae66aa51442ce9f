//! Reads binary Office Open XML workbooks (xlsb): calamine decodes the cells, number formats and what it does not tell come from the records.
//!
//! Calamine sees a package of sound records only, made from parts that were expanded under limits: a workbook it would give up,
//! or panic at, is read as far as it goes. Values of formulas are those stored.

mod cells;
mod records;
mod workbook;

use std::io::{Cursor, Write};

use calamine::{DataRef, Reader};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::model::{CellValue, Format, RawCell, Reason};

use super::{
    Importer, ReadError, Reading, Terms,
    little_endian::u32_at,
    package::{Package, about},
    sheet::{NumberFormat, SheetBuilder, Sheets},
    xlsx::notes,
};

use cells::Mark;
use records::{Records, counted, push, text};
use workbook::Workbook;

/// Record numbers, \[MS-XLSB\] 2.3.
mod id {
    pub(super) const ROW: u16 = 0x00;
    pub(super) const RK: u16 = 0x02;
    pub(super) const ERROR: u16 = 0x03;
    pub(super) const BOOL: u16 = 0x04;
    pub(super) const NUMBER: u16 = 0x05;
    pub(super) const TEXT: u16 = 0x06;
    pub(super) const SHARED_TEXT: u16 = 0x07;
    pub(super) const FORMULA_TEXT: u16 = 0x08;
    pub(super) const FORMULA_NUMBER: u16 = 0x09;
    pub(super) const FORMULA_BOOL: u16 = 0x0A;
    pub(super) const FORMULA_ERROR: u16 = 0x0B;
    pub(super) const STRING_ITEM: u16 = 0x13;
    pub(super) const NUMBER_FORMAT: u16 = 0x2C;
    pub(super) const STYLE: u16 = 0x2F;
    pub(super) const COLUMN: u16 = 0x3C;
    pub(super) const RICH_TEXT: u16 = 0x3E;
    pub(super) const SHEETS_END: u16 = 0x90;
    pub(super) const SHEET_DATA: u16 = 0x91;
    pub(super) const SHEET_DATA_END: u16 = 0x92;
    pub(super) const DIMENSION: u16 = 0x94;
    pub(super) const WORKBOOK_PROPERTIES: u16 = 0x99;
    pub(super) const SHEET: u16 = 0x9C;
    pub(super) const CALCULATION: u16 = 0x9D;
    pub(super) const STRINGS: u16 = 0x9F;
    pub(super) const MERGE: u16 = 0xB0;
    pub(super) const CELL_STYLES: u16 = 0x269;
    pub(super) const CELL_STYLES_END: u16 = 0x26A;
    pub(super) const COMMENT: u16 = 0x27B;
    pub(super) const COMMENT_TEXT: u16 = 0x27D;
}

/// Reads xlsb.
#[derive(Debug)]
pub(super) struct Xlsb;

impl Importer for Xlsb {
    fn format(&self) -> Format {
        Format::Xlsb
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let mut package = Package::open(bytes)?.under(terms.limits);
        let book = workbook::read(&mut package)?;
        let mut sheets = Sheets::new(terms.limits);
        let mut found = Vec::new();
        let mut parts = Vec::new();
        for entry in &book.sheets {
            if !package.has(&entry.part) {
                sheets.incomplete(Reason::new("sheet-missing").with("sheet", &entry.name));
                continue;
            }
            let mut sheet = SheetBuilder::new(&entry.name);
            sheet.table.hidden = entry.hidden;
            sheet.table.date1904 = book.date1904;
            let part = optional(&mut package, &entry.part)?;
            let (part, marks) = cells::sound(&part, &book.is_whole, &mut sheet);
            notes::read(&mut package, &entry.part, &mut sheet)?;
            comments(&mut package, &entry.part, &mut sheet)?;
            parts.push(part);
            found.push((sheet, marks));
        }
        let sound = sound_package(&book.strings, &parts).map_err(|e| broken(&e))?;
        drop(parts);
        let mut reader = calamine::Xlsb::new(Cursor::new(sound)).map_err(|e| broken(&e))?;
        let mut formulas = 0;
        for (number, (mut sheet, marks)) in found.into_iter().enumerate() {
            formulas += marks.iter().filter(|m| m.has_formula).count();
            fill(&mut reader, number, &mut sheet, &marks, &book, &mut sheets)?;
            sheets.finish(sheet);
        }
        sheets.unread(book.unread);
        if book.calculates_on_open && formulas > 0 {
            sheets.remark(Reason::new("formulas-not-calculated-yet").with("count", formulas));
        }
        if book.date1904 {
            sheets.remark(Reason::new("dates-from-1904"));
        }
        if let Some(damage) = package.damage() {
            sheets.incomplete(damage);
        }
        let mut reading = sheets.into_reading();
        let facts = about::of_office(&mut package, &mut |_| {})?;
        reading.facts.extend(facts);
        Ok(reading)
    }
}

/// Takes the cells of a sheet from calamine and shows them by the formats of their marks.
fn fill(
    reader: &mut calamine::Xlsb<Cursor<Vec<u8>>>,
    number: usize,
    sheet: &mut SheetBuilder,
    marks: &[Mark],
    book: &Workbook,
    sheets: &mut Sheets,
) -> Result<(), ReadError> {
    let mut cells = reader
        .worksheet_cells_reader(&number.to_string())
        .map_err(|e| broken(&e))?;
    let mut last = None;
    for mark in marks {
        let cell = cells.next_cell().ok().flatten();
        let cell = cell.filter(|c| c.get_position() == (mark.row, mark.col));
        let Some(cell) = cell else {
            // Sound records always come back; should they not, the sheet must say where it ends.
            sheet.cut_after = Some(last);
            return Ok(());
        };
        last = Some((mark.row, mark.col));
        let as_number = |number: f64| {
            let format = book.styles.get(mark.style);
            format
                .unwrap_or(&NumberFormat::Plain)
                .show(number, book.date1904)
        };
        let (text, value) = match cell.get_value() {
            #[expect(clippy::cast_precision_loss, reason = "an integer here has 30 bits")]
            DataRef::Int(number) => as_number(*number as f64),
            DataRef::Float(number) => as_number(*number),
            DataRef::DateTime(moment) => as_number(moment.as_f64()),
            DataRef::String(text) => (text.replace("\r\n", "\n"), CellValue::Text),
            DataRef::SharedString(text) => (text.replace("\r\n", "\n"), CellValue::Text),
            DataRef::Bool(truth) => {
                let text = if *truth { "TRUE" } else { "FALSE" };
                (text.to_owned(), CellValue::Bool(*truth))
            }
            DataRef::Error(error) => (error.to_string(), CellValue::Error),
            DataRef::DateTimeIso(_) | DataRef::DurationIso(_) | DataRef::Empty => continue,
        };
        let cell = RawCell {
            row: mark.row,
            col: mark.col,
            text,
            value,
            has_formula: mark.has_formula,
        };
        sheets.add(sheet, cell)?;
    }
    Ok(())
}

/// A package, not compressed, of the shared strings and these sheets, which are named by their numbers.
fn sound_package(strings: &[u8], sheets: &[Vec<u8>]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut book = Vec::new();
    let mut links = "<Relationships>".to_owned();
    for (number, sheet) in sheets.iter().enumerate() {
        let name = number.to_string();
        let path = format!("worksheets/{name}.bin");
        links.push_str(&format!("<Relationship Id=\"{name}\" Target=\"{path}\"/>"));
        // State, tab number, link and name; link and name are the same digits.
        let mut body = vec![0; 8];
        for _ in 0..2 {
            let units = u32::try_from(name.len()).unwrap_or(0);
            body.extend(units.to_le_bytes());
            body.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        }
        push(&mut book, id::SHEET, &body);
        writer.start_file(format!("xl/{path}"), options)?;
        writer.write_all(sheet)?;
    }
    links.push_str("</Relationships>");
    push(&mut book, id::SHEETS_END, &[]);
    push(&mut book, id::CALCULATION, &[]);
    for (name, part) in [
        ("xl/workbook.bin", book.as_slice()),
        ("xl/_rels/workbook.bin.rels", links.as_bytes()),
        ("xl/sharedStrings.bin", strings),
    ] {
        if !part.is_empty() {
            writer.start_file(name, options)?;
            writer.write_all(part)?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

/// Adds the comments of a sheet.
fn comments(
    package: &mut Package<'_>,
    part: &str,
    sheet: &mut SheetBuilder,
) -> Result<(), ReadError> {
    let links = match package.relations(part) {
        Err(ReadError::Unreadable(_)) => Vec::new(),
        other => other?,
    };
    for link in links {
        if link.kind != "comments" || link.external {
            continue;
        }
        let mut at = (0, 0);
        for (id, body) in Records(&optional(package, &link.target)?) {
            match id {
                id::COMMENT => at = (u32_at(body, 4).unwrap_or(0), u32_at(body, 12).unwrap_or(0)),
                id::COMMENT_TEXT => {
                    let text = counted(body, 1).map(text).unwrap_or_default();
                    sheet.comments.push((at, text));
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// The bytes of a part that may be missing or broken without making the rest of the workbook unreadable.
fn optional(package: &mut Package<'_>, part: &str) -> Result<Vec<u8>, ReadError> {
    match package.part(part) {
        Err(ReadError::Unreadable(_)) => Ok(Vec::new()),
        other => Ok(other?.unwrap_or_default()),
    }
}

fn broken(detail: &dyn std::fmt::Display) -> ReadError {
    ReadError::Unreadable(Reason::new("workbook-broken").with("detail", detail))
}
