//! Reading order: finds columns of running text, so that each is read from top to bottom.
use std::collections::HashMap;

use super::lines::{Line, Row, Stretch};

/// Fewest lines on either side of a gutter.
const LEAST_LINES: usize = 4;
/// Shortest usual line of a column, in ems. Below it the sides are labels and values, which belong together line by line.
const LEAST_WIDTH: f64 = 9.0;
/// Share of its column that a usual line fills; entries of a list without rules fill less.
const LEAST_FILL: f64 = 0.6;
/// Gap in ems between cells of a list without rules, and the share of a side's lines that have one where the side is such a list.
const CELL_GAP: f64 = 1.5;
const LIST_SHARE: f64 = 0.3;
/// Columns inside columns inside columns: beyond this the page is a drawing.
const MAX_DEPTH: u32 = 4;
/// Most gutters tried on one page: the places where most rows have a gap.
const MAX_GUTTERS: usize = 40;
/// Places of gaps nearer than this are one gutter, in points.
const SAME_GUTTER: f64 = 4.0;

/// Something that stands on a page, in reading order.
#[derive(Debug)]
pub(super) enum Piece {
    /// A line of text.
    Line(Line),
    /// A table, by its number on the page.
    Table(usize),
}

/// A row of text, or a table across its width.
#[derive(Debug)]
pub(super) enum Band {
    Row(Row),
    Table {
        number: usize,
        y: f64,
        x0: f64,
        x1: f64,
    },
}

impl Band {
    fn y(&self) -> f64 {
        match self {
            Self::Row(row) => row.y,
            Self::Table { y, .. } => *y,
        }
    }
    /// Extents of what stands on it.
    fn spans(&self) -> Vec<(f64, f64)> {
        match self {
            Self::Row(row) => row.stretches.iter().map(|s| (s.x0, s.x1)).collect(),
            Self::Table { x0, x1, .. } => vec![(*x0, *x1)],
        }
    }
    fn crosses(&self, x: f64) -> bool {
        self.spans()
            .iter()
            .any(|(x0, x1)| *x0 < x - 0.5 && *x1 > x + 0.5)
    }
}

/// Puts rows and tables into the order they are read in.
pub(super) fn order(mut bands: Vec<Band>) -> Vec<Piece> {
    bands.sort_by(|a, b| a.y().total_cmp(&b.y()));
    let mut out = Vec::new();
    let mut columns = 0;
    split(bands, 0, &mut columns, 0, &mut out);
    out
}

/// A gutter between two columns: where, and the rows it parts.
struct Gutter {
    x: f64,
    from: usize,
    to: usize,
    lines: usize,
}

fn split(bands: Vec<Band>, column: u32, columns: &mut u32, depth: u32, out: &mut Vec<Piece>) {
    let gutter = if depth < MAX_DEPTH {
        gutter(&bands)
    } else {
        None
    };
    let Some(Gutter { x, from, to, .. }) = gutter else {
        for band in bands {
            match band {
                Band::Row(row) => {
                    out.extend(Line::of(&row, column).map(Piece::Line));
                }
                Band::Table { number, .. } => out.push(Piece::Table(number)),
            }
        }
        return;
    };
    let (mut above, mut left, mut right, mut below) = (vec![], vec![], vec![], vec![]);
    for (i, band) in bands.into_iter().enumerate() {
        if i < from {
            above.push(band);
        } else if i >= to {
            below.push(band);
        } else {
            match band {
                Band::Row(row) => {
                    let (l, r): (Vec<Stretch>, Vec<Stretch>) =
                        row.stretches.into_iter().partition(|s| s.x1 <= x + 0.5);
                    for (side, stretches) in [(&mut left, l), (&mut right, r)] {
                        if !stretches.is_empty() {
                            side.push(Band::Row(Row {
                                y: row.y,
                                stretches,
                                ends_blank: row.ends_blank,
                            }));
                        }
                    }
                }
                Band::Table { x1, .. } if x1 <= x + 0.5 => left.push(band),
                Band::Table { .. } => right.push(band),
            }
        }
    }
    split(above, column, columns, depth + 1, out);
    for side in [left, right] {
        *columns += 1;
        let own = *columns;
        split(side, own, columns, depth + 1, out);
    }
    split(below, column, columns, depth + 1, out);
}

