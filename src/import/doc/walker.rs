//! Walks through the characters of a story and collects its paragraphs and tables in reading order.
use std::collections::BTreeMap;

use crate::import::{
    lists::{Label, Lists},
    paragraph::{Paragraph, heading_level},
    remarks::Remarks,
    story::{RowShape, Story},
};
use crate::model::{RawBlock, RawText};

use super::{
    fib::Generation,
    fields::{Fields, Kind, shown},
    pieces::{Char, Pieces},
    properties::{ParagraphFacets, RunFacets},
    runs::Runs,
    sprm::packed,
    styles::{Styles, switch},
};

/// Positions in the text that mean something, \[MS-DOC\] 2.4.1.
mod mark {
    pub(super) const PICTURE: char = '\u{1}';
    pub(super) const CELL: char = '\u{7}';
    pub(super) const DRAWING: char = '\u{8}';
    pub(super) const LINE: char = '\u{B}';
    pub(super) const PAGE: char = '\u{C}';
    pub(super) const PARAGRAPH: char = '\r';
    pub(super) const COLUMN: char = '\u{E}';
    pub(super) const FIELD: char = '\u{13}';
    pub(super) const FIELD_RESULT: char = '\u{14}';
    pub(super) const FIELD_END: char = '\u{15}';
    pub(super) const HYPHEN: char = '\u{1E}';
}

/// What a document is made of, read once.
pub(super) struct Document<'d> {
    pub(super) generation: Generation,
    pub(super) pieces: Pieces<'d>,
    pub(super) paragraphs: Runs<'d>,
    pub(super) characters: Runs<'d>,
    pub(super) styles: Styles<'d>,
    pub(super) fonts: Vec<String>,
    pub(super) data: &'d [u8],
}

/// Walks through the stories of one document; numbering counts on from story to story.
pub(super) struct Walker<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) lists: Lists,
    pub(super) remarks: Remarks,
    /// Text boxes by the position of their anchor: where their text begins and ends.
    pub(super) boxes: BTreeMap<u32, (u32, u32)>,
    /// Characters that the file should hold and does not.
    pub(super) missing: u64,
    /// Characters that may still be read. Each takes a byte at least, so stories that yield more than the file holds overlap.
    pub(super) left: u64,
    /// The first paragraph set in the style for titles.
    pub(super) title: Option<String>,
}

/// A story while it is walked through.
#[derive(Default)]
struct Walk {
    story: Story,
    paragraph: Paragraph,
    fields: Fields,
    run: Option<Known<RunFacets>>,
    facets: Option<Known<ParagraphFacets>>,
    /// Whether text in a paragraph style and a character style is hidden.
    hides: Option<(u16, Option<u16>, bool)>,
    /// Depth of the paragraph that runs on into the next.
    runs_on: Option<usize>,
    /// Boxes inside boxes are not followed further.
    is_box: bool,
}

/// What is known of the stretch of the file last asked for.
struct Known<F> {
    start: usize,
    end: usize,
    changes: u16,
    facets: F,
}

impl<F> Known<F> {
    fn holds(&self, char: &Char) -> bool {
        (self.start..self.end).contains(&char.at) && self.changes == char.changes
    }
}

