//! A sheet of gray dots that shapes and pictures are painted on, as recognition wants it.
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, flatten};

/// Lines of dots each row is looked at on, so that edges come out smooth.
const SUBROWS: i64 = 4;
/// How far a flattened curve may lie from the curve, in dots.
const TOLERANCE: f64 = 0.2;
/// Most crossings of outlines with rows of one page; a page of small print has two million.
const MAX_CROSSINGS: usize = 40_000_000;
/// Most samples along one side of a dot where a picture is made smaller.
const MAX_SAMPLES: f64 = 4.0;

/// How something is painted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    /// 0 is black, 255 white.
    pub(super) gray: u8,
    /// From 0 (nothing is seen) to 1.
    pub(super) opacity: f64,
    /// Whether it darkens what is there, as ink on ink does.
    pub(super) multiplies: bool,
}

/// Dots of a picture.
#[derive(Debug, Default)]
pub(super) struct Dots {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<u8>,
}

/// A gray sheet, white at first.
#[derive(Debug)]
pub(super) struct Canvas {
    width: usize,
    height: usize,
    dots: Vec<u8>,
    crossings: usize,
}

impl Canvas {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            dots: vec![255; width * height],
            crossings: 0,
        }
    }

    /// The sheet as a file in the portable graymap format.
    pub(super) fn into_pnm(self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend(self.dots);
        file
    }

    /// The dots an area covers: columns and rows, half open.
    fn covered(&self, area: Rect, clip: Rect) -> Option<[i64; 4]> {
        // Asked first: in an intersection what is not a number disappears.
        let is_placed = area.is_finite() && clip.is_finite();
        let sheet = Rect::new(0.0, 0.0, self.width as f64, self.height as f64);
        let area = area.intersect(clip).intersect(sheet);
        (is_placed && area.width() > 0.0 && area.height() > 0.0).then(|| {
            [
                area.x0.floor() as i64,
                area.y0.floor() as i64,
                area.x1.ceil() as i64,
                area.y1.ceil() as i64,
            ]
        })
    }

    fn blend(&mut self, x: i64, y: i64, coverage: f64, ink: Ink) {
        let at = usize::try_from(y).unwrap_or(0) * self.width + usize::try_from(x).unwrap_or(0);
        if let Some(dot) = self.dots.get_mut(at) {
            let there = f64::from(*dot);
            let gray = match ink.multiplies {
                true => f64::from(ink.gray) * there / 255.0,
                false => f64::from(ink.gray),
            };
            let share = (coverage * ink.opacity).clamp(0.0, 1.0);
            *dot = (there + (gray - there) * share).round() as u8;
        }
    }

    /// Paints the inside of a path.
    pub(super) fn fill(&mut self, path: &BezPath, is_even_odd: bool, clip: Rect, ink: Ink) {
        let Some([x0, y0, x1, y1]) = self.covered(path.bounding_box(), clip) else {
            return;
        };
        let mut crossings: Vec<(i64, f64, i32)> = Vec::new();
        let room = MAX_CROSSINGS.saturating_sub(self.crossings);
        let mut edge = |a: Point, b: Point| {
            let (upper, lower, turn) = if a.y < b.y { (a, b, 1) } else { (b, a, -1) };
            let subrow = |y: f64| (y * SUBROWS as f64 - 0.5).ceil();
            let first = subrow(upper.y).max((y0 * SUBROWS) as f64) as i64;
            let last = subrow(lower.y).min((y1 * SUBROWS) as f64) as i64;
            let slope = (lower.x - upper.x) / (lower.y - upper.y);
            for row in first..last {
                if crossings.len() < room {
                    let y = (row as f64 + 0.5) / SUBROWS as f64;
                    crossings.push((row, upper.x + (y - upper.y) * slope, turn));
                }
            }
        };
        let (mut start, mut at) = (Point::ZERO, Point::ZERO);
        flatten(
            path.elements().iter().copied(),
            TOLERANCE,
            |element| match element {
                PathEl::MoveTo(p) => {
                    edge(at, start);
                    (start, at) = (p, p);
                }
                PathEl::LineTo(p) => {
                    edge(at, p);
                    at = p;
                }
                PathEl::ClosePath => {
                    edge(at, start);
                    at = start;
                }
                // Flattened away.
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
            },
        );
        edge(at, start);
        self.crossings += crossings.len();
        crossings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut coverage = vec![0.0; usize::try_from(x1 - x0).unwrap_or(0)];
        for row in crossings.chunk_by(|a, b| a.0.div_euclid(SUBROWS) == b.0.div_euclid(SUBROWS)) {
            coverage.fill(0.0);
            for subrow in row.chunk_by(|a, b| a.0 == b.0) {
                let mut winding = 0;
                for pair in subrow.windows(2) {
                    let [a, b] = pair else { continue };
                    winding += a.2;
                    let is_inside = match is_even_odd {
                        true => winding % 2 != 0,
                        false => winding != 0,
                    };
                    if is_inside {
                        let from = a.1.max(clip.x0) - x0 as f64;
                        let to = b.1.min(clip.x1) - x0 as f64;
                        cover(&mut coverage, from, to, 1.0 / SUBROWS as f64);
                    }
                }
            }
            let y = row.first().map_or(0, |c| c.0.div_euclid(SUBROWS));
            for (x, share) in (x0..).zip(&coverage) {
                if *share > 0.0 {
                    self.blend(x, y, *share, ink);
                }
            }
        }
    }

    /// Paints a picture; `place` takes its dots to those of the sheet, `mask` says how much of each is seen.
    pub(super) fn picture(
        &mut self,
        picture: &Dots,
        mask: Option<&Dots>,
        place: Affine,
        clip: Rect,
        ink: Ink,
    ) {
        let (width, height) = (picture.width as f64, picture.height as f64);
        let area = place.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let back = place.inverse();
        let Some([x0, y0, x1, y1]) = self.covered(area, clip) else {
            return;
        };
        let [a, b, c, d, ..] = back.as_coeffs();
        let samples = a.hypot(b).max(c.hypot(d)).ceil().clamp(1.0, MAX_SAMPLES);
        if !samples.is_finite() {
            return;
        }
        let offsets: Vec<f64> = (0..samples as i64)
            .map(|i| (i as f64 + 0.5) / samples)
            .collect();
        for y in y0..y1 {
            for x in x0..x1 {
                let (mut gray, mut seen, mut all) = (0.0, 0.0, 0.0);
                for dy in &offsets {
                    for dx in &offsets {
                        all += 1.0;
                        let p = back * Point::new(x as f64 + dx, y as f64 + dy);
                        if p.x < 0.0 || p.y < 0.0 || p.x >= width || p.y >= height {
                            continue;
                        }
                        let share = mask.map_or(1.0, |m| {
                            let (sx, sy) = (m.width as f64 / width, m.height as f64 / height);
                            m.at(p.x * sx, p.y * sy) / 255.0
                        });
                        gray += picture.at(p.x, p.y) * share;
                        seen += share;
                    }
                }
                if seen > 0.0 {
                    let gray = (gray / seen).round() as u8;
                    self.blend(x, y, seen / all, Ink { gray, ..ink });
                }
            }
        }
    }
}

