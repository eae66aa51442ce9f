//! A table as numbers: which columns can be added up, and which rows are totals of which.
use std::{ops::Range, str::FromStr};

use rust_decimal::{Decimal, prelude::FromPrimitive};

use super::lexicon::holds;
use crate::model::{CellValue, Table, TableCell, TableRow, char_len, fold};

/// The number in a cell with the decimal places it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellNumber {
    pub(super) value: Decimal,
    pub(super) places: u32,
    pub(super) percent: bool,
}

/// Words of a header under which numbers do not add up.
static NOT_ADDITIVE: &[&str] = &[
    "率",
    "比例",
    "占比",
    "比重",
    "平均",
    "均",
    "单价",
    "浓度",
    "排名",
    "名次",
    "得分",
    "评分",
    "序号",
    "编号",
    "代码",
    "年份",
    "年度",
    "日期",
    "时间",
    "电话",
    "时限",
    "累计",
    "期末",
    "年末",
    "结余",
    "指数",
    "同比",
    "环比",
    "增幅",
    "降幅",
    "密度",
    "标准",
    "限值",
    "经度",
    "纬度",
    "号",
    "温度",
    "水位",
    "等级",
    "邮编",
    "面积比",
    "进度",
    "天数",
];

/// Whether numbers under this header are amounts that may be added.
pub(super) fn is_additive(header: &str) -> bool {
    let header = fold(header);
    !NOT_ADDITIVE.iter().any(|w| header.contains(w)) && !header.contains('%')
}

/// Largest number of a cell that is an amount: ten times the national product in yuan. What is larger is a code, and a sum of
/// such numbers would not fit into a [`Decimal`].
const LARGEST: u64 = 1_000_000_000_000_000;

/// The number of a cell, if it holds nothing else.
pub(super) fn number(cell: &TableCell) -> Option<CellNumber> {
    let text: String = fold(&cell.text)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .collect();
    let (bare, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest, true),
        None => (text.as_str(), false),
    };
    let number = match (&cell.value, Decimal::from_str(bare)) {
        (CellValue::Date(_) | CellValue::Bool(_) | CellValue::Error, _) => None,
        (_, Ok(shown)) => Some(CellNumber {
            value: shown,
            places: shown.scale(),
            percent,
        }),
        // The cell shows something else than it holds (a number format with words): take what it holds.
        (CellValue::Number(held), Err(_)) => Decimal::from_f64(*held).map(|value| CellNumber {
            value: value.round_dp(6).normalize(),
            places: value.round_dp(6).normalize().scale(),
            percent,
        }),
        _ => None,
    };
    number.filter(|n| n.value.abs() <= Decimal::from(LARGEST))
}

/// Marks that stand for nothing to count.
pub(super) fn is_blank(cell: &TableCell) -> bool {
    let text = cell.text.trim();
    text.is_empty() || ["-", "—", "/", "无", "——", "－", "／", "--"].contains(&text)
}

/// The characters of a cell in its row's passage.
pub(super) fn span(cell: &TableCell) -> Range<u32> {
    cell.start..cell.start + char_len(&cell.text)
}

/// The words of a row: its cells that hold no number.
pub(super) fn words(row: &TableRow) -> String {
    row.cells
        .iter()
        .filter(|c| number(c).is_none())
        .map(|c| fold(&c.text))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether the table says itself that its numbers need not add up.
pub(super) fn is_excused(table: &Table) -> bool {
    use super::lexicon::{WORDS, asserted};
    table.rows.iter().any(|row| {
        use crate::model::RowKind;
        matches!(row.kind, RowKind::Note | RowKind::Title) && {
            let text = words(row);
            asserted(&WORDS.multi_count, &text)
                || holds(&WORDS.rounding, &text)
                || asserted(&WORDS.scope, &text)
        }
    })
}

/// Tolerance of a sum: half a step for every rounded number in it, nothing when all are whole.
pub(super) fn slack(numbers: &[CellNumber]) -> Decimal {
    let places = numbers.iter().map(|n| n.places).max().unwrap_or(0);
    if places == 0 {
        return Decimal::ZERO;
    }
    let step = Decimal::new(1, places);
    step * Decimal::from(numbers.len()) / Decimal::TWO
}
