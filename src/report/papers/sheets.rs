//! A composed paper as a workbook: every table and form that has a sheet of its own.
use jiff::civil::Date;
use rust_xlsxwriter::Workbook;

use super::{
    block::{Block, Composed, Form, Table},
    template::CellLook,
};
use crate::report::{
    RenderError,
    table_sheet::{Cell, Look, TableSheet, write},
    wording::properties,
};

/// A Chinese character takes two columns' width of a workbook.
const CHARACTER: f64 = 2.0;

/// Writes the workbook; `note` stands under every title.
pub(super) fn workbook(
    paper: &Composed,
    (title, on): (&str, Date),
    note: Option<&str>,
) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(title, on)?);
    let mut sheets: Vec<TableSheet> = paper
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(t) => t.sheet.as_ref().map(|name| table(name, t)),
            Block::Form(f) => f.sheet.as_ref().map(|name| form(name, f)),
            _ => None,
        })
        .collect();
    for sheet in &mut sheets {
        sheet.under.splice(0..0, note.map(ToOwned::to_owned));
    }
    write(&mut book, &sheets)?;
    Ok(book.save_to_buffer()?)
}

fn table(name: &str, table: &Table) -> TableSheet {
    let mut rows: Vec<Vec<Cell>> = table
        .rows
        .iter()
        .map(|texts| {
            let cells = texts.iter().zip(&table.columns);
            cells
                .map(|(text, column)| Cell::new(text.as_str(), look(column.look)))
                .collect()
        })
        .collect();
    if rows.is_empty() {
        rows.push(vec![Cell::text(table.empty.as_str())]);
    }
    TableSheet {
        name: name.to_owned(),
        title: table.head.clone().unwrap_or_else(|| name.to_owned()),
        under: table.notes.clone(),
        columns: table
            .columns
            .iter()
            .map(|c| (c.head.clone(), c.width * CHARACTER))
            .collect(),
        rows,
        kept_columns: 1,
    }
}

/// Labels and what is beside them, one pair in a row.
fn form(name: &str, form: &Form) -> TableSheet {
    let mut rows = Vec::new();
    for row in &form.rows {
        let mut label = String::new();
        for cell in &row.cells {
            if cell.is_label {
                if !label.is_empty() {
                    rows.push(vec![Cell::text(std::mem::take(&mut label)), Cell::open()]);
                }
                label.clone_from(&cell.text);
            } else {
                rows.push(vec![
                    Cell::text(std::mem::take(&mut label)),
                    Cell::text(cell.text.as_str()),
                ]);
            }
        }
        if !label.is_empty() {
            rows.push(vec![Cell::text(label), Cell::open()]);
        }
    }
    TableSheet {
        name: name.to_owned(),
        title: name.to_owned(),
        under: Vec::new(),
        columns: vec![("项目".to_owned(), 24.0), ("内容".to_owned(), 90.0)],
        rows,
        kept_columns: 0,
    }
}

fn look(look: CellLook) -> Look {
    match look {
        CellLook::Text => Look::Text,
        CellLook::Word => Look::Word,
        CellLook::Number => Look::Number,
        CellLook::Code => Look::Code,
        CellLook::Open => Look::Open,
    }
}
