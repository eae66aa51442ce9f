//! Puts paragraphs into cells and stories, and stories where they belong.
use std::collections::HashSet;

use crate::import::{lists::Label, notes, paragraph::heading_level};
use crate::model::RawBlock;

use super::{
    flow::{Flow, Holder},
    group::{Destination, Ends, ParagraphFacets},
    reader::Reader,
};

impl Reader<'_> {
    /// Begins a story apart from the one around it.
    pub(super) fn begin_flow(&mut self, holder: Holder) {
        let around = std::mem::replace(&mut self.flow, Flow::new(holder));
        self.flows.push(around);
        let group = &mut self.here;
        group.ends = Some(Ends::Flow);
        group.destination = Destination::Text;
        group.result = Destination::Text;
        group.paragraph = ParagraphFacets::default();
    }

    /// Ends the innermost story.
    pub(super) fn end_flow(&mut self) -> Vec<RawBlock> {
        if !self.flow.paragraph.is_blank() {
            let depth = self.here.paragraph.depth();
            self.end_paragraph(depth);
        }
        let after = std::mem::take(&mut self.flow.paragraph.after);
        self.flow.story.attach(after);
        let around = self.flows.pop();
        let around = around.unwrap_or_else(|| Flow::new(Holder::Body));
        std::mem::replace(&mut self.flow, around).story.finish()
    }

    /// Puts a finished story where it belongs.
    pub(super) fn place(&mut self, holder: Holder, blocks: Vec<RawBlock>) {
        match holder {
            Holder::Body | Holder::Box => self.flow.paragraph.after.extend(blocks),
            Holder::Header | Holder::Footer => {
                let at = usize::from(holder == Holder::Footer);
                if let Some(lines) = self.heads.get_mut(at) {
                    lines.extend(notes::running_lines(&blocks));
                }
            }
            note => self.notes.push((note, blocks)),
        }
    }

    /// What ran on does not run into a table or out of one.
    pub(super) fn check_depth(&mut self) {
        let depth = self.here.paragraph.depth();
        let flow = &mut self.flow;
        if let Some(before) = flow.runs_on.filter(|before| *before != depth) {
            flow.runs_on = None;
            let (text, after) = std::mem::take(&mut flow.paragraph).finish(None, None, false);
            flow.story.go_to(before);
            if let Some(text) = text {
                flow.story.add(before, RawBlock::Text(text));
            }
            flow.story.attach(after);
        }
    }

    /// Handles the mark of a paragraph. When it is deleted or hidden, the paragraph runs on into the next.
    pub(super) fn paragraph_mark(&mut self) {
        let group = &mut self.here;
        let depth = group.paragraph.depth();
        if group.deleted || group.hidden {
            self.flow.runs_on = Some(depth);
        } else {
            self.end_paragraph(depth);
        }
    }

    /// Ends the paragraph, `depth` tables deep.
    pub(super) fn end_paragraph(&mut self, depth: usize) {
        let facets = self.here.paragraph;
        let heading = match facets.outline {
            Some(outline) => heading_level(outline),
            None => facets.style.and_then(|s| self.styles.heading(s)),
        };
        let is_title = facets.style.is_some_and(|s| self.styles.is_title(s));
        let flow = &mut self.flow;
        flow.runs_on = None;
        let number = match flow.label.take() {
            Some(label) => Some(shown_label(&label)),
            None => facets.in_list.then_some(Label::Bullet),
        };
        let paragraph = std::mem::take(&mut flow.paragraph);
        let title = paragraph.text().trim().to_owned();
        let is_body = flow.holder == Holder::Body;
        let (text, after) = paragraph.finish(number, heading, depth > 0);
        flow.story.go_to(depth);
        if let Some(text) = text {
            flow.story.add(depth, RawBlock::Text(text));
        }
        flow.story.attach(after);
        if is_title && is_body && !title.is_empty() {
            self.facts.entry("title_line".to_owned()).or_insert(title);
        }
    }

    /// Ends the cell that is open `depth` tables deep.
    pub(super) fn end_cell(&mut self, depth: usize) {
        self.end_paragraph(depth);
        self.flow.story.end_cell(depth);
    }

    /// Ends the row that is open `depth` tables deep, as it was described last.
    pub(super) fn end_row(&mut self, depth: usize) {
        if !self.flow.paragraph.is_blank() {
            self.end_paragraph(depth);
        }
        let flow = &mut self.flow;
        flow.label = None;
        let shape = flow.row(depth > 1).clone();
        flow.story.end_row(depth, shape);
    }

    /// Adds notes and comments behind the body.
    pub(super) fn add_notes(&mut self, blocks: &mut Vec<RawBlock>) {
        let all = std::mem::take(&mut self.notes);
        let (comments, others): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|(holder, _)| matches!(holder, Holder::Comment(_)));
        let (endnotes, footnotes): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|(holder, _)| *holder == Holder::Endnote);
        for (name, list) in [("脚注", footnotes), ("尾注", endnotes)] {
            for (n, (_, note)) in list.into_iter().enumerate() {
                notes::add(name, Some(n + 1), "", note, blocks);
            }
        }
        for (holder, note) in comments {
            if let Holder::Comment(author) = holder {
                notes::add("批注", None, &author, note, blocks);
            }
        }
    }

    /// Adds running heads and feet to the facts, each line once.
    pub(super) fn add_heads(&mut self) {
        for (name, mut lines) in ["header", "footer"]
            .into_iter()
            .zip(std::mem::take(&mut self.heads))
        {
            let mut seen = HashSet::new();
            lines.retain(|line| !line.is_empty() && seen.insert(line.clone()));
            if !lines.is_empty() {
                self.facts.insert(name.to_owned(), lines.join("\n"));
            }
        }
    }
}

/// The number of a paragraph as last shown; a sign in its place is a bullet.
fn shown_label(label: &str) -> Label {
    let label = label.trim();
    if label.chars().any(char::is_alphanumeric) {
        Label::Number(label.to_owned())
    } else {
        Label::Bullet
    }
}
