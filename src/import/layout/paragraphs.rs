//! Joins lines into paragraphs, over the ends of columns and pages.
use std::collections::HashMap;

use crate::import::lines::{CONTINUERS, ENDS, OPEN_ENDS, is_clause, is_labelled};
use crate::model::{RawText, char_len};

use super::{
    extent::Extent,
    lines::{Line, join},
};

/// How much sizes of one paragraph's lines may differ, as a share.
const SAME_SIZE: f64 = 0.12;
/// Distance from the margin, in ems, from which a line is indented.
const INDENT: f64 = 0.7;
/// How far short of the margin a broken line may end, in ems, beside what did not fit: room between Chinese and Latin letters,
/// the slack of grids and of ragged setting.
const SLACK: f64 = 0.7;
/// Quotation marks that look the same in Chinese and in Latin text.
const QUOTES: &[char] = &['“', '”', '‘', '’'];
/// Usual width of a Latin letter or digit, in ems.
const LATIN: f64 = 0.55;
/// How far a full line may reach over the margin, in ems, beside the marks that hang over it.
const HANGING: f64 = 0.6;
/// Gap between lines, as a share of the usual one, from which paragraphs are apart.
const WIDE_GAP: f64 = 1.4;
/// The usual distance of lines where a size occurs on too few, in ems; official papers have 1.8.
const USUAL_PITCH: f64 = 1.9;
/// How much larger than the body a centered title is set.
const TITLE_SIZE: f64 = 1.1;
/// Longest title in characters.
const TITLE_CHARS: u32 = 90;
/// Share of a line's width that a line of ragged text fills at least.
const RAGGED: f64 = 0.72;
/// Least share of the text that begins (or ends) at a margin.
const MARGIN_SHARE: f64 = 0.1;
/// Lines below which the paper's edges say where a line could end, not the lines themselves.
const FEW_LINES: usize = 8;
/// Farthest a block may be set in, in ems; what stands further right is a signature or a date.
const FARTHEST_BLOCK: f64 = 8.0;
/// Fewest lines from which a usual distance, or the margins of odd or even pages alone, can be told.
const LEAST_LINES: usize = 4;

/// A line with the page it stands on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'l> {
    pub(super) page: u32,
    pub(super) line: &'l Line,
}

/// Where the lines of a column begin and end, in points.
#[derive(Clone, Copy, Debug)]
struct Margins {
    left: f64,
    right: f64,
}

/// What is known about the layout of the whole file.
#[derive(Debug)]
pub(super) struct Layout {
    /// Margins of single-column odd and even pages, and of each column of a page.
    sides: [Option<Margins>; 2],
    columns: HashMap<(u32, u32), Margins>,
    /// Usual distance of lines by size in half points.
    pitches: HashMap<i64, f64>,
    /// Size of most characters.
    body: f64,
    /// Whether a new paragraph shows by an indented first line.
    indents: bool,
}

