//! Text objects: where each of their characters stands.
use crate::import::layout::{Glyph, Heading, read_char};

use super::matrix::Matrix;

/// Size of text that names none, in millimetres: 小四, the size of most office print.
const USUAL_SIZE: f64 = 4.23;
/// Smallest size that can be read, in points.
const LEAST_SIZE: f64 = 0.5;
/// Share of the steps between characters that run down the page from which upright letters form a column.
const COLUMN_SHARE: f64 = 0.5;
/// Farthest that letters of one word are set apart, in ems, and how much their steps may differ from the usual one.
const WIDEST_SPREAD: f64 = 1.2;
const SAME_STEP: f64 = 1.25;
/// Where the baseline of an upright letter lies below its top, as a share of the em.
const ASCENT: f64 = 0.88;

/// A text object in the making.
#[derive(Debug)]
pub(super) struct Text {
    matrix: Matrix,
    size: f64,
    /// How much letters are widened.
    stretch: f64,
    /// How far letters are turned clockwise, and the direction they follow each other in, in degrees.
    turned: f64,
    reads: f64,
    pub(super) is_invisible: bool,
    pub(super) is_white: bool,
    /// Where the next character stands if the file does not say.
    pen: (f64, f64),
}

/// A run of characters with their places, all in the object's own space.
#[derive(Debug, Default)]
pub(super) struct Code {
    pub(super) x: Option<f64>,
    pub(super) y: Option<f64>,
    /// Steps from character to character.
    pub(super) across: Vec<f64>,
    pub(super) down: Vec<f64>,
}

/// A character before its heading is known.
struct Placed {
    c: char,
    at: (f64, f64),
    step: Option<(f64, f64)>,
}

impl Text {
    pub(super) fn new(
        matrix: Matrix,
        size: Option<f64>,
        stretch: Option<f64>,
        turned: Option<f64>,
        reads: Option<f64>,
    ) -> Self {
        Self {
            matrix,
            size: size.map_or(USUAL_SIZE, f64::abs),
            stretch: stretch.filter(|s| *s > 0.0).unwrap_or(1.0),
            turned: turned.unwrap_or(0.0),
            reads: reads.unwrap_or(0.0),
            is_invisible: false,
            is_white: false,
            pen: (0.0, 0.0),
        }
    }

    /// Puts the characters of a run where they stand; how many are too small to be read.
    pub(super) fn put(&mut self, code: &Code, text: &str, out: &mut Vec<Glyph>) -> u64 {
        let placed = self.place(code, text);
        let (sin, cos) = self.turned.to_radians().sin_cos();
        let along = self.matrix.step(cos, sin);
        let across = self.matrix.step(-sin, cos);
        let size = self.size * across.0.hypot(across.1);
        let reach = along.0.hypot(along.1);
        let visible = || placed.iter().filter(|p| !p.c.is_whitespace());
        if !size.is_finite() || !reach.is_finite() || size < LEAST_SIZE {
            return visible().count() as u64;
        }
        let mut heading = Heading::of(along.0, along.1);
        if heading == Heading::Right && self.runs_down(&placed) {
            heading = Heading::Column;
        }
        let spread = self.spread(&placed);
        for p in &placed {
            let (mut x, mut y) = self.matrix.place(p.at.0, p.at.1);
            if !x.is_finite() || !y.is_finite() {
                continue;
            }
            let mut advance = self.advance(p, spread) * reach;
            if heading == Heading::Column {
                // Its column runs through the middle of the letter.
                x += advance / 2.0;
                y -= size * ASCENT;
                advance = size;
            }
            let (x, y) = heading.turn(x, y);
            out.push(Glyph {
                first: read_char(p.c),
                rest: String::new(),
                x,
                y,
                advance,
                size,
                heading,
                is_invisible: self.is_invisible,
            });
        }
        0
    }

    fn place(&mut self, code: &Code, text: &str) -> Vec<Placed> {
        let (mut x, mut y) = (code.x.unwrap_or(self.pen.0), code.y.unwrap_or(self.pen.1));
        let has_steps = !code.across.is_empty() || !code.down.is_empty();
        let (sin, cos) = self.reads.to_radians().sin_cos();
        let count = text.chars().count();
        let mut placed = Vec::with_capacity(count);
        for (i, c) in text.chars().enumerate() {
            let own = (code.across.get(i), code.down.get(i));
            let step = match own {
                (None, None) if has_steps && i + 1 == count => None,
                // A list that is missing or too short: the letters stand side by side.
                (None, None) => {
                    let width = usual_width(c) * self.size * self.stretch;
                    Some((cos * width, sin * width))
                }
                (across, down) => {
                    Some((across.copied().unwrap_or(0.0), down.copied().unwrap_or(0.0)))
                }
            };
            placed.push(Placed {
                c,
                at: (x, y),
                step: step.filter(|_| i + 1 < count),
            });
            if let Some((across, down)) = step {
                x += across;
                y += down;
            }
        }
        self.pen = (x, y);
        placed
    }

    /// Whether most letters stand below the one before.
    fn runs_down(&self, placed: &[Placed]) -> bool {
        let steps = || placed.iter().filter_map(|p| p.step);
        let down = steps()
            .map(|(x, y)| self.matrix.step(x, y))
            .filter(|(x, y)| *y > x.abs())
            .count();
        match steps().count() {
            // One letter alone says nothing, but the file may.
            0 => (self.reads - 90.0).abs() < 1.0,
            all => down as f64 > all as f64 * COLUMN_SHARE,
        }
    }

    /// Longest step, in ems, that belongs to letters set apart evenly: 0 2 7 in a row are one number.
    fn spread(&self, placed: &[Placed]) -> f64 {
        let mut steps: Vec<f64> = placed
            .iter()
            .filter(|p| !is_wide(p.c) && !p.c.is_whitespace())
            .filter_map(|p| p.step)
            .map(|(x, y)| x.hypot(y) / (self.size * self.stretch))
            .collect();
        steps.sort_by(f64::total_cmp);
        let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
        (usual * SAME_STEP).min(WIDEST_SPREAD)
    }

    /// How far along its line a letter reaches: not beyond the next one, and not beyond the widest a letter is.
    fn advance(&self, p: &Placed, spread: f64) -> f64 {
        let em = self.size * self.stretch;
        let greatest = if is_wide(p.c) {
            1.0
        } else {
            greatest_width(p.c).max(spread)
        };
        match p.step.map(|(x, y)| x.hypot(y)) {
            Some(step) if step > 0.0 => step.min(greatest * em),
            _ => usual_width(p.c) * em,
        }
    }
}

/// Whether a letter fills the whole em.
fn is_wide(c: char) -> bool {
    c >= '\u{2010}' && !matches!(c, '\u{FF61}'..='\u{FFDC}')
}

/// The usual width of a letter, in ems. The fonts' own widths are not read: they are often not in the file.
fn usual_width(c: char) -> f64 {
    match c {
        c if is_wide(c) => 1.0,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.85,
        'A'..='Z' => 0.65,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.3,
        _ => 0.5,
    }
}

/// The width a Latin letter has at most, in ems. Where the next one stands further away there is room between them.
fn greatest_width(c: char) -> f64 {
    match c {
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.0,
        'A'..='Z' => 0.8,
        _ => 0.6,
    }
}
