//! Reads OpenDocument spreadsheets. Repeated empty cells are counted, not made, so a sheet costs what it holds.
//!
//! Cell text is the text the file holds for people, dates excepted, which come out as ISO.

mod cell;

use std::collections::HashSet;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::model::{Format, Merge, RawCell, Reason};

use super::{
    Importer, ReadError, Reading, Terms,
    opendocument::Source,
    package::{about, attribute, entity},
    sheet::{SheetBuilder, Sheets},
};

use cell::OpenCell;

/// Reads ods.
#[derive(Debug)]
pub(super) struct Ods;

impl Importer for Ods {
    fn format(&self) -> Format {
        Format::Ods
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let mut source = Source::open(bytes, terms.limits)?;
        let mut sheets = Sheets::new(terms.limits);
        content(&source.content()?, &mut sheets)?;
        if let Some(damage) = source.damage() {
            sheets.incomplete(damage);
        }
        let mut reading = sheets.into_reading();
        let facts = about::of_open_document(&source.meta());
        reading.facts.extend(facts);
        Ok(reading)
    }
}

/// A row under way.
#[derive(Default)]
struct OpenRow {
    repeated: u32,
    cells: Vec<OpenCell>,
    next_col: u32,
}

/// Everything under way while the content is read.
struct Walk<'s> {
    sheets: &'s mut Sheets,
    hidden_styles: HashSet<String>,
    style: Option<String>,
    sheet: Option<SheetBuilder>,
    next_row: u32,
    next_col: u32,
    row: OpenRow,
    cell: Option<OpenCell>,
    /// Text of a shape that stands over the cells.
    shape: Option<String>,
    /// Whether the shape holds a picture or a chart.
    shape_image: bool,
    shape_object: bool,
    /// Elements whose text is not the sheet's: shapes, change records, cached links.
    shape_depth: u32,
    aside_depth: u32,
}

fn content(xml: &str, sheets: &mut Sheets) -> Result<(), ReadError> {
    let mut walk = Walk {
        sheets,
        hidden_styles: HashSet::new(),
        style: None,
        sheet: None,
        next_row: 0,
        next_col: 0,
        row: OpenRow::default(),
        cell: None,
        shape: None,
        shape_image: false,
        shape_object: false,
        shape_depth: 0,
        aside_depth: 0,
    };
    let mut reader = Reader::from_str(xml);
    let mut whole = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => walk.start(&e),
            Ok(Event::Empty(e)) => {
                walk.start(&e);
                walk.end(e.name().as_ref(), e.local_name().as_ref())?;
            }
            Ok(Event::End(e)) => {
                walk.end(e.name().as_ref(), e.local_name().as_ref())?;
                whole |= matches!(
                    e.name().as_ref(),
                    "office:document-content" | "office:document"
                );
            }
            Ok(Event::Text(t)) => walk.characters(&t.xml10_content()),
            Ok(Event::CData(t)) => walk.characters(&t.xml10_content()),
            Ok(Event::GeneralRef(r)) => {
                if let Some(c) = entity(&r) {
                    walk.characters(c.encode_utf8(&mut [0; 4]));
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                whole = false;
                break;
            }
        }
    }
    if !whole {
        walk.cut_short()?;
    }
    Ok(())
}

