//! A character on a page and the directions text runs in.
use std::collections::HashMap;

/// One drawn character (or a ligature of several).
#[derive(Clone, Debug)]
pub(in crate::import) struct Glyph {
    /// Its first character.
    pub(in crate::import) first: char,
    /// More characters of a ligature.
    pub(in crate::import) rest: String,
    /// Where its baseline begins, in points from the left (in the text's own direction once turned).
    pub(in crate::import) x: f64,
    /// The baseline, in points from the top.
    pub(in crate::import) y: f64,
    /// How far along the baseline it reaches, in points.
    pub(in crate::import) advance: f64,
    /// Size of its em, in points.
    pub(in crate::import) size: f64,
    /// The direction it was drawn in.
    pub(in crate::import) heading: Heading,
    /// Whether it is drawn without ink, as programs put recognised text under a scanned picture.
    pub(in crate::import) is_invisible: bool,
}

impl Glyph {
    /// Where it ends along the baseline.
    pub(super) fn end(&self) -> f64 {
        self.x + self.advance
    }
    /// Whether it is a blank.
    pub(in crate::import) fn is_blank(&self) -> bool {
        self.first.is_whitespace() && self.rest.is_empty()
    }
    /// The middle of its body.
    pub(in crate::import) fn center(&self) -> (f64, f64) {
        (self.x + self.advance / 2.0, self.y - self.size * 0.35)
    }
}

/// The direction text runs in on the page as a reader holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::import) enum Heading {
    /// From left to right.
    Right,
    /// From top to bottom, letters lying on their side.
    Down,
    /// Upside down.
    Left,
    /// From bottom to top, letters lying on their side.
    Up,
    /// Set vertically, letters upright, columns from right to left.
    Column,
    /// At any other angle: watermarks and stamps.
    Slanted,
}

/// How far a baseline may lean, as the sine of the angle (3 degrees: crooked scans and slips of producers).
const LEAN: f64 = 0.05;

impl Heading {
    /// The heading of a baseline running by `(dx, dy)` with y downwards.
    pub(in crate::import) fn of(dx: f64, dy: f64) -> Self {
        let length = dx.hypot(dy);
        if length <= f64::EPSILON {
            return Self::Right;
        }
        let (cos, sin) = (dx / length, dy / length);
        match () {
            () if sin.abs() <= LEAN && cos > 0.0 => Self::Right,
            () if sin.abs() <= LEAN => Self::Left,
            () if cos.abs() <= LEAN && sin > 0.0 => Self::Down,
            () if cos.abs() <= LEAN => Self::Up,
            () => Self::Slanted,
        }
    }

    /// Turns a point so that the text runs from left to right and lines follow each other downwards.
    pub(in crate::import) fn turn(self, x: f64, y: f64) -> (f64, f64) {
        match self {
            Self::Right | Self::Slanted => (x, y),
            Self::Down | Self::Column => (y, -x),
            Self::Left => (-x, -y),
            Self::Up => (-y, x),
        }
    }

    /// Turns a point back as it lies on the page.
    pub(in crate::import) fn back(self, x: f64, y: f64) -> (f64, f64) {
        match self {
            Self::Right | Self::Slanted => (x, y),
            Self::Down | Self::Column => (-y, x),
            Self::Left => (-x, -y),
            Self::Up => (y, -x),
        }
    }
}

/// How near a second drawing of a character lies when it only makes it bolder: this share of the em, and of its own width.
const BOLD_EM: f64 = 0.3;
const BOLD_WIDTH: f64 = 0.6;
/// The same across the line, as a share of the em.
const BOLD_ACROSS: f64 = 0.15;

/// Drops characters drawn a second time almost at the same spot: so programs fake bold print and shadows.
pub(super) fn drop_doubles(glyphs: &mut Vec<Glyph>) {
    let mut seen: HashMap<(char, i64, i64), Vec<(f64, f64)>> = HashMap::new();
    glyphs.retain(|g| {
        if g.is_blank() {
            return true;
        }
        let cell = |v: f64| (v / g.size.max(1.0)).floor() as i64;
        let (column, row) = (cell(g.x), cell(g.y));
        let along = (g.size * BOLD_EM).min(g.advance * BOLD_WIDTH);
        let across = g.size * BOLD_ACROSS;
        let is_double = (column - 1..=column + 1).any(|c| {
            (row - 1..=row + 1).any(|r| {
                seen.get(&(g.first, c, r)).is_some_and(|at| {
                    at.iter()
                        .any(|(x, y)| (x - g.x).abs() <= along && (y - g.y).abs() <= across)
                })
            })
        });
        if !is_double {
            seen.entry((g.first, column, row))
                .or_default()
                .push((g.x, g.y));
        }
        !is_double
    });
}

/// Gap between digits, as a share of the em, from which they stand in cells of their own.
const SPREAD_DIGITS: f64 = 0.15;
/// Fewest pairs of digits on a page from which this is told.
const LEAST_PAIRS: usize = 6;

/// Some producers set half-width digits at the distance of Chinese letters. Gives them the width of their cells, so that 2026 is
/// not taken for four numbers.
pub(super) fn close_digits(glyphs: &mut [Glyph]) {
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | ',');
    let mut gaps: Vec<f64> = glyphs
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b]
                if a.first.is_ascii_digit()
                    && b.first.is_ascii_digit()
                    && (a.y - b.y).abs() < a.size * 0.1
                    && b.x > a.x =>
            {
                Some((b.x - a.end()) / a.size)
            }
            _ => None,
        })
        .collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    if gaps.len() < LEAST_PAIRS || !(SPREAD_DIGITS..1.0).contains(&usual) {
        return;
    }
    for glyph in glyphs {
        if is_figure(glyph.first) {
            glyph.advance += usual * glyph.size;
        }
    }
}
