//! Places on a page: lists of numbers, and how objects are moved, turned and scaled.

/// Points in a millimetre, the unit of the format.
pub(super) const POINTS: f64 = 72.0 / 25.4;
/// Most numbers read from one list; the longest text on a page stays far below.
const MAX_NUMBERS: usize = 200_000;

/// An affine map: `x' = a x + c y + e`, `y' = b x + d y + f`, with y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    e: f64,
    f: f64,
}

impl Matrix {
    /// From millimetres of the page to points.
    pub(super) const PAGE: Self = Self {
        a: POINTS,
        b: 0.0,
        c: 0.0,
        d: POINTS,
        e: 0.0,
        f: 0.0,
    };

    /// Where a point comes to lie.
    pub(super) fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (
            self.a * x + self.c * y + self.e,
            self.b * x + self.d * y + self.f,
        )
    }

    /// What becomes of a step.
    pub(super) fn step(&self, x: f64, y: f64) -> (f64, f64) {
        (self.a * x + self.c * y, self.b * x + self.d * y)
    }

    /// How many times areas grow.
    pub(super) fn area(&self) -> f64 {
        (self.a * self.d - self.b * self.c).abs()
    }

    /// The map for what lies at `(x, y)` of this one's space.
    pub(super) fn moved(&self, x: f64, y: f64) -> Self {
        let (e, f) = self.place(x, y);
        Self { e, f, ..*self }
    }

    /// The map for an object with this boundary and transformation (`Boundary`, `CTM`).
    pub(super) fn object(&self, boundary: Option<&str>, ctm: Option<&str>) -> Self {
        let moved = match boundary.map(numbers).as_deref() {
            Some([x, y, ..]) => self.moved(*x, *y),
            _ => *self,
        };
        match ctm.map(numbers).as_deref() {
            Some(&[a, b, c, d, e, f]) => {
                let (across, along) = (moved.step(a, b), moved.step(c, d));
                let (e, f) = moved.place(e, f);
                Self {
                    a: across.0,
                    b: across.1,
                    c: along.0,
                    d: along.1,
                    e,
                    f,
                }
            }
            _ => moved,
        }
    }
}

/// A number that can be reckoned with.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|n: &f64| n.is_finite())
}

/// The numbers of a list; `g 3 2.5` stands for `2.5 2.5 2.5`.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    let mut out = Vec::new();
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        if out.len() >= MAX_NUMBERS {
            break;
        }
        if word.eq_ignore_ascii_case("g") {
            let count = words.next().and_then(number).unwrap_or(0.0).max(0.0) as usize;
            let value = words.next().and_then(number).unwrap_or(0.0);
            out.extend(std::iter::repeat_n(
                value,
                count.min(MAX_NUMBERS - out.len()),
            ));
        } else {
            out.push(number(word).unwrap_or(0.0));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Matrix, numbers};

    #[test]
    fn runs_of_equal_numbers_are_spelled_out() {
        assert_eq!(numbers("1 g 2 2.5 -3"), [1.0, 2.5, 2.5, -3.0]);
        assert_eq!(numbers("g 99999999999 1").len(), super::MAX_NUMBERS);
        assert_eq!(numbers("nan g x"), [0.0]);
    }

    #[test]
    fn an_object_is_turned_first_and_moved_then() {
        let m = Matrix::PAGE.object(Some("10 20 5 5"), Some("0 1 -1 0 3 0"));
        let (x, y) = m.place(1.0, 0.0);
        let mm = |v: f64| v / super::POINTS;
        assert!((mm(x) - 13.0).abs() < 1e-9 && (mm(y) - 21.0).abs() < 1e-9);
    }
}
