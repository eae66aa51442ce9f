//! 集体研判问题清单 as a workbook: a cover that says what the list was made from, and the list itself.
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, ExcelDateTime, Format, Workbook, Worksheet,
};

use super::{
    RenderError, Renderer,
    styles::{Styles, fitted},
    wording::{LIST_TITLE, place_text, properties, recognized_text, row_height, title_of},
};
use crate::model::{Flag, FlagList, Severity};

/// Renders the workbook.
#[derive(Debug)]
pub(super) struct ListXlsx;

/// Columns of the list with their widths in characters; the order is the office's own.
const COLUMNS: &[(&str, f64)] = &[
    ("序号", 5.5),
    ("提示编号", 18.5),
    ("类别", 15.0),
    ("规则编号及版本", 28.0),
    ("涉及单位（部门）", 18.0),
    ("关联台账编号", 14.0),
    ("关联批示件/部署", 20.0),
    ("文件名称", 26.0),
    ("位置", 13.0),
    ("原文摘录", 44.0),
    ("对照位置", 20.0),
    ("对照摘录", 36.0),
    ("提示理由（含公式代入值）", 50.0),
    ("重要程度", 11.0),
    ("历史处置（上次结果）", 14.0),
    ("承办人初核意见", 11.0),
    ("初核理由", 16.0),
    ("研判意见", 11.0),
    ("研判人", 10.0),
    ("研判日期", 12.0),
    ("备注", 18.0),
];
const FIRST_CHECK: u16 = 15;
const FIRST_REASON: u16 = 16;
const SESSION_VERDICT: u16 = 17;
const SESSION_DATE: u16 = 19;
/// Widths of the cover's columns, in characters.
const COVER_WIDTHS: [f64; 4] = [20.0, 62.0, 10.0, 68.0];
/// Last column of the first of the two sheets of paper; the title stands over these.
const FIRST_SHEET_LAST: u16 = 9;
/// Row of the list that holds the header.
const HEADER_ROW: u32 = 2;

impl Renderer for ListXlsx {
    fn id(&self) -> &'static str {
        "xlsx"
    }
    fn title(&self) -> &'static str {
        LIST_TITLE
    }
    fn is_for_people(&self) -> bool {
        true
    }
    fn render(&self, list: &FlagList) -> Result<Vec<u8>, RenderError> {
        let mut book = Workbook::new();
        book.set_properties(&properties(LIST_TITLE, list.run.on)?);
        let styles = Styles::new();
        cover(book.add_worksheet().set_name("封面")?, list, &styles)?;
        issues(book.add_worksheet().set_name(LIST_TITLE)?, list, &styles)?;
        Ok(book.save_to_buffer()?)
    }
}

fn cover(sheet: &mut Worksheet, list: &FlagList, styles: &Styles) -> Result<(), RenderError> {
    for (col, width) in COVER_WIDTHS.iter().copied().zip(0..).map(|(w, c)| (c, w)) {
        sheet.set_column_width(col, width)?;
    }
    sheet.merge_range(0, 0, 0, 3, LIST_TITLE, &styles.title)?;
    sheet.set_row_height(0, 34)?;
    let run = &list.run;
    let withheld: u32 = list.withheld.iter().map(|w| w.count).sum();
    let cap = |n: u32| {
        if n == u32::MAX {
            "不限".to_owned()
        } else {
            format!("{n} 条")
        }
    };
    let caps = format!(
        "每份材料每条规则 {}，全部材料每条规则 {}",
        cap(list.caps.0),
        cap(list.caps.1)
    );
    let facts = [
        ("运行编号", run.id.clone()),
        ("报告日", run.on.to_string()),
        ("程序版本", format!("taizhang {}", run.program)),
        ("材料份数", run.files.len().to_string()),
        ("列出疑点", format!("{} 条", list.flags.len())),
        ("列出上限", caps),
        ("因上限略去", format!("{withheld} 条")),
    ];
    let mut row = 2;
    for (name, value) in facts {
        sheet.write_string_with_format(row, 0, name, &styles.head)?;
        sheet.merge_range(row, 1, row, 3, &value, &styles.text)?;
        row += 1;
    }
    row += 1;
    let says = "本清单由程序按规则提示，只说材料和事项，不对单位和个人作评价；是否成立由承办人初核、集体研判决定。重要程度说的是后果，括号内的把握说的是程序有多确定，二者互不换算。";
    sheet.merge_range(row, 0, row, 3, says, &styles.note)?;
    sheet.set_row_height(row, 32)?;
    row += 2;
    if !list.withheld.is_empty() {
        let rows = list.withheld.iter().map(|w| {
            let file = w.file.clone().unwrap_or_else(|| "全部材料".to_owned());
            [
                title_of(list, &w.indicator).to_owned(),
                file,
                w.count.to_string(),
                String::new(),
            ]
        });
        row = section(
            sheet,
            row,
            "因上限略去的疑点",
            ["类别", "文件", "条数", ""],
            rows,
            styles,
        )?;
    }
    let rules = run.rules.iter().map(|r| {
        [
            title_of(list, &r.indicator).to_owned(),
            r.rule.clone(),
            r.version.to_string(),
            r.hash.clone(),
        ]
    });
    row = section(
        sheet,
        row,
        "参与的规则",
        ["类别", "规则编号", "版本", "内容指纹"],
        rules,
        styles,
    )?;
    let files = run.files.iter().map(|f| {
        let kind = f.doc_type.map(|t| t.name()).unwrap_or_default();
        [
            kind,
            f.file.clone(),
            f.recovery.label().to_owned(),
            f.sha256.clone(),
        ]
    });
    section(
        sheet,
        row,
        "参与的材料",
        ["文种", "文件", "读取", "SHA-256"],
        files,
        styles,
    )?;
    sheet
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_landscape();
    Ok(())
}

