//! 七步对照表 and 闭环对照表: entries by steps and by stages, with the empty cells to be seen.
use jiff::civil::Date;
use rust_xlsxwriter::Workbook;

use super::super::{
    RenderError,
    table_sheet::{Cell, Look, TableSheet, write},
    wording::properties,
};
use crate::model::{
    LoopMatrix, LoopRow, LoopStage, MatrixName, StepCell, StepKind, StepMatrix, StepRow,
};

/// Name of the step matrix, on it and in its file name.
pub const STEPS_TITLE: &str = "七步对照表";
/// Name of the loop matrix, on it and in its file name.
pub const LOOP_TITLE: &str = "闭环对照表";

/// Width of a step's column, of a stage's, in characters.
const STEP_WIDTH: f64 = 15.0;
const STAGE_WIDTH: f64 = 13.5;

fn name_columns() -> Vec<(String, f64)> {
    [
        ("序号", 5.5),
        ("台账编号", 14.0),
        ("事项", 28.0),
        ("责任单位", 13.0),
    ]
    .map(|(head, width)| (head.to_owned(), width))
    .to_vec()
}

fn name_cells(name: &MatrixName, n: u32) -> Vec<Cell> {
    vec![
        Cell::number(n),
        Cell::code(name.no.as_deref().unwrap_or("")),
        Cell::text(name.title.as_str()),
        Cell::text(name.units.join("、")),
    ]
}

/// Writes the step matrix.
///
/// # Errors
/// When it cannot be made.
pub fn steps_workbook(matrix: &StepMatrix) -> Result<Vec<u8>, RenderError> {
    let mut columns = name_columns();
    columns.push(("收文日期".to_owned(), 11.0));
    columns.extend(StepKind::ALL.map(|s| (s.title().to_owned(), STEP_WIDTH)));
    let sheets = by_book(&matrix.rows, |r| &r.name)
        .into_iter()
        .map(|(book, rows)| {
            let filled: Vec<String> = StepKind::ALL
                .iter()
                .map(|step| {
                    let there = rows
                        .iter()
                        .filter(|r| r.cell(*step).is_some_and(StepCell::is_there))
                        .count();
                    format!("{} {there}", step.title())
                })
                .collect();
            TableSheet {
                name: book.to_owned(),
                title: STEPS_TITLE.to_owned(),
                under: vec![
                    format!("台账：{book}"),
                    format!(
                        "截至 {}，共 {} 项。各步骤有记载的项数：{}。",
                        matrix.on,
                        rows.len(),
                        filled.join("，")
                    ),
                    "黄色空格：有此栏而未填。“—”：台账没有此栏，其他台账也无记载。“有”：有记载而无日期。括号内为自收文起的工作日数（不含收文当日），“暂估”表示当年放假安排尚未收入。"
                        .to_owned(),
                ],
                columns: columns.clone(),
                rows: rows.iter().zip(1_u32..).map(|(row, n)| step_row(row, n)).collect(),
                kept_columns: 3,
            }
        })
        .collect();
    finish(STEPS_TITLE, matrix.on, sheets)
}

/// The rows of each book, books in the order of their first rows.
fn by_book<T>(rows: &[T], name: impl Fn(&T) -> &MatrixName) -> Vec<(&str, Vec<&T>)> {
    let mut books: Vec<(&str, Vec<&T>)> = Vec::new();
    for row in rows {
        let book = name(row).book.as_str();
        match books.iter_mut().find(|(b, _)| *b == book) {
            Some((_, rows)) => rows.push(row),
            None => books.push((book, vec![row])),
        }
    }
    books
}

fn step_row(row: &StepRow, n: u32) -> Vec<Cell> {
    let mut cells = name_cells(&row.name, n);
    cells.push(Cell::word(
        row.received.map_or_else(String::new, |d| d.to_string()),
    ));
    cells.extend(row.cells.iter().map(|cell| {
        let look = match cell {
            StepCell::Empty => Look::Open,
            StepCell::Planned { .. } | StepCell::Waived { .. } => Look::Drawn,
            StepCell::NoColumn | StepCell::Taken { .. } => Look::Word,
        };
        // The workdays go on a line of their own.
        Cell::new(cell.label().replace('（', "\n（"), look)
    }));
    cells
}

/// Writes the loop matrix.
///
/// # Errors
/// When it cannot be made.
pub fn loop_workbook(matrix: &LoopMatrix) -> Result<Vec<u8>, RenderError> {
    let mut columns = name_columns();
    columns.extend(LoopStage::ALL.map(|s| (s.title().to_owned(), STAGE_WIDTH)));
    columns.push(("最远环节".to_owned(), 10.0));
    columns.push(("中间缺".to_owned(), 14.0));
    let sheets = by_book(&matrix.rows, |r| &r.name)
        .into_iter()
        .map(|(book, rows)| TableSheet {
            name: book.to_owned(),
            title: LOOP_TITLE.to_owned(),
            under: vec![
                format!("台账：{book}"),
                format!(
                    "截至 {}，共 {} 项。黄色空格：在已导入的材料中没有这一环节的记载，不等于没有做。“中间缺”指最远环节之前没有记载的环节。",
                    matrix.on,
                    rows.len()
                ),
            ],
            columns: columns.clone(),
            rows: rows.iter().zip(1_u32..).map(|(row, n)| loop_row(row, n)).collect(),
            kept_columns: 3,
        })
        .collect();
    finish(LOOP_TITLE, matrix.on, sheets)
}

fn loop_row(row: &LoopRow, n: u32) -> Vec<Cell> {
    let mut cells = name_cells(&row.name, n);
    cells.extend(row.cells.iter().map(|cell| match cell {
        None => Cell::open(),
        Some(record) => {
            let on = record.on.map_or_else(String::new, |d| format!("{d}\n"));
            Cell::text(format!("{on}{}", record.says))
        }
    }));
    let reached = row
        .reached()
        .checked_sub(1)
        .and_then(|at| LoopStage::ALL.get(at))
        .map_or("", |s| s.title());
    let gaps: Vec<&str> = row.gaps().into_iter().map(LoopStage::title).collect();
    cells.push(Cell::word(reached));
    cells.push(Cell::text(gaps.join("、")));
    cells
}

/// The workbook; a matrix without a row is one sheet that says so.
fn finish(title: &str, on: Date, mut sheets: Vec<TableSheet>) -> Result<Vec<u8>, RenderError> {
    if sheets.is_empty() {
        sheets.push(TableSheet {
            name: title.to_owned(),
            title: title.to_owned(),
            under: vec![format!("截至 {on}，没有可列的事项。")],
            columns: name_columns(),
            ..TableSheet::default()
        });
    }
    let mut book = Workbook::new();
    book.set_properties(&properties(title, on)?);
    write(&mut book, &sheets)?;
    Ok(book.save_to_buffer()?)
}
