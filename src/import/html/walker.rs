//! Walks through the tree of a page and collects paragraphs and tables in reading order.
use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef, iter::Edge};
use scraper::{Node, node::Element};

use crate::import::grid::Grid;
use crate::model::RawBlock;

use super::{
    elements::{self, PassOver, Shows},
    flow::{Flow, OpenList, OpenTable},
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

/// Collects the text of a page.
#[derive(Debug, Default)]
pub(super) struct Walker {
    layout: HashMap<NodeId, bool>,
    pub(super) flows: Vec<Flow>,
    pub(super) tables: Vec<OpenTable>,
    pub(super) lists: Vec<OpenList>,
    /// Elements open since one was passed over, and why it was.
    passed: Option<(PassOver, usize)>,
    as_is: u32,
    /// For each drop-down list open, which of its entries show.
    selects: Vec<Shows>,
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
        let is_unchosen = name == "option"
            && self
                .selects
                .last()
                .is_some_and(|shows| !shows.entry(node, element));
        let why = if is_unchosen {
            Some(PassOver::Unshown)
        } else {
            elements::passed_over(node, element)
        };
        if let Some(why) = why {
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
            "select" => self.selects.push(Shows::of(node, element)),
            "input" => {
                let kind = element.attr("type").unwrap_or("text").to_ascii_lowercase();
                if matches!(
                    kind.as_str(),
                    "text" | "number" | "date" | "tel" | "email" | "url"
                ) {
                    self.text(element.attr("value").unwrap_or_default());
                } else if matches!(kind.as_str(), "checkbox" | "radio") {
                    let is_on = element.attr("checked").is_some();
                    self.text(if is_on { "☑" } else { "□" });
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
            "select" => {
                self.selects.pop();
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
}
