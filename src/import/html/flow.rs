//! Lines, list items, cells and tables in the making while a page is walked through.
use scraper::node::Element;

use crate::import::{grid::Grid, numerals};
use crate::model::{RawBlock, RawText, char_len};

use super::{lines::Lines, walker::Walker};

/// Most columns one cell spans, as in browsers.
const MAX_COL_SPAN: u32 = 1_000;

/// Where lines are collected: the page, a cell, a caption.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<RawBlock>,
    pub(super) lines: Lines,
    pub(super) heading: Option<u8>,
    /// Label of the list item that has begun; empty for a bullet.
    pub(super) item: Option<String>,
}

/// A table in the making.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    /// `None` when it only lays out the page.
    pub(super) grid: Option<Grid>,
    pub(super) caption: Vec<RawBlock>,
    pub(super) nested: Vec<RawBlock>,
}

/// A list that is open: the number of its next item, and its kind (`1`, `a`, `I`, …) if its items are numbered.
#[derive(Debug)]
pub(super) struct OpenList {
    pub(super) next: u32,
    pub(super) kind: Option<String>,
}

impl Walker {
    /// The number a list item shows, with a blank behind it; empty for a bullet.
    pub(super) fn next_label(&mut self, item: &Element) -> String {
        let Some(list) = self.lists.last_mut() else {
            return String::new();
        };
        let number = item
            .attr("value")
            .and_then(|v| v.parse().ok())
            .unwrap_or(list.next);
        list.next = number.saturating_add(1);
        let format = match list.kind.as_deref() {
            None => return String::new(),
            Some("a") => "lowerLetter",
            Some("A") => "upperLetter",
            Some("i") => "lowerRoman",
            Some("I") => "upperRoman",
            Some(_) => "decimal",
        };
        format!("{}. ", numerals::write(format, "", number))
    }

    /// Ends the block of lines that is open.
    pub(super) fn flush(&mut self) {
        let keep_breaks = self.flows.len() > 1;
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        let lines = std::mem::take(&mut flow.lines);
        for text in lines.paragraphs(keep_breaks || flow.heading.is_some()) {
            let item = flow.item.as_mut().map(std::mem::take);
            let label = item.unwrap_or_default();
            flow.blocks.push(RawBlock::Text(RawText {
                label_chars: char_len(&label),
                text: format!("{label}{text}"),
                heading: flow.heading,
                is_list_item: flow.item.take().is_some() && flow.heading.is_none(),
                ..RawText::default()
            }));
        }
    }

    pub(super) fn end_cell(&mut self, element: &Element) {
        let Some(flow) = self.flows.pop() else { return };
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let mut lines = Vec::new();
        for block in flow.blocks {
            match block {
                RawBlock::Text(text) => lines.push(text.text),
                block @ RawBlock::Table(_) => table.nested.push(block),
            }
        }
        let span = |name: &str| {
            element
                .attr(name)
                .and_then(|v| v.trim().parse::<u32>().ok())
        };
        let cols = span("colspan").unwrap_or(1).clamp(1, MAX_COL_SPAN);
        // 0 asks for all rows that follow.
        let rows = span("rowspan").map_or(1, |n| if n == 0 { u32::MAX } else { n });
        if let Some(grid) = &mut table.grid {
            grid.put(lines.join("\n"), cols, rows, None);
        }
    }
}