impl Layout {
    /// Looks at all lines of a file, in reading order.
    ///
    /// `paper` gives the left and right edge of the paper, in points.
    pub(super) fn of(lines: &[Placed<'_>], paper: (f64, f64)) -> Self {
        let mut by_column: HashMap<(u32, u32), Vec<&Line>> = HashMap::new();
        let mut by_side: [Vec<&Line>; 2] = [Vec::new(), Vec::new()];
        let mut sizes: HashMap<i64, usize> = HashMap::new();
        for placed in lines {
            let line = placed.line;
            *sizes.entry(half_points(line.size)).or_default() += line.text.chars().count();
            by_column
                .entry((placed.page, line.column))
                .or_default()
                .push(line);
            if line.column == 0
                && let Some(side) = by_side.get_mut(placed.page as usize % 2)
            {
                side.push(line);
            }
        }
        let body = sizes
            .iter()
            .max_by_key(|(size, chars)| (**chars, **size))
            .map_or(0.0, |(size, _)| *size as f64 / 2.0);
        let [even, odd] = by_side;
        let both: Vec<&Line> = even.iter().chain(&odd).copied().collect();
        let mut whole = margins(&both);
        if both.len() < FEW_LINES
            && let Some(margins) = &mut whole
        {
            // As much room on the right as on the left.
            margins.right = margins.right.max(paper.1 - (margins.left - paper.0));
        }
        let sides = [even, odd].map(|side| {
            if side.len() >= LEAST_LINES * 4 {
                margins(&side)
            } else {
                whole
            }
        });
        let columns = by_column
            .iter()
            .filter(|((_, column), _)| *column != 0)
            .filter_map(|(key, lines)| Some((*key, margins(lines)?)))
            .collect();
        let mut layout = Self {
            sides,
            columns,
            pitches: pitches(lines),
            body,
            indents: false,
        };
        let indented = lines
            .windows(2)
            .filter(|pair| match pair {
                [a, b] => {
                    (1.2..3.6).contains(&layout.indent(a))
                        && layout.indent(b) < INDENT
                        && layout.is_full(a, b)
                }
                _ => false,
            })
            .count();
        layout.indents = indented >= 2;
        layout
    }

    fn margins(&self, placed: &Placed<'_>) -> Margins {
        let line = placed.line;
        let known = if line.column == 0 {
            self.sides.get(placed.page as usize % 2).copied().flatten()
        } else {
            self.columns.get(&(placed.page, line.column)).copied()
        };
        known.unwrap_or(Margins {
            left: line.x0,
            right: line.x1,
        })
    }

    /// How far a line begins to the right of its margin, in ems.
    fn indent(&self, placed: &Placed<'_>) -> f64 {
        (placed.line.x0 - self.margins(placed).left) / placed.line.size.max(1.0)
    }

    /// How far a line ends before its margin, in ems.
    fn shortfall(&self, placed: &Placed<'_>) -> f64 {
        (self.margins(placed).right - placed.line.x1) / placed.line.size.max(1.0)
    }

    /// Whether a line stands in the middle of its column.
    fn is_centered(&self, placed: &Placed<'_>) -> bool {
        let (before, after) = (self.indent(placed), self.shortfall(placed));
        before > 1.5 && (before - after).abs() < 1.5
    }

    /// Whether a line was broken because what follows did not fit.
    fn is_full(&self, line: &Placed<'_>, next: &Placed<'_>) -> bool {
        let shortfall = self.shortfall(line);
        // Only marks hang over the margin; a longer line was not broken there.
        let marks = line
            .line
            .text
            .chars()
            .rev()
            .take_while(|c| CONTINUERS.contains(c) || ENDS.contains(c))
            .count();
        shortfall >= -(HANGING + marks as f64) && shortfall <= SLACK + unbreakable(&next.line.text)
    }

    /// Whether two lines lie further apart than lines of a paragraph do.
    fn is_apart(&self, line: &Placed<'_>, next: &Placed<'_>) -> bool {
        let pitch = self
            .pitches
            .get(&half_points(line.line.size))
            .copied()
            .unwrap_or(line.line.size * USUAL_PITCH);
        next.line.y - line.line.y > pitch * WIDE_GAP
    }

    /// Whether `next` continues the paragraph whose text so far is `text` and whose last line is `line`.
    fn continues(
        &self,
        text: &RawText,
        lines: usize,
        line: &Placed<'_>,
        next: &Placed<'_>,
    ) -> bool {
        let begins = next.line.text.as_str();
        let same_column = line.page == next.page && line.line.column == next.line.column;
        if same_column && self.is_apart(line, next) {
            return false;
        }
        let larger = line.line.size.max(next.line.size);
        if (line.line.size - next.line.size).abs() > larger * SAME_SIZE
            || line.line.has_fields
            || next.line.has_fields
        {
            return false;
        }
        let is_open = !line.line.text.ends_with(ENDS);
        let is_full = self.is_full(line, next);
        if begins.starts_with(CONTINUERS) && (is_full || is_open) {
            return true;
        }
        // A number or word cut at its hyphen, as ZZ2026-|002.
        let indent = self.indent(next);
        if is_cut_at_hyphen(&line.line.text) && indent < INDENT && begins.starts_with(is_letter) {
            return true;
        }
        let is_title = line.line.size >= self.body * TITLE_SIZE;
        let is_label = is_labelled(begins) || is_clause(begins);
        if is_title && self.is_centered(next) && (is_full || self.is_centered(line)) {
            return same_column
                && is_open
                && !is_label
                && !begins.starts_with(['（', '('])
                && char_len(&text.text) + char_len(begins) <= TITLE_CHARS;
        }
        // In mid-sentence 3、4号库 may begin a line at the margin; a new item would be indented.
        let may_refer = is_open || !is_labelled(begins);
        if is_label && !(self.indents && indent < INDENT && is_full && may_refer) {
            return false;
        }
        if indent >= INDENT {
            // Only a block set further in goes on at its own margin.
            let hangs = (next.line.x0 - line.line.x0).abs() < next.line.size * 0.4
                || (lines == 1 && next.line.x0 > line.line.x0 && is_labelled(&text.text));
            let is_heading = is_labelled(&text.text) && !text.text.contains(['，', '。', '；']);
            return hangs
                && indent <= FARTHEST_BLOCK
                && is_full
                && is_open
                && !is_heading
                && !self.is_centered(next);
        }
        if is_full {
            return is_open || self.indents;
        }
        if self.is_centered(line) && lines == 1 {
            return false;
        }
        let margins = self.margins(line);
        let filled = (line.line.x1 - margins.left) / (margins.right - margins.left).max(1.0);
        line.line.text.ends_with(OPEN_ENDS) || (is_open && filled >= RAGGED && lines > 1)
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Whether a line ends in a hyphen right behind a letter or digit.
fn is_cut_at_hyphen(line: &str) -> bool {
    line.strip_suffix('-')
        .is_some_and(|l| l.ends_with(is_letter))
}

/// Width in ems of what stands together at the beginning of a line: a word or a number or one Chinese character, the brackets
/// before it and the marks after it that may not begin a line.
fn unbreakable(text: &str) -> f64 {
    let mut width = 0.0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next_if(|c| OPEN_ENDS.contains(c) && !CONTINUERS.contains(c)) {
        width += if c.is_ascii() { LATIN } else { 1.0 };
    }
    let mut word = 0.0;
    while chars.next_if(char::is_ascii_graphic).is_some() {
        word += LATIN;
    }
    if word == 0.0 && chars.next().is_some() {
        word = 1.0;
    }
    width += word;
    // Programs that do not know which way a quotation mark opens part it from neither side.
    while chars.next_if(|c| QUOTES.contains(c)).is_some() {
        width += 1.0;
        width += if chars.next().is_some() { 1.0 } else { 0.0 };
    }
    while chars.next_if(|c| CONTINUERS.contains(c)).is_some() {
        width += 1.0;
    }
    width
}

fn half_points(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// The outermost places that a fair share of lines reach.
fn margins(lines: &[&Line]) -> Option<Margins> {
    if lines.is_empty() {
        return None;
    }
    // Long lines say more about margins than short ones.
    let needed = lines.iter().map(|l| l.x1 - l.x0).sum::<f64>() * MARGIN_SHARE;
    let reached = |mut at: Vec<(f64, f64)>, outer: f64| {
        // Sorted from the outside to the inside.
        at.sort_by(|a, b| (b.0 * outer).total_cmp(&(a.0 * outer)));
        // One line alone may hang over or be set apart.
        let is_margin = |edge: f64| {
            let near = || at.iter().filter(|(v, _)| (*v - edge).abs() <= 3.0);
            near().count() >= 2 && near().map(|(_, width)| width).sum::<f64>() >= needed
        };
        at.iter()
            .map(|(v, _)| *v)
            .find(|edge| is_margin(*edge))
            .or_else(|| at.first().map(|(v, _)| *v))
    };
    let ends = |end: fn(&Line) -> f64| lines.iter().map(|l| (end(l), l.x1 - l.x0)).collect();
    Some(Margins {
        left: reached(ends(|l| l.x0), -1.0)?,
        right: reached(ends(|l| l.x1), 1.0)?,
    })
}

/// The usual distance of two lines, by size.
fn pitches(lines: &[Placed<'_>]) -> HashMap<i64, f64> {
    let mut gaps: HashMap<i64, Vec<f64>> = HashMap::new();
    for pair in lines.windows(2) {
        if let [a, b] = pair
            && a.page == b.page
            && a.line.column == b.line.column
            && half_points(a.line.size) == half_points(b.line.size)
            && b.line.y > a.line.y + a.line.size * 0.5
        {
            gaps.entry(half_points(a.line.size))
                .or_default()
                .push(b.line.y - a.line.y);
        }
    }
    gaps.into_iter()
        .filter(|(_, gaps)| gaps.len() >= LEAST_LINES)
        .filter_map(|(size, mut gaps)| {
            gaps.sort_by(f64::total_cmp);
            Some((size, *gaps.get(gaps.len() * 2 / 5)?))
        })
        .collect()
}

/// Joins lines that follow each other into paragraphs.
pub(super) fn paragraphs(lines: &[Placed<'_>], layout: &Layout) -> Vec<RawText> {
    let mut out: Vec<RawText> = Vec::new();
    let mut count = 0;
    let mut before: Option<&Placed<'_>> = None;
    let mut extent: Option<Extent> = None;
    for placed in lines {
        let joins = match (before, out.last()) {
            (Some(before), Some(text)) => layout.continues(text, count, before, placed),
            _ => false,
        };
        match (out.last_mut(), before) {
            (Some(text), Some(before)) if joins => {
                join(&mut text.text, before.line, placed.line);
                if placed.page != before.page {
                    let begins = char_len(&text.text) - char_len(placed.line.text.trim());
                    text.page_starts.push((begins, placed.page));
                }
                count += 1;
            }
            _ => {
                out.push(RawText {
                    text: placed.line.text.clone(),
                    page: Some(placed.page),
                    ..RawText::default()
                });
                extent = None;
                count = 1;
            }
        }
        if let Some(text) = out.last_mut()
            && text.page == Some(placed.page)
        {
            let all = Extent::of(placed.line).with(extent);
            text.frame = Some(all.frame());
            extent = Some(all);
        }
        before = Some(placed);
    }
    out
}
