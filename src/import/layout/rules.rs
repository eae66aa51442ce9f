//! Ruling lines, and the grids they form.
use std::collections::HashMap;

use super::glyph::Heading;

/// Thickest line that is a rule and not a bar or a shaded cell, in points.
pub(in crate::import) const THICKEST_RULE: f64 = 3.0;
/// Shortest piece of a rule, in points: dots of dotted lines are put together, specks are not rules.
const SHORTEST_PIECE: f64 = 0.5;
/// Shortest rule that bounds a cell, in points.
const SHORTEST_RULE: f64 = 8.0;
/// How far apart lines may lie that are one rule, and ends that meet, in points: double lines, corners that do not quite close.
const NEAR: f64 = 3.0;
/// Widest gap inside a dotted or dashed rule, in points.
const DASH_GAP: f64 = 4.0;
/// Most rules of one direction that are looked at on a page; a ledger page has a few hundred.
const MAX_RULES: usize = 3_000;
/// Most cells of one grid on a page; squared paper has more and is no table.
const MAX_CELLS: usize = 20_000;

/// A straight line along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Whether it runs from left to right.
    pub(super) is_horizontal: bool,
    /// Its place across: y of a horizontal one, x of an upright one.
    pub(super) at: f64,
    /// Where it begins and ends.
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Rule {
    /// The rule between two points, if it lies along an axis.
    pub(super) fn between(a: (f64, f64), b: (f64, f64)) -> Option<Self> {
        let (dx, dy) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        let finite = a.0.is_finite() && a.1.is_finite() && b.0.is_finite() && b.1.is_finite();
        if !finite || dx.max(dy) < SHORTEST_PIECE || dx.min(dy) > dx.max(dy) * 0.01 + 0.3 {
            return None;
        }
        let is_horizontal = dx > dy;
        let (at, from, to) = if is_horizontal {
            (f64::midpoint(a.1, b.1), a.0.min(b.0), a.0.max(b.0))
        } else {
            (f64::midpoint(a.0, b.0), a.1.min(b.1), a.1.max(b.1))
        };
        Some(Self {
            is_horizontal,
            at,
            from,
            to,
        })
    }

    /// The rule as it lies when the page is turned for reading.
    pub(super) fn turned(self, heading: Heading) -> Option<Self> {
        let ends = if self.is_horizontal {
            [(self.from, self.at), (self.to, self.at)]
        } else {
            [(self.at, self.from), (self.at, self.to)]
        };
        let [a, b] = ends.map(|(x, y)| heading.turn(x, y));
        Self::between(a, b)
    }
}

/// A grid of cells bounded by rules.
#[derive(Debug)]
pub(super) struct Grid {
    /// Edges of the columns, from left to right.
    pub(super) xs: Vec<f64>,
    /// Edges of the rows, from top to bottom.
    pub(super) ys: Vec<f64>,
    /// For each cell (row by row) the cell its merged range begins at.
    first: Vec<usize>,
    /// The ranges, by the cell they begin at.
    ranges: HashMap<usize, Range>,
}

/// Cells without walls between them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Range {
    pub(super) last_row: usize,
    pub(super) last_column: usize,
    cells: usize,
}

impl Range {
    /// Whether it fills the box between its first cell and its last row and column.
    pub(super) fn is_whole(&self, first: usize, columns: usize) -> bool {
        let (row, column) = (first / columns.max(1), first % columns.max(1));
        self.last_column >= column
            && (self.last_row + 1 - row) * (self.last_column + 1 - column) == self.cells
    }
}

impl Grid {
    /// The range that begins at a cell.
    pub(super) fn range(&self, cell: usize) -> Option<Range> {
        self.ranges.get(&cell).copied()
    }
    /// Width of the range that begins at a cell, in points.
    pub(super) fn width(&self, cell: usize) -> f64 {
        let edge = |i: usize| self.xs.get(i).copied().unwrap_or(0.0);
        let column = cell % self.columns().max(1);
        let last = self.range(cell).map_or(column, |r| r.last_column);
        edge(last + 1) - edge(column)
    }
    /// Height of the range that begins at a cell, in points.
    pub(super) fn height(&self, cell: usize) -> f64 {
        let edge = |i: usize| self.ys.get(i).copied().unwrap_or(0.0);
        let row = cell / self.columns().max(1);
        let last = self.range(cell).map_or(row, |r| r.last_row);
        edge(last + 1) - edge(row)
    }
    /// Its area in square points.
    pub(super) fn area(&self) -> f64 {
        let extent = |edges: &[f64]| match (edges.first(), edges.last()) {
            (Some(first), Some(last)) => last - first,
            _ => 0.0,
        };
        extent(&self.xs) * extent(&self.ys)
    }
    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }
    pub(super) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }
    /// The first cell of the range that a point lies in.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let slot = |edges: &[f64], v: f64| {
            let inside = edges.first().is_some_and(|e| v >= *e - 1.0)
                && edges.last().is_some_and(|e| v <= *e + 1.0);
            inside.then(|| {
                edges
                    .iter()
                    .skip(1)
                    .take(edges.len().saturating_sub(2))
                    .filter(|e| v > **e)
                    .count()
            })
        };
        let cell = slot(&self.ys, y)? * self.columns() + slot(&self.xs, x)?;
        self.first.get(cell).copied()
    }
}

