//! A sheet by rows, with what its merged cells cover.
use std::collections::{BTreeMap, HashMap};

use crate::model::{Merge, RawCell, RawTable};

use super::rows::Held;

/// How many inherited cells a sheet may get for each cell of its own. Ledgers repeat a handful of merged columns; a file
/// whose merges overlap without end would otherwise grow without bound. Beyond it cells are no longer filled down.
const INHERITED_PER_CELL: usize = 16;

/// One row that holds something.
pub(super) struct GridRow<'a> {
    /// Row in the sheet, from 0.
    pub(super) row: u32,
    /// Its own cells in column order, none blank.
    pub(super) cells: Vec<&'a RawCell>,
}

impl GridRow<'_> {
    /// The cell in a column.
    pub(super) fn cell(&self, col: u32) -> Option<&RawCell> {
        self.cells
            .binary_search_by_key(&col, |c| c.col)
            .ok()
            .and_then(|at| self.cells.get(at).copied())
    }
}

/// A sheet by rows.
pub(super) struct Grid<'a> {
    /// Rows that hold something, from top to bottom.
    pub(super) rows: Vec<GridRow<'a>>,
    merges: HashMap<(u32, u32), Merge>,
}

impl<'a> Grid<'a> {
    /// Sorts the cells of a sheet; blank ones are left out.
    pub(super) fn of(raw: &'a RawTable) -> Self {
        let mut cells: Vec<&RawCell> = raw
            .cells
            .iter()
            .filter(|c| !c.text.trim().is_empty())
            .collect();
        cells.sort_by_key(|c| (c.row, c.col));
        let mut rows: Vec<GridRow<'a>> = Vec::new();
        for cell in cells {
            match rows.last_mut() {
                Some(last) if last.row == cell.row => last.cells.push(cell),
                _ => rows.push(GridRow {
                    row: cell.row,
                    cells: vec![cell],
                }),
            }
        }
        let merges = raw
            .merges
            .iter()
            .filter(|m| m.last_row >= m.first_row && m.last_col >= m.first_col)
            .map(|m| ((m.first_row, m.first_col), *m))
            .collect();
        Self { rows, merges }
    }

    /// The merged range that begins at this cell.
    pub(super) fn merge_at(&self, row: u32, col: u32) -> Option<Merge> {
        self.merges.get(&(row, col)).copied()
    }

    /// Last column the cell covers.
    pub(super) fn last_col(&self, cell: &RawCell) -> u32 {
        self.merge_at(cell.row, cell.col)
            .map_or(cell.col, |m| m.last_col)
    }

    /// Last row the cell covers.
    pub(super) fn last_row(&self, cell: &RawCell) -> u32 {
        self.merge_at(cell.row, cell.col)
            .map_or(cell.row, |m| m.last_row)
    }

    /// First and last column in use in the rows `from..to` (indices into [`Self::rows`]).
    pub(super) fn columns(&self, from: usize, to: usize) -> Option<(u32, u32)> {
        let cells = || {
            self.rows
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .flat_map(|r| &r.cells)
        };
        let first = cells().map(|c| c.col).min()?;
        let last = cells().map(|c| self.last_col(c)).max()?;
        Some((first, last))
    }
}

/// Fills merged cells down, row by row.
pub(super) struct FillDown<'a> {
    /// Merged cells that still reach further down, by column.
    open: BTreeMap<u32, (&'a RawCell, u32)>,
    /// How many cells may still be filled in.
    left: usize,
}

impl<'a> FillDown<'a> {
    /// Begins above the first row of a sheet with this many cells.
    pub(super) fn new(cells: usize) -> Self {
        Self {
            open: BTreeMap::new(),
            left: cells.saturating_mul(INHERITED_PER_CELL),
        }
    }

    /// The cells that apply to a row, own and inherited, in column order. Rows must come from top to bottom.
    pub(super) fn row(
        &mut self,
        grid: &Grid<'a>,
        row: &GridRow<'a>,
        inherits: bool,
    ) -> Vec<Held<'a>> {
        self.open.retain(|_, (_, last)| *last >= row.row);
        let mut held: Vec<Held<'a>> = row
            .cells
            .iter()
            .map(|cell| Held {
                cell,
                col: cell.col,
                inherited: false,
            })
            .collect();
        if inherits && !self.open.is_empty() && self.left > 0 {
            for (col, (cell, _)) in &self.open {
                if row.cell(*col).is_none() {
                    held.push(Held {
                        cell,
                        col: *col,
                        inherited: true,
                    });
                    self.left = self.left.saturating_sub(1);
                }
            }
            held.sort_by_key(|h| h.col);
        }
        // What titles and headers are merged over says nothing about the records.
        let opens = row.cells.iter().filter(|_| inherits);
        for &cell in opens {
            if let Some(merge) = grid.merge_at(cell.row, cell.col)
                && merge.last_row > cell.row
            {
                self.open.insert(cell.col, (cell, merge.last_row));
            }
        }
        held
    }
}
