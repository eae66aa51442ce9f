//! 对账单 as a workbook: the differences, everything that was compared, and the rules and definitions that were used.
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet};

use super::{
    RenderError,
    styles::{Styles, fitted},
    wording::{place_text, properties, row_height},
};
use crate::model::{Agreement, Mismatch, Pair, ReconciliationSheet, Severity, Side, SourceRef};

/// Name of the paper, on it and in its file name.
pub const RECONCILIATION_TITLE: &str = "对账单";

/// Columns of the differences with their widths in characters; the order is the office's own.
const DIFFERENCES: &[(&str, f64)] = &[
    ("序号", 5.5),
    ("台账编号", 13.0),
    ("事项", 24.0),
    ("项目", 11.0),
    ("台账记载（位置）", 42.0),
    ("专报记载（位置）", 42.0),
    ("差异", 44.0),
    ("规则", 18.0),
    ("重要程度", 10.0),
    ("核实结果", 12.0),
    ("核实人", 9.0),
    ("日期", 11.0),
];
/// Columns of everything that was compared.
const PAIRS: &[(&str, f64)] = &[
    ("序号", 5.5),
    ("台账编号", 13.0),
    ("事项", 24.0),
    ("项目", 11.0),
    ("台账记载（位置）", 40.0),
    ("专报记载（位置）", 40.0),
    ("结果", 10.0),
    ("差异或未能对应的原因", 36.0),
    ("规则", 10.0),
];
/// Columns of the rules.
const RULES: &[(&str, f64)] = &[
    ("规则", 9.0),
    ("名称", 22.0),
    ("版本", 6.0),
    ("比什么，什么情况不提示", 70.0),
    ("限值与口径（本次所用）", 46.0),
    ("差异数", 8.0),
];
/// Columns of the material.
const MATERIAL: &[(&str, f64)] = &[
    ("类别", 12.0),
    ("文件", 70.0),
    ("表", 24.0),
    ("截至日", 12.0),
    ("记录数", 8.0),
];
/// First of the columns people fill in.
const FIRST_OPEN: u16 = 9;
/// Row that holds the heads.
const HEAD_ROW: u32 = 2;

/// Writes the workbook.
///
/// # Errors
/// When it cannot be made.
pub fn reconciliation_workbook(sheet: &ReconciliationSheet) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(RECONCILIATION_TITLE, sheet.on)?);
    let styles = Styles::new();
    differences(book.add_worksheet().set_name("差异")?, sheet, &styles)?;
    pairs(book.add_worksheet().set_name("逐项对账")?, sheet, &styles)?;
    rules(book.add_worksheet().set_name("规则与口径")?, sheet, &styles)?;
    material(book.add_worksheet().set_name("材料")?, sheet, &styles)?;
    Ok(book.save_to_buffer()?)
}

/// Title, the line under it, heads, widths and print set-up of one sheet.
fn begin(
    page: &mut Worksheet,
    (title, under): (&str, &str),
    columns: &[(&str, f64)],
    styles: &Styles,
) -> Result<(), RenderError> {
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.merge_range(0, 0, 0, last, title, &styles.title)?;
    page.set_row_height(0, 30)?;
    page.merge_range(1, 0, 1, last, under, &styles.note)?;
    let width: f64 = columns.iter().map(|(_, w)| w).sum();
    page.set_row_height(1, row_height(std::iter::once((under, width))))?;
    for (&(head, width), col) in columns.iter().zip(0..) {
        page.set_column_width(col, width)?;
        page.write_string_with_format(HEAD_ROW, col, head, &styles.head)?;
    }
    page.set_row_height(HEAD_ROW, 20)?;
    page.set_freeze_panes(HEAD_ROW + 1, 0)?;
    page.set_landscape()
        // A3: twelve columns of text are not to be read on less.
        .set_paper_size(8)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(HEAD_ROW, HEAD_ROW)?
        .set_footer("&C第 &P 页 共 &N 页");
    Ok(())
}

