//! A sheet that is one table: title, notes under it, a head that stays in view and on every page, boxed rows.
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{
    RenderError,
    styles::{Styles, fitted},
    wording::row_height,
};

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Text.
    Text,
    /// A short word, centered.
    Word,
    /// A number people may sort and add up; what is none is written as a word.
    Number,
    /// Number of a matter, file or rule.
    Code,
    /// Must be seen first.
    Grave,
    /// Drawn from other cells by the program.
    Drawn,
    /// For people to fill in.
    Open,
}

/// One cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) look: Look,
}

impl Cell {
    pub(super) fn new(text: impl Into<String>, look: Look) -> Self {
        Self {
            text: text.into(),
            look,
        }
    }
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::new(text, Look::Text)
    }
    pub(super) fn word(text: impl Into<String>) -> Self {
        Self::new(text, Look::Word)
    }
    pub(super) fn number(number: impl ToString) -> Self {
        Self::new(number.to_string(), Look::Number)
    }
    pub(super) fn code(text: impl Into<String>) -> Self {
        Self::new(text, Look::Code)
    }
    pub(super) fn open() -> Self {
        Self::new("", Look::Open)
    }
}

/// A sheet to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct TableSheet {
    /// Name on its tab; mended where a workbook does not take it.
    pub(super) name: String,
    /// Title over the table.
    pub(super) title: String,
    /// Lines under the title.
    pub(super) under: Vec<String>,
    /// Heads with widths in characters.
    pub(super) columns: Vec<(String, f64)>,
    /// Rows from top to bottom.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Columns that stay in view.
    pub(super) kept_columns: u16,
}

/// Characters of the default font that fit across one landscape A4 page at full size.
const FULL_SIZE: f64 = 146.0;
/// Characters of the default font that are put across one landscape A4 page: about 146 fit at full size, so type of
/// 10 points shrinks to 7 at most. Wider tables go on beside, on further pages.
const PAGE_WIDTH: f64 = 205.0;
/// A workbook takes 31 characters for the name of a sheet.
const NAME_CHARS: usize = 31;

/// Columns of texts, as lists of heads write them.
pub(super) fn columns(heads: &[(&str, f64)]) -> Vec<(String, f64)> {
    heads
        .iter()
        .map(|(head, width)| ((*head).to_owned(), *width))
        .collect()
}

/// Adds the sheets to a workbook.
pub(super) fn write(book: &mut Workbook, sheets: &[TableSheet]) -> Result<(), RenderError> {
    let styles = Styles::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = free_name(&sheet.name, &names);
        let page = book.add_worksheet().set_name(&name)?;
        names.push(name);
        write_sheet(page, sheet, &styles)?;
    }
    Ok(())
}

/// A name a workbook takes and no other sheet bears, in whatever letter case.
fn free_name(wanted: &str, taken: &[String]) -> String {
    let plain: String = wanted
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '·',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let plain = plain.trim_matches(['\'', ' ']);
    let plain = if plain.is_empty() { "表" } else { plain };
    let short = |room: usize| plain.chars().take(room).collect::<String>();
    std::iter::once(short(NAME_CHARS))
        .chain((2_u32..).map(|n| {
            let tail = format!("（{n}）");
            format!("{}{tail}", short(NAME_CHARS - tail.chars().count()))
        }))
        .find(|name| {
            !taken
                .iter()
                .any(|t| t.to_lowercase() == name.to_lowercase())
        })
        .unwrap_or_default()
}

