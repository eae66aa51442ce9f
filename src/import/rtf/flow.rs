//! Stories of an RTF file in the making: the body, a note, a running head, a text box.
use crate::import::{
    paragraph::Paragraph,
    story::{CellShape, RowShape, Story},
};

/// Most cells of a row, as in Word.
const MAX_CELLS: usize = 64;

/// What a story is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    Body,
    /// Follows the paragraph it hangs on.
    Box,
    Footnote,
    Endnote,
    /// With its author.
    Comment(String),
    Header,
    Footer,
}

/// A story in the making.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) holder: Holder,
    pub(super) story: Story,
    pub(super) paragraph: Paragraph,
    /// The number of the paragraph as the writing program last showed it.
    pub(super) label: Option<String>,
    /// Depth of the paragraph that runs on into the next.
    pub(super) runs_on: Option<usize>,
    /// The row of the outer table and of the innermost one, as described last.
    row: RowShape,
    inner_row: RowShape,
    /// The cell being described.
    cell: CellShape,
}

impl Flow {
    /// An empty story.
    pub(super) fn new(holder: Holder) -> Self {
        Self {
            holder,
            story: Story::default(),
            paragraph: Paragraph::default(),
            label: None,
            runs_on: None,
            row: RowShape::default(),
            inner_row: RowShape::default(),
            cell: CellShape::default(),
        }
    }

    /// The row described last.
    pub(super) fn row(&mut self, inner: bool) -> &mut RowShape {
        if inner {
            &mut self.inner_row
        } else {
            &mut self.row
        }
    }

    /// Begins the description of a row.
    pub(super) fn begin_row(&mut self, inner: bool) {
        *self.row(inner) = RowShape::default();
        self.cell = CellShape::default();
    }

    /// The cell being described continues the one above or the one to its left.
    pub(super) fn cell(&mut self) -> &mut CellShape {
        &mut self.cell
    }

    /// Ends the description of a cell with its right edge.
    pub(super) fn end_cell_shape(&mut self, inner: bool, right: i32) {
        let cell = CellShape {
            right,
            ..std::mem::take(&mut self.cell)
        };
        let row = self.row(inner);
        if row.cells.len() < MAX_CELLS {
            row.cells.push(cell);
        }
    }
}
