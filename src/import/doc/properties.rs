//! What the properties of characters, paragraphs and rows say, applied one after another.
use crate::import::story::{CellShape, RowShape};

use super::{
    bytes::{i16_at, u16_at, u32_at},
    fib::Generation,
    sprm::{each, op},
};

/// Most cells of a row, as in Word.
const MAX_CELLS: usize = 64;

/// What is known of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphFacets {
    pub(super) style: u16,
    pub(super) in_table: bool,
    /// How many tables deep it stands, when told.
    pub(super) depth: Option<i32>,
    /// It ends a row; in an inner table, a paragraph mark does.
    pub(super) ends_row: bool,
    pub(super) ends_inner_cell: bool,
    pub(super) ends_inner_row: bool,
    /// Outline level from 0; 9 is body text.
    pub(super) outline: Option<u8>,
    /// List, from 1; 0 is none.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    pub(super) row: RowShape,
}

impl ParagraphFacets {
    /// Applies a list of properties; `data` is the stream that holds lists too long for their place.
    pub(super) fn apply(&mut self, generation: Generation, list: &[u8], data: &[u8]) {
        each(generation, list, &mut |code, operand| match code {
            op::P_HUGE | op::P_HUGE_OLD => {
                // Such a list is never inside another one, so its own lists are not followed.
                if let Some(list) = huge(operand, data) {
                    each(generation, list, &mut |code, operand| {
                        self.set(code, operand)
                    });
                }
            }
            _ => self.set(code, operand),
        });
    }

    /// Applies one property.
    pub(super) fn set(&mut self, code: u16, operand: &[u8]) {
        let byte = operand.first().copied().unwrap_or(0);
        match code {
            op::P_STYLE => self.style = u16_at(operand, 0).unwrap_or(u16::from(byte)),
            op::P_IN_TABLE => self.in_table = byte != 0,
            op::P_ROW_END => self.ends_row = byte != 0,
            op::P_INNER_CELL => self.ends_inner_cell = byte != 0,
            op::P_INNER_ROW_END => self.ends_inner_row = byte != 0,
            op::P_DEPTH => self.depth = u32_at(operand, 0).map(u32::cast_signed),
            op::P_DEPTH_CHANGE => {
                let change = u32_at(operand, 0).map_or(0, u32::cast_signed);
                self.depth = Some(self.depth.unwrap_or(0).saturating_add(change));
            }
            op::P_OUTLINE => self.outline = Some(byte),
            op::P_LEVEL => self.level = Some(byte),
            op::P_LIST => self.list = u16_at(operand, 0),
            _ => {
                let _ = set_row(&mut self.row, code, operand);
            }
        }
    }

    /// How many tables deep the paragraph stands.
    pub(super) fn depth(&self) -> usize {
        let told = self
            .depth
            .and_then(|d| usize::try_from(d).ok())
            .unwrap_or(0);
        told.max(usize::from(self.in_table))
    }
}

/// A list of properties in the data stream: its length, then the list.
fn huge<'d>(operand: &[u8], data: &'d [u8]) -> Option<&'d [u8]> {
    let at = u32_at(operand, 0)? as usize;
    let length = usize::from(u16_at(data, at)?);
    let start = at.checked_add(2)?;
    data.get(start..start.checked_add(length)?)
}

fn set_row(row: &mut RowShape, code: u16, operand: &[u8]) -> Option<()> {
    match code {
        op::T_DEFINE => define(row, operand),
        op::T_DEFINE_OLD => define(row, operand),
        op::T_SHIFT => {
            let by = i32::from(i16_at(operand, 0)?) - row.left;
            row.left += by;
            for cell in &mut row.cells {
                cell.right = cell.right.saturating_add(by);
            }
            Some(())
        }
        op::T_INSERT => {
            let (at, count) = (
                usize::from(*operand.first()?),
                usize::from(*operand.get(1)?),
            );
            let width = i32::from(i16_at(operand, 2)?);
            let at = at.min(row.cells.len());
            let mut right = at
                .checked_sub(1)
                .and_then(|n| row.cells.get(n))
                .map_or(row.left, |c| c.right);
            let count = count.min(MAX_CELLS.saturating_sub(row.cells.len()));
            let added = width.saturating_mul(i32::try_from(count).unwrap_or(0));
            for cell in row.cells.iter_mut().skip(at) {
                cell.right = cell.right.saturating_add(added);
            }
            let new = std::iter::repeat_with(|| {
                right = right.saturating_add(width);
                CellShape {
                    right,
                    ..CellShape::default()
                }
            });
            let new: Vec<CellShape> = new.take(count).collect();
            row.cells.splice(at..at, new);
            Some(())
        }
        op::T_DELETE => {
            let (from, to) = cells(row, operand)?;
            row.cells.drain(from..to);
            Some(())
        }
        op::T_WIDTH => {
            let (from, to) = cells(row, operand)?;
            let width = i32::from(i16_at(operand, 2)?);
            let mut shift = 0;
            let mut left = row.left;
            for (n, cell) in row.cells.iter_mut().enumerate() {
                let old_left = std::mem::replace(&mut left, cell.right);
                if (from..to).contains(&n) {
                    shift += width - cell.right.saturating_sub(old_left);
                }
                cell.right = cell.right.saturating_add(shift);
            }
            Some(())
        }
        op::T_MERGE | op::T_SPLIT => {
            let (from, to) = cells(row, operand)?;
            for cell in row.cells.get_mut(from..to)?.iter_mut().skip(1) {
                cell.continues_left = code == op::T_MERGE;
            }
            Some(())
        }
        op::T_MERGE_DOWN => {
            let cell = row.cells.get_mut(usize::from(*operand.first()?))?;
            // 1 continues the cell above, 3 begins such a range, 0 is a cell of its own.
            cell.continues_above = operand.get(1)? & 3 == 1;
            Some(())
        }
        _ => None,
    }
}

