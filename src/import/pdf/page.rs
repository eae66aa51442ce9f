//! Turns what one page draws into lines and tables in reading order.
use std::collections::HashMap;

use crate::import::grid;
use crate::model::RawBlock;

use super::{
    columns::{Band, Piece, order},
    device::Drawing,
    glyph::{Glyph, Heading, drop_doubles},
    lines,
    rules::{self, Grid},
    trust::{self, Trust},
};

/// Least share of the page a picture covers to be taken for a scan of it.
const SCAN_SHARE: f64 = 0.3;
/// Curved shapes from which a page without characters is taken for text turned into outlines.
const OUTLINED_TEXT: u32 = 100;

/// One page as read.
#[derive(Debug)]
pub(super) struct PageText {
    /// Number, from 1.
    pub(super) number: u32,
    /// Upper and lower edge in the direction of reading, in points.
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// Its left and right edge.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Lines and tables in reading order.
    pub(super) pieces: Vec<Piece>,
    pub(super) tables: Vec<PageTable>,
    /// Slanted text, kept apart: watermarks and stamps.
    pub(super) slanted: Vec<String>,
    pub(super) unknown: u32,
    pub(super) outside: u32,
    pub(super) pictures: u32,
    /// Whether characters stand on it only as a recognized layer under a picture.
    pub(super) is_recognized: bool,
    pub(super) trust: Trust,
    /// Whether the page shows something that only recognition could read.
    pub(super) is_picture_of_text: bool,
}

/// A table of the page, and where its columns lie.
#[derive(Debug)]
pub(super) struct PageTable {
    pub(super) grid: Grid,
    /// Text of each range of cells, by its first cell.
    pub(super) texts: HashMap<usize, String>,
}

impl PageText {
    /// Whether nothing of the body is on it.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

/// Reads a page from what it draws.
pub(super) fn read(number: u32, drawing: Drawing<'_>) -> PageText {
    let trust = trust::judge(&drawing.glyphs);
    let has_text = drawing.glyphs.iter().any(|g| !g.is_blank());
    let is_recognized = has_text
        && drawing.picture_share >= SCAN_SHARE
        && drawing
            .glyphs
            .iter()
            .all(|g| g.is_invisible || g.is_blank());
    let mut page = PageText {
        number,
        top: 0.0,
        bottom: drawing.height,
        left: 0.0,
        right: drawing.width,
        pieces: Vec::new(),
        tables: Vec::new(),
        slanted: Vec::new(),
        unknown: drawing.unknown,
        outside: drawing.outside,
        pictures: drawing.pictures,
        is_recognized,
        is_picture_of_text: drawing.picture_share >= SCAN_SHARE || drawing.curves >= OUTLINED_TEXT,
        trust,
    };
    if page.trust == Trust::Garbled {
        return page;
    }
    let mut groups: HashMap<Heading, Vec<Glyph>> = HashMap::new();
    for glyph in drawing.glyphs {
        groups.entry(glyph.heading).or_default().push(glyph);
    }
    let mut groups: Vec<(Heading, Vec<Glyph>)> = groups.into_iter().collect();
    groups.sort_by_key(|(heading, glyphs)| (std::cmp::Reverse(glyphs.len()), *heading));
    let main = groups
        .iter()
        .map(|(heading, _)| *heading)
        .find(|h| *h != Heading::Slanted);
    for (heading, mut glyphs) in groups {
        drop_doubles(&mut glyphs);
        if heading == Heading::Slanted {
            page.slanted = slanted(&glyphs);
        } else if Some(heading) == main {
            let corners = [(0.0, 0.0), (drawing.width, drawing.height)];
            let [a, b] = corners.map(|(x, y)| heading.turn(x, y));
            (page.left, page.right) = (a.0.min(b.0), a.0.max(b.0));
            (page.top, page.bottom) = (a.1.min(b.1), a.1.max(b.1));
            let rules: Vec<_> = drawing
                .rules
                .iter()
                .filter_map(|r| r.turned(heading))
                .collect();
            let (bands, tables) = tables(glyphs, rules::grids(&rules));
            page.tables = tables;
            page.pieces = order(bands);
        } else {
            // Text lying on its side beside the main text comes after it.
            let bands = lines::rows(glyphs).into_iter().map(Band::Row).collect();
            page.pieces.extend(order(bands));
        }
    }
    page
}

/// Text at an angle, in drawing order; what belongs together is drawn together.
fn slanted(glyphs: &[Glyph]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut before: Option<&Glyph> = None;
    for glyph in glyphs {
        let is_next = before
            .is_some_and(|b| (glyph.x - b.x).hypot(glyph.y - b.y) <= b.size.max(b.advance) * 2.0);
        match texts.last_mut() {
            Some(text) if is_next => text.push(glyph.first),
            _ => texts.push(glyph.first.to_string()),
        }
        before = Some(glyph);
    }
    texts
        .into_iter()
        .map(|t| t.trim().to_owned())
        .filter(|t| !t.is_empty())
        .collect()
}

/// Puts characters into the cells they stand in; the rest makes rows.
fn tables(glyphs: Vec<Glyph>, grids: Vec<Grid>) -> (Vec<Band>, Vec<PageTable>) {
    let mut inside: Vec<HashMap<usize, Vec<Glyph>>> =
        grids.iter().map(|_| HashMap::new()).collect();
    let mut rest = Vec::new();
    for glyph in glyphs {
        let (x, y) = glyph.center();
        let home = grids
            .iter()
            .zip(&mut inside)
            .find_map(|(grid, cells)| Some((grid.cell_at(x, y)?, cells)));
        match home {
            Some((cell, cells)) => cells.entry(cell).or_default().push(glyph),
            None => rest.push(glyph),
        }
    }
    let mut bands = Vec::new();
    let mut tables = Vec::new();
    for (grid, cells) in grids.into_iter().zip(inside) {
        let texts: HashMap<usize, String> = cells
            .iter()
            .map(|(cell, glyphs)| (*cell, cell_text(glyphs.clone(), &grid, *cell)))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        // Frames, charts and diagrams have lines too, but hardly any text in their cells.
        if texts.len() < 2 {
            rest.extend(cells.into_values().flatten());
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
            tables.push(PageTable { grid, texts });
        }
    }
    bands.extend(lines::rows(rest).into_iter().map(Band::Row));
    (bands, tables)
}

/// How far short of its cell's width a line ends that was broken there: a letter and a half, and the cell's padding in points
/// (office programs leave 5.4 on either side).
const CELL_SLACK: f64 = 1.5;
const CELL_PADDING: f64 = 10.8;

/// The text of a cell: lines that fill it are joined, others stay apart.
fn cell_text(glyphs: Vec<Glyph>, grid: &Grid, cell: usize) -> String {
    let width = grid.width(cell);
    let mut text = String::new();
    let mut is_full = false;
    for row in lines::rows(glyphs) {
        let Some(line) = lines::Line::of(row.y, &row.stretches, 0) else {
            continue;
        };
        if !text.is_empty() && !is_full {
            text.push('\n');
            text.push_str(&line.text);
        } else {
            crate::import::lines::join(&mut text, &line.text);
        }
        is_full = line.x1 - line.x0 >= width - line.size * CELL_SLACK - CELL_PADDING;
    }
    text
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