/// A titled table on the cover; returns the row after it.
fn section(
    sheet: &mut Worksheet,
    mut row: u32,
    title: &str,
    header: [&str; 4],
    rows: impl Iterator<Item = [String; 4]>,
    styles: &Styles,
) -> Result<u32, RenderError> {
    sheet.write_string_with_format(row, 0, title, &styles.section)?;
    row += 1;
    for (name, col) in header.into_iter().zip(0..) {
        if !name.is_empty() {
            sheet.write_string_with_format(row, col, name, &styles.head)?;
        }
    }
    row += 1;
    for cells in rows {
        for ((text, name), col) in cells.iter().zip(header).zip(0..) {
            let style = if col == 3 { &styles.code } else { &styles.text };
            if !name.is_empty() {
                sheet.write_string_with_format(row, col, text, style)?;
            }
        }
        sheet.set_row_height(
            row,
            row_height(cells.iter().map(String::as_str).zip(COVER_WIDTHS)),
        )?;
        row += 1;
    }
    Ok(row + 1)
}

fn issues(sheet: &mut Worksheet, list: &FlagList, styles: &Styles) -> Result<(), RenderError> {
    let last_col = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
    sheet.merge_range(0, 0, 0, FIRST_SHEET_LAST, LIST_TITLE, &styles.title)?;
    sheet.set_row_height(0, 30)?;
    let under = format!(
        "运行编号 {}　报告日 {}　共 {} 条",
        list.run.id,
        list.run.on,
        list.flags.len()
    );
    sheet.merge_range(1, 0, 1, FIRST_SHEET_LAST, &under, &styles.note)?;
    for (&(title, width), col) in COLUMNS.iter().zip(0..) {
        sheet.set_column_width(col, width)?;
        sheet.write_string_with_format(HEADER_ROW, col, title, &styles.head)?;
    }
    sheet.set_row_height(HEADER_ROW, 32)?;
    let mut row = HEADER_ROW;
    for flag in &list.flags {
        row += 1;
        issue(sheet, row, list, flag, styles)?;
    }
    let last_row = row.max(HEADER_ROW + 1);
    sheet.autofilter(HEADER_ROW, 0, last_row, last_col)?;
    sheet.set_freeze_panes(HEADER_ROW + 1, 3)?;
    choices(sheet, last_row, list)?;
    sheet
        .set_landscape()
        .set_paper_size(8)
        // Two A3 sheets side by side: what was found, then what it is held against and what people decide.
        .set_print_fit_to_pages(2, 0)
        .set_repeat_rows(HEADER_ROW, HEADER_ROW)?
        .set_repeat_columns(0, 2)?
        .set_page_order(false)
        .set_footer("&C第 &P 页 共 &N 页");
    Ok(())
}

