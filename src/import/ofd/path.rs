//! Lines drawn on a page: which of them are ruling lines.
use crate::import::layout::{Drawing, THICKEST_RULE};

use super::matrix::{Matrix, number};

/// Most corners of one path; longer ones are maps and pictures.
const MAX_CORNERS: usize = 50_000;

/// A path in the making.
#[derive(Debug)]
pub(super) struct Path {
    pub(super) matrix: Matrix,
    pub(super) is_stroked: bool,
    pub(super) is_filled: bool,
}

/// The parts of a path, and whether one is curved.
struct Trace {
    parts: Vec<Vec<(f64, f64)>>,
    is_curved: bool,
}

impl Path {
    /// Takes down what `data` (`M 0 0 L 10 0 …`) draws.
    pub(super) fn draw(&self, data: &str, drawing: &mut Drawing) {
        let trace = self.trace(data);
        drawing.curves = drawing.curves.saturating_add(u32::from(trace.is_curved));
        for part in &trace.parts {
            if self.is_stroked {
                for pair in part.windows(2) {
                    if let [a, b] = pair {
                        drawing.rule(*a, *b);
                    }
                }
            } else if self.is_filled && !trace.is_curved {
                fill(part, drawing);
            }
        }
    }

    fn trace(&self, data: &str) -> Trace {
        let mut trace = Trace {
            parts: Vec::new(),
            is_curved: false,
        };
        let mut words = data.split_ascii_whitespace();
        let mut corners = 0;
        while let Some(sign) = words.next() {
            corners += 1;
            if corners > MAX_CORNERS {
                break;
            }
            // How many numbers a sign takes; the last two are where the pen comes to rest.
            let count = match sign {
                "M" | "S" | "L" => 2,
                "Q" => 4,
                "B" => 6,
                "A" => 7,
                "C" => 0,
                _ => continue,
            };
            let mut last = [0.0; 2];
            for _ in 0..count {
                let [_, before] = last;
                last = [before, words.next().and_then(number).unwrap_or(f64::NAN)];
            }
            let [x, y] = last;
            if sign == "C" {
                if let Some(part) = trace.parts.last_mut()
                    && let Some(&start) = part.first()
                {
                    part.push(start);
                }
                continue;
            }
            let at = self.matrix.place(x, y);
            trace.is_curved |= count > 2;
            match (sign, trace.parts.last_mut()) {
                ("L", Some(part)) => part.push(at),
                // The rest of a curved part is not straight.
                _ => trace.parts.push(vec![at]),
            }
        }
        trace
    }
}

/// A thin box is a rule.
fn fill(part: &[(f64, f64)], drawing: &mut Drawing) {
    if part.len() < 3 {
        return;
    }
    let bounds = |at: fn(&(f64, f64)) -> f64| {
        let low = part.iter().map(at).fold(f64::INFINITY, f64::min);
        let high = part.iter().map(at).fold(f64::NEG_INFINITY, f64::max);
        (low, high)
    };
    let ((left, right), (top, bottom)) = (bounds(|p| p.0), bounds(|p| p.1));
    let (width, height) = (right - left, bottom - top);
    let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    if height <= THICKEST_RULE && width > height {
        drawing.rule((left, y), (right, y));
    } else if width <= THICKEST_RULE {
        drawing.rule((x, top), (x, bottom));
    }
}