impl Walk<'_> {
    fn start(&mut self, e: &BytesStart<'_>) {
        if self.aside_depth > 0
            || matches!(e.local_name().as_ref(), "tracked-changes" | "dde-links")
        {
            self.aside_depth += 1;
            return;
        }
        if self.shape_depth > 0 || e.name().as_ref().starts_with("draw:") {
            self.shape_depth += 1;
            match e.name().as_ref() {
                "draw:image" => self.shape_image = true,
                "draw:object" | "draw:object-ole" => self.shape_object = true,
                _ => {}
            }
            let shape = self.shape.get_or_insert_default();
            if e.local_name().as_ref() == "p" && !shape.is_empty() {
                shape.push('\n');
            }
            return;
        }
        match e.local_name().as_ref() {
            "style" => self.style = attribute(e, "name"),
            "table-properties" if attribute(e, "display").as_deref() == Some("false") => {
                self.hidden_styles.extend(self.style.clone());
            }
            "table" => {
                let mut sheet = SheetBuilder::new(&attribute(e, "name").unwrap_or_default());
                let style = attribute(e, "style-name").unwrap_or_default();
                sheet.table.hidden = self.hidden_styles.contains(&style);
                self.sheet = Some(sheet);
                (self.next_row, self.next_col) = (0, 0);
            }
            "table-column" => {
                let count = repeated(e, "number-columns-repeated");
                if let Some(sheet) = &mut self.sheet
                    && is_hidden(e)
                {
                    sheet.hide_cols(self.next_col, self.next_col.saturating_add(count - 1));
                }
                self.next_col = self.next_col.saturating_add(count);
            }
            "table-row" => {
                self.row = OpenRow {
                    repeated: repeated(e, "number-rows-repeated"),
                    ..OpenRow::default()
                };
                if let Some(sheet) = &mut self.sheet
                    && is_hidden(e)
                {
                    // The rest of a filtered sheet is one hidden row repeated a million times.
                    for row in (self.next_row..).take(self.row.repeated.min(100_000) as usize) {
                        sheet.hide_row(row);
                    }
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(OpenCell::new(e, self.row.next_col));
            }
            name => {
                if let Some(cell) = &mut self.cell {
                    cell.start(name, e);
                }
            }
        }
    }

    fn end(&mut self, _name: &str, local: &str) -> Result<(), ReadError> {
        if self.aside_depth > 0 {
            self.aside_depth -= 1;
            return Ok(());
        }
        if self.shape_depth > 0 {
            self.shape_depth -= 1;
            if self.shape_depth == 0
                && let (Some(shape), Some(sheet)) = (self.shape.take(), &mut self.sheet)
            {
                sheet.boxes.push(shape);
                // An object carries a picture of itself.
                sheet.unread.charts += u32::from(self.shape_object);
                sheet.unread.pictures += u32::from(self.shape_image && !self.shape_object);
                (self.shape_image, self.shape_object) = (false, false);
            }
            return Ok(());
        }
        match local {
            "table-cell" | "covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.row.next_col = cell.col.saturating_add(cell.repeated);
                    if !cell.is_blank() {
                        self.row.cells.push(cell);
                    }
                }
            }
            "table-row" => {
                let row = std::mem::take(&mut self.row);
                self.close_row(row)?;
            }
            "table" => {
                if let Some(sheet) = self.sheet.take() {
                    self.sheets.finish(sheet);
                }
            }
            name => {
                if let Some(cell) = &mut self.cell {
                    cell.end(name);
                }
            }
        }
        Ok(())
    }

    fn characters(&mut self, text: &str) {
        if self.aside_depth > 0 {
            return;
        }
        if self.shape_depth > 0 {
            // White space between elements is layout of the XML.
            if !text.trim().is_empty() {
                self.shape.get_or_insert_default().push_str(text);
            }
        } else if let Some(cell) = &mut self.cell {
            cell.characters(text);
        }
    }

    fn close_row(&mut self, row: OpenRow) -> Result<(), ReadError> {
        let first = self.next_row;
        self.next_row = first.saturating_add(row.repeated.max(1));
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        if row.cells.is_empty() {
            return Ok(());
        }
        for at in first..self.next_row {
            for cell in &row.cells {
                if at == first {
                    if !cell.comment.trim().is_empty() {
                        sheet.comments.push(((at, cell.col), cell.comment.clone()));
                    }
                    sheet.merge(Merge {
                        first_row: at,
                        first_col: cell.col,
                        last_row: at.saturating_add(cell.rows - 1),
                        last_col: cell.col.saturating_add(cell.cols - 1),
                    });
                    if cell.is_uncalculated() {
                        sheet.uncalculated.push((at, cell.col));
                    }
                }
                let (text, value) = cell.shown();
                if text.trim().is_empty() {
                    continue;
                }
                for col in cell.col..cell.col.saturating_add(cell.repeated) {
                    let raw = RawCell {
                        row: at,
                        col,
                        text: text.clone(),
                        value: value.clone(),
                        has_formula: cell.has_formula,
                    };
                    self.sheets.add(sheet, raw)?;
                }
            }
        }
        Ok(())
    }

    /// Keeps what was read before the content broke off.
    fn cut_short(&mut self) -> Result<(), ReadError> {
        let row = std::mem::take(&mut self.row);
        self.close_row(row)?;
        match self.sheet.take() {
            Some(mut sheet) => {
                sheet.cut_after = Some(sheet.table.cells.last().map(|c| (c.row, c.col)));
                self.sheets.finish(sheet);
            }
            None => {
                let reason = Reason::new("package-part-damaged").with("parts", "content.xml");
                self.sheets.incomplete(reason);
            }
        }
        Ok(())
    }
}

fn repeated(e: &BytesStart<'_>, name: &str) -> u32 {
    attribute(e, name)
        .and_then(|n| n.parse().ok())
        .unwrap_or(1)
        .max(1)
}

fn is_hidden(e: &BytesStart<'_>) -> bool {
    matches!(
        attribute(e, "visibility").as_deref(),
        Some("collapse" | "filter")
    )
}
