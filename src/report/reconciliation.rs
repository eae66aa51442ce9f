//! 对账单 as a workbook: the differences, everything that was compared, and the rules and definitions that were used.
use rust_xlsxwriter::{DataValidation, Workbook};

use super::{
    RenderError,
    papers::{day, fill::Names},
    table_sheet::{Cell, Look, TableSheet, columns, write},
    wording::{place_text, properties},
};
use crate::model::{
    Agreement, CheckLine, DiffAnswer, DiffAnswered, Mismatch, Pair, ReconRun, ReconciliationSheet,
    Severity, Side, SourceRef,
};

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
    ("核实结果", 16.0),
    ("核实人", 9.0),
    ("日期", 14.0),
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
/// Column of the answers people give.
const ANSWER: u16 = 9;
/// Row of the first difference: title, one line under it, heads.
const FIRST_ROW: u32 = 3;
/// Columns that stay in view: number, number of the matter, matter.
const KEPT: u16 = 3;

/// Writes the workbook.
///
/// # Errors
/// When it cannot be made.
pub fn reconciliation_workbook(
    sheet: &ReconciliationSheet,
    made_of_it: Option<&ReconRun>,
    names: &Names,
) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(RECONCILIATION_TITLE, sheet.on)?);
    let sheets = [
        differences(sheet, made_of_it, names),
        pairs(sheet),
        rules(sheet),
        material(sheet),
    ];
    write(&mut book, &sheets)?;
    let words: Vec<&str> = DiffAnswer::ALL.iter().map(|answer| answer.name()).collect();
    let answers = DataValidation::new()
        .allow_list_strings(&words)?
        .set_input_title("核实结果")?;
    let rows = u32::try_from(sheet.mismatches.len()).unwrap_or(u32::MAX);
    let last = FIRST_ROW + rows.saturating_sub(1);
    book.worksheet_from_index(0)?
        .add_data_validation(FIRST_ROW, ANSWER, last, ANSWER, &answers)?;
    Ok(book.save_to_buffer()?)
}

fn differences(
    sheet: &ReconciliationSheet,
    made_of_it: Option<&ReconRun>,
    names: &Names,
) -> TableSheet {
    let [(_, agree), (_, differ), (_, untied)] = sheet.counts();
    let under = format!(
        "对账范围：{}　截至{}　运行编号 {}　差异 {} 条；逐项比对 {} 对：一致 {agree}、不一致 {differ}、未能对应 {untied}。差异由程序按规则提示，是否成立由核实人填写；未能对应的只列出，不作矛盾处理。",
        sheet.of,
        day(sheet.on),
        sheet.run,
        sheet.mismatches.len(),
        sheet.pairs.len(),
    );
    TableSheet {
        name: "差异".to_owned(),
        title: RECONCILIATION_TITLE.to_owned(),
        under: vec![under],
        columns: columns(DIFFERENCES),
        rows: sheet
            .mismatches
            .iter()
            .zip(1_usize..)
            .map(|(mismatch, number)| {
                let mut row = difference(sheet, mismatch, number);
                let answered = u32::try_from(number)
                    .ok()
                    .and_then(|n| made_of_it?.answers.get(&n));
                row.extend(answer(answered, names));
                row
            })
            .collect(),
        kept_columns: KEPT,
    }
}

fn difference(sheet: &ReconciliationSheet, mismatch: &Mismatch, number: usize) -> Vec<Cell> {
    let (in_books, elsewhere) = sheet.sides(mismatch);
    let grade = format!("{:?}（{:?}）", mismatch.severity, mismatch.certainty);
    let look = match mismatch.severity {
        Severity::重点 => Look::Grave,
        _ => Look::Word,
    };
    vec![
        Cell::number(number),
        Cell::code(mismatch.no.as_deref().unwrap_or("")),
        Cell::text(mismatch.matter.as_str()),
        Cell::text(mismatch.item.as_str()),
        Cell::text(sides_text(&in_books)),
        Cell::text(sides_text(&elsewhere)),
        Cell::text(format!("{}\n算式：{}", mismatch.reason, mismatch.formula)),
        Cell::text(format!(
            "{} {}",
            mismatch.check,
            sheet.title_of(&mismatch.check)
        )),
        Cell::new(grade, look),
    ]
}

