//! The cells of one sheet, read in one pass over its XML.
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{
    ReadError,
    package::attribute,
    sheet::{NumberFormat, SheetBuilder, Sheets, cell_position, range_position},
};
use crate::model::{CellValue, RawCell};

use super::{
    running,
    strings::{item, push_characters, unescape},
    workbook::is_true,
};

/// What cells refer to.
pub(super) struct Context<'a> {
    pub(super) strings: &'a [String],
    pub(super) styles: &'a [NumberFormat],
    pub(super) date1904: bool,
}

/// How a cell's value is written.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    SharedString,
    Text,
    Bool,
    Error,
    Date,
}

/// A cell under way.
struct Open {
    row: u32,
    col: u32,
    style: usize,
    kind: Kind,
    has_formula: bool,
    value: Option<String>,
}

/// Reads a sheet. A break in the XML ends the sheet there; what was read before it stays, and the sheet says so.
///
/// # Errors
/// `Refused` when a limit of [`Sheets`] is passed.
pub(super) fn read(
    xml: &str,
    name: &str,
    context: &Context<'_>,
    sheets: &mut Sheets,
) -> Result<SheetBuilder, ReadError> {
    let mut sheet = SheetBuilder::new(name);
    sheet.table.date1904 = context.date1904;
    let mut reader = Reader::from_str(xml);
    // Where the next row and cell stand when they do not say so themselves.
    let (mut next_row, mut next_col) = (0_u32, 0_u32);
    let mut row = 0_u32;
    let mut last = None;
    let mut whole = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "c" => {
                    let mut cell = open(&e, row, next_col);
                    contents(&mut reader, &mut cell);
                    next_col = cell.col.saturating_add(1);
                    last = Some((cell.row, cell.col));
                    close(cell, context, &mut sheet, sheets)?;
                }
                "row" => {
                    (row, next_row, next_col) = start_row(&e, next_row, &mut sheet);
                }
                name if let Some(place) = running::place(name) => {
                    let lines = running::lines(&mut reader);
                    sheet.running.extend(lines.into_iter().map(|l| (place, l)));
                }
                _ => mark(&e, &mut sheet),
            },
            Ok(Event::Empty(e)) => match e.local_name().as_ref() {
                "c" => next_col = open(&e, row, next_col).col.saturating_add(1),
                "row" => (row, next_row, next_col) = start_row(&e, next_row, &mut sheet),
                _ => mark(&e, &mut sheet),
            },
            Ok(Event::End(e)) if e.local_name().as_ref() == "worksheet" => whole = true,
            Ok(Event::End(e)) if e.local_name().as_ref() == "macrosheet" => whole = true,
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                whole = false;
                break;
            }
        }
    }
    if !whole {
        sheet.cut_after = Some(last);
    }
    Ok(sheet)
}

/// Row of this `row` element, row of the next, first column.
fn start_row(e: &BytesStart<'_>, next_row: u32, sheet: &mut SheetBuilder) -> (u32, u32, u32) {
    let given = attribute(e, "r").and_then(|r| r.parse::<u32>().ok());
    let row = given.and_then(|r| r.checked_sub(1)).unwrap_or(next_row);
    if is_true(attribute(e, "hidden")) {
        sheet.hide_row(row);
    }
    (row, row.saturating_add(1), 0)
}

/// Columns and merged ranges.
fn mark(e: &BytesStart<'_>, sheet: &mut SheetBuilder) {
    match e.local_name().as_ref() {
        "col" if is_true(attribute(e, "hidden")) => {
            let number = |name| attribute(e, name).and_then(|v| v.parse::<u32>().ok());
            if let (Some(min), Some(max)) = (number("min"), number("max"))
                && min > 0
            {
                sheet.hide_cols(min - 1, max.saturating_sub(1));
            }
        }
        "mergeCell" => {
            if let Some(merge) = attribute(e, "ref").as_deref().and_then(range_position) {
                sheet.merge(merge);
            }
        }
        _ => {}
    }
}

fn open(e: &BytesStart<'_>, row: u32, col: u32) -> Open {
    let mut cell = Open {
        row,
        col,
        style: 0,
        kind: Kind::Number,
        has_formula: false,
        value: None,
    };
    for a in e.attributes().with_checks(false).flatten() {
        match a.key.local_name().as_ref() {
            "r" => {
                if let Some((row, col)) = cell_position(&a.value) {
                    (cell.row, cell.col) = (row, col);
                }
            }
            "s" => cell.style = a.value.parse().unwrap_or(0),
            "t" => {
                cell.kind = match a.value.as_ref() {
                    "s" => Kind::SharedString,
                    "str" | "inlineStr" => Kind::Text,
                    "b" => Kind::Bool,
                    "e" => Kind::Error,
                    "d" => Kind::Date,
                    _ => Kind::Number,
                }
            }
            _ => {}
        }
    }
    cell
}

/// Reads on to the end of the cell.
fn contents(reader: &mut Reader<&[u8]>, cell: &mut Open) {
    let mut in_value = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "v" => {
                    in_value = true;
                    cell.value.get_or_insert_default();
                }
                "f" => cell.has_formula = true,
                "is" => {
                    cell.kind = Kind::Text;
                    cell.value = Some(item(reader, "is"));
                }
                _ => {}
            },
            Ok(Event::Empty(e)) => match e.local_name().as_ref() {
                "f" => cell.has_formula = true,
                "v" => {
                    cell.value.get_or_insert_default();
                }
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "v" => {
                    in_value = false;
                    if cell.kind == Kind::Text {
                        cell.value = cell.value.take().map(unescape);
                    }
                }
                "c" => break,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) if in_value => push_characters(&event, cell.value.get_or_insert_default()),
            Ok(_) => {}
        }
    }
}

fn close(
    cell: Open,
    context: &Context<'_>,
    sheet: &mut SheetBuilder,
    sheets: &mut Sheets,
) -> Result<(), ReadError> {
    let Open {
        row,
        col,
        style,
        kind,
        has_formula,
        value,
    } = cell;
    let value = value.unwrap_or_default();
    if value.is_empty() {
        // A formula whose result is an empty text says `t="str"`; without that, nobody calculated it.
        if has_formula && kind != Kind::Text {
            sheet.uncalculated.push((row, col));
        }
        return Ok(());
    }
    let (text, value) = match kind {
        Kind::Text => (value, CellValue::Text),
        Kind::SharedString => {
            let Some(text) = value
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|i| context.strings.get(i))
            else {
                sheet.lost.push((row, col));
                return Ok(());
            };
            (text.clone(), CellValue::Text)
        }
        Kind::Bool => {
            let truth = matches!(value.trim(), "1" | "true");
            (
                if truth { "TRUE" } else { "FALSE" }.to_owned(),
                CellValue::Bool(truth),
            )
        }
        Kind::Error => (value, CellValue::Error),
        Kind::Date => {
            let shown = value.trim_end_matches('Z');
            let shown = shown
                .strip_suffix("T00:00:00")
                .unwrap_or(shown)
                .replace('T', " ");
            (shown, CellValue::Date(value))
        }
        Kind::Number => match value.trim().parse::<f64>() {
            Ok(number) => context
                .styles
                .get(style)
                .unwrap_or(&NumberFormat::Plain)
                .show(number, context.date1904),
            Err(_) => (value, CellValue::Text),
        },
    };
    let cell = RawCell {
        row,
        col,
        text,
        value,
        has_formula,
    };
    sheets.add(sheet, cell)
}
