//! 总账 and 细账 as workbooks with the office's columns, made so that importing them again gives the same records.
use jiff::civil::Date;
use rust_xlsxwriter::Workbook;

use super::super::{
    RenderError,
    table_sheet::{Cell, Look, TableSheet, write},
    wording::properties,
};
use crate::model::{Book, BookKind, Record};

use super::office_columns::{Slot, office_columns};

/// Which heads an export bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heads {
    /// The office's columns first, under the office's heads, then the ledger's own.
    Office,
    /// The same without the columns the ledger leaves empty.
    OfficeFilled,
    /// The office's order; the columns keep the ledger's own heads.
    OfficeOrder,
    /// The ledger's own columns alone.
    Own,
}

/// A column of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportColumn {
    /// Head.
    pub head: String,
    /// Column of the book its cells come from.
    pub from: Option<u16>,
    /// Facet the program draws from the status when the ledger has no such column.
    pub drawn: Option<&'static str>,
    width: u16,
}

/// One ledger of an export.
#[derive(Clone, Debug)]
pub struct LedgerSheet<'a> {
    /// Name of the sheet.
    pub name: String,
    /// Title over the table.
    pub title: String,
    /// Lines under the title: keeper and as-of day where the title does not say them.
    pub under: Vec<String>,
    /// Columns.
    pub columns: Vec<ExportColumn>,
    /// The ledger.
    pub book: &'a Book,
}

/// Facets an export draws from a status, by field.
const DRAWN: [&str; 4] = ["completion", "schedule", "closure", "standing"];
/// Width of columns the office has no width for, in characters.
const OWN_WIDTH: u16 = 16;
/// Width of own columns whose longest text has at least [`LONG_TEXT`] characters.
const WIDE: u16 = 36;
/// Widest column nothing stands in yet.
const OPEN_WIDTH: u16 = 12;
/// Characters from which a text is long.
const LONG_TEXT: usize = 24;

/// The columns an export of a book has. `titles` are the names of fields, for columns that were parted from one another and
/// share a head.
#[must_use]
pub fn export_columns(
    book: &Book,
    heads: Heads,
    titles: &[(&'static str, &'static str)],
) -> Vec<ExportColumn> {
    let position = |field: &str| {
        book.columns
            .iter()
            .position(|c| c.field == field)
            .and_then(|at| u16::try_from(at).ok())
    };
    let own_head = |at: u16| {
        let Some(column) = book.columns.get(usize::from(at)) else {
            return String::new();
        };
        let shared = book.columns.iter().filter(|c| c.header == column.header);
        let title = titles
            .iter()
            .find(|(field, _)| *field == column.field)
            .filter(|_| shared.count() > 1);
        title.map_or_else(|| column.header.clone(), |(_, title)| (*title).to_owned())
    };
    let mut out: Vec<ExportColumn> = Vec::new();
    let slots: &[Slot] = match heads {
        Heads::Own => &[],
        Heads::Office | Heads::OfficeFilled | Heads::OfficeOrder => office_columns(book.kind),
    };
    let has_status = position("status").is_some();
    for slot in slots {
        let filled: Vec<(u16, &str)> = slot
            .fields
            .iter()
            .filter_map(|(field, head)| Some((position(field)?, *head)))
            .collect();
        for (at, head) in &filled {
            let head = match heads {
                Heads::OfficeOrder => own_head(*at),
                Heads::Office | Heads::OfficeFilled | Heads::Own => (*head).to_owned(),
            };
            out.push(ExportColumn {
                head,
                from: Some(*at),
                drawn: None,
                width: slot.width,
            });
        }
        if let ([], Some((field, head))) = (filled.as_slice(), slot.fields.first()) {
            let drawn = DRAWN.into_iter().find(|d| has_status && d == field);
            if heads == Heads::Office || (heads == Heads::OfficeFilled && drawn.is_some()) {
                out.push(ExportColumn {
                    head: (*head).to_owned(),
                    from: None,
                    drawn,
                    width: slot.width.min(OPEN_WIDTH),
                });
            }
        }
    }
    for at in 0..u16::try_from(book.columns.len()).unwrap_or(u16::MAX) {
        if out.iter().all(|c| c.from != Some(at)) {
            out.push(ExportColumn {
                head: own_head(at),
                from: Some(at),
                drawn: None,
                width: own_width(book, at),
            });
        }
    }
    out
}

fn own_width(book: &Book, column: u16) -> u16 {
    let is_long = book
        .records
        .iter()
        .flat_map(|r| &r.fields)
        .filter(|f| f.column == column)
        .any(|f| f.text.chars().nth(LONG_TEXT - 1).is_some());
    if is_long { WIDE } else { OWN_WIDTH }
}

/// Writes the workbook: a sheet for each ledger.
///
/// # Errors
/// When it cannot be made.
pub fn ledger_workbook(
    kind: BookKind,
    ledgers: &[LedgerSheet<'_>],
    on: Date,
) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(&kind.name(), on)?);
    let sheets: Vec<TableSheet> = ledgers.iter().map(sheet).collect();
    write(&mut book, &sheets)?;
    Ok(book.save_to_buffer()?)
}

fn sheet(ledger: &LedgerSheet<'_>) -> TableSheet {
    /// Columns that stay in view: number, ledger number, title.
    const KEPT: u16 = 3;
    TableSheet {
        name: ledger.name.clone(),
        title: ledger.title.clone(),
        under: ledger.under.clone(),
        columns: ledger
            .columns
            .iter()
            .map(|c| (c.head.clone(), f64::from(c.width)))
            .collect(),
        rows: ledger
            .book
            .records
            .iter()
            .map(|record| ledger.columns.iter().map(|c| cell(record, c)).collect())
            .collect(),
        kept_columns: KEPT,
    }
}

fn cell(record: &Record, column: &ExportColumn) -> Cell {
    if let Some(facet) = column.drawn {
        return Cell::new(drawn(record, facet), Look::Drawn);
    }
    let text = column
        .from
        .and_then(|from| record.fields.iter().find(|f| f.column == from))
        .map_or("", |f| f.text.as_str());
    Cell::text(text)
}

/// What the status says of one facet; nothing where it says nothing.
fn drawn(record: &Record, facet: &str) -> &'static str {
    let said = &record.facets;
    match facet {
        "completion" => said.completion.map_or("", |c| c.title()),
        "schedule" => said.schedule.map_or("", |s| s.title()),
        "closure" => said.closure.map_or("", |c| c.title()),
        "standing" if said.standing => "是",
        _ => "",
    }
}
