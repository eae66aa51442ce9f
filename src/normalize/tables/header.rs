//! Finds header rows: one row, two or three under merged parents, or the most likely one when no word is known.
use std::{collections::BTreeMap, ops::Range};

use crate::model::{MappedBy, RawCell};

use super::{
    super::headers,
    cells,
    grid::{Grid, GridRow},
};

/// How many headers the dictionary must know for a row to be a header.
const KNOWN_HEADERS: usize = 3;
/// How many of them in a table of two columns.
const KNOWN_HEADERS_OF_TWO: usize = 2;
/// Most header rows one under another.
const DEEPEST: usize = 3;

/// A header found in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Its rows, as indices into the grid.
    pub(super) rows: Range<usize>,
    /// Column and text, parent and child joined with `/`.
    pub(super) names: BTreeMap<u32, String>,
}

/// Looks for headers with the workspace's own mapping in mind.
pub(super) struct Finder<'a, 'b> {
    pub(super) grid: &'b Grid<'a>,
    pub(super) profile: &'b BTreeMap<String, String>,
}

impl Finder<'_, '_> {
    /// Whether the dictionary knows enough of a row's cells for it to be a header.
    pub(super) fn is_known_header(&self, row: &GridRow<'_>) -> bool {
        let cells = row.cells.len();
        if cells < 2 || !row.cells.iter().all(|c| cells::is_label(c)) {
            return false;
        }
        let mut sure = 0;
        let mut likely = 0;
        for cell in &row.cells {
            match headers::knows(&cell.text, self.profile) {
                Some(MappedBy::Profile | MappedBy::Synonym) => sure += 1,
                Some(_) => likely += 1,
                None => {}
            }
        }
        let known = sure + likely;
        let least = if cells == 2 {
            KNOWN_HEADERS_OF_TWO
        } else {
            KNOWN_HEADERS
        };
        // At least one exact word, or nearly all by rule: records can end like headers by chance.
        known >= least && known * 2 >= cells && (sure > 0 || known * 4 >= cells * 3)
    }

    /// The header whose base is row `base`, with its parents above and children below; `floor` is the first row it may use.
    pub(super) fn whole(&self, base: usize, floor: usize) -> Header {
        let mut first = base;
        while first > floor && base - first + 1 < DEEPEST && self.is_parent(first - 1, first) {
            first -= 1;
        }
        let mut end = self.covered(first, base + 1);
        while end - first < DEEPEST && self.is_child(end - 1, end) {
            end = self.covered(first, end + 1);
        }
        Header {
            rows: first..end,
            names: self.names(first..end),
        }
    }

    /// One past the last row that a vertically merged header cell of `first..end` reaches, if rows are there.
    fn covered(&self, first: usize, end: usize) -> usize {
        let rows = self.grid.rows.get(first..end).unwrap_or_default();
        // A merge down the whole first column is no header: it must not reach further than the deepest header.
        let Some(top) = rows.first() else { return end };
        let reach = rows
            .iter()
            .flat_map(|r| &r.cells)
            .map(|c| self.grid.last_row(c))
            .filter(|last| (*last - top.row) < u32::try_from(DEEPEST).unwrap_or(3))
            .max()
            .unwrap_or(top.row);
        let mut stop = end;
        while stop - first < DEEPEST
            && self
                .grid
                .rows
                .get(stop)
                .is_some_and(|r| r.row <= reach && self.looks_like_header(r))
        {
            stop += 1;
        }
        stop
    }

    fn looks_like_header(&self, row: &GridRow<'_>) -> bool {
        row.cells.iter().all(|c| cells::is_label(c))
    }

    /// Whether row `above` holds parents of row `below`: next to it, several labels, at least one spread over columns.
    fn is_parent(&self, above: usize, below: usize) -> bool {
        let (Some(up), Some(down)) = (self.grid.rows.get(above), self.grid.rows.get(below)) else {
            return false;
        };
        if up.row + 1 != down.row || up.cells.len() < 2 || !self.looks_like_header(up) {
            return false;
        }
        let spread = up
            .cells
            .iter()
            .any(|c| self.grid.last_col(c) > c.col || self.grid.last_row(c) > c.row);
        spread && up.cells.iter().all(|c| !cells::opens_note(&c.text))
    }

    /// Whether row `below` holds children of the header row `above`.
    fn is_child(&self, above: usize, below: usize) -> bool {
        let (Some(up), Some(down)) = (self.grid.rows.get(above), self.grid.rows.get(below)) else {
            return false;
        };
        if up.row + 1 != down.row
            || !self.looks_like_header(down)
            || down.cells.iter().any(|c| cells::is_total_label(c))
        {
            return false;
        }
        let spread = up.cells.iter().any(|c| self.grid.last_col(c) > c.col);
        if spread {
            // Under merged parents: every child stands under a spread parent or an empty header, not under a single one.
            return down.cells.iter().all(|c| {
                self.covering(up, c.col)
                    .is_none_or(|parent| self.grid.last_col(parent) > parent.col)
            }) && down
                .cells
                .iter()
                .any(|c| self.covering(up, c.col).is_some());
        }
        self.fills_gaps(up, down)
    }

