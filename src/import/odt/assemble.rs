//! Ends paragraphs, cells, boxes and notes, and puts each where it belongs.
use crate::import::{
    grid::Grid,
    notes::{joined, lines_and_tables},
};
use crate::model::RawBlock;

use super::{
    flow::{Flow, Holder, Note},
    walker::{Walker, visible},
};

/// Most empty rows made from one row that is repeated.
const MAX_REPEATED: u32 = 1_000;

impl Walker<'_> {
    /// Whether what is read stands beside the text: in a box or a note.
    pub(super) fn is_aside(&self) -> bool {
        self.flows
            .iter()
            .any(|f| matches!(f.holder, Holder::Box | Holder::Note(_)))
    }

    /// Ends the paragraph that is open, if one is.
    pub(super) fn end_paragraph(&mut self) {
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        flow.spans.clear();
        let Some(mut paragraph) = flow.paragraph.take() else {
            return;
        };
        let after = std::mem::take(&mut paragraph.after);
        if paragraph.is_hidden {
            self.remarks.hidden_chars += visible(&paragraph.text);
        } else {
            if paragraph.is_title && self.title.is_none() && !paragraph.text.trim().is_empty() {
                self.title = Some(paragraph.text.trim().to_owned());
            }
            let is_in_cell = matches!(flow.holder, Holder::Cell { .. });
            flow.blocks
                .extend(paragraph.finish(is_in_cell).map(RawBlock::Text));
        }
        flow.blocks.extend(after);
    }

    /// Ends the innermost flow when it is of the kind that closes; in broken markup it may not be.
    pub(super) fn end_flow_if(&mut self, closes: impl Fn(&Holder) -> bool) {
        if self.flows.last().is_some_and(|f| closes(&f.holder)) {
            self.end_flow();
        }
    }

    /// Ends the innermost flow, with the tables left open in it.
    pub(super) fn end_flow(&mut self) {
        while self
            .tables
            .last()
            .is_some_and(|t| t.depth == self.flows.len())
        {
            self.end_table();
        }
        self.end_paragraph();
        let Some(flow) = self.flows.pop() else { return };
        let Flow { holder, blocks, .. } = flow;
        match holder {
            Holder::Part => self.blocks.extend(blocks),
            Holder::Box => self.attach(blocks),
            Holder::Note(head) => self.notes.push(Note { head, blocks }),
            Holder::Cell {
                cols,
                rows,
                repeated,
                is_covered,
            } => {
                let (texts, nested) = lines_and_tables(blocks);
                let text = joined(&texts);
                let Some(table) = self.tables.last_mut() else {
                    return;
                };
                if is_covered {
                    // The cell that covers it is all that can be seen.
                    self.remarks.hidden_chars += visible(&text);
                    return;
                }
                table.nested.extend(nested);
                put(&mut table.grid, &text, [cols, rows, repeated]);
            }
        }
    }

    /// Adds blocks that follow the paragraph being read.
    fn attach(&mut self, blocks: Vec<RawBlock>) {
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        match &mut flow.paragraph {
            Some(paragraph) => paragraph.after.extend(blocks),
            None => flow.blocks.extend(blocks),
        }
    }

    /// Ends a row; a repeated one leaves empty rows behind it, as only empty rows are repeated.
    pub(super) fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            for _ in 1..table.repeated.min(MAX_REPEATED) {
                table.grid.next_row();
            }
            table.repeated = 1;
        }
    }

    /// Ends the innermost table, with the cells left open in it.
    pub(super) fn end_table(&mut self) {
        while self
            .tables
            .last()
            .is_some_and(|t| t.depth < self.flows.len())
        {
            self.end_flow();
        }
        if let (Some(table), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) {
            flow.blocks.extend(table.grid.finish());
            flow.blocks.extend(table.nested);
        }
    }
}

/// Puts a cell into the row, as often as it is repeated.
fn put(grid: &mut Grid, text: &str, [cols, rows, repeated]: [u32; 3]) {
    let count = repeated.min(MAX_REPEATED);
    for _ in 0..count {
        grid.put(text.to_owned(), cols, rows, None);
    }
}
