//! What one page draws, as a layout needs it: characters, ruling lines, pictures.
use super::{glyph::Glyph, rules::Rule};

/// Most ruling lines taken from one page; more belong to drawings.
const MAX_RULES: usize = 20_000;

/// What one page draws. Lengths are points, y runs downwards.
#[derive(Debug)]
pub(in crate::import) struct Drawing {
    /// The visible part of the page, in points.
    pub(in crate::import) width: f64,
    pub(in crate::import) height: f64,
    pub(in crate::import) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Pictures, and the share of the page the largest covers.
    pub(in crate::import) pictures: u32,
    pub(in crate::import) picture_share: f64,
    /// Curved shapes: many of them may be letters turned into outlines.
    pub(in crate::import) curves: u32,
    /// Characters whose code says nothing about what they are.
    pub(in crate::import) unknown: u32,
    /// Characters outside the visible part.
    pub(in crate::import) outside: u32,
    /// Texts the file itself calls watermarks.
    pub(in crate::import) watermarks: Vec<String>,
}

impl Drawing {
    /// An empty page of this size.
    pub(in crate::import) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            glyphs: Vec::new(),
            rules: Vec::new(),
            pictures: 0,
            picture_share: 0.0,
            curves: 0,
            unknown: 0,
            outside: 0,
            watermarks: Vec::new(),
        }
    }

    /// Whether no more ruling lines are taken.
    pub(in crate::import) fn has_all_rules(&self) -> bool {
        self.rules.len() >= MAX_RULES
    }

    /// Takes down a straight line; those along an axis are rules.
    pub(in crate::import) fn rule(&mut self, a: (f64, f64), b: (f64, f64)) {
        if !self.has_all_rules() {
            self.rules.extend(Rule::between(a, b));
        }
    }

    /// Takes down a picture that covers this many square points.
    pub(in crate::import) fn picture(&mut self, area: f64) {
        self.pictures = self.pictures.saturating_add(1);
        let share = area / (self.width * self.height).max(1.0);
        if share.is_finite() {
            self.picture_share = self.picture_share.max(share.min(1.0));
        }
    }
}