fn write_sheet(
    page: &mut Worksheet,
    sheet: &TableSheet,
    styles: &Styles,
) -> Result<(), RenderError> {
    let last = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let whole: f64 = sheet.columns.iter().map(|(_, w)| w).sum();
    let is_wide = whole > PAGE_WIDTH;
    // What stands over repeated columns is printed on every page beside, cut off; so titles of wide tables begin after them.
    let first = if is_wide { sheet.kept_columns } else { 0 };
    let (titled, width) = first_page(&sheet.columns, first);
    across(page, 0, (first, titled), &sheet.title, &styles.title)?;
    page.set_row_height(0, 30)?;
    let mut row = 1;
    for line in &sheet.under {
        across(page, row, (first, titled), line, &styles.note)?;
        page.set_row_height(row, row_height(std::iter::once((line.as_str(), width))))?;
        row += 1;
    }
    let head = row;
    for ((title, width), col) in sheet.columns.iter().zip(0..) {
        page.set_column_width(col, *width)?;
        page.write_string_with_format(head, col, title, &styles.head)?;
    }
    let heads = sheet.columns.iter().map(|(t, w)| (t.as_str(), *w));
    page.set_row_height(head, row_height(heads) + 4.0)?;
    for cells in &sheet.rows {
        row += 1;
        write_row(page, row, cells, &sheet.columns, styles)?;
    }
    if row > head {
        page.autofilter(head, 0, row, last)?;
    }
    page.set_freeze_panes(head + 1, sheet.kept_columns)?;
    page.set_landscape()
        .set_paper_size(9)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_print_fit_to_pages(pages_across(whole), 0)
        .set_repeat_rows(head, head)?
        .set_page_order(false)
        .set_footer("&C第 &P 页 共 &N 页");
    if sheet.kept_columns > 0 && is_wide {
        page.set_repeat_columns(0, sheet.kept_columns - 1)?;
    }
    Ok(())
}

/// Sheets of paper side by side.
fn pages_across(width: f64) -> u16 {
    let mut pages = 1;
    let mut room = PAGE_WIDTH;
    while room < width {
        pages += 1;
        room += PAGE_WIDTH;
    }
    pages
}

/// Last column of the first sheet of paper, over which titles stand from column `first` on, and their width. Office programs
/// shrink a table only until it fits on its sheets of paper, so a wide one breaks as early as that.
fn first_page(columns: &[(String, f64)], first: u16) -> (u16, f64) {
    let whole: f64 = columns.iter().map(|(_, w)| w).sum();
    let pages = usize::from(pages_across(whole));
    let kept: f64 = columns.iter().take(first.into()).map(|(_, w)| w).sum();
    let mut room = if pages > 1 { FULL_SIZE } else { PAGE_WIDTH };
    let mut breaks = sheets_of_paper(columns, kept, room);
    while breaks.len() > pages && room < whole {
        room += 1.0;
        breaks = sheets_of_paper(columns, kept, room);
    }
    let count = breaks.first().copied().unwrap_or(0);
    let titled = columns
        .iter()
        .take(count)
        .skip(first.into())
        .map(|(_, w)| w);
    let last = u16::try_from(count.saturating_sub(1)).unwrap_or(u16::MAX);
    (last.max(first), titled.sum())
}

/// How many columns stand on each sheet of paper of a width; `kept` is that of the columns repeated on every sheet but the first.
fn sheets_of_paper(columns: &[(String, f64)], kept: f64, room: f64) -> Vec<usize> {
    let mut sheets = vec![0];
    let mut width = 0.0;
    for (_, w) in columns {
        if width + w > room && sheets.last().is_some_and(|n| *n > 0) {
            sheets.push(0);
            width = kept;
        }
        width += w;
        if let Some(count) = sheets.last_mut() {
            *count += 1;
        }
    }
    sheets
}

/// A text over the columns from `first` to `last`.
fn across(
    page: &mut Worksheet,
    row: u32,
    (first, last): (u16, u16),
    text: &str,
    style: &Format,
) -> Result<(), RenderError> {
    if last <= first {
        page.write_string_with_format(row, first, text, style)?;
    } else {
        page.merge_range(row, first, row, last, text, style)?;
    }
    Ok(())
}

fn write_row(
    page: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    columns: &[(String, f64)],
    styles: &Styles,
) -> Result<(), RenderError> {
    let texts = cells.iter().map(|c| c.text.as_str());
    let widths = columns.iter().map(|(_, w)| *w);
    page.set_row_height(row, row_height(texts.zip(widths)))?;
    for (cell, col) in cells.iter().zip(0..) {
        let style = match cell.look {
            Look::Text => &styles.text,
            Look::Word => &styles.word,
            Look::Number => &styles.number,
            Look::Code => &styles.code,
            Look::Grave => &styles.grave,
            Look::Drawn => &styles.drawn,
            Look::Open => &styles.open,
        };
        match (cell.look, cell.text.parse::<f64>()) {
            (Look::Number, Ok(number)) => {
                page.write_number_with_format(row, col, number, style)?;
            }
            (_, _) if cell.text.is_empty() => {
                page.write_blank(row, col, style)?;
            }
            _ => {
                page.write_string_with_format(row, col, fitted(&cell.text), style)?;
            }
        }
    }
    Ok(())
}
