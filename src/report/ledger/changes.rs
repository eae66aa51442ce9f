//! 台账变更表: what a version of a ledger changed against another, cell by cell with both places.
use jiff::civil::Date;
use rust_xlsxwriter::Workbook;

use super::super::{
    RenderError,
    table_sheet::{Cell, Look, TableSheet, columns, write},
    wording::{place_text, properties},
};
use crate::model::{BookDiff, FieldChange, RowName, SourceRef, VersionName};

/// Name of the paper, on it and in its file name.
pub const CHANGES_TITLE: &str = "台账变更表";

const CHANGED: &[(&str, f64)] = &[
    ("序号", 5.5),
    ("台账编号", 14.0),
    ("事项", 28.0),
    ("责任单位", 13.0),
    ("栏目", 13.0),
    ("原记载", 36.0),
    ("现记载", 36.0),
    ("变化", 10.0),
    ("原位置", 12.0),
    ("现位置", 12.0),
    ("核实说明", 14.0),
];
const ROWS: &[(&str, f64)] = &[
    ("序号", 5.5),
    ("情况", 14.0),
    ("台账编号", 14.0),
    ("事项", 48.0),
    ("责任单位", 20.0),
    ("说明", 40.0),
    ("位置", 18.0),
    ("核实说明", 18.0),
];

/// Writes the workbook: for every pair of versions what changed in entries, and entries that came or went.
///
/// # Errors
/// When it cannot be made.
pub fn changes_workbook(diffs: &[(String, BookDiff)], on: Date) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(CHANGES_TITLE, on)?);
    let mut sheets = Vec::new();
    for (name, diff) in diffs {
        let versions = format!(
            "原版：{}\n现版：{}",
            version(&diff.before),
            version(&diff.after)
        );
        let rows = rows_that_came_or_went(diff);
        let counts = format!(
            "新增 {} 条，变动 {} 条（另有 {} 条仅写法不同），不再在册 {} 条，未变 {} 条。疑似改号只供核对，由人认定。",
            diff.added.len(),
            diff.changed.iter().filter(|c| c.is_real()).count(),
            diff.changed.iter().filter(|c| !c.is_real()).count(),
            diff.vanished.len(),
            diff.unchanged
        );
        let under: Vec<String> = [
            format!("台账：{name}"),
            versions,
            counts,
            columns_said(diff),
        ]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect();
        sheets.push(TableSheet {
            name: format!("增减·{name}"),
            title: "台账变更表：条目增减".to_owned(),
            under: under.clone(),
            columns: columns(ROWS),
            rows,
            kept_columns: 4,
        });
        sheets.push(TableSheet {
            name: format!("变动·{name}"),
            title: "台账变更表：逐栏变动".to_owned(),
            under,
            columns: columns(CHANGED),
            rows: changed(diff),
            kept_columns: 3,
        });
    }
    // A sheet without a row is left out; its count of none stands on the other.
    let filled: Vec<TableSheet> = sheets
        .iter()
        .filter(|s| !s.rows.is_empty())
        .cloned()
        .collect();
    write(&mut book, if filled.is_empty() { &sheets } else { &filled })?;
    Ok(book.save_to_buffer()?)
}

fn version(v: &VersionName) -> String {
    let day = v
        .as_of
        .map_or_else(String::new, |d| format!("截至 {d} 的 "));
    format!("{day}{}（{}）", v.file, v.sheet)
}

/// Columns that came or went, in a sentence.
fn columns_said(diff: &BookDiff) -> String {
    let mut parts = Vec::new();
    if !diff.columns_added.is_empty() {
        parts.push(format!("新增栏目：{}。", diff.columns_added.join("、")));
    }
    if !diff.columns_vanished.is_empty() {
        parts.push(format!("取消栏目：{}。", diff.columns_vanished.join("、")));
    }
    parts.concat()
}

fn place(source: Option<&SourceRef>) -> String {
    source.map_or_else(String::new, |s| place_text(s.place()))
}

fn rows_that_came_or_went(diff: &BookDiff) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row = |what: &str, look: Look, name: &RowName, says: String| {
        rows.push(vec![
            Cell::number(rows.len() + 1),
            Cell::new(what, look),
            Cell::code(name.no.as_deref().unwrap_or("")),
            Cell::text(name.title.as_str()),
            Cell::text(name.units.join("、")),
            Cell::text(says),
            Cell::word(place(name.source.as_ref())),
            Cell::open(),
        ]);
    };
    for name in &diff.vanished {
        row(
            "不再在册",
            Look::Grave,
            name,
            "原版有，现版没有；请核实去向。".to_owned(),
        );
    }
    for name in &diff.added {
        row("新增", Look::Word, name, String::new());
    }
    for r in &diff.renumbered {
        let says = format!(
            "标题与现版 {} 相似（{:.2}）：{}",
            r.after.no.as_deref().unwrap_or("（无编号）"),
            r.similarity,
            r.after.title
        );
        row("疑似改号", Look::Word, &r.before, says);
    }
    for d in &diff.duplicates {
        let of = if d.is_after { "现版" } else { "原版" };
        for name in &d.rows {
            row(
                "编号重复",
                Look::Word,
                name,
                format!("{of}有 {} 条同号", d.rows.len()),
            );
        }
    }
    rows
}

fn changed(diff: &BookDiff) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let pairs = diff
        .changed
        .iter()
        .flat_map(|c| c.fields.iter().map(move |f| (&c.after, f)));
    for (name, f) in pairs {
        rows.push(field_row(rows.len() + 1, name, f));
    }
    rows
}

fn field_row(n: usize, name: &RowName, f: &FieldChange) -> Vec<Cell> {
    let what = match (f.before.trim().is_empty(), f.after.trim().is_empty()) {
        _ if f.same_meaning => "仅写法不同",
        (true, _) => "填入",
        (_, true) => "删去",
        _ => "改动",
    };
    let look = if f.same_meaning {
        Look::Drawn
    } else {
        Look::Word
    };
    vec![
        Cell::number(n),
        Cell::code(name.no.as_deref().unwrap_or("")),
        Cell::text(name.title.as_str()),
        Cell::text(name.units.join("、")),
        Cell::text(f.header.as_str()),
        Cell::text(f.before.as_str()),
        Cell::text(f.after.as_str()),
        Cell::new(what, look),
        Cell::word(place(f.before_at.as_ref())),
        Cell::word(place(f.after_at.as_ref())),
        Cell::open(),
    ]
}