impl Dots {
    /// The value at a place, between the middles of the dots around it.
    fn at(&self, x: f64, y: f64) -> f64 {
        let side = |v: f64, length: usize| {
            let v = (v - 0.5).clamp(0.0, length.saturating_sub(1) as f64);
            let low = v.floor() as usize;
            (low, (low + 1).min(length.saturating_sub(1)), v - v.floor())
        };
        let (left, right, along) = side(x, self.width);
        let (upper, lower, down) = side(y, self.height);
        let dot = |x: usize, y: usize| {
            f64::from(self.values.get(y * self.width + x).copied().unwrap_or(255))
        };
        let mix = |a: f64, b: f64, share: f64| a + (b - a) * share;
        mix(
            mix(dot(left, upper), dot(right, upper), along),
            mix(dot(left, lower), dot(right, lower), along),
            down,
        )
    }
}

/// Adds the share of each dot that lies between two places.
fn cover(row: &mut [f64], from: f64, to: f64, share: f64) {
    let (from, to) = (from.max(0.0), to.min(row.len() as f64));
    if from >= to {
        return;
    }
    let first = from.floor() as usize;
    for (at, dot) in (first..).zip(row.iter_mut().skip(first)) {
        let (left, right) = (at as f64, at as f64 + 1.0);
        if left >= to {
            break;
        }
        *dot += (right.min(to) - left.max(from)) * share;
    }
}

#[cfg(test)]
mod tests {
    use super::{Canvas, Dots, Ink};
    use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};

    const BLACK: Ink = Ink {
        gray: 0,
        opacity: 1.0,
        multiplies: false,
    };
    const SHEET: Rect = Rect::new(0.0, 0.0, 4.0, 4.0);

    fn rows(canvas: Canvas) -> Vec<Vec<u8>> {
        canvas.dots.chunks(4).map(<[u8]>::to_vec).collect()
    }

    #[test]
    fn half_covered_dots_are_gray_and_holes_stay_white() {
        let mut canvas = Canvas::new(4, 4);
        let mut path: BezPath = Rect::new(0.5, 0.0, 4.0, 3.0).to_path(0.1);
        path.extend(Rect::new(2.0, 1.0, 3.0, 2.0).to_path(0.1));
        canvas.fill(&path, true, SHEET, BLACK);
        assert_eq!(
            rows(canvas),
            [
                [128, 0, 0, 0],
                [128, 0, 255, 0],
                [128, 0, 0, 0],
                [255, 255, 255, 255]
            ]
        );
    }

    #[test]
    fn pictures_are_painted_where_they_lie_turned_and_clipped() {
        let picture = Dots {
            width: 2,
            height: 1,
            values: vec![0, 100],
        };
        let mut canvas = Canvas::new(4, 4);
        // Upside down, at the lower right, the left half cut off.
        let place = Affine::new([-1.0, 0.0, 0.0, -1.0, 4.0, 4.0]);
        canvas.picture(&picture, None, place, Rect::new(3.0, 0.0, 4.0, 4.0), BLACK);
        assert_eq!(rows(canvas)[3], [255, 255, 255, 0]);
        let mut canvas = Canvas::new(4, 4);
        // A quarter turn.
        let place = Affine::new([0.0, 1.0, -1.0, 0.0, 1.0, 0.0]);
        canvas.picture(&picture, None, place, SHEET, BLACK);
        let first: Vec<u8> = rows(canvas).iter().map(|r| r[0]).collect();
        assert_eq!(first, [0, 100, 255, 255]);
    }

    #[test]
    fn what_lies_outside_or_nowhere_paints_nothing() {
        let mut canvas = Canvas::new(4, 4);
        let picture = Dots {
            width: 1,
            height: 1,
            values: vec![0],
        };
        for place in [
            Affine::translate((1e30, 0.0)),
            Affine::scale(0.0),
            Affine::scale(f64::NAN),
            Affine::translate((-5.0, -5.0)),
        ] {
            canvas.picture(&picture, None, place, SHEET, BLACK);
            canvas.fill(
                &(place * Rect::new(9.0, 9.0, 9.0, 9.0).to_path(0.1)),
                false,
                SHEET,
                BLACK,
            );
        }
        assert!(canvas.dots.iter().all(|d| *d == 255));
    }
}
