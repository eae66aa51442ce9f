//! Takes down what a page draws: characters, ruling lines, pictures.
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
    font::{Glyph as FontGlyph, GlyphRun},
    hayro_cmap::{BfString, WritingMode},
    kurbo::{BezPath, PathEl, Point, Rect, Shape},
};

use crate::import::layout::{Drawing, Glyph, Heading, THICKEST_RULE, read_char};

use super::{codes::Rescue, guesses::Guesses};

/// Most characters taken from one page; a densely printed A3 page holds about 20,000.
const MAX_GLYPHS: usize = 200_000;
/// Most things drawn on one page before it is given up; maps and plans stay below a tenth of it. It bounds the time of a page.
pub(super) const MAX_CALLS: usize = 1_000_000;

/// The page draws more than the limits allow; carried by an unwinding that `read_page` catches.
#[derive(Debug)]
pub(super) struct Overrun;

/// Takes down what one page draws.
#[derive(Debug)]
pub(super) struct Recorder<'r> {
    drawing: Drawing,
    /// Dots per point of the largest picture, and its area in square points.
    pub(super) dots: Option<(f64, f64)>,
    calls: usize,
    rescue: &'r Rescue<'r>,
    guesses: Guesses,
}

impl<'r> Recorder<'r> {
    pub(super) fn new(width: f64, height: f64, rescue: &'r Rescue<'r>) -> Self {
        Self {
            drawing: Drawing::new(width, height),
            dots: None,
            calls: 0,
            rescue,
            guesses: Guesses::default(),
        }
    }

    /// What was drawn, with what the codes of unknown fonts turned out to mean.
    pub(super) fn finish(mut self) -> Drawing {
        std::mem::take(&mut self.guesses).settle(&mut self.drawing);
        self.drawing
    }

    /// Counts a call and ends the page when there are too many.
    fn count(&mut self) {
        self.calls += 1;
        if self.calls > MAX_CALLS || self.drawing.glyphs.len() > MAX_GLYPHS {
            // The interpreter has no way to be stopped; unwinding without a panic message is one.
            std::panic::resume_unwind(Box::new(Overrun));
        }
    }

    fn rule(&mut self, a: Point, b: Point) {
        self.drawing.rule(a.into(), b.into());
    }

    /// Ruling lines drawn as strokes.
    fn strokes(&mut self, path: &BezPath) {
        let mut start = Point::ZERO;
        let mut at = Point::ZERO;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => {
                    start = p;
                    at = p;
                }
                PathEl::LineTo(p) => {
                    self.rule(at, p);
                    at = p;
                }
                PathEl::ClosePath => {
                    self.rule(at, start);
                    at = start;
                }
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => at = p,
            }
        }
    }

    /// Ruling lines drawn as thin filled boxes.
    fn fills(&mut self, path: &BezPath) {
        let mut part = BezPath::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) {
                self.fill(&part);
                part = BezPath::new();
            }
            part.push(*element);
        }
        self.fill(&part);
    }

    fn fill(&mut self, part: &BezPath) {
        if part.elements().len() < 3 {
            return;
        }
        let b = part.bounding_box();
        let (x, y) = (b.center().x, b.center().y);
        if b.height() <= THICKEST_RULE && b.width() > b.height() {
            self.rule(Point::new(b.x0, y), Point::new(b.x1, y));
        } else if b.width() <= THICKEST_RULE {
            self.rule(Point::new(x, b.y0), Point::new(x, b.y1));
        }
    }
}

impl<'a> Device<'a> for Recorder<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        let is_curved = path
            .elements()
            .iter()
            .any(|e| matches!(e, PathEl::QuadTo(..) | PathEl::CurveTo(..)));
        self.drawing.curves += u32::from(is_curved);
        if self.drawing.has_all_rules() {
            return;
        }
        let path = props.transform * path;
        match mode {
            DrawMode::Fill(_) if !is_curved => self.fills(&path),
            DrawMode::Stroke(_) => self.strokes(&path),
            DrawMode::FillAndStroke(..) => self.strokes(&path),
            DrawMode::Fill(_) | DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            self.count();
            let place = props.transform * glyph.transform();
            let at = place * Point::ZERO;
            let along = place * Point::new(1000.0, 0.0) - at;
            let size = (place * Point::new(0.0, 1000.0) - at).hypot();
            let reach = along.hypot();
            if !(at.x.is_finite() && at.y.is_finite() && size.is_finite() && reach.is_finite())
                || size < 0.5
            {
                continue;
            }
            if at.x < -size
                || at.y < 0.0
                || at.x > self.drawing.width
                || at.y > self.drawing.height + size
            {
                self.drawing.outside += 1;
                continue;
            }
            let (text, width) = match &**glyph {
                FontGlyph::Outline(outline) => (
                    glyph.as_unicode().or_else(|| self.rescue.read(outline)),
                    outline.advance_width(),
                ),
                FontGlyph::Type3(own) => (own.as_unicode(), own.advance_width()),
            };
            let (first, rest) = match text {
                Some(BfString::Char(c)) => (read_char(c), String::new()),
                Some(BfString::String(s)) => {
                    let mut chars = s.chars().map(read_char);
                    (chars.next().unwrap_or('\u{FFFD}'), chars.collect())
                }
                None => ('\u{FFFD}', String::new()),
            };
            if first == '\u{FFFD}' {
                self.drawing.unknown += 1;
                if let FontGlyph::Outline(outline) = &**glyph {
                    self.guesses.note(outline, self.drawing.glyphs.len());
                }
            }
            let (mut x, mut y) = (at.x, at.y);
            let mut advance = f64::from(width.unwrap_or(0.0)) / 1000.0 * reach;
            let heading = if run.writing_mode() == WritingMode::Vertical {
                // The place given is the lower left corner of the upright letter; its column runs through its middle.
                x += size * 0.5;
                y -= size * 0.88;
                advance = size;
                Heading::Column
            } else {
                Heading::of(along.x, along.y)
            };
            if advance <= 0.0 || !advance.is_finite() {
                advance = if first.is_ascii() { size * 0.5 } else { size };
            }
            let (x, y) = heading.turn(x, y);
            self.drawing.glyphs.push(Glyph {
                first,
                rest,
                x,
                y,
                advance,
                size,
                heading,
                is_invisible: matches!(mode, DrawMode::Invisible),
            });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        let area = props.transform.determinant().abs()
            * f64::from(image.width())
            * f64::from(image.height());
        self.drawing.picture(area);
        if area.is_finite() && self.dots.is_none_or(|(_, largest)| area > largest) {
            let dots = 1.0 / props.transform.determinant().abs().sqrt();
            self.dots = Some((dots, area));
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
