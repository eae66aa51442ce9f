//! Puts characters together into lines.
use super::glyph::{Glyph, Heading};

/// How far a character's baseline may lie from that of its line, as a share of the em.
const BASELINE: f64 = 0.3;
/// A character this much smaller than its neighbours may be a raised or lowered mark of their line.
const SMALL: f64 = 0.8;
/// How far such a mark may be raised or lowered, as a share of the line's em.
const RAISED: f64 = 0.5;
/// Gap, as a share of the em, from which words of Latin letters or digits are apart.
const WORD_GAP: f64 = 0.2;
/// Gap in ems from which two stretches on one line are apart whatever their script: fields of a form, columns of a list.
const FIELD_GAP: f64 = 2.0;
/// Gap in ems at which a row is cut for looking at columns: the narrowest gutter.
const STRETCH_GAP: f64 = 0.6;
/// Gap in ems that a blank of a Chinese letter's width leaves where programs do not draw it, as after 第一章.
const WIDE_BLANK: f64 = 0.8;
/// How many times the line's usual gap it must be, so that letters spread over a line are not parted.
const UNUSUAL: f64 = 2.5;

/// A stretch of characters on one baseline.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where it begins and ends, and its baseline.
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) y: f64,
    /// The direction it runs in; what stands here of it is turned to run from left to right.
    pub(super) heading: Heading,
    /// Size most of its characters have.
    pub(super) size: f64,
    /// Column of the page it stands in; lines of one column share the number. 0 where there is one column.
    pub(super) column: u32,
    /// Whether wide gaps part it into fields, as in forms and in tables without rules.
    pub(super) has_fields: bool,
    /// Whether a blank stands at its end: the next line begins another word.
    pub(super) ends_blank: bool,
}

/// Characters of one baseline, in order, cut where they lie far apart.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) y: f64,
    pub(super) stretches: Vec<Stretch>,
    pub(super) ends_blank: bool,
}

/// Neighbouring characters of a row.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) glyphs: Vec<Glyph>,
}

/// A baseline and the characters found on it so far.
struct Baseline {
    y: f64,
    size: f64,
    glyphs: Vec<Glyph>,
}

/// The rows of a page or a cell, from top to bottom.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    let mut sizes: Vec<f64> = glyphs.iter().map(|g| g.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let (small, regular): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|g| g.size < usual * SMALL);
    let mut lines: Vec<Baseline> = Vec::new();
    gather(regular, &mut lines);
    // Raised numbers and the like go to the line they stand in; the rest of the small print has lines of its own.
    let mut apart = Vec::new();
    for glyph in small {
        let home = lines
            .iter_mut()
            .filter(|l| (l.y - glyph.y).abs() <= l.size * RAISED && glyph.size < l.size * SMALL)
            .filter(|l| {
                l.glyphs
                    .iter()
                    .any(|g| g.x - glyph.end() <= g.size && glyph.x - g.end() <= g.size)
            })
            .min_by(|a, b| (a.y - glyph.y).abs().total_cmp(&(b.y - glyph.y).abs()));
        match home {
            Some(line) => line.glyphs.push(glyph),
            None => apart.push(glyph),
        }
    }
    gather(apart, &mut lines);
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    lines.into_iter().filter_map(row).collect()
}

/// Spreads characters, sorted by their baselines, over lines.
fn gather(glyphs: Vec<Glyph>, lines: &mut Vec<Baseline>) {
    let begins = lines.len();
    for glyph in glyphs {
        let near = lines.get_mut(begins..).and_then(|own| {
            // Sorted: only the last few baselines can be near.
            own.iter_mut()
                .rev()
                .take(4)
                .find(|l| (l.y - glyph.y).abs() <= l.size.min(glyph.size) * BASELINE)
        });
        match near {
            Some(line) => {
                line.size = line.size.max(glyph.size);
                line.glyphs.push(glyph);
            }
            None => lines.push(Baseline {
                y: glyph.y,
                size: glyph.size,
                glyphs: vec![glyph],
            }),
        }
    }
}

