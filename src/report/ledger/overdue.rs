//! 超期与临期清单: what is over, what is near due, what cannot be computed, and how many matters stand how.
use rust_xlsxwriter::Workbook;

use super::super::{
    RenderError,
    papers::day,
    table_sheet::{Cell, Look, TableSheet, columns, write},
    wording::{place_text, properties},
};
use crate::model::{Due, DueCounts, DueLevel, DueLine, DueList, SourceRef};

/// Name of the paper, on it and in its file name.
pub const OVERDUE_TITLE: &str = "超期与临期清单";

const OVER: &[(&str, f64)] = &[
    ("序号", 5.0),
    ("台账编号", 13.0),
    ("事项", 22.0),
    ("责任单位", 13.0),
    ("原定时限", 11.0),
    ("现行时限", 11.0),
    ("延期次数", 5.0),
    ("截至日", 11.0),
    ("超期天数\n自然日", 8.5),
    ("超期天数\n工作日", 8.5),
    ("等级", 11.5),
    ("最近进展日期", 11.0),
    ("最近进展摘要", 24.0),
    ("滞后原因（原文）", 12.0),
    ("催办次数及最近日期", 11.0),
    ("建议动作", 9.0),
    ("出处", 18.0),
];
const UNCLEAR: &[(&str, f64)] = &[
    ("序号", 5.5),
    ("台账编号", 14.0),
    ("事项", 40.0),
    ("责任单位", 18.0),
    ("时限（原文）", 26.0),
    ("不能计算的原因", 40.0),
    ("最近进展摘要", 34.0),
    ("出处", 18.0),
];
const COUNTS: &[(&str, f64)] = &[
    ("台账", 34.0),
    ("类别", 10.0),
    ("总数", 7.0),
    ("推进中", 7.0),
    ("其中长期坚持", 8.0),
    ("其中时限不明", 8.0),
    ("超期未办结", 8.0),
    ("完结", 7.0),
    ("其中按期", 7.0),
    ("其中超期办结", 8.0),
    ("中止、并入", 8.0),
    ("办结率", 18.0),
    ("按期办结率", 18.0),
    ("超期率", 18.0),
];

/// Writes the workbook.
///
/// # Errors
/// When it cannot be made.
pub fn overdue_workbook(list: &DueList) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(OVERDUE_TITLE, list.on)?);
    let over: Vec<&DueLine> = list.lines.iter().filter(|l| l.due.is_over()).collect();
    let near: Vec<&DueLine> = list.lines.iter().filter(|l| is_near(l)).collect();
    let mut near_columns = columns(OVER);
    for (head, _) in &mut near_columns {
        *head = head.replace("超期天数", "剩余天数");
    }
    let sheets = [
        TableSheet {
            name: "超期".to_owned(),
            title: "超期未办结事项清单".to_owned(),
            under: vec![format!(
                "以{}为今天计算，共 {} 项。到期当日不算超期；已完成、已销号、中止、并入和无硬性时限的长期事项不计。建议动作由承办人填写。",
                day(list.on),
                over.len()
            )],
            columns: columns(OVER),
            rows: numbered(&over),
            kept_columns: 3,
        },
        TableSheet {
            name: "临期".to_owned(),
            title: "临期事项清单".to_owned(),
            under: vec![format!(
                "以{}为今天计算，共 {} 项，由近及远。剩余 0 天即当日到期。",
                day(list.on),
                near.len()
            )],
            columns: near_columns,
            rows: numbered(&near),
            kept_columns: 3,
        },
        TableSheet {
            name: "时限不能计算".to_owned(),
            title: "时限不能计算的在办事项".to_owned(),
            under: vec![format!(
                "共 {} 项：时限空缺、含混，或取决于尚不知道的日期。未列入超期，也不等于未超期。",
                list.unclear.len()
            )],
            columns: columns(UNCLEAR),
            rows: list
                .unclear
                .iter()
                .zip(1_u32..)
                .map(|(line, n)| unclear(line, n))
                .collect(),
            kept_columns: 3,
        },
        TableSheet {
            name: "统计".to_owned(),
            title: "办理情况统计".to_owned(),
            under: vec![
                "推进中＋超期未办结＋完结＋中止并入＝总数。办结率＝完结÷（总数－中止并入－长期坚持）；按期办结率＝按期办结÷到期应办结；超期率＝超期未办结÷到期应办结。同一事项可能同时列在几本台账中，各台账不相加。"
                    .to_owned(),
            ],
            columns: columns(COUNTS),
            rows: list.counts.iter().map(counts).collect(),
            kept_columns: 1,
        },
    ];
    write(&mut book, &sheets)?;
    Ok(book.save_to_buffer()?)
}