impl Walker<'_> {
    /// Reads the characters from one position to another.
    pub(super) fn walk(&mut self, from: u32, to: u32) -> Vec<RawBlock> {
        self.walk_as(from, to, false)
    }

    fn walk_as(&mut self, from: u32, to: u32, is_box: bool) -> Vec<RawBlock> {
        let allowed = u32::try_from(self.left).unwrap_or(u32::MAX);
        let end = to.min(from.saturating_add(allowed));
        self.left -= u64::from(end.saturating_sub(from));
        let (chars, missing) = self.document.pieces.chars(from, end);
        self.missing += missing + u64::from(to.max(from) - end.max(from));
        let mut walk = Walk {
            is_box,
            ..Walk::default()
        };
        for char in &chars {
            self.char(&mut walk, char);
        }
        // The last paragraph has its mark too, unless the file is cut.
        if let Some(last) = chars.last().filter(|_| !walk.paragraph.is_blank()) {
            self.end_paragraph(&mut walk, last, 0);
        }
        walk.story.attach(std::mem::take(&mut walk.paragraph.after));
        walk.story.finish()
    }

    fn char(&mut self, walk: &mut Walk, char: &Char) {
        if let Some(depth) = walk.runs_on
            && self.facets(walk, char).depth() != depth
        {
            // What ran on does not run into a table or out of one.
            walk.runs_on = None;
            let (text, after) = std::mem::take(&mut walk.paragraph).finish(None, None, false);
            add(&mut walk.story, depth, text, after);
        }
        match char.c {
            mark::FIELD => walk.fields.begin(),
            mark::FIELD_RESULT => {
                let kind = walk.fields.separate();
                self.note_field(walk, char, kind);
            }
            mark::FIELD_END => {
                let kind = walk.fields.end();
                self.note_field(walk, char, kind);
            }
            mark::PARAGRAPH | mark::CELL => self.end(walk, char),
            mark::PAGE if self.ends_paragraph(char) => self.end(walk, char),
            mark::DRAWING => {
                if let Some((from, to)) = self.boxes.remove(&char.cp).filter(|_| !walk.is_box) {
                    let blocks = self.walk_as(from, to, true);
                    walk.paragraph.after.extend(blocks);
                }
            }
            c if walk.fields.in_code() => {
                if c == mark::PICTURE {
                    let data = self.run(walk, char).picture;
                    walk.fields.set_data(data);
                }
                walk.fields.instruct(c);
            }
            c => self.show(walk, char, c),
        }
    }

    /// Adds a character to the paragraph, unless it is deleted or hidden.
    fn show(&mut self, walk: &mut Walk, char: &Char, c: char) {
        let document = self.document;
        let style = self.facets(walk, char).style;
        let run = self.run(walk, char);
        let symbol = run.symbol.filter(|_| run.special);
        // Control characters that are not marks show nothing: anchors, notes' own marks, conditional hyphens.
        let c = match (c, symbol) {
            (_, Some((_, code))) => match char::from_u32(u32::from(code)) {
                // Writers may leave out the private area's F0 in front.
                Some(c) if c <= '\u{FF}' => char::from_u32(0xF000 + u32::from(c)).unwrap_or(c),
                Some(c) => c,
                None => return,
            },
            (mark::PICTURE, None) => {
                let is_picture =
                    run.picture.is_some() && !run.is_data && !run.is_object && !run.deleted;
                if is_picture && !walk.fields.in_object() {
                    self.remarks.pictures += 1;
                }
                return;
            }
            (mark::LINE | mark::PAGE | mark::COLUMN, None) => '\n',
            (mark::HYPHEN, None) => '-',
            ('\t', None) => '\t',
            (c, None) if c.is_control() => return,
            (c, None) => c,
        };
        let (deleted, hidden, raised) = (run.deleted, run.hidden, run.raised);
        let font = symbol.map(|(font, _)| font).or(run.font);
        let by = run.style;
        if deleted {
            self.remarks.deleted_chars += 1;
        } else if self.is_hidden(walk, style, by, hidden) {
            self.remarks.hidden_chars += 1;
        } else if c == '\n' {
            walk.paragraph.line_end();
        } else {
            let font = font.and_then(|n| document.fonts.get(usize::from(n)));
            walk.paragraph.push(c, font.map(String::as_str), raised);
        }
    }

    fn note_field(&mut self, walk: &mut Walk, char: &Char, kind: Kind) {
        if self.run(walk, char).deleted {
            return;
        }
        match kind {
            Kind::Formula => self.remarks.formula_objects += 1,
            Kind::Embedded => self.remarks.embedded_files += 1,
            Kind::Form(Some(at)) if !walk.fields.in_code() => {
                if let Some(shown) = shown(self.document.data, at) {
                    walk.paragraph.push_str(&shown);
                }
            }
            Kind::Form(_) | Kind::Other => {}
        }
    }

    /// Whether a page break also ends the paragraph, as those between sections do.
    fn ends_paragraph(&self, char: &Char) -> bool {
        let paragraph = self.document.paragraphs.find(char.at);
        paragraph.is_none_or(|p| p.end <= char.end)
    }

    /// Handles the mark of a paragraph, a cell or a row.
    fn end(&mut self, walk: &mut Walk, char: &Char) {
        walk.fields.end_paragraph();
        let facets = self.facets(walk, char);
        let depth = facets.depth();
        let is_cell_mark = char.c == mark::CELL;
        let (ends_row, ends_cell) = match depth {
            0 => (false, is_cell_mark),
            1 => (is_cell_mark && facets.ends_row, is_cell_mark),
            _ => (
                facets.ends_inner_row || (is_cell_mark && facets.ends_row),
                facets.ends_inner_cell || is_cell_mark,
            ),
        };
        let shape = facets.row.clone();
        let style = facets.style;
        let run = self.run(walk, char);
        let (deleted, hidden, separates, by) = (run.deleted, run.hidden, run.separates, run.style);
        if ends_row {
            self.end_paragraph(walk, char, depth);
            let shape = RowShape { deleted, ..shape };
            walk.story.end_row(depth, shape);
        } else if ends_cell {
            // A cell mark outside of tables is what is left of a damaged one.
            self.end_paragraph(walk, char, depth.max(1));
            walk.story.end_cell(depth.max(1));
        } else {
            let is_hidden =
                hidden.is_some() && !separates && self.is_hidden(walk, style, by, hidden);
            if (deleted || is_hidden) && char.c == mark::PARAGRAPH {
                walk.runs_on = Some(depth);
            } else {
                self.end_paragraph(walk, char, depth);
            }
        }
    }

    /// Numbers the paragraph and adds it to the story.
    fn end_paragraph(&mut self, walk: &mut Walk, char: &Char, depth: usize) {
        walk.runs_on = None;
        let facets = self.facets(walk, char).clone();
        let styles = &self.document.styles;
        let level = match facets.outline {
            Some(outline) => heading_level(outline),
            None => styles.heading(facets.style),
        };
        let paragraph = std::mem::take(&mut walk.paragraph);
        let is_row_end = facets.ends_row || facets.ends_inner_row;
        // The mark of a row is no paragraph; it has a style and maybe a list all the same.
        let number = if is_row_end && paragraph.is_blank() {
            None
        } else {
            self.number(&facets)
        };
        if self.title.is_none() && styles.is_title(facets.style) && !paragraph.is_blank() {
            self.title = Some(paragraph.text().trim().to_owned());
        }
        let (text, after) = paragraph.finish(number, level, depth > 0);
        add(&mut walk.story, depth, text, after);
    }

    /// Whether a run is hidden by itself or by its styles.
    fn is_hidden(
        &self,
        walk: &mut Walk,
        paragraph: u16,
        run: Option<u16>,
        operand: Option<u8>,
    ) -> bool {
        let by_style = match walk.hides {
            Some((p, r, hides)) if (p, r) == (paragraph, run) => hides,
            _ => self.document.styles.hides(paragraph, run),
        };
        walk.hides = Some((paragraph, run, by_style));
        switch(operand, by_style, by_style)
    }

    /// Counts the paragraph in its list, if it belongs to one.
    fn number(&mut self, facets: &ParagraphFacets) -> Option<Label> {
        let list = facets.list.filter(|l| (1..0x7FF).contains(l))?.to_string();
        let none = |_: &str| None;
        let bound = || {
            let style = self.document.styles.list_style(facets.style)?;
            self.lists.level_of_style(&list, &style.to_string(), &none)
        };
        let level = facets.level.map(usize::from).or_else(bound).unwrap_or(0);
        self.lists.next(&list, level, &none)
    }

    /// What is known of the run in which a character lies.
    fn run<'w>(&self, walk: &'w mut Walk, char: &Char) -> &'w RunFacets {
        let document = self.document;
        if walk.run.as_ref().is_some_and(|known| !known.holds(char)) {
            walk.run = None;
        }
        let known = walk.run.get_or_insert_with(|| {
            let run = document.characters.find(char.at);
            let mut facets = RunFacets::default();
            if let Some(run) = run {
                facets.apply(document.generation, run.list);
            }
            match document.pieces.changes(char.changes) {
                Some(list) => facets.apply(document.generation, list),
                None => {
                    if let Some((code, operand)) = packed(char.changes) {
                        facets.set(code, &operand);
                    }
                }
            }
            Known {
                start: run.map_or(char.at, |r| r.start),
                end: run.map_or(char.end, |r| r.end),
                changes: char.changes,
                facets,
            }
        });
        &known.facets
    }

    /// What is known of the paragraph in which a character lies.
    fn facets<'w>(&self, walk: &'w mut Walk, char: &Char) -> &'w ParagraphFacets {
        let document = self.document;
        if walk.facets.as_ref().is_some_and(|known| !known.holds(char)) {
            walk.facets = None;
        }
        let known = walk.facets.get_or_insert_with(|| {
            let paragraph = document.paragraphs.find(char.at);
            let mut facets = document.styles.paragraph(paragraph.map_or(0, |p| p.style));
            if let Some(paragraph) = paragraph {
                facets.apply(document.generation, paragraph.list, document.data);
            }
            match document.pieces.changes(char.changes) {
                Some(list) => facets.apply(document.generation, list, document.data),
                None => {
                    if let Some((code, operand)) = packed(char.changes) {
                        facets.set(code, &operand);
                    }
                }
            }
            Known {
                start: paragraph.map_or(char.at, |p| p.start),
                end: paragraph.map_or(char.end, |p| p.end),
                changes: char.changes,
                facets,
            }
        });
        &known.facets
    }
}

/// Adds a paragraph, if there is anything to it, and what hangs on it.
fn add(story: &mut Story, depth: usize, text: Option<RawText>, after: Vec<RawBlock>) {
    story.go_to(depth);
    if let Some(text) = text {
        story.add(depth, RawBlock::Text(text));
    }
    story.attach(after);
}
