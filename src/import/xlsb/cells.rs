//! One sheet's records: cells made sound for the cell reader, and beside them what it does not tell.
use crate::import::{little_endian::u32_at, sheet::SheetBuilder};
use crate::model::Merge;

use super::{
    id,
    records::{Records, counted, push},
};

/// Rows of a sheet.
const ROWS: u32 = 1 << 20;
/// Columns of a sheet.
const COLS: u32 = 1 << 14;
/// Error values there are, \[MS-XLSB\] 2.5.97.2.
const ERRORS: &[u8] = &[0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A, 0x2B];

/// What the cell reader does not tell of a cell it hands out.
pub(super) struct Mark {
    pub(super) row: u32,
    pub(super) col: u32,
    pub(super) style: usize,
    pub(super) has_formula: bool,
}

/// Goes through a sheet's part: notes hidden rows and columns and merged ranges in `sheet`, and gives the cells as a part of
/// their own with a mark for each, in the same order.
///
/// The part handed out holds only whole records of values that exist. The cell reader (calamine 0.38) leaves out error results
/// of formulas, panics at a string that is not there and gives up a workbook over a name it cannot follow; formula results are
/// therefore written as plain values, and nothing else goes through.
pub(super) fn sound(
    part: &[u8],
    is_whole: &[bool],
    sheet: &mut SheetBuilder,
) -> (Vec<u8>, Vec<Mark>) {
    let mut out = Vec::new();
    push(&mut out, id::DIMENSION, &[0; 16]);
    push(&mut out, id::SHEET_DATA, &[]);
    let mut marks: Vec<Mark> = Vec::new();
    let (mut row, mut in_data, mut whole) = (0, false, false);
    for (id, body) in Records(part) {
        match id {
            id::SHEET_DATA => in_data = true,
            id::SHEET_DATA_END => (in_data, whole) = (false, true),
            id::ROW if in_data => match u32_at(body, 0).filter(|r| *r < ROWS) {
                Some(number) => {
                    row = number;
                    push(&mut out, id::ROW, &row.to_le_bytes());
                    if body.get(11).is_some_and(|b| b & 0x10 != 0) {
                        sheet.hide_row(row);
                    }
                }
                None => break,
            },
            id::RK..=id::FORMULA_ERROR | id::RICH_TEXT if in_data => {
                let (Some(col), Some(style)) = (u32_at(body, 0), u32_at(body, 4)) else {
                    break;
                };
                if col >= COLS {
                    break;
                }
                match value(id, body, is_whole) {
                    Some((plain, value)) => {
                        let head = body.get(..8).unwrap_or_default();
                        push(&mut out, plain, &[head, value].concat());
                        marks.push(Mark {
                            row,
                            col,
                            style: usize::try_from(style & 0x00FF_FFFF).unwrap_or(0),
                            has_formula: (id::FORMULA_TEXT..=id::FORMULA_ERROR).contains(&id),
                        });
                    }
                    None => sheet.lost.push((row, col)),
                }
            }
            id::COLUMN => {
                if let (Some(first), Some(last), Some(flags)) =
                    (u32_at(body, 0), u32_at(body, 4), body.get(16))
                    && flags & 1 != 0
                {
                    sheet.hide_cols(first, last);
                }
            }
            id::MERGE => {
                if let (Some(first_row), Some(last_row), Some(first_col), Some(last_col)) = (
                    u32_at(body, 0),
                    u32_at(body, 4),
                    u32_at(body, 8),
                    u32_at(body, 12),
                ) {
                    sheet.merge(Merge {
                        first_row,
                        first_col,
                        last_row,
                        last_col,
                    });
                }
            }
            _ => {}
        }
    }
    push(&mut out, id::SHEET_DATA_END, &[]);
    if !whole {
        sheet.cut_after = Some(marks.last().map(|m| (m.row, m.col)));
    }
    (out, marks)
}

/// The record number and the bytes after the head under which a value goes to the cell reader; `None` when it is not whole.
fn value<'a>(id: u16, body: &'a [u8], is_whole: &[bool]) -> Option<(u16, &'a [u8])> {
    let bytes = |len: usize| body.get(8..8 + len);
    match id {
        id::RK => Some((id, bytes(4)?)),
        id::SHARED_TEXT => {
            let number = usize::try_from(u32_at(body, 8)?).ok()?;
            let there = is_whole.get(number).copied().unwrap_or(false);
            there.then_some((id, bytes(4)?))
        }
        id::ERROR | id::FORMULA_ERROR => {
            let known = ERRORS.contains(body.get(8)?);
            known.then_some((id::ERROR, bytes(1)?))
        }
        id::BOOL | id::FORMULA_BOOL => Some((id::BOOL, bytes(1)?)),
        id::NUMBER | id::FORMULA_NUMBER => Some((id::NUMBER, bytes(8)?)),
        id::TEXT | id::FORMULA_TEXT => Some((id::TEXT, counted(body, 8)?)),
        id::RICH_TEXT => Some((id::TEXT, counted(body, 9)?)),
        _ => None,
    }
}
