//! White text: shown on colored ground, it is text like any other; under other text it is a mark that nobody sees.
use std::collections::HashMap;

use crate::import::layout::Glyph;

/// Side of the squares a page is searched by, in points.
const SQUARE: f64 = 16.0;
/// How near the middles of two characters lie that stand upon each other, as a share of the larger em.
const UPON: f64 = 0.5;

/// Middle and size of a character.
type Spot = (f64, f64, f64);

/// Adds white runs to the characters of a page, without those over which other characters stand; how many were left out.
pub(super) fn add(runs: Vec<Vec<Glyph>>, glyphs: &mut Vec<Glyph>) -> u64 {
    if runs.is_empty() {
        return 0;
    }
    let mut squares: HashMap<(i64, i64), Vec<Spot>> = HashMap::new();
    for glyph in glyphs.iter().filter(|g| !g.is_blank()) {
        let (x, y) = middle(glyph);
        squares
            .entry((square(x), square(y)))
            .or_default()
            .push((x, y, glyph.size));
    }
    let mut hidden = 0;
    for run in runs {
        let is_covered = run.iter().filter(|g| !g.is_blank()).any(|glyph| {
            let (x, y) = middle(glyph);
            (-1..=1).any(|right| {
                (-1..=1).any(|down| {
                    let at = (square(x) + right, square(y) + down);
                    squares.get(&at).is_some_and(|near| {
                        near.iter().any(|(ox, oy, size)| {
                            let reach = size.max(glyph.size) * UPON;
                            (ox - x).abs() < reach && (oy - y).abs() < reach
                        })
                    })
                })
            })
        });
        if is_covered {
            hidden += run.iter().filter(|g| !g.is_blank()).count() as u64;
        } else {
            glyphs.extend(run);
        }
    }
    hidden
}

/// The middle of a character on the page.
fn middle(glyph: &Glyph) -> (f64, f64) {
    let (x, y) = glyph.center();
    glyph.heading.back(x, y)
}

fn square(v: f64) -> i64 {
    // Pages are bounded, so that neighbors can be counted.
    (v / SQUARE).clamp(-1e9, 1e9) as i64
}
