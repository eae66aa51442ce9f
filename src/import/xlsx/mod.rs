//! Reads Office Open XML workbooks (xlsx, xlsm) cell by cell, so that a sheet costs what it holds and not what it spans.
//!
//! Kept besides the cells: merged ranges, hidden rows, columns and sheets, comments and text boxes. Values of formulas are those
//! the last program to save the file computed; nothing is calculated here.

mod cells;
pub(super) mod notes;
mod running;
mod strings;
mod styles;
mod workbook;

use crate::model::{Format, Reason};

use super::{
    Importer, ReadError, Reading, Terms,
    package::{Package, about},
    sheet::Sheets,
};

/// Reads xlsx and xlsm.
#[derive(Debug)]
pub(super) struct Xlsx;

impl Importer for Xlsx {
    fn format(&self) -> Format {
        Format::Xlsx
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let mut package = Package::open(bytes)?.under(terms.limits);
        let book = workbook::read(&mut package)?;
        let strings = match &book.strings {
            Some(part) => strings::read(&mut package, part)?,
            None => Vec::new(),
        };
        let styles = match &book.styles {
            Some(part) => styles::read(&mut package, part)?,
            None => Vec::new(),
        };
        let mut sheets = Sheets::new(terms.limits);
        let mut formulas = 0;
        for entry in &book.sheets {
            let Some(xml) = optional(&mut package, &entry.part)? else {
                sheets.incomplete(Reason::new("sheet-missing").with("sheet", &entry.name));
                continue;
            };
            let context = cells::Context {
                strings: &strings,
                styles: &styles,
                date1904: book.date1904,
            };
            let mut sheet = cells::read(&xml, &entry.name, &context, &mut sheets)?;
            sheet.table.hidden = entry.hidden;
            formulas += sheet.table.cells.iter().filter(|c| c.has_formula).count();
            notes::read(&mut package, &entry.part, &mut sheet)?;
            sheets.finish(sheet);
        }
        if book.calculates_on_open && formulas > 0 {
            // Libraries that write workbooks store 0 behind each formula and leave the calculation to whoever opens the file.
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

/// A part that may be missing or broken without making the rest of the workbook unreadable.
fn optional(package: &mut Package<'_>, part: &str) -> Result<Option<String>, ReadError> {
    match package.xml(part) {
        Err(ReadError::Unreadable(_)) => Ok(None),
        other => other,
    }
}