    /// Without merges (csv, text tables): the lower row fills columns the upper leaves empty, and its first columns are empty.
    fn fills_gaps(&self, up: &GridRow<'_>, down: &GridRow<'_>) -> bool {
        let Some(first) = up.cells.first() else {
            return false;
        };
        let last = up.cells.last().map_or(0, |c| c.col);
        let in_gap = |c: &RawCell| up.cell(c.col).is_none() && c.col > first.col;
        let gaps = down.cells.iter().filter(|c| in_gap(c)).count();
        let leads = down.cell(first.col).is_none();
        let inside = down
            .cells
            .iter()
            .all(|c| c.col <= last + 8 && c.col > first.col);
        // A parent directly left of each gap, so that no column is orphaned.
        let rooted = down
            .cells
            .iter()
            .filter(|c| in_gap(c))
            .all(|c| down.cell(c.col - 1).is_some() || up.cell(c.col - 1).is_some());
        gaps > 0
            && leads
            && inside
            && rooted
            && down.cells.len() < up.cells.len() + gaps + 1
            && self.known_or_short(down)
    }

    fn known_or_short(&self, row: &GridRow<'_>) -> bool {
        row.cells.iter().all(|c| {
            headers::knows(&c.text, self.profile).is_some() || c.text.trim().chars().count() <= 6
        })
    }

    /// The cell of a row that covers a column: its own, or one spread over it.
    fn covering<'c>(&self, row: &'c GridRow<'_>, col: u32) -> Option<&'c RawCell> {
        row.cells
            .iter()
            .rev()
            .find(|c| c.col <= col && self.grid.last_col(c) >= col)
            .copied()
    }

    /// Names of the columns under header rows.
    fn names(&self, rows: Range<usize>) -> BTreeMap<u32, String> {
        let mut names: BTreeMap<u32, String> = BTreeMap::new();
        let Some((first, last)) = self.grid.columns(rows.start, rows.end) else {
            return names;
        };
        // Columns in use only, so that a lone cell far to the right costs nothing.
        let mut used: Vec<u32> = Vec::new();
        for row in self.grid.rows.get(rows.clone()).unwrap_or_default() {
            for cell in &row.cells {
                let reach = self
                    .grid
                    .last_col(cell)
                    .min(cell.col.saturating_add(WIDEST_SPREAD));
                used.extend(cell.col..=reach);
            }
        }
        used.retain(|c| (first..=last).contains(c));
        used.sort_unstable();
        used.dedup();
        for col in used {
            let mut parts: Vec<&str> = Vec::new();
            for (depth, row) in self
                .grid
                .rows
                .get(rows.clone())
                .unwrap_or_default()
                .iter()
                .enumerate()
            {
                let below = rows.start + depth + 1;
                let cell = self
                    .covering(row, col)
                    .or_else(|| self.parent_over_gap(row, below, &rows, col));
                if let Some(text) = cell.map(|c| c.text.trim())
                    && parts.last() != Some(&text)
                {
                    parts.push(text);
                }
            }
            if !parts.is_empty() {
                names.insert(col, parts.join("/"));
            }
        }
        names
    }

    /// Without merges, a parent covers the empty columns to its right that have children.
    fn parent_over_gap<'c>(
        &self,
        row: &'c GridRow<'_>,
        below: usize,
        rows: &Range<usize>,
        col: u32,
    ) -> Option<&'c RawCell> {
        let lower = self
            .grid
            .rows
            .get(below)
            .filter(|_| rows.contains(&below))?;
        lower.cell(col)?;
        let parent = row.cells.iter().rev().find(|c| c.col < col).copied()?;
        let joined = (parent.col..col).all(|between| lower.cell(between).is_some());
        joined.then_some(parent)
    }

    /// The most likely header among rows in which the dictionary knows too little: a full row of distinct labels above data.
    pub(super) fn likely(&self, rows: Range<usize>) -> Option<usize> {
        let (first, last) = self.grid.columns(rows.start, rows.end)?;
        let width = usize::try_from(last - first + 1).ok()?;
        let candidates = self.grid.rows.get(rows.clone())?.iter().enumerate();
        let mut best: Option<(usize, usize)> = None;
        for (offset, row) in candidates.take(LIKELY_WITHIN) {
            let at = rows.start + offset;
            let below = rows.end.saturating_sub(at + 1);
            if row.cells.len() < 2 || below == 0 || !self.looks_like_header(row) {
                continue;
            }
            let mut texts: Vec<&str> = row.cells.iter().map(|c| c.text.trim()).collect();
            texts.sort_unstable();
            texts.dedup();
            let full = row.cells.len() * 5 >= width.min(WIDEST_SPREAD as usize) * 4;
            if texts.len() < row.cells.len()
                || !full
                || row.cells.iter().any(|c| cells::opens_note(&c.text))
            {
                continue;
            }
            let known = row
                .cells
                .iter()
                .filter(|c| headers::knows(&c.text, self.profile).is_some())
                .count();
            let differs = self.differs_from_below(row, at + 1..rows.end);
            if known == 0 && !differs {
                continue;
            }
            let score = known * 2 + usize::from(differs);
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// Whether the rows below hold what a header cannot: numbers, dates, long text.
    fn differs_from_below(&self, row: &GridRow<'_>, below: Range<usize>) -> bool {
        self.grid
            .rows
            .get(below)
            .unwrap_or_default()
            .iter()
            .take(LIKELY_WITHIN)
            .flat_map(|r| &r.cells)
            .any(|c| row.cell(c.col).is_some() && !cells::is_label(c))
    }
}

/// Widest spread of one header cell that is followed, in columns.
const WIDEST_SPREAD: u32 = 256;
/// Rows among which a header without known words is looked for.
const LIKELY_WITHIN: usize = 12;
