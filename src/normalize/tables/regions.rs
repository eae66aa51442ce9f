//! Cuts a sheet into its tables: each begins at its titles or its header.
use std::{collections::BTreeMap, ops::Range};

use super::{
    cells,
    grid::{Grid, GridRow},
    header::{Finder, Header},
};

/// One table of a sheet.
#[derive(Debug)]
pub(super) struct Region {
    /// Its rows, as indices into the grid, titles and notes included.
    pub(super) rows: Range<usize>,
    /// Its header, if one was found.
    pub(super) header: Option<Header>,
}

/// The tables of a sheet, which together hold all its rows.
///
/// `forced` is the sheet row of the first header, when a person said which it is.
pub(super) fn split(
    grid: &Grid<'_>,
    profile: &BTreeMap<String, String>,
    forced: Option<u32>,
) -> Vec<Region> {
    let finder = Finder { grid, profile };
    let count = grid.rows.len();
    let mut regions: Vec<Region> = Vec::new();
    let mut start = 0;
    let mut header: Option<Header> = None;
    let mut at = 0;
    if let Some(told) = forced.and_then(|row| grid.rows.iter().position(|r| r.row == row)) {
        let found = finder.whole(told, start);
        at = found.rows.end;
        header = Some(found);
    }
    while let Some(row) = grid.rows.get(at) {
        if !finder.is_known_header(row) {
            at += 1;
            continue;
        }
        let Some(known) = &header else {
            let found = finder.whole(at, start);
            at = found.rows.end;
            header = Some(found);
            continue;
        };
        if repeats(grid, known, at) || is_record_like(grid, known, at) {
            at += 1;
            continue;
        }
        let floor = known.rows.end;
        let found = finder.whole(at, floor);
        let begin = titles_above(grid, found.rows.start, floor);
        regions.push(Region {
            rows: start..begin,
            header: header.take(),
        });
        start = begin;
        at = found.rows.end;
        header = Some(found);
    }
    if start < count {
        regions.push(Region {
            rows: start..count,
            header,
        });
    }
    regions
        .into_iter()
        .flat_map(|r| {
            if r.header.is_some() {
                vec![r]
            } else {
                without_known_words(grid, &finder, r.rows)
            }
        })
        .collect()
}

/// Whether the row says the same as the header's rows: printed again on the next page.
pub(super) fn repeats(grid: &Grid<'_>, header: &Header, at: usize) -> bool {
    let Some(row) = grid.rows.get(at) else {
        return false;
    };
    grid.rows
        .get(header.rows.clone())
        .unwrap_or_default()
        .iter()
        .any(|known| {
            let same = row
                .cells
                .iter()
                .filter(|c| {
                    known
                        .cell(c.col)
                        .is_some_and(|k| squeezed(&k.text) == squeezed(&c.text))
                })
                .count();
            // Four cells in five: a page may cut one header short.
            same > 0 && same * 5 >= row.cells.len().max(known.cells.len()) * 4
        })
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a row of known words is more likely a record of the running table: no gap and no title before it, and its
/// first column carries on (a serial number, or the words of a list of headers).
fn is_record_like(grid: &Grid<'_>, header: &Header, at: usize) -> bool {
    let (Some(row), Some(above)) = (
        grid.rows.get(at),
        at.checked_sub(1).and_then(|p| grid.rows.get(p)),
    ) else {
        return false;
    };
    let gap = row.row > above.row + 1;
    let title = is_alone(grid, above) && at > header.rows.end;
    let first = header.names.keys().next().copied();
    let same_shape = first.is_some_and(|f| row.cells.first().is_some_and(|c| c.col == f));
    // 序号 again at the head of a row begins a table whatever stands above.
    let restarts = row.cells.first().is_some_and(|c| {
        first
            .and_then(|f| header.names.get(&f))
            .is_some_and(|h| squeezed(h) == squeezed(&c.text))
    });
    !gap && !title && !restarts && same_shape
}

fn is_alone(grid: &Grid<'_>, row: &GridRow<'_>) -> bool {
    row.cells.len() == 1
        && row
            .cells
            .first()
            .is_some_and(|c| !cells::opens_note(&c.text) || grid.last_col(c) == c.col)
}

/// The first of the title rows directly above a new header; rows before a gap, records and notes stay with the table above.
fn titles_above(grid: &Grid<'_>, header: usize, floor: usize) -> usize {
    let mut first = header;
    let mut below = grid.rows.get(header).map_or(0, |r| r.row);
    let mut gap_used = false;
    while first > floor {
        let Some(row) = grid.rows.get(first - 1) else {
            break;
        };
        let gap = row.row + 1 < below;
        let note = row
            .cells
            .first()
            .is_some_and(|c| cells::opens_note(&c.text));
        if row.cells.len() > 2 || (gap && first < header) || (gap && gap_used) {
            break;
        }
        // 注：… right under the records belongs to them; 填报单位：… after a gap belongs to the new table.
        let above_gap = (first - 1)
            .checked_sub(1)
            .and_then(|p| grid.rows.get(p))
            .is_none_or(|p| p.row + 1 < row.row);
        if note && !above_gap && first == header {
            break;
        }
        if row.cells.iter().any(|c| !title_like(&c.text))
            || row.cells.iter().any(|c| cells::is_total_label(c))
        {
            break;
        }
        gap_used |= gap;
        below = row.row;
        first -= 1;
    }
    first
}

/// Longest title of a table, in characters.
const LONGEST_TITLE: usize = 60;

fn title_like(text: &str) -> bool {
    let length = text.trim().chars().count();
    length <= LONGEST_TITLE && !text.contains('。') && text.chars().any(char::is_alphabetic)
}

/// Tables in rows that hold no known header: cut at gaps, each with its most likely header.
fn without_known_words(
    grid: &Grid<'_>,
    finder: &Finder<'_, '_>,
    rows: Range<usize>,
) -> Vec<Region> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut start = rows.start;
    for at in rows.clone().skip(1) {
        let gap = match (grid.rows.get(at - 1), grid.rows.get(at)) {
            (Some(a), Some(b)) => b.row > a.row + 1,
            _ => false,
        };
        // A lone title before the gap stays with what follows.
        let lone = at - start == 1 && grid.rows.get(start).is_some_and(|r| r.cells.len() == 1);
        if gap && !lone {
            blocks.push(start..at);
            start = at;
        }
    }
    blocks.push(start..rows.end);
    let mut regions: Vec<Region> = Vec::new();
    for block in blocks {
        let header = finder
            .likely(block.clone())
            .map(|base| finder.whole(base, block.start));
        match (header, regions.last_mut()) {
            // A block without a header of its own carries on the one before.
            (None, Some(last)) => last.rows.end = block.end,
            (header, _) => regions.push(Region {
                rows: block,
                header,
            }),
        }
    }
    regions
}
