//! Masks the cells of a table; names of columns and of neighboring cells say what its numbers are.
use std::collections::BTreeMap;

use crate::model::{CellValue, RawCell, RawTable, fold};

use super::{
    text,
    words::{self, Said},
};

/// A row of at least this many cells without digits is a header: what earlier names said of its columns no longer holds.
const HEADER_CELLS: usize = 3;
/// Whole numbers up to here are exact in a cell.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The table with its personal numbers masked and how many there were; `None` when there are none.
pub(super) fn masked(table: &RawTable) -> Option<(RawTable, u32)> {
    let mut out: Option<RawTable> = None;
    let mut count = 0_u32;
    if let Some((name, found)) = text::masked(&table.name, None) {
        out.get_or_insert_with(|| table.clone()).name = name;
        count += found;
    }
    let mut columns: BTreeMap<u32, Said> = BTreeMap::new();
    let mut at = 0;
    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
        let is_header = row.len() >= HEADER_CELLS
            && !row
                .iter()
                .any(|c| c.text.contains(|c: char| c.is_numeric() && !is_han(c)));
        let mut before = None;
        for cell in row {
            let name = match cell.value {
                CellValue::Text => words::name_of_column(&fold(&cell.text)),
                _ => None,
            };
            // The cell beside a name is nearer than a column's name far above.
            let said = before.or_else(|| columns.get(&cell.col).copied());
            if name.is_none()
                && let Some((cell, found)) = cell_masked(cell, said)
            {
                let whole = out.get_or_insert_with(|| table.clone());
                if let Some(place) = whole.cells.get_mut(at) {
                    *place = cell;
                }
                count = count.saturating_add(found);
            }
            match name {
                Some(said) => {
                    columns.insert(cell.col, said);
                }
                None if is_header => {
                    columns.remove(&cell.col);
                }
                None => {}
            }
            before = name.filter(|_| !is_header);
            at += 1;
        }
    }
    out.map(|table| (table, count))
}

/// 一 and its like are numeric to Unicode, but words here.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '〇')
}

fn cell_masked(cell: &RawCell, said: Option<Said>) -> Option<(RawCell, u32)> {
    let (text, found) = match cell.value {
        CellValue::Date(_) | CellValue::Bool(_) | CellValue::Error => return None,
        CellValue::Text => text::masked(&cell.text, said)?,
        CellValue::Number(value) => number_masked(cell, value, said)?,
    };
    Some((
        RawCell {
            text,
            value: CellValue::Text,
            ..cell.clone()
        },
        found,
    ))
}

/// A number as it is shown; one shown shortened (1.38E+10) is masked when its whole value would be.
fn number_masked(cell: &RawCell, value: f64, said: Option<Said>) -> Option<(String, u32)> {
    if said == Some(Said::Other) {
        return None;
    }
    if let Some(masked) = text::masked(&cell.text, said) {
        return Some(masked);
    }
    let is_whole = (1.0..EXACT).contains(&value) && value.fract() == 0.0;
    let whole = is_whole.then(|| format!("{value:.0}"))?;
    let is_amount = cell.text.contains([',', '，', '¥', '￥', '%']);
    if is_amount || whole == cell.text.trim() {
        return None;
    }
    let (_, found) = text::masked(&whole, said)?;
    let hidden = |c: char| if c.is_numeric() { '*' } else { c };
    Some((cell.text.chars().map(hidden).collect(), found))
}