/// A range of cells named by its first and the one behind its last.
fn cells(row: &RowShape, operand: &[u8]) -> Option<(usize, usize)> {
    let to = usize::from(*operand.get(1)?).min(row.cells.len());
    Some((usize::from(*operand.first()?).min(to), to))
}

/// A whole row: the number of cells, all edges, then what each cell is like, in 20 bytes, in Word 6 in 10.
fn define(row: &mut RowShape, operand: &[u8]) -> Option<()> {
    let count = usize::from(*operand.first()?).min(MAX_CELLS);
    let left = i32::from(i16_at(operand, 1)?);
    let details = operand.get(1 + (count + 1) * 2..).unwrap_or_default();
    let size = if details.len() >= count * 20 { 20 } else { 10 };
    let mut cells = Vec::with_capacity(count);
    for n in 0..count {
        let flags = u16_at(details, n * size).unwrap_or(0);
        cells.push(CellShape {
            right: i32::from(i16_at(operand, 3 + n * 2)?),
            continues_left: flags & 2 != 0,
            // Bit 5 merges with the cell above, bit 6 with it begins such a range; Word 6 has neither.
            continues_above: flags & 0x60 == 0x20 && size == 20,
        });
    }
    row.left = left;
    row.cells = cells;
    Some(())
}

/// What is known of a run of characters.
#[derive(Clone, Debug, Default)]
pub(super) struct RunFacets {
    pub(super) deleted: bool,
    /// Hidden: no, yes, as the style says, or the opposite of it.
    pub(super) hidden: Option<u8>,
    /// Hidden only to show two paragraphs in one line.
    pub(super) separates: bool,
    pub(super) style: Option<u16>,
    pub(super) special: bool,
    /// Raised (`true`) or lowered.
    pub(super) raised: Option<bool>,
    /// Font and code of a character that only the font knows.
    pub(super) symbol: Option<(u16, u16)>,
    pub(super) font: Option<u16>,
    /// Where its picture or the data of a form field lie, and whether it is the latter.
    pub(super) picture: Option<u32>,
    pub(super) is_data: bool,
    pub(super) is_object: bool,
}

impl RunFacets {
    /// Applies a list of properties.
    pub(super) fn apply(&mut self, generation: Generation, list: &[u8]) {
        each(generation, list, &mut |code, operand| {
            self.set(code, operand)
        });
    }

    /// Applies one property.
    pub(super) fn set(&mut self, code: u16, operand: &[u8]) {
        let byte = operand.first().copied().unwrap_or(0);
        match code {
            op::C_DELETED => self.deleted = byte != 0,
            op::C_HIDDEN => self.hidden = Some(byte),
            op::C_SEPARATOR => self.separates = byte != 0,
            op::C_STYLE => self.style = u16_at(operand, 0),
            op::C_SPECIAL => self.special = byte != 0,
            op::C_RAISED => {
                self.raised = match byte {
                    1 => Some(true),
                    2 => Some(false),
                    _ => None,
                };
            }
            op::C_SYMBOL => self.symbol = u16_at(operand, 0).zip(u16_at(operand, 2)),
            op::C_FONT => self.font = u16_at(operand, 0),
            op::C_FONT_OTHER => self.font = self.font.or(u16_at(operand, 0)),
            op::C_PICTURE => self.picture = u32_at(operand, 0),
            op::C_DATA => self.is_data = byte != 0,
            op::C_OLE | op::C_OBJECT => self.is_object = byte != 0,
            op::C_PLAIN => {
                // Takes formatting away, not what tells what the run is.
                self.hidden = None;
                self.raised = None;
                self.font = None;
            }
            _ => {}
        }
    }
}