/// Finds the grids on a page. Rules that form none (underlines, frames, three-line tables) bound nothing.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let mut level = joined(rules, true);
    let mut upright = joined(rules, false);
    level.truncate(MAX_RULES);
    upright.truncate(MAX_RULES);
    let mut owner: Vec<usize> = (0..level.len() + upright.len()).collect();
    for (i, h) in level.iter().enumerate() {
        for (j, v) in upright.iter().enumerate() {
            let meets = h.from - NEAR <= v.at
                && v.at <= h.to + NEAR
                && v.from - NEAR <= h.at
                && h.at <= v.to + NEAR;
            if meets {
                unite(&mut owner, i, level.len() + j);
            }
        }
    }
    let mut groups: Vec<(usize, Vec<Rule>, Vec<Rule>)> = Vec::new();
    for (i, rule) in level.iter().chain(&upright).enumerate() {
        let root = root_of(&mut owner, i);
        let at = groups
            .iter()
            .position(|(r, ..)| *r == root)
            .unwrap_or_else(|| {
                groups.push((root, Vec::new(), Vec::new()));
                groups.len() - 1
            });
        if let Some((_, level, upright)) = groups.get_mut(at) {
            if rule.is_horizontal {
                level.push(*rule);
            } else {
                upright.push(*rule);
            }
        }
    }
    groups
        .iter()
        .filter_map(|(_, level, upright)| grid(level, upright))
        .collect()
}

/// Puts the pieces of one line together and drops what is too short to bound a cell.
fn joined(rules: &[Rule], is_horizontal: bool) -> Vec<Rule> {
    let mut pieces: Vec<Rule> = rules
        .iter()
        .filter(|r| r.is_horizontal == is_horizontal)
        .copied()
        .collect();
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        // Pieces on one line: the edges of a thin box, the two strokes of a double line.
        let count = rest
            .iter()
            .take_while(|r| r.at - first.at <= NEAR / 2.0)
            .count();
        let (line, after) = rest.split_at(count);
        rest = after;
        let at = line.iter().map(|r| r.at).sum::<f64>() / line.len().max(1) as f64;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begins = out.len();
        for piece in line {
            match out.get_mut(begins..).and_then(<[Rule]>::last_mut) {
                Some(last) if piece.from <= last.to + DASH_GAP => last.to = last.to.max(piece.to),
                _ => out.push(Rule { at, ..piece }),
            }
        }
    }
    out.retain(|r| r.to - r.from >= SHORTEST_RULE);
    out
}

fn root_of(owner: &mut [usize], mut i: usize) -> usize {
    while let Some(&up) = owner.get(i)
        && up != i
    {
        let over = owner.get(up).copied().unwrap_or(up);
        if let Some(slot) = owner.get_mut(i) {
            *slot = over;
        }
        i = up;
    }
    i
}

/// Joins two groups under the smaller root.
fn unite(owner: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root_of(owner, a), root_of(owner, b));
    let (low, high) = (a.min(b), a.max(b));
    if let Some(slot) = owner.get_mut(high) {
        *slot = low;
    }
}

/// Places that lie near each other, as one each.
fn edges(mut at: Vec<f64>) -> Vec<f64> {
    at.sort_by(f64::total_cmp);
    let mut out: Vec<f64> = Vec::new();
    for v in at {
        match out.last() {
            Some(last) if v - last <= NEAR => {}
            _ => out.push(v),
        }
    }
    out
}

/// The grid of a group of rules that touch each other.
fn grid(level: &[Rule], upright: &[Rule]) -> Option<Grid> {
    if level.len() < 2 || upright.is_empty() {
        return None;
    }
    let lowest = |rules: &[Rule]| rules.iter().map(|r| r.from).fold(f64::INFINITY, f64::min);
    let highest = |rules: &[Rule]| rules.iter().map(|r| r.to).fold(f64::NEG_INFINITY, f64::max);
    // A table may be open at its sides: its edge is where the rules across end.
    let with_ends = |rules: &[Rule], across: &[Rule]| {
        let mut at: Vec<f64> = rules.iter().map(|r| r.at).collect();
        let (low, high) = (lowest(across), highest(across));
        if at.iter().all(|v| *v > low + SHORTEST_RULE) {
            at.push(low);
        }
        if at.iter().all(|v| *v < high - SHORTEST_RULE) {
            at.push(high);
        }
        edges(at)
    };
    let xs = with_ends(upright, level);
    let ys = with_ends(level, upright);
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    if columns * rows < 2 || columns * rows > MAX_CELLS {
        return None;
    }
    // Cells without a wall between them are one.
    let mut owner: Vec<usize> = (0..columns * rows).collect();
    let is_wall = |rules: &[Rule], at: f64, middle: f64| {
        rules
            .iter()
            .any(|r| (r.at - at).abs() <= NEAR && r.from <= middle && middle <= r.to)
    };
    let middle = |edges: &[f64], i: usize| match edges.get(i..i + 2) {
        Some([a, b]) => f64::midpoint(*a, *b),
        _ => 0.0,
    };
    for row in 0..rows {
        for column in 0..columns {
            let cell = row * columns + column;
            let (x, y) = (middle(&xs, column), middle(&ys, row));
            if let Some(edge) = xs.get(column + 1)
                && column + 1 < columns
                && !is_wall(upright, *edge, y)
            {
                unite(&mut owner, cell, cell + 1);
            }
            if let Some(edge) = ys.get(row + 1)
                && row + 1 < rows
                && !is_wall(level, *edge, x)
            {
                unite(&mut owner, cell, cell + columns);
            }
        }
    }
    let first: Vec<usize> = (0..columns * rows)
        .map(|cell| root_of(&mut owner, cell))
        .collect();
    let mut ranges: HashMap<usize, Range> = HashMap::new();
    for (cell, first) in first.iter().enumerate() {
        let range = ranges.entry(*first).or_default();
        range.last_row = range.last_row.max(cell / columns);
        range.last_column = range.last_column.max(cell % columns);
        range.cells += 1;
    }
    // A frame around text is no table.
    (ranges.len() > 1).then_some(Grid {
        xs,
        ys,
        first,
        ranges,
    })
}
