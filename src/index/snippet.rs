//! Crops a hit's text around its highlights, for a line of a terminal.
use crate::model::Hit;

/// Part of a hit's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The part, on one line; `…` stands at an end where text was cut off.
    pub text: String,
    /// Highlights as half-open character ranges of this part.
    pub highlights: Vec<(u32, u32)>,
}

/// The mark of text cut off.
const CUT: char = '…';

/// Crops the text of a hit to `width` columns of a terminal (a Chinese character takes two), so that as many highlights as possible
/// are seen; of a highlight that is too long its beginning.
///
/// Line breaks and tabs become blanks, one for one.
#[must_use]
pub fn snippet(hit: &Hit, width: usize) -> Snippet {
    let chars: Vec<char> = hit
        .text
        .chars()
        .map(|c| {
            if c.is_whitespace() || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let widths: Vec<usize> = chars.iter().map(|c| columns(*c)).collect();
    let total: usize = widths.iter().sum();
    let (start, end) = if total <= width {
        (0, chars.len())
    } else {
        window(&widths, &hit.highlights, width)
    };
    let mut text = String::new();
    let mut before = 0;
    if start > 0 {
        text.push(CUT);
        before = 1;
    }
    text.extend(chars.get(start..end).unwrap_or_default());
    if end < chars.len() {
        text.push(CUT);
    }
    let inside = |at: u32| {
        let at = (at as usize).clamp(start, end) - start + before;
        u32::try_from(at).unwrap_or(u32::MAX)
    };
    let highlights = hit
        .highlights
        .iter()
        .map(|(from, to)| (inside(*from), inside(*to)))
        .filter(|(from, to)| from < to)
        .collect();
    Snippet { text, highlights }
}

/// The characters that fit, as a half-open range: it holds the run of highlights that fits best and as much around it on both sides.
fn window(widths: &[usize], highlights: &[(u32, u32)], width: usize) -> (usize, usize) {
    // Room for a mark at both ends.
    let room = width.saturating_sub(2 * columns(CUT)).max(2);
    let span = |from: usize, to: usize| {
        widths
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .sum::<usize>()
    };
    let mut best = (0, 0, 0);
    for (i, &(from, _)) in highlights.iter().enumerate() {
        let from = from as usize;
        let fitting = highlights
            .iter()
            .skip(i)
            .take_while(|(_, to)| span(from, *to as usize) <= room);
        let (count, to) = fitting.fold((0, from), |(n, _), (_, to)| (n + 1, *to as usize));
        if count > best.0 || (i == 0 && count == 0) {
            best = (count, from, to);
        }
    }
    let (mut start, mut end) = (best.1.min(widths.len()), best.2.min(widths.len()));
    let mut left = room.saturating_sub(span(start, end));
    let mut backward = true;
    loop {
        let before = start.checked_sub(1).and_then(|i| widths.get(i)).copied();
        let after = widths.get(end).copied();
        let before = before.filter(|w| *w <= left);
        let after = after.filter(|w| *w <= left);
        match (before, after, backward) {
            (Some(w), _, true) | (Some(w), None, false) => {
                start -= 1;
                left -= w;
            }
            (_, Some(w), _) => {
                end += 1;
                left -= w;
            }
            (None, None, _) => return (start, end),
        }
        backward = !backward;
    }
}

/// Columns a character takes in a terminal: two for East Asian wide characters, none for marks that combine.
fn columns(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F | 0xFEFF => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1F64F
        | 0x1F900..=0x1F9FF
        | 0x20000..=0x3FFFD => 2,
        // Chinese terminals draw these as wide as a character; one column too many crops early, one too few breaks the line.
        0x2018..=0x201D | 0x2026 | 0x2014 | 0x2460..=0x24FF | 0x2160..=0x217F => 2,
        _ => 1,
    }
}
