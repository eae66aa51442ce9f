//! Columns of one row against each other: a total column, and a rate made of two columns.
use rust_decimal::Decimal;

use super::{
    finding::{Finding, Term},
    grid::{self, CellNumber},
    quantity::show,
};
use crate::model::{Column, RowKind, Table, TableCell, TableRow, fold};

/// So many rows must follow a rule before the table is taken to follow it.
const ROWS_THAT_PROVE: usize = 3;
/// And at least this share of the rows, in percent: what most rows do is what the header means.
const SHARE_THAT_PROVES: usize = 70;

/// Rows that break a rule which most rows of the table follow.
pub(super) fn check(table: &Table) -> Vec<Finding> {
    if grid::is_excused(table) {
        return Vec::new();
    }
    let rows: Vec<&TableRow> = table
        .rows
        .iter()
        .filter(|r| matches!(r.kind, RowKind::Record | RowKind::Total))
        .collect();
    let mut out = Vec::new();
    for column in &table.columns {
        if let Some(parts) = parts_of(table, column) {
            out.extend(sums(table, column, &parts, &rows));
        }
        if fold(&column.header).contains('率') || fold(&column.header).contains("占比") {
            out.extend(rates(table, column, &rows));
        }
    }
    out
}

fn cell<'t>(row: &'t TableRow, column: &Column) -> Option<(&'t TableCell, CellNumber)> {
    let cell = row.cell(column.col).filter(|c| !c.inherited)?;
    Some((cell, grid::number(cell)?))
}

/// The columns a total column sums up: its sisters under one parent header, else the run of amounts beside it.
fn parts_of<'t>(table: &'t Table, total: &Column) -> Option<Vec<&'t Column>> {
    let header = fold(&total.header);
    let own = header
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned();
    if !["合计", "小计", "总计", "总数", "合计数"].contains(&own.as_str()) {
        return None;
    }
    let parent = header.rsplit_once('/').map(|(p, _)| p.to_owned());
    let sister = |c: &&Column| {
        c.col != total.col
            && grid::is_additive(&c.header)
            && fold(&c.header).rsplit_once('/').map(|(p, _)| p.to_owned()) == parent
            && c.field.as_deref() != Some("seq")
    };
    let parts: Vec<&Column> = table.columns.iter().filter(sister).collect();
    (parts.len() >= 2).then_some(parts)
}

/// Rows whose total column is not the sum of the part columns, where most rows are.
fn sums(table: &Table, total: &Column, parts: &[&Column], rows: &[&TableRow]) -> Vec<Finding> {
    let numeric: Vec<&Column> = parts
        .iter()
        .copied()
        .filter(|c| rows.iter().any(|r| cell(r, c).is_some()))
        .collect();
    if numeric.len() < 2 {
        return Vec::new();
    }
    // After the total, before it, or all: the reading that most rows follow.
    let after: Vec<&Column> = numeric
        .iter()
        .copied()
        .filter(|c| c.col > total.col)
        .collect();
    let before: Vec<&Column> = numeric
        .iter()
        .copied()
        .filter(|c| c.col < total.col)
        .collect();
    [numeric, after, before]
        .into_iter()
        .filter(|p| p.len() >= 2)
        .map(|p| (broken_sums(total, &p, rows), p))
        .find_map(|(broken, p)| {
            broken.map(|rows| {
                rows.into_iter()
                    .map(|r| sum_finding(table, total, &p, r))
                    .collect()
            })
        })
        .unwrap_or_default()
}

fn row_sum(row: &TableRow, parts: &[&Column]) -> Vec<CellNumber> {
    parts
        .iter()
        .filter_map(|c| cell(row, c).map(|(_, n)| n))
        .collect()
}

/// The rows that break the rule, or nothing when the table does not follow it.
fn broken_sums<'t>(
    total: &Column,
    parts: &[&Column],
    rows: &[&'t TableRow],
) -> Option<Vec<&'t TableRow>> {
    let mut kept = 0;
    let mut broken = Vec::new();
    for row in rows {
        let Some((_, said)) = cell(row, total).filter(|(_, n)| !n.percent) else {
            continue;
        };
        let numbers = row_sum(row, parts);
        if numbers.len() < 2 || numbers.iter().any(|n| n.percent) {
            continue;
        }
        let sum: Decimal = numbers.iter().map(|n| n.value).sum();
        let mut with_total = numbers;
        with_total.push(said);
        if (sum - said.value).abs() <= grid::slack(&with_total) {
            kept += 1;
        } else {
            broken.push(*row);
        }
    }
    is_proved(kept, broken.len()).then_some(broken)
}

fn is_proved(kept: usize, broken: usize) -> bool {
    kept >= ROWS_THAT_PROVE && kept * 100 >= (kept + broken) * SHARE_THAT_PROVES
}

