//! Turns what one page draws into lines and tables in reading order.
use std::collections::HashMap;

use super::{
    columns::{Band, Piece, order},
    drawing::Drawing,
    glyph::{Glyph, Heading, close_digits, drop_doubles},
    lines,
    recognition::Recognition,
    rules,
    tables::{PageTable, tables},
    trust::{self, Trust},
};

/// Least share of the page a picture covers to be taken for a scan of it.
const SCAN_SHARE: f64 = 0.3;
/// The same on a page without any text.
const LONE_SHARE: f64 = 0.01;
/// Least share of the characters over a scan that are drawn without ink where they are a recognized layer; numbers and stamps put
/// on later are drawn with it.
const LAYER_SHARE: f64 = 0.9;
/// Curved shapes from which a page without characters is taken for text turned into outlines.
const OUTLINED_TEXT: u32 = 20;

/// One page as read.
#[derive(Debug)]
pub(in crate::import) struct PageText {
    /// Number, from 1.
    pub(super) number: u32,
    /// Upper and lower edge in the direction of reading, in points.
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// Its left and right edge.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Lines and tables in reading order.
    pub(super) pieces: Vec<Piece>,
    pub(super) tables: Vec<PageTable>,
    /// Watermarks and slanted text (which stamps have too), kept apart.
    pub(super) slanted: Vec<String>,
    pub(super) unknown: u32,
    pub(super) outside: u32,
    pub(super) pictures: u32,
    /// Whether characters stand on it only as a recognized layer under a picture.
    pub(super) is_recognized: bool,
    pub(super) trust: Trust,
    /// Whether the page shows something that only recognition could read.
    pub(super) is_picture_of_text: bool,
    /// Share of the page its largest picture covers.
    pub(super) picture_share: f64,
    pub(super) recognition: Recognition,
}

impl PageText {
    /// Whether nothing of the body is on it.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

/// Reads a page from what it draws.
pub(in crate::import) fn read(number: u32, drawing: Drawing) -> PageText {
    let trust = trust::judge(&drawing.glyphs);
    let has_text = drawing.glyphs.iter().any(|g| !g.is_blank());
    let inked = || drawing.glyphs.iter().filter(|g| !g.is_blank());
    let invisible = inked().filter(|g| g.is_invisible).count();
    let is_recognized = has_text
        && drawing.picture_share >= SCAN_SHARE
        && invisible as f64 >= inked().count() as f64 * LAYER_SHARE;
    let mut page = PageText {
        number,
        top: 0.0,
        bottom: drawing.height,
        left: 0.0,
        right: drawing.width,
        pieces: Vec::new(),
        tables: Vec::new(),
        slanted: drawing.watermarks,
        unknown: drawing.unknown,
        outside: drawing.outside,
        pictures: drawing.pictures,
        is_recognized,
        is_picture_of_text: drawing.curves >= OUTLINED_TEXT
            || drawing.picture_share >= if has_text { SCAN_SHARE } else { LONE_SHARE },
        picture_share: drawing.picture_share,
        recognition: Recognition::NotTried,
        trust,
    };
    if page.trust == Trust::Garbled {
        return page;
    }
    let mut groups = by_heading(drawing.glyphs);
    for (_, glyphs) in &mut groups {
        drop_doubles(glyphs);
        close_digits(glyphs);
    }
    if let Some(at) = groups.iter().position(|(h, _)| *h == Heading::Slanted) {
        page.slanted.extend(slanted(&groups.remove(at).1));
    }
    if groups.is_empty() {
        return page;
    }
    let (heading, glyphs) = groups.remove(0);
    let corners = [(0.0, 0.0), (drawing.width, drawing.height)];
    let [a, b] = corners.map(|(x, y)| heading.turn(x, y));
    (page.left, page.right) = (a.0.min(b.0), a.0.max(b.0));
    (page.top, page.bottom) = (a.1.min(b.1), a.1.max(b.1));
    let rules: Vec<_> = drawing
        .rules
        .iter()
        .filter_map(|r| r.turned(heading))
        .collect();
    let mut aside: Vec<Glyph> = groups.into_iter().flat_map(|(_, glyphs)| glyphs).collect();
    let (bands, tables) = tables(glyphs, heading, &mut aside, rules::grids(&rules));
    page.tables = tables;
    page.pieces = order(bands);
    // Text lying on its side beside the main text comes after it.
    for (_, glyphs) in by_heading(aside) {
        let bands = lines::rows(glyphs).into_iter().map(Band::Row).collect();
        page.pieces.extend(order(bands));
    }
    page
}

/// Characters by the direction they run in, the commonest first.
fn by_heading(glyphs: Vec<Glyph>) -> Vec<(Heading, Vec<Glyph>)> {
    let mut groups: HashMap<Heading, Vec<Glyph>> = HashMap::new();
    for glyph in glyphs {
        groups.entry(glyph.heading).or_default().push(glyph);
    }
    let mut groups: Vec<(Heading, Vec<Glyph>)> = groups.into_iter().collect();
    groups.sort_by_key(|(heading, glyphs)| (std::cmp::Reverse(glyphs.len()), *heading));
    groups
}

/// Text at an angle, in drawing order; what belongs together is drawn together.
fn slanted(glyphs: &[Glyph]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut before: Option<&Glyph> = None;
    for glyph in glyphs {
        let is_next = before
            .is_some_and(|b| (glyph.x - b.x).hypot(glyph.y - b.y) <= b.size.max(b.advance) * 2.0);
        match texts.last_mut() {
            Some(text) if is_next => text.push(glyph.first),
            _ => texts.push(glyph.first.to_string()),
        }
        before = Some(glyph);
    }
    texts
        .into_iter()
        .map(|t| t.trim().to_owned())
        .filter(|t| !t.is_empty())
        .collect()
}
