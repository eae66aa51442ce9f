//! Paints a page as a reader sees it, for recognition: pictures, letters and shapes in gray.
//!
//! It is made for reading, not for looking: clips are taken as the boxes around them, patterns and shadings are left out.
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, FillRule, Image, ImageData, ImageDrawProps,
    LumaData, Paint, SoftMask,
    font::{Glyph, GlyphRun},
    kurbo::{self, Affine, BezPath, Rect, Shape},
};

use crate::import::{image::MOST_MEGAPIXELS, layout::Wanted};

use super::{
    canvas::{Canvas, Dots, Ink},
    device::{MAX_CALLS, Overrun},
};

/// Resolution of a page without pictures, in dots per point: 300 to the inch, which recognition is made for.
const USUAL_DOTS: f64 = 300.0 / 72.0;
/// Fewest dots along the longer side of a page; pictures with fewer are made larger, since recognition wants letters of 20 dots.
const LEAST_SIDE: f64 = 2200.0;
/// Most dots of a page: A3 at 300 to the inch has 17 million.
const MOST_DOTS: f64 = 20e6;
/// Thinnest stroke, in dots.
const THINNEST: f64 = 1.0;

/// Paints a page on a sheet.
#[derive(Debug)]
pub(super) struct Painter {
    pub(super) canvas: Canvas,
    wanted: Wanted,
    clips: Vec<Rect>,
    /// Opacity of each group, and whether it darkens what lies under it.
    groups: Vec<(f64, bool)>,
    calls: usize,
    /// Whether a picture was left out because of its size.
    pub(super) left_out: bool,
}

/// Dots per point at which a page of this size (in points) is painted; `found` are those of its largest picture.
pub(super) fn resolution(width: f64, height: f64, found: Option<f64>) -> f64 {
    let wanted = found
        .unwrap_or(USUAL_DOTS)
        .max(LEAST_SIDE / width.max(height).max(1.0));
    wanted.min((MOST_DOTS / (width * height).max(1.0)).sqrt())
}

impl Painter {
    /// A white sheet of this many dots.
    pub(super) fn new(width: usize, height: usize, wanted: Wanted) -> Self {
        Self {
            canvas: Canvas::new(width, height),
            wanted,
            clips: vec![Rect::new(0.0, 0.0, width as f64, height as f64)],
            groups: Vec::new(),
            calls: 0,
            left_out: false,
        }
    }

    fn count(&mut self) {
        self.calls += 1;
        if self.calls > MAX_CALLS {
            std::panic::resume_unwind(Box::new(Overrun));
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(Rect::ZERO)
    }

    fn push_clip(&mut self, area: Rect) {
        self.count();
        self.clips.push(self.clip().intersect(area));
    }

    fn ink(&self, paint: &Paint<'_>) -> Option<Ink> {
        let Paint::Color(color) = paint else {
            return None;
        };
        let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
        Some(self.in_groups(luma(red, green, blue), f64::from(alpha) / 255.0))
    }

    fn in_groups(&self, gray: u8, opacity: f64) -> Ink {
        Ink {
            gray,
            opacity: self.groups.iter().fold(opacity, |o, (group, _)| o * group),
            multiplies: self.groups.iter().any(|(_, multiplies)| *multiplies),
        }
    }

    fn paint(&mut self, path: &BezPath, mode: &DrawMode, place: Affine, paint: &Paint<'_>) {
        let Some(ink) = self.ink(paint) else {
            return;
        };
        let clip = self.clip();
        if let DrawMode::Fill(rule) | DrawMode::FillAndStroke(rule, _) = mode {
            let is_even_odd = *rule == FillRule::EvenOdd;
            self.canvas.fill(&(place * path), is_even_odd, clip, ink);
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let scale = place.determinant().abs().sqrt();
            let width = f64::from(stroke.line_width).max(THINNEST / scale.max(f64::EPSILON));
            let style = kurbo::Stroke::new(width)
                .with_caps(stroke.line_cap)
                .with_join(stroke.line_join)
                .with_miter_limit(f64::from(stroke.miter_limit));
            let outline = kurbo::stroke(
                path.elements().iter().copied(),
                &style,
                &kurbo::StrokeOpts::default(),
                0.2 / scale.max(f64::EPSILON),
            );
            self.canvas.fill(&(place * outline), false, clip, ink);
        }
    }
}

fn luma(red: u8, green: u8, blue: u8) -> u8 {
    // Weights of the eye, in 256ths.
    let sum = u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29;
    (sum / 256) as u8
}

fn dots(data: LumaData) -> Dots {
    Dots {
        width: data.width as usize,
        height: data.height as usize,
        values: data.data,
    }
}

impl<'a> Device<'a> for Painter {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        if self.wanted == Wanted::Page {
            self.paint(path, mode, props.transform, &props.paint);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, area: &Rect) {
        self.push_clip(*area);
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, mode: BlendMode) {
        self.count();
        let multiplies = matches!(mode, BlendMode::Multiply | BlendMode::Darken);
        self.groups.push((f64::from(opacity), multiplies));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if self.wanted == Wanted::Pictures {
            return;
        }
        for glyph in run.glyphs() {
            self.count();
            match &**glyph {
                Glyph::Outline(outline) => {
                    let place = props.transform * glyph.transform();
                    self.paint(&outline.outline(), mode, place, &props.paint);
                }
                Glyph::Type3(own) => {
                    own.interpret(self, props.transform, glyph.transform(), &props.paint);
                }
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count();
        let size = u64::from(image.width()) * u64::from(image.height());
        if size > MOST_MEGAPIXELS * 1_000_000 {
            self.left_out = true;
            return;
        }
        let clip = self.clip();
        let place =
            |(x, y): (f32, f32)| props.transform * Affine::scale_non_uniform(x.into(), y.into());
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |data, mask| {
                    let ink = self.in_groups(0, 1.0);
                    let place = place(data.scale_factors());
                    let picture = match data {
                        ImageData::Luma(luma) => dots(luma),
                        ImageData::Rgb(rgb) => Dots {
                            width: rgb.width as usize,
                            height: rgb.height as usize,
                            values: rgb
                                .data
                                .chunks_exact(3)
                                .map(|dot| match dot {
                                    [red, green, blue] => luma(*red, *green, *blue),
                                    _ => 255,
                                })
                                .collect(),
                        },
                    };
                    let mask = mask.map(dots);
                    self.canvas
                        .picture(&picture, mask.as_ref(), place, clip, ink);
                },
                None,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(
                |data, paint| {
                    let Some(ink) = self.ink(paint) else {
                        return;
                    };
                    let place = place(data.scale_factors);
                    let mask = dots(data);
                    let picture = Dots {
                        width: mask.width,
                        height: mask.height,
                        values: vec![ink.gray; mask.values.len()],
                    };
                    self.canvas.picture(&picture, Some(&mask), place, clip, ink);
                },
                None,
            ),
        }
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }
}