/// Whether it is due within the levels of near due.
fn is_near(line: &DueLine) -> bool {
    matches!(
        line.due,
        Due::Left {
            level: DueLevel::Near { .. },
            ..
        }
    )
}

fn numbered(lines: &[&DueLine]) -> Vec<Vec<Cell>> {
    lines
        .iter()
        .zip(1_u32..)
        .map(|(line, n)| due_row(line, n))
        .collect()
}

fn due_row(line: &DueLine, n: u32) -> Vec<Cell> {
    let (days, workdays) = match &line.due {
        Due::Over {
            days,
            workdays,
            estimated,
            ..
        }
        | Due::Left {
            days,
            workdays,
            estimated,
            ..
        } => (
            Cell::number(days),
            match estimated {
                true => Cell::word(format!("{workdays}（暂估）")),
                false => Cell::number(workdays),
            },
        ),
        _ => (Cell::word(""), Cell::word("")),
    };
    let urged = match (line.urged, line.urged_on) {
        (Some(n), Some(on)) => format!("{n} 次，{on}"),
        (Some(n), None) => format!("{n} 次"),
        (None, Some(on)) => on.to_string(),
        (None, None) => String::new(),
    };
    let deadlines = &line.deadlines;
    let current = deadlines
        .by
        .map(|d| d.to_string())
        .or_else(|| deadlines.current.as_ref().map(|d| d.raw.clone()))
        .unwrap_or_default();
    let original = deadlines
        .original
        .as_ref()
        .map_or_else(String::new, |d| d.raw.clone());
    vec![
        Cell::number(n),
        Cell::code(line.no.as_deref().unwrap_or("")),
        Cell::text(line.title.as_str()),
        Cell::text(line.units.join("、")),
        Cell::word(original),
        Cell::word(current),
        Cell::number(deadlines.extensions),
        Cell::word(line.on.to_string()),
        days,
        workdays,
        Cell::new(
            line.due.level().map_or_else(String::new, DueLevel::label),
            if line.due.is_over() {
                Look::Grave
            } else {
                Look::Word
            },
        ),
        Cell::word(line.progress_on.map_or_else(String::new, |d| d.to_string())),
        Cell::text(line.progress.as_str()),
        Cell::text(line.cause.as_str()),
        Cell::text(urged),
        Cell::open(),
        Cell::text(origin(line)),
    ]
}

fn unclear(line: &DueLine, n: u32) -> Vec<Cell> {
    let (raw, why) = match &line.due {
        Due::NotComputable { raw, why } => (raw.as_str(), why.as_str()),
        _ => ("", ""),
    };
    vec![
        Cell::number(n),
        Cell::code(line.no.as_deref().unwrap_or("")),
        Cell::text(line.title.as_str()),
        Cell::text(line.units.join("、")),
        Cell::text(raw),
        Cell::text(why),
        Cell::text(line.progress.as_str()),
        Cell::text(origin(line)),
    ]
}

/// The file and cell a line comes from; what does not fit together in its deadlines.
fn origin(line: &DueLine) -> String {
    let mut text = line.source.as_ref().map_or_else(
        || line.book.clone(),
        |s: &SourceRef| {
            let name = s.file().rsplit('/').next().unwrap_or_default();
            format!("{name} {}", place_text(s.place()))
        },
    );
    for doubt in &line.deadlines.doubts {
        text.push('\n');
        text.push_str(doubt);
    }
    text
}

fn counts(of: &DueCounts) -> Vec<Cell> {
    let c = &of.count;
    vec![
        Cell::text(of.book.as_str()),
        Cell::word(of.kind.name()),
        Cell::number(c.total),
        Cell::number(c.in_progress),
        Cell::number(c.standing),
        Cell::number(c.unclear),
        Cell::number(c.overdue),
        Cell::number(c.finished),
        Cell::number(c.on_time),
        Cell::number(c.late),
        Cell::number(c.halted),
        Cell::word(c.finished_rate().to_string()),
        Cell::word(c.on_time_rate().to_string()),
        Cell::word(c.overdue_rate().to_string()),
    ]
}
