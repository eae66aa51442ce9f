//! Tells tables that hold data from tables that only lay out a page.
use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef, iter::Edge};
use scraper::Node;

/// What is counted of one table; its nested tables apart.
#[derive(Debug, Default)]
struct Counts {
    own_chars: u64,
    nested_chars: u64,
    rows: u32,
    cells_in_row: u32,
    widest_row: u32,
    has_header_cells: bool,
    has_border: bool,
    is_presentation: bool,
}

impl Counts {
    /// A table lays out the page when it says so; when it has one column; when it has one row and neither header cells nor a
    /// border; or when tables inside it hold the greater part of its text.
    fn is_layout(&self) -> bool {
        let plain = !self.has_header_cells && !self.has_border;
        self.is_presentation
            || self.widest_row <= 1
            || (self.rows <= 1 && plain)
            || self.nested_chars > self.own_chars
    }
}

/// For each table of the page, whether it only lays out.
pub(super) fn layout_tables(root: NodeRef<'_, Node>) -> HashMap<NodeId, bool> {
    let mut done = HashMap::new();
    let mut open: Vec<(NodeId, Counts)> = Vec::new();
    for edge in root.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        if let (Node::Text(text), true) = (node.value(), opens) {
            let parent = node.parent().and_then(|p| p.value().as_element());
            let is_code = parent.is_some_and(|p| matches!(p.name(), "script" | "style"));
            if let (Some((_, counts)), false) = (open.last_mut(), is_code) {
                let shown = text.chars().filter(|c| !c.is_whitespace()).count();
                counts.own_chars += shown as u64;
            }
            continue;
        }
        let Some(element) = node.value().as_element() else {
            continue;
        };
        if element.name() == "table" && opens {
            let counts = Counts {
                has_border: element.attr("border").is_some_and(|b| b.trim() != "0"),
                is_presentation: matches!(element.attr("role"), Some("presentation" | "none")),
                ..Counts::default()
            };
            open.push((node.id(), counts));
        } else if element.name() == "table" {
            if let Some((id, counts)) = open.pop() {
                done.insert(id, counts.is_layout());
                if let Some((_, outer)) = open.last_mut() {
                    outer.nested_chars += counts.own_chars + counts.nested_chars;
                }
            }
        } else if let (Some((_, counts)), true) = (open.last_mut(), opens) {
            match element.name() {
                "tr" => {
                    counts.rows += 1;
                    counts.cells_in_row = 0;
                }
                "td" | "th" => {
                    counts.cells_in_row += 1;
                    counts.widest_row = counts.widest_row.max(counts.cells_in_row);
                    counts.has_header_cells |= element.name() == "th";
                }
                _ => {}
            }
        }
    }
    done
}