/// What was made of it, by whom and when; to be written in by hand while nobody has.
fn answer(answered: Option<&DiffAnswered>, names: &Names) -> [Cell; 3] {
    let Some(answered) = answered else {
        return [Cell::open(), Cell::open(), Cell::open()];
    };
    let by = names.get(&answered.by).unwrap_or(&answered.by);
    let what = match answered.note.trim() {
        "" => answered.answer.name().to_owned(),
        note => format!("{}：{note}", answered.answer.name()),
    };
    let written = |text: String| Cell::new(text, Look::Open);
    [
        written(what),
        written(by.clone()),
        written(day(answered.on)),
    ]
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

fn pairs(sheet: &ReconciliationSheet) -> TableSheet {
    TableSheet {
        name: "逐项对账".to_owned(),
        title: "逐项对账".to_owned(),
        under: vec!["专报中的每一项说法与台账相应记载逐对比较。".to_owned()],
        columns: columns(PAIRS),
        rows: sheet
            .pairs
            .iter()
            .zip(1_usize..)
            .map(|(one, number)| pair(one, number))
            .collect(),
        kept_columns: KEPT,
    }
}

fn pair(pair: &Pair, number: usize) -> Vec<Cell> {
    let look = match pair.agreement {
        Agreement::不一致 => Look::Grave,
        _ => Look::Word,
    };
    vec![
        Cell::number(number),
        Cell::code(pair.no.as_deref().unwrap_or("")),
        Cell::text(pair.matter.as_str()),
        Cell::text(pair.item.as_str()),
        Cell::text(pair.ledger.as_ref().map(quoted).unwrap_or_default()),
        Cell::text(pair.report.as_ref().map(quoted).unwrap_or_default()),
        Cell::new(format!("{:?}", pair.agreement), look),
        Cell::text(pair.difference.as_str()),
        Cell::code(pair.check.as_deref().unwrap_or("")),
    ]
}

fn rules(sheet: &ReconciliationSheet) -> TableSheet {
    let row = |check: &CheckLine| {
        let used: Vec<String> = check
            .used
            .iter()
            .map(|(name, value)| format!("{name}：{value}"))
            .collect();
        vec![
            Cell::code(check.id.as_str()),
            Cell::text(check.title.as_str()),
            Cell::number(check.version),
            Cell::text(check.explains.as_str()),
            Cell::text(used.join("\n")),
            Cell::number(check.found),
        ]
    };
    TableSheet {
        name: "规则与口径".to_owned(),
        title: "规则与口径".to_owned(),
        under: vec!["限值可在 taizhang.toml 的 [reconcile] 与 [ledger] 中调整。".to_owned()],
        columns: columns(RULES),
        rows: sheet.checks.iter().map(row).collect(),
        kept_columns: 1,
    }
}

fn material(sheet: &ReconciliationSheet) -> TableSheet {
    let day =
        |date: Option<jiff::civil::Date>| date.map_or("未读出".to_owned(), |d| d.to_string());
    let books = sheet.books.iter().map(|book| {
        vec![
            Cell::word(book.kind.as_str()),
            Cell::text(book.file.as_str()),
            Cell::text(book.sheet.as_str()),
            Cell::word(day(book.as_of)),
            Cell::number(book.records),
        ]
    });
    let reports = sheet.reports.iter().map(|(file, as_of)| {
        vec![
            Cell::word("报告"),
            Cell::text(file.as_str()),
            Cell::text(""),
            Cell::word(day(*as_of)),
            Cell::text(""),
        ]
    });
    TableSheet {
        name: "材料".to_owned(),
        title: "参与对账的材料".to_owned(),
        under: Vec::new(),
        columns: columns(MATERIAL),
        rows: books.chain(reports).collect(),
        kept_columns: 0,
    }
}
