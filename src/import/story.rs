//! Puts paragraphs that tell only how deep in tables they stand into cells, rows and tables, as Word's older formats store them.
use crate::model::RawBlock;

use super::{
    grid::Grid,
    notes::{joined, lines_and_tables},
};

/// Cell edges closer to one another than this are one edge, in twips (1/20 point). Programs round edges differently from row to
/// row, and a column this narrow (2 mm) holds no character between its margins.
const SAME_EDGE: i32 = 120;
/// Deepest nesting of tables that is followed; what lies deeper is put into the innermost table.
const MAX_DEPTH: usize = 32;

/// Text and tables in the making.
#[derive(Debug, Default)]
pub(super) struct Story {
    blocks: Vec<RawBlock>,
    /// Tables that are open, outermost first.
    tables: Vec<OpenTable>,
}

/// How a row is cut into cells; edges in twips from the margin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowShape {
    pub(super) left: i32,
    pub(super) cells: Vec<CellShape>,
    /// It was deleted with changes tracked.
    pub(super) deleted: bool,
}

/// How a cell sits in its row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellShape {
    pub(super) right: i32,
    /// It continues the cell above.
    pub(super) continues_above: bool,
    /// It continues the cell to its left.
    pub(super) continues_left: bool,
}

#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<Row>,
    cells: Vec<Vec<RawBlock>>,
    cell: Vec<RawBlock>,
}

#[derive(Debug)]
struct Row {
    shape: RowShape,
    cells: Vec<Vec<RawBlock>>,
}

impl Story {
    /// Adds a block that stands `depth` tables deep; tables deeper than that have ended.
    pub(super) fn add(&mut self, depth: usize, block: RawBlock) {
        self.go_to(depth);
        self.here().push(block);
    }

    /// Adds blocks where the last one was added.
    pub(super) fn attach(&mut self, blocks: Vec<RawBlock>) {
        self.here().extend(blocks);
    }

    /// Ends the cell that is open `depth` tables deep.
    pub(super) fn end_cell(&mut self, depth: usize) {
        self.go_to(depth.max(1));
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(std::mem::take(&mut table.cell));
        }
    }

    /// Ends the row that is open `depth` tables deep.
    pub(super) fn end_row(&mut self, depth: usize, shape: RowShape) {
        self.go_to(depth.max(1));
        if let Some(table) = self.tables.last_mut() {
            table.end_row(shape);
        }
    }

    /// What was put together.
    pub(super) fn finish(mut self) -> Vec<RawBlock> {
        self.go_to(0);
        self.blocks
    }

    /// Opens and ends tables until `depth` are open. A paragraph outside the tables ends them.
    pub(super) fn go_to(&mut self, depth: usize) {
        let depth = depth.min(MAX_DEPTH);
        while self.tables.len() > depth {
            let ended = self.tables.pop().map(OpenTable::finish);
            self.here().extend(ended.unwrap_or_default());
        }
        self.tables.resize_with(depth, OpenTable::default);
    }

    fn here(&mut self) -> &mut Vec<RawBlock> {
        match self.tables.last_mut() {
            Some(table) => &mut table.cell,
            None => &mut self.blocks,
        }
    }
}

impl OpenTable {
    fn end_row(&mut self, shape: RowShape) {
        if !self.cell.is_empty() {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        let cells = std::mem::take(&mut self.cells);
        let is_gone = shape.deleted && cells.iter().all(Vec::is_empty);
        if !is_gone {
            self.rows.push(Row { shape, cells });
        }
    }

    /// The table and those inside its cells, which follow it.
    fn finish(mut self) -> Vec<RawBlock> {
        if !self.cells.is_empty() || !self.cell.is_empty() {
            self.end_row(RowShape::default());
        }
        let edges = Edges::of(&self.rows);
        let mut grid = Grid::default();
        let mut nested = Vec::new();
        for row in self.rows {
            grid.next_row();
            let mut at = edges.column(row.shape.left);
            grid.skip(at);
            for (n, cell) in row.cells.into_iter().enumerate() {
                let shape = row.shape.cells.get(n).copied().unwrap_or_default();
                let end = edges.column(shape.right).max(at.saturating_add(1));
                let cols = end - at;
                at = end;
                let (texts, tables) = lines_and_tables(cell);
                let text = joined(&texts);
                if shape.continues_left {
                    grid.put_beside(text, cols, None);
                } else if shape.continues_above {
                    grid.put_below(text, cols, None);
                } else {
                    grid.put(text, cols, 1, None);
                }
                nested.extend(tables);
            }
        }
        grid.finish().into_iter().chain(nested).collect()
    }
}

/// The edges of all columns of a table, from left to right.
#[derive(Debug)]
struct Edges(Vec<i32>);

impl Edges {
    fn of(rows: &[Row]) -> Self {
        let shapes = || {
            rows.iter()
                .map(|r| &r.shape)
                .filter(|s| !s.cells.is_empty())
        };
        let mut all: Vec<i32> = shapes()
            .flat_map(|s| std::iter::once(s.left).chain(s.cells.iter().map(|c| c.right)))
            .collect();
        all.sort_unstable();
        all.dedup();
        let mut rounded: Vec<i32> = Vec::new();
        for edge in &all {
            let is_new = rounded
                .last()
                .is_none_or(|last| edge.saturating_sub(*last) > SAME_EDGE);
            if is_new {
                rounded.push(*edge);
            }
        }
        let rounded = Self(rounded);
        // Where rounding would take a cell all its width, the table is drawn in a measure of its own.
        let squeezes = |shape: &RowShape| {
            let mut left = rounded.column(shape.left);
            shape.cells.iter().any(|cell| {
                let right = rounded.column(cell.right);
                std::mem::replace(&mut left, right) >= right
            })
        };
        if shapes().any(squeezes) {
            Self(all)
        } else {
            rounded
        }
    }

