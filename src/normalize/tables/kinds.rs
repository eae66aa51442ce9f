//! What each row of a table is: title, header, record, total, note.
use crate::model::RowKind;

use super::{
    cells,
    grid::{Grid, GridRow},
    regions::{self, Region},
};

/// Columns from the left in which the label of a total may stand.
const TOTAL_LABEL_WITHIN: usize = 3;
/// Most cells of a line of notes (填表人 … 审核人 … 日期 …, each with its value beside it).
const NOTE_CELLS: usize = 8;

/// The kind of the row with index `at` of the grid.
pub(super) fn of(grid: &Grid<'_>, region: &Region, at: usize) -> RowKind {
    let Some(row) = grid.rows.get(at) else {
        return RowKind::Record;
    };
    if let Some(header) = &region.header {
        if at < header.rows.start {
            return RowKind::Title;
        }
        if header.rows.contains(&at) || regions::repeats(grid, header, at) {
            return RowKind::Header;
        }
    }
    let width = width(grid, region);
    if is_total(row, region) {
        RowKind::Total
    } else if is_note(grid, row, width) {
        RowKind::Note
    } else if is_part_title(grid, row, width) {
        RowKind::Title
    } else {
        RowKind::Record
    }
}

/// Columns the table uses.
fn width(grid: &Grid<'_>, region: &Region) -> u32 {
    match &region.header {
        Some(header) => {
            let first = header.names.keys().next().copied().unwrap_or(0);
            let last = header.names.keys().next_back().copied().unwrap_or(0);
            last - first + 1
        }
        None => grid
            .rows
            .get(region.rows.start)
            .and_then(|_| grid.columns(region.rows.start, region.rows.start + 1))
            .map_or(1, |(first, last)| last - first + 1),
    }
}

fn is_total(row: &GridRow<'_>, region: &Region) -> bool {
    let first = region
        .header
        .as_ref()
        .and_then(|h| h.names.keys().next().copied())
        .unwrap_or(0);
    let within = u32::try_from(TOTAL_LABEL_WITHIN).unwrap_or(3);
    row.cells
        .iter()
        .take(TOTAL_LABEL_WITHIN)
        .any(|c| c.col < first + within && cells::is_total_label(c))
}

fn is_note(grid: &Grid<'_>, row: &GridRow<'_>, width: u32) -> bool {
    let Some(first) = row.cells.first() else {
        return false;
    };
    let reach = grid.last_col(first) - first.col + 1;
    let alone = row.cells.len() == 1;
    (cells::opens_note(&first.text) && row.cells.len() <= NOTE_CELLS)
        || (alone && reach >= 2 && reach * 2 >= width && first.text.contains('。'))
}

/// A single cell across the table, or one that opens a part (一、…), between the records.
fn is_part_title(grid: &Grid<'_>, row: &GridRow<'_>, width: u32) -> bool {
    let Some(first) = row.cells.first().filter(|_| row.cells.len() == 1) else {
        return false;
    };
    let reach = grid.last_col(first) - first.col + 1;
    let across = reach >= 2 && reach * 3 >= width * 2;
    width >= 3 && (across || cells::opens_part(&first.text))
}