fn issue(
    sheet: &mut Worksheet,
    row: u32,
    list: &FlagList,
    flag: &Flag,
    styles: &Styles,
) -> Result<(), RenderError> {
    let draft = &flag.draft;
    let (mut against_places, mut against_quotes) = (Vec::new(), Vec::new());
    for e in &draft.evidence {
        let place = place_text(e.source.place());
        let same_file = e.source.file() == draft.source.file();
        against_places.push(if same_file {
            place
        } else {
            format!("{} {place}", e.source.file())
        });
        against_quotes.push(format!("{}：{}", e.note, e.source.quote()));
    }
    let mut reason = draft.reason.clone();
    if let Some(formula) = &draft.explain.formula {
        reason.push_str(&format!("\n算式：{formula}"));
    }
    if let Some(confidence) = draft.explain.recognized {
        reason.push_str(&format!("\n{}", recognized_text(confidence)));
    }
    for (question, n) in draft.ask.iter().zip(1..) {
        reason.push_str(&format!("\n问{n}：{question}"));
    }
    let severity = format!("{:?}（{:?}）", draft.severity, draft.certainty);
    let history = flag
        .replaces
        .as_ref()
        .map(|id| format!("接替 {id}（原文已改）"))
        .unwrap_or_default();
    let around = &draft.surroundings;
    sheet.write_number_with_format(row, 0, f64::from(row - HEADER_ROW), &styles.number)?;
    let cells: [(&str, &Format); 14] = [
        (flag.id(), &styles.code),
        (title_of(list, &draft.indicator), &styles.text),
        (
            &format!("{} v{}", draft.rule, draft.rule_version),
            &styles.code,
        ),
        (draft.unit.as_deref().unwrap_or(""), &styles.text),
        (around.ledger_no.as_deref().unwrap_or(""), &styles.text),
        (around.matter.as_deref().unwrap_or(""), &styles.text),
        (draft.source.file(), &styles.text),
        (&place_text(draft.source.place()), &styles.text),
        (draft.source.quote(), &styles.text),
        (&against_places.join("\n"), &styles.text),
        (&against_quotes.join("\n"), &styles.text),
        (&reason, &styles.text),
        (
            &severity,
            if draft.severity == Severity::重点 {
                &styles.grave
            } else {
                &styles.text
            },
        ),
        (&history, &styles.text),
    ];
    let widths = COLUMNS.iter().skip(1).map(|(_, width)| *width);
    sheet.set_row_height(
        row,
        row_height(cells.iter().map(|(text, _)| *text).zip(widths)),
    )?;
    for ((text, style), col) in cells.into_iter().zip(1..) {
        sheet.write_string_with_format(row, col, fitted(text), style)?;
    }
    for col in FIRST_CHECK..=u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX) {
        let style = if col == SESSION_DATE {
            &styles.date
        } else {
            &styles.open
        };
        sheet.write_blank(row, col, style)?;
    }
    Ok(())
}

/// Drop-down lists of the columns people fill in.
fn choices(sheet: &mut Worksheet, last_row: u32, list: &FlagList) -> Result<(), RenderError> {
    let lists: [(u16, &[&str], &str); 3] = [
        (
            FIRST_CHECK,
            &["采纳", "不采纳", "合并", "退回补充", "暂存"],
            "承办人初核意见",
        ),
        (
            FIRST_REASON,
            &[
                "提及/引用",
                "法定依据",
                "有差异化",
                "口径不同",
                "章节不适用",
                "其他",
            ],
            "不采纳时请选理由",
        ),
        (
            SESSION_VERDICT,
            &["采纳", "不采纳", "补充核实", "转跟踪", "上提"],
            "集体研判意见",
        ),
    ];
    for (col, values, title) in lists {
        let validation = DataValidation::new()
            .allow_list_strings(values)?
            .set_input_title(title)?;
        sheet.add_data_validation(HEADER_ROW + 1, col, last_row, col, &validation)?;
    }
    let (year, month, day) = (
        u16::try_from(list.run.on.year()).unwrap_or(1900),
        u8::try_from(list.run.on.month()).unwrap_or(1),
        u8::try_from(list.run.on.day()).unwrap_or(1),
    );
    let from = ExcelDateTime::from_ymd(year, month, day)?;
    let dates = DataValidation::new()
        .allow_date(DataValidationRule::GreaterThanOrEqualTo(from))
        .set_error_title("研判日期")?
        .set_error_message("请填报告日或之后的日期，如 2026-11-23")?;
    sheet.add_data_validation(HEADER_ROW + 1, SESSION_DATE, last_row, SESSION_DATE, &dates)?;
    Ok(())
}