/// One row of texts in boxes, high enough for all of them.
fn row(
    page: &mut Worksheet,
    at: u32,
    columns: &[(&str, f64)],
    cells: &[(&str, &Format)],
) -> Result<(), RenderError> {
    let texts = cells.iter().map(|(text, _)| *text);
    let widths = columns.iter().map(|(_, width)| *width);
    page.set_row_height(at, row_height(texts.zip(widths)))?;
    for ((text, style), col) in cells.iter().zip(0..) {
        page.write_string_with_format(at, col, fitted(text), style)?;
    }
    Ok(())
}

fn differences(
    page: &mut Worksheet,
    sheet: &ReconciliationSheet,
    styles: &Styles,
) -> Result<(), RenderError> {
    let [(_, agree), (_, differ), (_, untied)] = sheet.counts();
    let under = format!(
        "对账范围：{}　截至 {}　运行编号 {}　差异 {} 条；逐项比对 {} 对：一致 {agree}、不一致 {differ}、未能对应 {untied}。差异由程序按规则提示，是否成立由核实人填写；未能对应的只列出，不作矛盾处理。",
        sheet.of,
        sheet.on,
        sheet.run,
        sheet.mismatches.len(),
        sheet.pairs.len(),
    );
    begin(page, (RECONCILIATION_TITLE, &under), DIFFERENCES, styles)?;
    let mut at = HEAD_ROW;
    for (mismatch, number) in sheet.mismatches.iter().zip(1..) {
        at += 1;
        difference(page, (at, number), sheet, mismatch, styles)?;
    }
    let last = at.max(HEAD_ROW + 1);
    let last_col = u16::try_from(DIFFERENCES.len() - 1).unwrap_or(u16::MAX);
    page.autofilter(HEAD_ROW, 0, last, last_col)?;
    let answers = DataValidation::new()
        .allow_list_strings(&["属实", "不属实", "部分属实", "已更正", "待核实"])?
        .set_input_title("核实结果")?;
    page.add_data_validation(HEAD_ROW + 1, FIRST_OPEN, last, FIRST_OPEN, &answers)?;
    Ok(())
}

fn difference(
    page: &mut Worksheet,
    (at, number): (u32, usize),
    sheet: &ReconciliationSheet,
    mismatch: &Mismatch,
    styles: &Styles,
) -> Result<(), RenderError> {
    let (in_books, elsewhere) = sheet.sides(mismatch);
    let number = number.to_string();
    let ledger = sides_text(&in_books);
    let report = sides_text(&elsewhere);
    let difference = format!("{}\n算式：{}", mismatch.reason, mismatch.formula);
    let rule = format!("{} {}", mismatch.check, sheet.title_of(&mismatch.check));
    let grade = format!("{:?}（{:?}）", mismatch.severity, mismatch.certainty);
    let grade_style = if mismatch.severity == Severity::重点 {
        &styles.grave
    } else {
        &styles.text
    };
    row(
        page,
        at,
        DIFFERENCES,
        &[
            (&number, &styles.number),
            (mismatch.no.as_deref().unwrap_or(""), &styles.text),
            (&mismatch.matter, &styles.text),
            (&mismatch.item, &styles.text),
            (&ledger, &styles.text),
            (&report, &styles.text),
            (&difference, &styles.text),
            (&rule, &styles.text),
            (&grade, grade_style),
        ],
    )?;
    page.write_blank(at, FIRST_OPEN, &styles.open)?;
    page.write_blank(at, FIRST_OPEN + 1, &styles.open)?;
    page.write_blank(at, FIRST_OPEN + 2, &styles.date)?;
    Ok(())
}