/// The gutter that parts most lines of running text.
fn gutter(bands: &[Band]) -> Option<Gutter> {
    let mut places: HashMap<i64, (usize, f64)> = HashMap::new();
    for band in bands {
        for pair in band.spans().windows(2) {
            if let [(_, end), (start, _)] = pair {
                let x = f64::midpoint(*end, *start);
                let place = places.entry((x / SAME_GUTTER).round() as i64).or_default();
                place.0 += 1;
                place.1 = x;
            }
        }
    }
    let mut places: Vec<(usize, f64)> = places.into_values().collect();
    places.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let mut tried: Vec<f64> = places
        .into_iter()
        .take(MAX_GUTTERS)
        .map(|(_, x)| x)
        .collect();
    // Columns whose lines are not level share no row: the middle of the page may part them all the same.
    let edge = |low: bool| {
        let all = bands.iter().flat_map(Band::spans);
        if low {
            all.map(|s| s.0).fold(f64::INFINITY, f64::min)
        } else {
            all.map(|s| s.1).fold(f64::NEG_INFINITY, f64::max)
        }
    };
    tried.push(f64::midpoint(edge(true), edge(false)));
    tried
        .into_iter()
        .filter_map(|x| parted(bands, x))
        .max_by_key(|g| g.lines)
}

/// The longest run of rows that nothing crosses at `x`, if it holds two columns of running text.
fn parted(bands: &[Band], x: f64) -> Option<Gutter> {
    let mut best: Option<Gutter> = None;
    let mut from = 0;
    for to in 0..=bands.len() {
        if bands.get(to).is_some_and(|b| !b.crosses(x)) {
            continue;
        }
        if let Some(run) = bands.get(from..to)
            && let Some((skip, lines)) = columns_of(run, x)
            && best.as_ref().is_none_or(|b| lines > b.lines)
        {
            best = Some(Gutter {
                x,
                from: from + skip,
                to,
                lines,
            });
        }
        from = to + 1;
    }
    best
}

/// How many bands stand above both columns, and the lines of the shorter one.
fn columns_of(run: &[Band], x: f64) -> Option<(usize, usize)> {
    let rows = || {
        run.iter().enumerate().filter_map(|(i, b)| match b {
            Band::Row(row) => Some((i, row)),
            Band::Table { .. } => None,
        })
    };
    let is_left = |s: &Stretch| s.x1 <= x + 0.5;
    let first = |left: bool| {
        rows()
            .find(|(_, r)| r.stretches.iter().any(|s| is_left(s) == left))
            .map(|(i, _)| i)
    };
    let begins = first(true)?.max(first(false)?);
    let top = run.get(begins)?.y();
    let em = rows()
        .find_map(|(_, r)| r.stretches.first()?.glyphs.first().map(|g| g.size))
        .unwrap_or(10.0);
    // A column may begin a line above the other; what stands higher belongs to neither.
    let skip = run.iter().take_while(|b| b.y() < top - em * 2.5).count();
    let mut least = usize::MAX;
    for left in [true, false] {
        let mut widths: Vec<f64> = Vec::new();
        let mut lists = 0;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (_, row) in rows().filter(|(i, _)| *i >= skip) {
            let own: Vec<&Stretch> = row
                .stretches
                .iter()
                .filter(|s| is_left(s) == left)
                .collect();
            if let (Some(a), Some(b)) = (own.first(), own.last()) {
                widths.push(own.iter().map(|s| s.x1 - s.x0).sum());
                let has_cells = own.windows(2).any(|pair| match pair {
                    [a, b] => b.x0 - a.x1 > em * CELL_GAP,
                    _ => false,
                });
                lists += usize::from(has_cells);
                low = low.min(a.x0);
                high = high.max(b.x1);
            }
        }
        widths.sort_by(f64::total_cmp);
        let usual = widths.get(widths.len() / 2).copied()?;
        if widths.len() < LEAST_LINES
            || usual < em * LEAST_WIDTH
            || usual < (high - low) * LEAST_FILL
            || lists as f64 > widths.len() as f64 * LIST_SHARE
        {
            return None;
        }
        least = least.min(widths.len());
    }
    Some((skip, least))
}