fn row(line: Baseline) -> Option<Row> {
    let mut glyphs = line.glyphs;
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    // Blanks at the ends are layout.
    let last = glyphs.iter().rposition(|g| !g.is_blank())?;
    let ends_blank = last + 1 < glyphs.len();
    glyphs.truncate(last + 1);
    let first = glyphs.iter().position(|g| !g.is_blank())?;
    let mut stretches: Vec<Stretch> = Vec::new();
    for glyph in glyphs.into_iter().skip(first) {
        match stretches.last_mut() {
            Some(s) if glyph.x - s.x1 <= line.size * STRETCH_GAP => {
                s.x1 = s.x1.max(glyph.end());
                s.glyphs.push(glyph);
            }
            _ => stretches.push(Stretch {
                x0: glyph.x,
                x1: glyph.end(),
                glyphs: vec![glyph],
            }),
        }
    }
    Some(Row {
        y: line.y,
        stretches,
        ends_blank,
    })
}

/// Adds a line to a text that it continues.
pub(super) fn join(text: &mut String, before: &Line, next: &Line) {
    let is_ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    if before.ends_blank && is_ascii(text.chars().next_back()) && is_ascii(next.text.chars().next())
    {
        text.push(' ');
        text.push_str(&next.text);
    } else {
        crate::import::lines::join(text, &next.text);
    }
}

/// The text of characters on one line, blanks at the ends left out.
pub(super) fn text(glyphs: &[&Glyph]) -> String {
    let mut out = String::new();
    let mut gaps: Vec<f64> = glyphs
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(b.x - a.end()),
            _ => None,
        })
        .collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0).max(0.0);
    let mut before: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(before) = before {
            let gap = glyph.x - before.end();
            let em = before.size.max(glyph.size);
            let is_word_gap = gap > em * WORD_GAP
                && (is_word(out.chars().next_back()) && is_word(Some(glyph.first)));
            let has_blank = glyph.is_blank() || before.is_blank();
            let is_blank_left_out = gap > em * WIDE_BLANK && gap > usual * UNUSUAL;
            if !has_blank && (is_word_gap || is_blank_left_out || gap > em * FIELD_GAP) {
                out.push(' ');
            }
        }
        out.push(glyph.first);
        out.push_str(&glyph.rest);
        before = Some(glyph);
    }
    out.trim().to_owned()
}

/// Whether a character belongs to a script that parts words by blanks, or to numbers.
fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| {
        c.is_alphanumeric() && c < '\u{2E80}'
            || matches!(
                c,
                '.' | ',' | ';' | ':' | ')' | '(' | '%' | '"' | '\'' | '&' | '?' | '!'
            )
    })
}

impl Line {
    /// A row as a line of a column.
    pub(super) fn of(row: &Row, column: u32) -> Option<Self> {
        let stretches = &row.stretches;
        let glyphs: Vec<&Glyph> = stretches.iter().flat_map(|s| &s.glyphs).collect();
        let text = text(&glyphs);
        let mut sizes: Vec<f64> = glyphs
            .iter()
            .filter(|g| !g.is_blank())
            .map(|g| g.size)
            .collect();
        sizes.sort_by(f64::total_cmp);
        let size = *sizes.get(sizes.len() / 2)?;
        let has_fields = stretches.windows(2).any(|pair| match pair {
            [a, b] => b.x0 - a.x1 > size * FIELD_GAP,
            _ => false,
        });
        Some(Self {
            x0: stretches.first()?.x0,
            x1: stretches.iter().map(|s| s.x1).fold(f64::MIN, f64::max),
            y: row.y,
            heading: glyphs.first()?.heading,
            size,
            column,
            has_fields,
            ends_blank: row.ends_blank,
            text,
        })
        .filter(|l| !l.text.is_empty())
    }
}