fn sum_finding(table: &Table, total: &Column, parts: &[&Column], row: &TableRow) -> Finding {
    let cells: Vec<(&Column, &TableCell, CellNumber)> = parts
        .iter()
        .filter_map(|c| cell(row, c).map(|(x, n)| (*c, x, n)))
        .collect();
    let sum: Decimal = cells.iter().map(|(.., n)| n.value).sum();
    let said = cell(row, total);
    let value = said.map_or(Decimal::ZERO, |(_, n)| n.value);
    let shown: Vec<String> = cells.iter().map(|(.., n)| show(n.value)).collect();
    let formula = format!("{} = {} ≠ {}", shown.join("+"), show(sum), show(value));
    let range = said.map_or(0..0, |(c, _)| grid::span(c));
    let mut terms = vec![Term {
        passage: row.passage,
        range: range.clone(),
        note: format!("“{}”", total.header),
    }];
    terms.extend(cells.iter().map(|(c, x, _)| Term {
        passage: row.passage,
        range: grid::span(x),
        note: format!("“{}”（{}）", c.header, x.cell),
    }));
    Finding {
        check: "合计列",
        passage: row.passage,
        range,
        reason: format!(
            "{}第{}行各列相加得{}，“{}”列写{}；表中其余各行相等。",
            table.sheet,
            row.row + 1,
            show(sum),
            total.header,
            show(value),
        ),
        formula,
        terms,
        looked_for: vec![
            "表注中的口径、交叉、四舍五入说明".to_owned(),
            "只加合计列一侧各列是否相等".to_owned(),
        ],
    }
}

/// Rows whose rate is not the quotient of the two columns that give it in most rows.
fn rates(table: &Table, rate: &Column, rows: &[&TableRow]) -> Vec<Finding> {
    let amounts: Vec<&Column> = table
        .columns
        .iter()
        .filter(|c| c.col != rate.col && grid::is_additive(&c.header))
        .filter(|c| rows.iter().filter(|r| cell(r, c).is_some()).count() >= ROWS_THAT_PROVE)
        .collect();
    for num in &amounts {
        for den in &amounts {
            if num.col == den.col {
                continue;
            }
            if let Some(broken) = broken_rates(rate, num, den, rows) {
                return broken
                    .into_iter()
                    .filter_map(|row| rate_finding(table, rate, num, den, row))
                    .collect();
            }
        }
    }
    Vec::new()
}

/// The rate a row says in percent, and what the two columns give.
fn rate_of(
    row: &TableRow,
    rate: &Column,
    num: &Column,
    den: &Column,
) -> Option<(Decimal, Decimal, Decimal)> {
    let (shown, said) = cell(row, rate)?;
    let (_, n) = cell(row, num)?;
    let (_, d) = cell(row, den)?;
    let value = n
        .value
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(d.value)?;
    // A cell that holds 0.985 shows 98.5 % under another format; its header or the other cells tell.
    let percent = said.percent || fold(&rate.header).contains('%') || said.value > Decimal::ONE;
    let (said_value, places) = if percent {
        (said.value, said.places)
    } else {
        (
            said.value.checked_mul(Decimal::ONE_HUNDRED)?,
            said.places.saturating_sub(2),
        )
    };
    let _ = shown;
    Some((said_value, value, Decimal::new(1, places)))
}

fn broken_rates<'t>(
    rate: &Column,
    num: &Column,
    den: &Column,
    rows: &[&'t TableRow],
) -> Option<Vec<&'t TableRow>> {
    let mut kept = 0;
    let mut told_apart = false;
    let mut broken = Vec::new();
    for row in rows {
        let Some((said, value, step)) = rate_of(row, rate, num, den) else {
            continue;
        };
        if (said - value).abs() <= step {
            kept += 1;
            // 100 % everywhere proves nothing.
            told_apart |= value != Decimal::ONE_HUNDRED && !value.is_zero();
        } else {
            broken.push(*row);
        }
    }
    (told_apart && is_proved(kept, broken.len())).then_some(broken)
}

fn rate_finding(
    table: &Table,
    rate: &Column,
    num: &Column,
    den: &Column,
    row: &TableRow,
) -> Option<Finding> {
    let (said, value, _) = rate_of(row, rate, num, den)?;
    let (rate_cell, _) = cell(row, rate)?;
    let (num_cell, n) = cell(row, num)?;
    let (den_cell, d) = cell(row, den)?;
    let exact = show(value.round_dp(2));
    let formula = format!(
        "{}/{} = {exact}% ≠ {}%",
        show(n.value),
        show(d.value),
        show(said)
    );
    let term = |c: &TableCell, header: &str| Term {
        passage: row.passage,
        range: grid::span(c),
        note: format!("“{header}”（{}）", c.cell),
    };
    Some(Finding {
        check: "比率列",
        passage: row.passage,
        range: grid::span(rate_cell),
        reason: format!(
            "{}第{}行“{}”写{}%，按“{}”÷“{}”计算为{exact}%；表中其余各行相符。",
            table.sheet,
            row.row + 1,
            rate.header,
            show(said),
            num.header,
            den.header,
        ),
        formula,
        terms: vec![
            term(rate_cell, &rate.header),
            term(num_cell, &num.header),
            term(den_cell, &den.header),
        ],
        looked_for: vec!["其他列能否得出该比率".to_owned(), "进位".to_owned()],
    })
}
