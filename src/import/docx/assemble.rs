//! Puts characters into paragraphs, paragraphs into cells, boxes and notes, and cells into tables.
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{
    lists::Label,
    notes::{joined, lines_and_tables},
    numerals,
    package::{attribute, entity},
    paragraph::heading_level,
    symbols,
};
use crate::model::{RawBlock, char_len};

use super::{
    flow::{CellShape, Facets, Holder, Note, Paragraph},
    walker::Walker,
};

/// Fields that may be open inside one another when a paragraph ends; more means that their ends are missing.
const MAX_FIELDS: usize = 64;

impl Walker<'_> {
    /// Reads the characters of one `t`. Without `xml:space="preserve"` white space around them does not count.
    pub(super) fn text(&mut self, e: &BytesStart<'_>, reader: &mut Reader<&[u8]>) {
        let preserves = attribute(e, "space").is_some_and(|v| v == "preserve");
        let mut text = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Text(t)) => text.push_str(&t),
                Ok(Event::CData(t)) => text.push_str(&t),
                Ok(Event::GeneralRef(r)) => text.extend(entity(&r)),
                Ok(Event::End(_) | Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        let white = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        let shown = if preserves {
            text.as_str()
        } else {
            text.trim_matches(white)
        };
        let shown: String = shown
            .chars()
            .map(|c| if white(c) { ' ' } else { c })
            .collect();
        self.push(&shown);
    }

    /// Ends the line inside the paragraph. At its very beginning a break only moves it to another page or down.
    pub(super) fn line_end(&mut self) {
        let paragraph = self.flows.last().and_then(|f| f.paragraph.as_ref());
        if paragraph.is_some_and(|p| !p.text.is_empty()) {
            self.push("\n");
        }
    }

    /// Adds characters to the paragraph, unless they belong to a field's code.
    pub(super) fn push(&mut self, text: &str) {
        if self.fields.iter().all(|f| f.shows) {
            self.show(text);
        }
    }

    /// Adds characters to the paragraph, unless they are hidden.
    pub(super) fn show(&mut self, text: &str) {
        let (styles, page) = (self.styles, self.page);
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        let paragraph = flow.paragraph.get_or_insert_default();
        let run = &flow.run;
        let by_style = || styles.hides(paragraph.facets.style.as_deref(), run.style.as_deref());
        if run.hidden.unwrap_or_else(by_style) {
            self.remarks.hidden_chars += u64::from(char_len(text));
            return;
        }
        let font = run.font.as_deref();
        let mut shown: String = text.chars().map(|c| symbols::sign(font, c)).collect();
        if let (Some(raised), Some('0'..='9')) = (run.raised, paragraph.text.chars().next_back()) {
            let figures = shown.chars().take_while(char::is_ascii_digit).count();
            let shift = |(i, c)| {
                if i < figures {
                    numerals::shifted_digit(c, raised)
                } else {
                    c
                }
            };
            shown = shown.chars().enumerate().map(shift).collect();
        }
        paragraph.push(&shown, page);
    }

    /// Puts in what another part holds, after the paragraph.
    pub(super) fn insert(&mut self, relation: Option<String>) {
        if let Some(blocks) = relation.and_then(|id| self.inserts.remove(&id)) {
            self.attach(blocks);
        }
    }

    /// Adds blocks that follow the paragraph being read.
    pub(super) fn attach(&mut self, blocks: Vec<RawBlock>) {
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        match &mut flow.paragraph {
            Some(paragraph) => paragraph.after.extend(blocks),
            None => flow.blocks.extend(blocks),
        }
    }

    /// Begins a paragraph, with what ran on from the one before.
    pub(super) fn begin_paragraph(&mut self) {
        self.end_paragraph();
        if let Some(flow) = self.flows.last_mut() {
            let mut paragraph = flow.carried.take().unwrap_or_default();
            paragraph.facets = Facets::default();
            flow.paragraph = Some(paragraph);
        }
    }

    /// Ends the paragraph that is open, if one is.
    pub(super) fn end_paragraph(&mut self) {
        // A field's code never ends a paragraph later than it began, unless the file is broken: what follows is shown.
        for field in &mut self.fields {
            field.shows = true;
        }
        if self.fields.len() > MAX_FIELDS {
            self.fields.clear();
        }
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        match flow.paragraph.take() {
            Some(paragraph) if paragraph.facets.runs_on => flow.carried = Some(paragraph),
            Some(paragraph) => self.finish(paragraph),
            None => {}
        }
    }

    /// Ends a paragraph that runs on where nothing follows.
    pub(super) fn flush_carried(&mut self) {
        if let Some(paragraph) = self.flows.last_mut().and_then(|f| f.carried.take()) {
            self.finish(paragraph);
        }
    }

    /// Numbers a paragraph and adds it to its flow.
    fn finish(&mut self, mut paragraph: Paragraph) {
        let styles = self.styles;
        let facets = std::mem::take(&mut paragraph.facets);
        let style = styles.paragraph(facets.style.as_deref());
        let number = self.number(&facets);
        let heading = match facets.outline {
            Some(outline) => heading_level(outline),
            None => style.and_then(|s| s.heading),
        };
        let is_list_item = number.is_some() && heading.is_none();
        let mut label = match number {
            Some(Label::Number(label)) => label,
            Some(Label::Bullet) | None => String::new(),
        };
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        let after = std::mem::take(&mut paragraph.after);
        // A number alone says something in a table's column of numbers; elsewhere it is an empty line.
        let is_number_cell = matches!(flow.holder, Holder::Cell(_)) && !label.trim().is_empty();
        if !paragraph.is_blank() || is_number_cell {
            // 「1.」 before 「5日前」 must not read as 1.5.
            if !paragraph.is_blank() && label.ends_with(|c: char| c.is_ascii() && c != ' ') {
                label.push(' ');
            }
            let is_title = style.is_some_and(|s| {
                s.name.eq_ignore_ascii_case("title") || s.name == "标题" || s.name == "文档标题"
            });
            if is_title && self.walked.title.is_none() {
                self.walked.title = Some(paragraph.text.trim().to_owned());
            }
            let text = paragraph.finish(&label, heading, is_list_item);
            flow.blocks.push(RawBlock::Text(text));
        }
        flow.blocks.extend(after);
    }

    /// Counts the paragraph in its list, if it belongs to one.
    fn number(&mut self, facets: &Facets) -> Option<Label> {
        let styles = self.styles;
        let style = styles.paragraph(facets.style.as_deref());
        let by_style = style.and_then(|s| s.list.as_deref());
        let list = facets.list.as_deref().or(by_style).filter(|l| *l != "0")?;
        let linked = |id: &str| styles.list_of(id).map(str::to_owned);
        let bound = || {
            let name = style?.list_style.as_deref()?;
            self.numbering.level_of_style(list, name, &linked)
        };
        let level = facets
            .level
            .or_else(|| style.and_then(|s| s.level))
            .or_else(bound)
            .unwrap_or(0);
        self.numbering.next(list, level, &linked)
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
        self.flush_carried();
        let Some(flow) = self.flows.pop() else { return };
        match flow.holder {
            Holder::Part => self.walked.blocks.extend(flow.blocks),
            Holder::Box => self.attach(flow.blocks),
            Holder::Note(head) => self.walked.notes.push(Note {
                head,
                blocks: flow.blocks,
            }),
            Holder::Cell(shape) => self.end_cell(&shape, flow.blocks),
        }
    }

    fn end_cell(&mut self, shape: &CellShape, blocks: Vec<RawBlock>) {
        let page = self.page;
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if let (Some((_, last)), Some(page)) = (&mut table.row_pages, page) {
            *last = page.max(*last);
        }
        if table.row_deleted || shape.deleted {
            self.remarks.deleted_chars += chars_of(&blocks);
            return;
        }
        let (texts, nested) = lines_and_tables(blocks);
        let begins = texts.first().and_then(|t| t.page);
        let text = joined(&texts);
        table.begin_row();
        if shape.continues_above {
            table.grid.put_below(text, shape.cols, begins);
        } else if shape.continues_left {
            table.grid.put_beside(text, shape.cols, begins);
        } else {
            table.grid.put(text, shape.cols, 1, begins);
        }
        table.nested.extend(nested);
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

/// Characters of text in blocks.
fn chars_of(blocks: &[RawBlock]) -> u64 {
    let chars = |block: &RawBlock| match block {
        RawBlock::Text(text) => u64::from(char_len(&text.text)),
        RawBlock::Table(table) => table
            .cells
            .iter()
            .map(|c| u64::from(char_len(&c.text)))
            .sum(),
    };
    blocks.iter().map(chars).sum()
}
