//! Fills the grids of ruling lines with text, and joins tables over pages.
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::import::grid;
use crate::model::{RawBlock, RawTable};

use super::{
    broken_rows::joined,
    columns::Band,
    glyph::{Glyph, Heading},
    lines::{self, Line},
    page::PageText,
    rules::Grid,
};

/// A table of the page, and where its columns lie.
#[derive(Debug)]
pub(super) struct PageTable {
    pub(super) grid: Grid,
    /// Text of each range of cells, by its first cell.
    pub(super) texts: HashMap<usize, String>,
    /// Ranges whose last line reaches the end of its cell, by their first cell.
    pub(super) full: HashSet<usize>,
}

/// Characters of one cell: those in the direction of the page's text, and others.
#[derive(Debug, Default)]
struct Inside {
    main: Vec<Glyph>,
    aside: Vec<Glyph>,
}

/// Puts characters into the cells they stand in; the rest makes rows.
///
/// `heading` is the direction of the page's text; of `aside`, text in other directions, what stands in cells is taken out
/// (upright labels beside a form's rows).
pub(super) fn tables(
    glyphs: Vec<Glyph>,
    heading: Heading,
    aside: &mut Vec<Glyph>,
    grids: Vec<Grid>,
) -> (Vec<Band>, Vec<PageTable>) {
    let mut inside: Vec<HashMap<usize, Inside>> = grids.iter().map(|_| HashMap::new()).collect();
    let mut rest = Vec::new();
    let mut rest_aside = Vec::new();
    for (is_main, glyph) in (glyphs.into_iter().map(|g| (true, g)))
        .chain(std::mem::take(aside).into_iter().map(|g| (false, g)))
    {
        let (x, y) = glyph.center();
        let (x, y) = if is_main {
            (x, y)
        } else {
            let (x, y) = glyph.heading.back(x, y);
            heading.turn(x, y)
        };
        // Of a table inside a cell of another, the inner one.
        let home = grids
            .iter()
            .zip(&mut inside)
            .filter_map(|(grid, cells)| Some((grid.cell_at(x, y)?, grid.area(), cells)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(cell, _, cells)| (cell, cells));
        match (home, is_main) {
            (Some((cell, cells)), true) => cells.entry(cell).or_default().main.push(glyph),
            (Some((cell, cells)), false) => cells.entry(cell).or_default().aside.push(glyph),
            (None, true) => rest.push(glyph),
            (None, false) => rest_aside.push(glyph),
        }
    }
    rest.sort_by(|a, b| a.y.total_cmp(&b.y));
    let is_torn: Vec<bool> = inside.iter().map(|cells| is_torn(cells, &rest)).collect();
    let mut bands = Vec::new();
    let mut tables = Vec::new();
    for ((grid, cells), is_torn) in grids.into_iter().zip(inside).zip(is_torn) {
        let written: Vec<(usize, (String, bool))> = cells
            .iter()
            .map(|(cell, inside)| (*cell, inside.text(&grid, *cell)))
            .filter(|(_, (text, _))| !text.is_empty())
            .collect();
        let full: HashSet<usize> = written
            .iter()
            .filter(|(_, (_, is_full))| *is_full)
            .map(|(cell, _)| *cell)
            .collect();
        let texts: HashMap<usize, String> = written
            .into_iter()
            .map(|(cell, (text, _))| (cell, text))
            .collect();
        // Frames, charts and diagrams have lines too, but hardly any text in their cells, or text that runs across them.
        if texts.len() < 2 || is_torn {
            for inside in cells.into_values() {
                rest.extend(inside.main);
                rest_aside.extend(inside.aside);
            }
            continue;
        }
        if let (Some(y), Some(x0), Some(x1)) = (
            grid.ys.first().copied(),
            grid.xs.first().copied(),
            grid.xs.last().copied(),
        ) {
            bands.push(Band::Table {
                number: tables.len(),
                y,
                x0,
                x1,
            });
            tables.push(PageTable { grid, texts, full });
        }
    }
    *aside = rest_aside;
    bands.extend(lines::rows(rest).into_iter().map(Band::Row));
    (bands, tables)
}

/// Whether as many words run over the edge of a grid as half its cells have text: drawings stand behind text, tables beside it.
///
/// `rest` are the characters outside all grids, sorted by their baselines.
fn is_torn(cells: &HashMap<usize, Inside>, rest: &[Glyph]) -> bool {
    let runs_on = |g: &&Glyph| {
        let (near, gap) = (g.size * TORN_ACROSS, g.size * TORN_GAP);
        let from = rest.partition_point(|r| r.y < g.y - near);
        rest.iter()
            .skip(from)
            .take_while(|r| r.y <= g.y + near)
            .filter(|r| !r.is_blank())
            .any(|r| (r.x - g.end()).abs() <= gap || (g.x - r.end()).abs() <= gap)
    };
    let torn = cells
        .values()
        .flat_map(|inside| &inside.main)
        .filter(|g| !g.is_blank())
        .filter(runs_on)
        .count();
    torn > 0 && torn * 2 >= cells.len()
}

impl Inside {
    /// The text of a cell, and whether its last line reaches the end of it; what runs in other directions comes last.
    fn text(&self, grid: &Grid, cell: usize) -> (String, bool) {
        let (mut text, is_full) = cell_text(self.main.clone(), grid.width(cell));
        let mut aside: BTreeMap<Heading, Vec<Glyph>> = BTreeMap::new();
        for glyph in &self.aside {
            aside.entry(glyph.heading).or_default().push(glyph.clone());
        }
        for glyphs in aside.into_values() {
            let (more, _) = cell_text(glyphs, grid.height(cell));
            if !text.is_empty() && !more.is_empty() {
                text.push('\n');
            }
            text.push_str(&more);
        }
        (text, is_full && self.aside.is_empty())
    }
}

/// How near the end of one character lies to the beginning of the next inside a word, and how far their baselines lie apart,
/// as shares of the em.
const TORN_GAP: f64 = 0.2;
const TORN_ACROSS: f64 = 0.1;
/// How far short of its cell's width a line ends that was broken there: a letter and a half, and the cell's padding in points
/// (office programs leave 5.4 on either side).
const CELL_SLACK: f64 = 1.5;
const CELL_PADDING: f64 = 10.8;

/// The text of a cell, lines that fill it joined and others kept apart, and whether the last line fills it.
fn cell_text(glyphs: Vec<Glyph>, width: f64) -> (String, bool) {
    let mut text = String::new();
    let mut before: Option<Line> = None;
    for row in lines::rows(glyphs) {
        let Some(line) = Line::of(&row, 0) else {
            continue;
        };
        match &before {
            Some(before) if is_broken(before, &line, width) => {
                lines::join(&mut text, before, &line);
            }
            Some(_) => {
                text.push('\n');
                text.push_str(&line.text);
            }
            None => text.push_str(&line.text),
        }
        before = Some(line);
    }
    let is_full = before.is_some_and(|line| fills(&line, width));
    (text, is_full)
}

fn fills(line: &Line, width: f64) -> bool {
    line.x1 - line.x0 >= width - line.size * CELL_SLACK - CELL_PADDING
}

/// Whether a line of a cell was broken because the next one's beginning did not fit.
fn is_broken(line: &Line, next: &Line, width: f64) -> bool {
    let is_full = fills(line, width);
    // Two dates or times below each other are two; only plain runs of digits and letters are broken in the middle.
    let is_plain = |word: Option<&str>| {
        word.is_some_and(|w| w.chars().all(|c| !matches!(c, '-' | '/' | ':' | '.')))
    };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let meets_digits = digit(line.text.chars().next_back()) && digit(next.text.chars().next());
    is_full
        && (!meets_digits
            || line.ends_blank
            || is_plain(line.text.split_whitespace().next_back())
                && is_plain(next.text.split_whitespace().next()))
}

/// The table as it is handed over.
pub(super) fn block(table: &PageTable, page: u32) -> Option<RawBlock> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut grid = grid::Grid::default();
    let columns = table.grid.columns();
    for row in 0..table.grid.rows() {
        grid.next_row();
        let mut next = 0;
        for column in 0..columns {
            let cell = row * columns + column;
            // A cell that belongs to a range further up or to the left has nothing of its own.
            let Some(range) = table.grid.range(cell) else {
                continue;
            };
            let text = table.texts.get(&cell).cloned().unwrap_or_default();
            grid.skip(count(column - next));
            let (wide, high) = if range.is_whole(cell, columns) {
                (range.last_column + 1 - column, range.last_row + 1 - row)
            } else {
                (1, 1)
            };
            grid.put(text, count(wide), count(high), Some(page));
            next = column + wide;
        }
    }
    grid.finish()
}

