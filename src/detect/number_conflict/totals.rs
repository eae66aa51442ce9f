//! Total rows against the rows they sum up: Σ rows ≠ 合计.
use rust_decimal::Decimal;

use super::{
    finding::{Finding, Term},
    grid::{self, CellNumber},
    quantity::show,
};
use crate::model::{Column, RowKind, Table, TableRow, fold};

/// A larger gap, as a share of the total, means that the table was not understood.
const WIDEST_GAP: (i64, u32) = (50, 2);

/// Every total of the table that is not the sum of its rows.
pub(super) fn check(table: &Table) -> Vec<Finding> {
    if grid::is_excused(table) {
        return Vec::new();
    }
    let blocks = blocks(table);
    let mut out = Vec::new();
    for column in table
        .columns
        .iter()
        .filter(|c| grid::is_additive(&c.header))
    {
        for block in &blocks {
            out.extend(judge(table, column, block));
        }
    }
    out
}

/// A total row and the rows it may be the sum of.
struct Block<'t> {
    total: &'t TableRow,
    records: Vec<&'t TableRow>,
    /// Subtotals between them.
    subtotals: Vec<&'t TableRow>,
}

fn is_subtotal(row: &TableRow) -> bool {
    grid::words(row).contains("小计")
}

fn blocks(table: &Table) -> Vec<Block<'_>> {
    let rows: Vec<&TableRow> = table
        .rows
        .iter()
        .filter(|r| matches!(r.kind, RowKind::Record | RowKind::Total))
        .collect();
    let mut out = Vec::new();
    for (at, total) in rows.iter().enumerate() {
        if total.kind != RowKind::Total {
            continue;
        }
        let sub = is_subtotal(total);
        let before: Vec<&TableRow> = rows[..at]
            .iter()
            .rev()
            .take_while(|r| r.kind == RowKind::Record || (!sub && is_subtotal(r)))
            .copied()
            .collect();
        // A total above its rows, as in statistical tables.
        let rows_of = if before.is_empty() {
            rows[at + 1..]
                .iter()
                .take_while(|r| r.kind == RowKind::Record || (!sub && is_subtotal(r)))
                .copied()
                .collect()
        } else {
            before
        };
        let (subtotals, records): (Vec<_>, Vec<_>) =
            rows_of.into_iter().partition(|r| r.kind == RowKind::Total);
        if records.len() >= 2 {
            out.push(Block {
                total,
                records,
                subtotals,
            });
        }
    }
    out
}

