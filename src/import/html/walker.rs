//! Walks through the tree of a page and collects paragraphs and tables in reading order.
use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef, iter::Edge};
use scraper::{Node, node::Element};

use crate::import::{grid::Grid, numerals};
use crate::model::{RawBlock, RawText, char_len};

use super::{
    elements::{self, PassOver},
    lines::Lines,
    table_kind::layout_tables,
};

/// What walking through a page leaves behind.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) blocks: Vec<RawBlock>,
    /// Text of the site's foot.
    pub(super) footer: Vec<String>,
    pub(super) hidden_chars: u64,
    pub(super) deleted_chars: u64,
    pub(super) navigation_chars: u64,
    pub(super) pictures: u32,
    /// Sources of frames, whose content lies in other files.
    pub(super) frames: u32,
    /// Pages written inside an attribute of `iframe`.
    pub(super) inner_pages: Vec<String>,
}

/// Where lines are collected: the page, a cell, a caption.
#[derive(Debug, Default)]
struct Flow {
    blocks: Vec<RawBlock>,
    lines: Lines,
    heading: Option<u8>,
    /// Label of the list item that has begun; empty for a bullet.
    item: Option<String>,
}

#[derive(Debug, Default)]
struct OpenTable {
    /// `None` when it only lays out the page.
    grid: Option<Grid>,
    caption: Vec<RawBlock>,
    nested: Vec<RawBlock>,
}

/// A list that is open: the number of its next item, and its kind (`1`, `a`, `I`, …) if its items are numbered.
#[derive(Debug)]
struct OpenList {
    next: u32,
    kind: Option<String>,
}

/// Collects the text of a page.
#[derive(Debug, Default)]
pub(super) struct Walker {
    layout: HashMap<NodeId, bool>,
    flows: Vec<Flow>,
    tables: Vec<OpenTable>,
    lists: Vec<OpenList>,
    /// Elements open since one was passed over, and why it was.
    passed: Option<(PassOver, usize)>,
    as_is: u32,
    /// For each `sup` and `sub` open, whether it raises.
    raised: Vec<bool>,
    walked: Walked,
}

impl Walker {
    /// Walks through everything under `root`.
    pub(super) fn walk(mut self, root: NodeRef<'_, Node>) -> Walked {
        self.layout = layout_tables(root);
        self.flows.push(Flow::default());
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => self.open(node, element),
                    Node::Text(text) => self.text(text),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        self.close(element);
                    }
                }
            }
        }
        self.flush();
        self.walked.blocks = self.flows.pop().map(|f| f.blocks).unwrap_or_default();
        self.walked
    }

    fn open(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        if let Some((_, depth)) = &mut self.passed {
            *depth += 1;
            return;
        }
        let name = element.name();
        if name == "iframe" || name == "frame" {
            match element.attr("srcdoc") {
                Some(page) => self.walked.inner_pages.push(page.to_owned()),
                None => self.walked.frames += 1,
            }
        }
        if let Some(why) = elements::passed_over(node, element) {
            if elements::is_block(element) {
                self.flush();
            }
            self.passed = Some((why, 1));
            return;
        }
        if elements::is_block(element) {
            self.flush();
        }
        if let (Some(level), Some(flow)) = (elements::heading_level(element), self.flows.last_mut())
        {
            flow.heading = Some(level);
        }
        match name {
            "br" => self.edit(|flow| flow.lines.end_line()),
            "pre" | "textarea" | "xmp" | "listing" => self.as_is += 1,
            "sup" => self.raised.push(true),
            "sub" => self.raised.push(false),
            "img" => self.walked.pictures += 1,
            "input" => {
                let kind = element.attr("type").unwrap_or("text").to_ascii_lowercase();
                if matches!(
                    kind.as_str(),
                    "text" | "number" | "date" | "tel" | "email" | "url"
                ) {
                    self.text(element.attr("value").unwrap_or_default());
                }
            }
            "ol" | "ul" | "menu" | "dir" => {
                let is_numbered = name == "ol"
                    && !elements::style_has(element, "list-style", &["none"])
                    && !elements::style_has(element, "list-style-type", &["none"]);
                self.lists.push(OpenList {
                    next: element
                        .attr("start")
                        .and_then(|s| s.parse().ok())
                        .unwrap_or(1),
                    kind: is_numbered.then(|| element.attr("type").unwrap_or("1").to_owned()),
                });
            }
            "li" => {
                let label = self.next_label(element);
                self.edit(|flow| flow.item = Some(label));
            }
            "table" => {
                let is_data = self.layout.get(&node.id()) == Some(&false);
                self.tables.push(OpenTable {
                    grid: is_data.then(Grid::default),
                    ..OpenTable::default()
                });
            }
            "tr" => {
                if let Some(grid) = self.tables.last_mut().and_then(|t| t.grid.as_mut()) {
                    grid.next_row();
                    if elements::is_hidden(element) {
                        grid.hide_row();
                    }
                }
            }
            "td" | "th" | "caption" if self.is_in_data() => self.flows.push(Flow::default()),
            _ => {}
        }
    }

    fn close(&mut self, element: &Element) {
        if let Some((_, depth)) = &mut self.passed {
            *depth -= 1;
            if *depth == 0 {
                self.passed = None;
            }
            return;
        }
        if elements::is_block(element) {
            self.flush();
        }
        if elements::heading_level(element).is_some() {
            self.edit(|flow| flow.heading = None);
        }
        match element.name() {
            "pre" | "textarea" | "xmp" | "listing" => self.as_is = self.as_is.saturating_sub(1),
            "sup" | "sub" => {
                self.raised.pop();
            }
            "li" => self.edit(|flow| flow.item = None),
            "ol" | "ul" | "menu" | "dir" => {
                self.lists.pop();
            }
            "caption" if self.is_in_data() && self.flows.len() > 1 => {
                let blocks = self.flows.pop().map(|f| f.blocks).unwrap_or_default();
                if let Some(table) = self.tables.last_mut() {
                    table.caption.extend(blocks);
                }
            }
            "td" | "th" if self.is_in_data() && self.flows.len() > 1 => self.end_cell(element),
            "table" => {
                if let (Some(table), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) {
                    flow.blocks.extend(table.caption);
                    flow.blocks.extend(table.grid.and_then(Grid::finish));
                    flow.blocks.extend(table.nested);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((why, _)) = self.passed {
            let shown = text.chars().filter(|c| !c.is_whitespace()).count() as u64;
            match why {
                PassOver::Unshown => {}
                PassOver::Hidden => self.walked.hidden_chars += shown,
                PassOver::Deleted => self.walked.deleted_chars += shown,
                PassOver::Navigation => self.walked.navigation_chars += shown,
                PassOver::Footer if shown > 0 => self.walked.footer.push(text.trim().to_owned()),
                PassOver::Footer => {}
            }
            return;
        }
        let raised = self.raised.last().copied();
        let as_is = self.as_is > 0;
        self.edit(|flow| {
            if as_is {
                flow.lines.push_as_is(text);
            } else {
                flow.lines.push(text, raised);
            }
        });
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Flow)) {
        if let Some(flow) = self.flows.last_mut() {
            edit(flow);
        }
    }

    fn is_in_data(&self) -> bool {
        self.tables.last().is_some_and(|t| t.grid.is_some())
    }

    /// The number a list item shows, with a blank behind it; empty for a bullet.
    fn next_label(&mut self, item: &Element) -> String {
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
    fn flush(&mut self) {
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

    fn end_cell(&mut self, element: &Element) {
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

/// Most columns one cell spans, as in browsers.
const MAX_COL_SPAN: u32 = 1_000;
