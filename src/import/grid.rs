//! Lays the cells of a text document's table on a grid, with the ranges that are merged.
use crate::model::{CellValue, Merge, RawBlock, RawCell, RawTable};

/// Most columns a table may have; Word allows 63, and ledgers on the web stay below 300. Cells beyond share the last column's
/// number so that no text is lost. The bound keeps tables of endless spans from costing time.
const MAX_COLUMNS: u32 = 2_048;
/// Most rows one cell may span, as in browsers.
const MAX_ROW_SPAN: u32 = 65_534;
/// Digits up to which a float holds every whole number exactly.
const EXACT_DIGITS: usize = 15;

/// A table in the making; rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Grid {
    cells: Vec<RawCell>,
    ranges: Vec<Merge>,
    /// For each column, the row from which it is free again.
    free_from: Vec<u32>,
    /// For each column, the range that a cell below may still extend.
    open: Vec<Option<usize>>,
    hidden_rows: Vec<u32>,
    rows: u32,
    next_col: u32,
    page: Option<u32>,
}

impl Grid {
    /// Begins the next row.
    pub(super) fn next_row(&mut self) {
        self.rows = self.rows.saturating_add(1);
        self.next_col = 0;
    }

    /// Leaves columns of the row empty.
    pub(super) fn skip(&mut self, cols: u32) {
        self.next_col = self.next_col.saturating_add(cols).min(MAX_COLUMNS);
    }

    /// Marks the row as hidden.
    pub(super) fn hide_row(&mut self) {
        self.hidden_rows.push(self.rows.saturating_sub(1));
    }

    /// Puts a cell that spans `cols` columns and `rows` rows into the next free column of the row.
    ///
    /// `page` is where its text begins; the first one counts for the table.
    pub(super) fn put(&mut self, text: String, cols: u32, rows: u32, page: Option<u32>) {
        let row = self.rows.saturating_sub(1);
        while self.at(self.next_col) > row && self.next_col < MAX_COLUMNS {
            self.next_col += 1;
        }
        let last_row = row.saturating_add(rows.clamp(1, MAX_ROW_SPAN) - 1);
        let (col, end) = self.cover(cols, last_row + 1);
        let range = self.ranges.len();
        for slot in self.open.iter_mut().take(end as usize).skip(col as usize) {
            *slot = None;
        }
        if let Some(slot) = self.open.get_mut(col as usize) {
            *slot = Some(range);
        }
        self.ranges.push(Merge {
            first_row: row,
            first_col: col,
            last_row,
            last_col: end.saturating_sub(1).max(col),
        });
        self.push(row, col, text, page);
    }

    /// Puts a cell that continues the one above it (`vMerge`). Its own text is kept at its own place.
    pub(super) fn put_below(&mut self, text: String, cols: u32, page: Option<u32>) {
        let row = self.rows.saturating_sub(1);
        let above = self.open.get(self.next_col as usize).copied().flatten();
        let Some(range) = above.and_then(|at| self.ranges.get_mut(at)) else {
            return self.put(text, cols, 1, page);
        };
        range.last_row = row;
        let (col, _) = self.cover(cols, row + 1);
        self.push(row, col, text, page);
    }

    /// Widens the cell put last over `cols` more columns (`hMerge`). Text of its own is kept at its own place.
    pub(super) fn put_beside(&mut self, text: String, cols: u32, page: Option<u32>) {
        let row = self.rows.saturating_sub(1);
        let Some(range) = self.ranges.last_mut().filter(|r| r.last_row == row) else {
            return self.put(text, cols, 1, page);
        };
        range.last_col = range.last_col.saturating_add(cols.max(1)).min(MAX_COLUMNS);
        let (col, _) = self.cover(cols, row + 1);
        self.push(row, col, text, page);
    }

    /// The table, or nothing when no cell holds text.
    pub(super) fn finish(mut self) -> Option<RawBlock> {
        if self.cells.is_empty() {
            return None;
        }
        let last = self.rows.saturating_sub(1);
        for range in &mut self.ranges {
            range.last_row = range.last_row.min(last);
        }
        self.ranges
            .retain(|r| r.first_row != r.last_row || r.first_col != r.last_col);
        self.cells.sort_by_key(|c| (c.row, c.col));
        Some(RawBlock::Table(RawTable {
            page: self.page,
            cells: self.cells,
            merges: self.ranges,
            hidden_rows: self.hidden_rows,
            ..RawTable::default()
        }))
    }

    fn at(&self, col: u32) -> u32 {
        self.free_from.get(col as usize).copied().unwrap_or(0)
    }

    /// Takes `cols` columns from the next one on until row `free`; the columns taken, half open.
    fn cover(&mut self, cols: u32, free: u32) -> (u32, u32) {
        let col = self.next_col.min(MAX_COLUMNS - 1);
        let end = col.saturating_add(cols.max(1)).min(MAX_COLUMNS);
        if self.free_from.len() < end as usize {
            self.free_from.resize(end as usize, 0);
            self.open.resize(end as usize, None);
        }
        for slot in self
            .free_from
            .iter_mut()
            .take(end as usize)
            .skip(col as usize)
        {
            *slot = free.max(*slot);
        }
        self.next_col = end;
        (col, end)
    }

    fn push(&mut self, row: u32, col: u32, text: String, page: Option<u32>) {
        if text.trim().is_empty() {
            return;
        }
        if self.cells.is_empty() {
            self.page = page;
        }
        match self.cells.last_mut() {
            // Only beyond the last column: two cells at one place.
            Some(cell) if cell.row == row && cell.col == col => {
                cell.text.push('\n');
                cell.text.push_str(&text);
                cell.value = CellValue::Text;
            }
            _ => self.cells.push(RawCell {
                row,
                col,
                value: value_of(&text),
                text,
                has_formula: false,
            }),
        }
    }
}

/// The typed value of a cell of a text document: a number only where the text is nothing but a plain numeral, so that
/// `0012`, telephone numbers and long codes stay text.
fn value_of(text: &str) -> CellValue {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let is_plain = all_digits(whole)
        && all_digits(part)
        && (whole == "0" || !whole.starts_with('0'))
        && digits.len() <= EXACT_DIGITS;
    match text.parse() {
        Ok(number) if is_plain => CellValue::Number(number),
        _ => CellValue::Text,
    }
}

/// Names the tables `表1`, `表2`, … in reading order.
pub(super) fn name_tables(blocks: &mut [RawBlock]) {
    let tables = blocks.iter_mut().filter_map(|b| match b {
        RawBlock::Table(table) => Some(table),
        RawBlock::Text(_) => None,
    });
    for (n, table) in tables.enumerate() {
        table.name = format!("表{}", n + 1);
    }
}