fn judge(table: &Table, column: &Column, block: &Block<'_>) -> Option<Finding> {
    let total_cell = block.total.cell(column.col).filter(|c| !c.inherited)?;
    let total = grid::number(total_cell).filter(|n| !n.percent)?;
    let mut cells = Vec::new();
    for row in &block.records {
        match row.cell(column.col) {
            None => {}
            Some(c) if c.inherited || grid::is_blank(c) => {}
            // A cell with words: the column is no column of numbers.
            Some(c) => cells.push((*row, c, grid::number(c).filter(|n| !n.percent)?)),
        }
    }
    if cells.len() < 2 {
        return None;
    }
    let sum = |of: &dyn Fn(&TableRow) -> bool| -> (Decimal, Vec<CellNumber>) {
        let chosen: Vec<CellNumber> = cells
            .iter()
            .filter(|(row, ..)| of(row))
            .map(|(.., n)| *n)
            .collect();
        (chosen.iter().map(|n| n.value).sum(), chosen)
    };
    let meets = |(value, numbers): (Decimal, Vec<CellNumber>)| {
        let mut with_total = numbers;
        with_total.push(total);
        (value - total.value).abs() <= grid::slack(&with_total)
    };
    let is_part = |row: &TableRow| {
        let words = grid::words(row);
        words.starts_with("其中") || words.contains("其中:")
    };
    let all = sum(&|_| true);
    // Every way in which such a table is meant to add up.
    let visible = sum(&|row| !row.hidden);
    let without_parts = sum(&|row| !is_part(row));
    let upper = sum(&|row| is_upper_level(row));
    let lower = sum(&|row| !is_upper_level(row));
    let last = cells
        .iter()
        .map(|(row, _, n)| (row.row, n.value))
        .max_by_key(|c| c.0);
    let largest = cells.iter().map(|(.., n)| n.value).max();
    let by_subtotals: Vec<CellNumber> = block
        .subtotals
        .iter()
        .filter_map(|r| grid::number(r.cell(column.col)?))
        .collect();
    let subtotal_sum: Decimal = by_subtotals.iter().map(|n| n.value).sum();
    let stock = last.is_some_and(|l| l.1 == total.value) || largest == Some(total.value);
    if meets(all.clone())
        || meets(visible)
        || meets(without_parts)
        || meets(upper)
        || meets(lower)
        || (!by_subtotals.is_empty() && meets((subtotal_sum, by_subtotals)))
        || Decimal::from(block.records.len()) == total.value
        || stock
    {
        return None;
    }
    let gap = all.0 - total.value;
    let widest = Decimal::new(WIDEST_GAP.0, WIDEST_GAP.1);
    if total.value <= Decimal::ZERO || gap.abs() > total.value.checked_mul(widest)? {
        return None;
    }
    let hidden = block.records.iter().filter(|r| r.hidden).count();
    cells.sort_by_key(|(row, ..)| row.row);
    let shown: Vec<String> = cells.iter().map(|(.., n)| show(n.value)).collect();
    let formula = format!(
        "{} = {} ≠ {}",
        abridged(&shown),
        show(all.0),
        show(total.value)
    );
    let range = cells
        .first()
        .zip(cells.last())
        .map(|(a, b)| format!("{}:{}", a.1.cell, b.1.cell))
        .unwrap_or_default();
    let note = if hidden > 0 {
        format!("（含隐藏行{hidden}行，不含隐藏行也不等）")
    } else {
        String::new()
    };
    let mut terms = vec![Term {
        passage: block.total.passage,
        range: grid::span(total_cell),
        note: format!("合计（{}）", total_cell.cell),
    }];
    terms.extend(cells.iter().map(|(row, c, _)| Term {
        passage: row.passage,
        range: grid::span(c),
        note: if row.hidden {
            format!("分项（{}，隐藏行）", c.cell)
        } else {
            format!("分项（{}）", c.cell)
        },
    }));
    Some(Finding {
        check: "合计行",
        passage: block.total.passage,
        range: grid::span(total_cell),
        reason: format!(
            "{}“{}”列{range}各行相加得{}，合计行{}写{}，相差{}{note}。",
            table.sheet,
            column.header,
            show(all.0),
            total_cell.cell,
            show(total.value),
            show(gap.abs()),
        ),
        formula,
        terms,
        looked_for: [
            "小计行、“其中”行是否重复计入",
            "隐藏行",
            "累计列或期末数",
            "合并单元格只计一次",
            "表注中的口径、交叉、四舍五入说明",
        ]
        .map(str::to_owned)
        .to_vec(),
    })
}

/// 一、二、…: a row of the upper level in a table of two levels.
fn is_upper_level(row: &TableRow) -> bool {
    row.cells.first().is_some_and(|c| {
        fold(c.text.trim())
            .chars()
            .next()
            .is_some_and(|first| "一二三四五六七八九十".contains(first))
    })
}

/// Longest formula in terms; a longer one is shortened in the middle.
const LONGEST_FORMULA: usize = 16;

fn abridged(shown: &[String]) -> String {
    if shown.len() <= LONGEST_FORMULA {
        return shown.join("+");
    }
    let head = shown[..LONGEST_FORMULA - 2].join("+");
    let tail = &shown[shown.len() - 1];
    format!("{head}+…（共{}项）+{tail}", shown.len())
}