/// How far the columns of a table may lie apart from page to page, in points.
const SAME_EDGE: f64 = 3.0;
/// Most rows of a header that is printed again on each page.
const MAX_HEADER: u32 = 4;

/// The table at the end of what was read so far, which the next page may go on with.
#[derive(Debug)]
pub(super) struct Open {
    page: u32,
    edges: Vec<f64>,
    rows: u32,
    /// Columns in which the text of the last row ends where its cell does.
    full: Vec<u32>,
}

/// Adds a table of a page to the blocks.
///
/// `open` is the table the page before ended with, if this one is the first thing on its page: with the same columns they are
/// one table. Rows of its header that are printed again are left out.
pub(super) fn add(
    blocks: &mut Vec<RawBlock>,
    page: &PageText,
    number: usize,
    open: Option<Open>,
) -> Option<Open> {
    let table = page.tables.get(number)?;
    let Some(RawBlock::Table(mut next)) = block(table, page.number) else {
        return open;
    };
    let mut rows = u32::try_from(table.grid.rows()).unwrap_or(u32::MAX);
    match (open, blocks.last_mut()) {
        (Some(open), Some(RawBlock::Table(whole)))
            if open.page + 1 == page.number && is_same(&open.edges, &table.grid.xs) =>
        {
            let mut again = repeated(whole, &next).min(rows);
            if let Some(last) = open.rows.checked_sub(1)
                && again < rows
                && joined(whole, &mut next, again, last, &open.full)
            {
                again += 1;
            }
            next.cells.retain(|c| c.row >= again);
            next.merges.retain(|m| m.first_row >= again);
            if !next.cells.is_empty() {
                whole.page_starts.push((open.rows, page.number));
            }
            let shift = |row: u32| row - again + open.rows;
            whole.cells.extend(next.cells.into_iter().map(|mut c| {
                c.row = shift(c.row);
                c
            }));
            whole.merges.extend(next.merges.into_iter().map(|mut m| {
                m.first_row = shift(m.first_row);
                m.last_row = shift(m.last_row);
                m
            }));
            rows = open.rows + rows - again;
        }
        _ => blocks.push(RawBlock::Table(next)),
    }
    Some(Open {
        page: page.number,
        edges: table.grid.xs.clone(),
        rows,
        full: table.full_in_last_row(),
    })
}

impl PageTable {
    fn full_in_last_row(&self) -> Vec<u32> {
        let columns = self.grid.columns();
        let first = self.grid.rows().saturating_sub(1) * columns;
        (0..columns)
            .filter(|column| self.full.contains(&(first + column)))
            .filter_map(|column| u32::try_from(column).ok())
            .collect()
    }
}

fn is_same(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= SAME_EDGE)
}

/// How many rows at the beginning of `next` are the first rows of `whole` again.
fn repeated(whole: &RawTable, next: &RawTable) -> u32 {
    let row = |table: &RawTable, row: u32| -> Vec<(u32, String)> {
        table
            .cells
            .iter()
            .filter(|c| c.row == row)
            .map(|c| (c.col, c.text.clone()))
            .collect()
    };
    (0..MAX_HEADER)
        .take_while(|r| {
            let own = row(next, *r);
            own.len() > 1 && own == row(whole, *r)
        })
        .count() as u32
}