/// Each place with what it shows and its words.
fn sides_text(sides: &[Side<'_>]) -> String {
    let lines: Vec<String> = sides
        .iter()
        .map(|s| format!("{}：{}", s.note, quoted(s.source)))
        .collect();
    lines.join("\n")
}

/// The words and, in brackets, where they stand; the sheet of the material has the folders.
fn quoted(source: &SourceRef) -> String {
    format!(
        "“{}”（{} {}）",
        source.quote(),
        source.file().rsplit('/').next().unwrap_or_default(),
        place_text(source.place())
    )
}

fn pairs(
    page: &mut Worksheet,
    sheet: &ReconciliationSheet,
    styles: &Styles,
) -> Result<(), RenderError> {
    let under = "专报中的每一项说法与台账相应记载逐对比较。";
    begin(page, ("逐项对账", under), PAIRS, styles)?;
    let mut at = HEAD_ROW;
    for (pair, number) in sheet.pairs.iter().zip(1_usize..) {
        at += 1;
        pair_row(page, (at, number), pair, styles)?;
    }
    let last_col = u16::try_from(PAIRS.len() - 1).unwrap_or(u16::MAX);
    page.autofilter(HEAD_ROW, 0, at.max(HEAD_ROW + 1), last_col)?;
    Ok(())
}

fn pair_row(
    page: &mut Worksheet,
    (at, number): (u32, usize),
    pair: &Pair,
    styles: &Styles,
) -> Result<(), RenderError> {
    let number = number.to_string();
    let ledger = pair.ledger.as_ref().map(quoted).unwrap_or_default();
    let report = pair.report.as_ref().map(quoted).unwrap_or_default();
    let agreement = format!("{:?}", pair.agreement);
    let style = if pair.agreement == Agreement::不一致 {
        &styles.grave
    } else {
        &styles.text
    };
    row(
        page,
        at,
        PAIRS,
        &[
            (&number, &styles.number),
            (pair.no.as_deref().unwrap_or(""), &styles.text),
            (&pair.matter, &styles.text),
            (&pair.item, &styles.text),
            (&ledger, &styles.text),
            (&report, &styles.text),
            (&agreement, style),
            (&pair.difference, &styles.text),
            (pair.check.as_deref().unwrap_or(""), &styles.text),
        ],
    )
}

fn rules(
    page: &mut Worksheet,
    sheet: &ReconciliationSheet,
    styles: &Styles,
) -> Result<(), RenderError> {
    let under = "限值可在 taizhang.toml 的 [reconcile] 与 [ledger] 中调整。";
    begin(page, ("规则与口径", under), RULES, styles)?;
    for (check, at) in sheet.checks.iter().zip(HEAD_ROW + 1..) {
        let used: Vec<String> = check
            .used
            .iter()
            .map(|(name, value)| format!("{name}：{value}"))
            .collect();
        row(
            page,
            at,
            RULES,
            &[
                (&check.id, &styles.text),
                (&check.title, &styles.text),
                (&check.version.to_string(), &styles.number),
                (&check.explains, &styles.text),
                (&used.join("\n"), &styles.text),
                (&check.found.to_string(), &styles.number),
            ],
        )?;
    }
    Ok(())
}

fn material(
    page: &mut Worksheet,
    sheet: &ReconciliationSheet,
    styles: &Styles,
) -> Result<(), RenderError> {
    begin(page, ("参与对账的材料", ""), MATERIAL, styles)?;
    let day =
        |date: Option<jiff::civil::Date>| date.map_or("未读出".to_owned(), |d| d.to_string());
    let mut at = HEAD_ROW;
    for book in &sheet.books {
        at += 1;
        row(
            page,
            at,
            MATERIAL,
            &[
                (&book.kind, &styles.text),
                (&book.file, &styles.text),
                (&book.sheet, &styles.text),
                (&day(book.as_of), &styles.number),
                (&book.records.to_string(), &styles.number),
            ],
        )?;
    }
    for (file, as_of) in &sheet.reports {
        at += 1;
        row(
            page,
            at,
            MATERIAL,
            &[
                ("报告", &styles.text),
                (file, &styles.text),
                ("", &styles.text),
                (&day(*as_of), &styles.number),
                ("", &styles.number),
            ],
        )?;
    }
    Ok(())
}
