//! The box that lines take on their page.
use super::lines::Line;
use crate::model::Frame;

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// How far lines reach on the page as it lies, in points from its upper left corner.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Extent {
    /// One line, which reaches from its baseline up by its size.
    pub(super) fn of(line: &Line) -> Self {
        let corners = [(line.x0, line.y - line.size), (line.x1, line.y)];
        let [a, b] = corners.map(|(x, y)| line.heading.back(x, y));
        Self {
            left: a.0.min(b.0),
            top: a.1.min(b.1),
            right: a.0.max(b.0),
            bottom: a.1.max(b.1),
        }
    }

    /// The box around this one and another.
    pub(super) fn with(self, other: Option<Self>) -> Self {
        other.map_or(self, |o| Self {
            left: self.left.min(o.left),
            top: self.top.min(o.top),
            right: self.right.max(o.right),
            bottom: self.bottom.max(o.bottom),
        })
    }

    /// In whole millimetres; what lies off the page begins at its edge.
    pub(super) fn frame(self) -> Frame {
        let mm = |points: f64| (points / POINTS).round() as u16;
        Frame {
            left: mm(self.left),
            top: mm(self.top),
            width: mm(self.right - self.left.max(0.0)),
            height: mm(self.bottom - self.top.max(0.0)),
        }
    }
}