    /// The column that begins at an edge.
    fn column(&self, edge: i32) -> u32 {
        let after = self.0.partition_point(|e| *e <= edge);
        u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::{CellShape, RowShape, Story};
    use crate::model::{RawBlock, RawTable, RawText};

    fn text(text: &str) -> RawBlock {
        RawBlock::Text(RawText {
            text: text.to_owned(),
            ..RawText::default()
        })
    }

    fn shape(left: i32, rights: &[i32]) -> RowShape {
        let cell = |right: &i32| CellShape {
            right: *right,
            ..CellShape::default()
        };
        RowShape {
            left,
            cells: rights.iter().map(cell).collect(),
            deleted: false,
        }
    }

    fn row(story: &mut Story, depth: usize, cells: &[&str], shape: RowShape) {
        for cell in cells {
            if !cell.is_empty() {
                story.add(depth, text(cell));
            }
            story.end_cell(depth);
        }
        story.end_row(depth, shape);
    }

    fn tables(blocks: &[RawBlock]) -> Vec<&RawTable> {
        let mut found = Vec::new();
        for block in blocks {
            if let RawBlock::Table(table) = block {
                found.push(table);
            }
        }
        found
    }

    fn places(table: &RawTable) -> Vec<(u32, u32, &str)> {
        let cells = table.cells.iter();
        cells.map(|c| (c.row, c.col, c.text.as_str())).collect()
    }

    #[test]
    fn cells_stand_in_the_columns_their_edges_make() {
        let mut story = Story::default();
        row(&mut story, 1, &["题", "尾"], shape(-108, &[3000, 4000]));
        row(
            &mut story,
            1,
            &["甲", "乙", "丙"],
            shape(-100, &[1500, 3010, 4000]),
        );
        let blocks = story.finish();
        let table = tables(&blocks)[0];
        assert_eq!(
            places(table),
            [
                (0, 0, "题"),
                (0, 2, "尾"),
                (1, 0, "甲"),
                (1, 1, "乙"),
                (1, 2, "丙")
            ]
        );
        let merge = table.merges[0];
        assert_eq!(
            (merge.first_row, merge.first_col, merge.last_col),
            (0, 0, 1)
        );
        assert_eq!(table.merges.len(), 1);
    }

    #[test]
    fn columns_narrower_than_the_rounding_keep_apart() {
        let mut story = Story::default();
        row(
            &mut story,
            1,
            &["甲", "乙", "丙"],
            shape(0, &[50, 100, 2000]),
        );
        let blocks = story.finish();
        assert_eq!(
            places(tables(&blocks)[0]),
            [(0, 0, "甲"), (0, 1, "乙"), (0, 2, "丙")]
        );
    }

    #[test]
    fn rows_without_edges_and_without_an_end_are_kept() {
        let mut story = Story::default();
        story.add(1, text("甲"));
        story.end_cell(1);
        story.add(1, text("乙"));
        story.add(0, text("后"));
        let blocks = story.finish();
        assert_eq!(places(tables(&blocks)[0]), [(0, 0, "甲"), (0, 1, "乙")]);
        assert!(matches!(&blocks[1], RawBlock::Text(t) if t.text == "后"));
    }

    #[test]
    fn a_table_inside_a_cell_follows_the_outer_one() {
        let mut story = Story::default();
        story.add(1, text("外"));
        row(&mut story, 2, &["内一", "内二"], shape(0, &[500, 1000]));
        story.end_cell(1);
        story.end_row(1, shape(0, &[4000]));
        let blocks = story.finish();
        let found = tables(&blocks);
        assert_eq!(places(found[0]), [(0, 0, "外")]);
        assert_eq!(places(found[1]), [(0, 0, "内一"), (0, 1, "内二")]);
    }

    #[test]
    fn a_deleted_row_is_gone_and_one_with_text_left_is_not() {
        let mut story = Story::default();
        let deleted = |s: RowShape| RowShape { deleted: true, ..s };
        row(&mut story, 1, &["", ""], deleted(shape(0, &[500, 1000])));
        row(&mut story, 1, &["留", ""], deleted(shape(0, &[500, 1000])));
        let blocks = story.finish();
        assert_eq!(places(tables(&blocks)[0]), [(0, 0, "留")]);
    }
}
