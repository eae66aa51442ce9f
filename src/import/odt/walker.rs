//! Walks through a text and collects its paragraphs and tables in reading order.
use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{
    ReadError,
    opendocument::Object,
    package::{attribute, entity, inner_text},
    remarks::Remarks,
};
use crate::model::{RawBlock, Reason, char_len};

use super::{
    flow::{Flow, Holder, Note, NoteHead, OpenTable, Paragraph},
    lists::{Begun, Lists, Shown},
    styles::Styles,
};

/// Deepest nesting of elements that is followed; papers stay below a hundred.
const MAX_DEPTH: usize = 2_000;
/// Most blanks of one `text:s`.
const MAX_BLANKS: usize = 1_000;

/// One walk through one part.
pub(super) struct Walker<'d> {
    pub(super) styles: &'d Styles,
    pub(super) objects: &'d HashMap<String, Object>,
    pub(super) remarks: Remarks,
    pub(super) lists: Lists,
    pub(super) flows: Vec<Flow>,
    pub(super) tables: Vec<OpenTable>,
    pub(super) notes: Vec<Note>,
    pub(super) title: Option<String>,
    /// What was read.
    pub(super) blocks: Vec<RawBlock>,
    /// For each frame open: whether one of the pictures it offers was counted.
    frames: Vec<bool>,
}

impl<'d> Walker<'d> {
    pub(super) fn new(styles: &'d Styles, objects: &'d HashMap<String, Object>) -> Self {
        Self {
            styles,
            objects,
            remarks: Remarks::default(),
            lists: Lists::default(),
            flows: vec![Flow::new(Holder::Part)],
            tables: Vec::new(),
            notes: Vec::new(),
            title: None,
            blocks: Vec::new(),
            frames: Vec::new(),
        }
    }

    /// Reads what stands in the first element of that name; `false` when there is none or the part breaks off.
    ///
    /// # Errors
    /// `Refused` when elements are nested beyond all measure.
    pub(super) fn walk(&mut self, xml: &str, root: &str) -> Result<bool, ReadError> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        let mut around = 0_usize;
        loop {
            match reader.read_event() {
                Ok(Event::Start(e)) if e.name().as_ref() == root => break,
                Ok(Event::Start(_)) => around += 1,
                Ok(Event::End(_)) => around = around.saturating_sub(1),
                Ok(Event::Eof) | Err(_) => return Ok(false),
                Ok(_) => {}
            }
        }
        if !self.inside(&mut reader)? {
            return Ok(false);
        }
        // What stands behind it holds no text, but a file that ends too early is not the one that was sent.
        while around > 0 {
            match reader.read_event() {
                Ok(Event::Start(_)) => around += 1,
                Ok(Event::End(_)) => around -= 1,
                Ok(Event::Eof) | Err(_) => return Ok(false),
                Ok(_) => {}
            }
        }
        Ok(true)
    }

    /// Reads to the end of the element that has just begun; `false` when the part breaks off.
    pub(super) fn inside(&mut self, reader: &mut Reader<&[u8]>) -> Result<bool, ReadError> {
        let mut depth = 0_usize;
        let is_whole = loop {
            match reader.read_event() {
                Ok(Event::Start(e)) => {
                    if self.open(&e, reader) {
                        depth += 1;
                    }
                    if depth > MAX_DEPTH {
                        let reason = Reason::new("nested-too-deep").with("limit", MAX_DEPTH);
                        return Err(ReadError::Refused(reason));
                    }
                }
                Ok(Event::Empty(e)) => {
                    if !self.point(&e) && self.begin(&e) {
                        self.close(e.name().as_ref());
                    }
                }
                Ok(Event::End(_)) if depth == 0 => break true,
                Ok(Event::End(e)) => {
                    depth -= 1;
                    self.close(e.name().as_ref());
                }
                Ok(Event::Text(t)) => self.push(&t),
                Ok(Event::CData(t)) => self.push(&t),
                Ok(Event::GeneralRef(r)) => {
                    if let Some(c) = entity(&r) {
                        self.push(c.encode_utf8(&mut [0; 4]));
                    }
                }
                Ok(Event::Eof) | Err(_) => break false,
                Ok(_) => {}
            }
        };
        while self.flows.len() > 1 {
            self.end_flow();
        }
        self.end_flow();
        self.flows.push(Flow::new(Holder::Part));
        Ok(is_whole)
    }

    /// Handles an element that opens; `false` when it has been read to its end.
    fn open(&mut self, e: &BytesStart<'_>, reader: &mut Reader<&[u8]>) -> bool {
        match e.name().as_ref() {
            "text:tracked-changes" => self.remarks.deleted_chars += deleted_chars(reader),
            // A label the program wrote for those that do not count.
            "text:number" => {
                let number = inner_text(reader);
                if let Some(paragraph) = self.paragraph() {
                    paragraph.label = Some(number).filter(|n| !n.trim().is_empty());
                }
            }
            // Marks of notes, readings above characters, settings, and what frames are called.
            "text:note-citation"
            | "text:ruby-text"
            | "text:script"
            | "office:forms"
            | "text:sequence-decls"
            | "text:variable-decls"
            | "text:user-field-decls"
            | "text:dde-connection-decls"
            | "text:alphabetical-index-auto-mark-file"
            | "text:table-of-content-source"
            | "text:illustration-index-source"
            | "text:table-index-source"
            | "text:object-index-source"
            | "text:user-index-source"
            | "text:alphabetical-index-source"
            | "text:bibliography-source"
            | "office:event-listeners"
            | "office:binary-data"
            | "svg:title"
            | "svg:desc"
            | "dc:date"
            | "meta:date-string"
            | "draw:glue-point" => {
                inner_text(reader);
            }
            "dc:creator" => {
                let author = inner_text(reader);
                if let Some(Holder::Note(head)) = self.flows.last_mut().map(|f| &mut f.holder) {
                    head.author = author;
                }
            }
            "math:math" | "math" => {
                inner_text(reader);
                self.remarks.formula_objects += 1;
            }
            "draw:object" => {
                self.point(e);
                inner_text(reader);
            }
            "text:section" if self.hides(e) => {
                self.remarks.hidden_chars += visible(&inner_text(reader));
            }
            "text:hidden-paragraph" => {
                inner_text(reader);
                self.hidden_paragraph(e);
            }
            _ => {
                if !self.point(e) {
                    return self.begin(e);
                }
                inner_text(reader);
            }
        }
        false
    }

    /// Whether a section is not shown.
    fn hides(&self, e: &BytesStart<'_>) -> bool {
        let by_style = || {
            let style = attribute(e, "style-name")?;
            self.styles.hides("section", &style)
        };
        match attribute(e, "display").as_deref() {
            Some("none") => true,
            // Hidden as long as a condition holds, which only the program that wrote it can tell: LibreOffice says so.
            Some("condition") => attribute(e, "is-hidden").as_deref() == Some("true"),
            _ => by_style().unwrap_or(false),
        }
    }

    fn hidden_paragraph(&mut self, e: &BytesStart<'_>) {
        if attribute(e, "is-hidden").as_deref() == Some("true")
            && let Some(paragraph) = self.paragraph()
        {
            paragraph.is_hidden = true;
        }
    }

    /// Handles an element that stands for itself; `false` when it is none.
    fn point(&mut self, e: &BytesStart<'_>) -> bool {
        match e.name().as_ref() {
            "text:s" => {
                let count = attribute(e, "c").and_then(|c| c.parse().ok()).unwrap_or(1);
                self.put(&" ".repeat(count.min(MAX_BLANKS)));
            }
            "text:tab" => self.put("\t"),
            "text:line-break" => self.put("\n"),
            "text:hidden-paragraph" => self.hidden_paragraph(e),
            "draw:image" => self.picture(|r| r.pictures += 1),
            "draw:object" => {
                let link = attribute(e, "href").unwrap_or_default();
                let name = link.trim_start_matches("./").trim_end_matches('/');
                match self.objects.get(name) {
                    Some(Object::Chart) => self.picture(|r| r.charts += 1),
                    Some(Object::Formula) => self.picture(|r| r.formula_objects += 1),
                    Some(Object::Other) | None => self.picture(|r| r.embedded_files += 1),
                }
            }
            "draw:object-ole" | "draw:plugin" => self.picture(|r| r.embedded_files += 1),
            _ => return false,
        }
        true
    }

    /// Counts what a frame holds; further things in it are other pictures of the same.
    fn picture(&mut self, count: impl Fn(&mut Remarks)) {
        match self.frames.last_mut() {
            Some(true) => return,
            Some(counted) => *counted = true,
            None => {}
        }
        count(&mut self.remarks);
    }

    /// Begins an element that holds others; always `true`.
    fn begin(&mut self, e: &BytesStart<'_>) -> bool {
        match e.name().as_ref() {
            "text:p" | "text:h" => self.begin_paragraph(e),
            "text:span" | "text:hidden-text" => {
                let style = attribute(e, "style-name");
                let is_hidden = style.and_then(|s| self.styles.hides("text", &s)) == Some(true)
                    || attribute(e, "is-hidden").as_deref() == Some("true");
                if let Some(flow) = self.flows.last_mut() {
                    flow.spans.push(is_hidden);
                }
            }
            "text:list" => {
                self.end_paragraph();
                self.lists.begin(Begun {
                    style: attribute(e, "style-name"),
                    name: attribute(e, "id"),
                    continues: attribute(e, "continue-list"),
                    continues_last: attribute(e, "continue-numbering").as_deref() == Some("true"),
                });
            }
            "text:list-item" => {
                let start = attribute(e, "start-value").and_then(|v| v.parse().ok());
                self.lists.item(start);
            }
            "text:list-header" => self.lists.no_item(),
            "text:note" => {
                let class = attribute(e, "note-class").unwrap_or_default();
                let name = if class == "endnote" {
                    "尾注"
                } else {
                    "脚注"
                };
                self.note(name);
            }
            "office:annotation" => self.note("批注"),
            "draw:frame" => self.frames.push(false),
            "draw:text-box" => self.flows.push(Flow::new(Holder::Box)),
            name if is_shape(name) => self.flows.push(Flow::new(Holder::Box)),
            "table:table" => {
                self.end_paragraph();
                self.tables.push(OpenTable {
                    depth: self.flows.len(),
                    ..OpenTable::default()
                });
            }
            "table:table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.grid.next_row();
                    table.repeated = number(e, "number-rows-repeated");
                }
            }
            "table:table-cell" | "table:covered-table-cell" if !self.tables.is_empty() => {
                self.flows.push(Flow::new(Holder::Cell {
                    cols: number(e, "number-columns-spanned"),
                    rows: number(e, "number-rows-spanned"),
                    repeated: number(e, "number-columns-repeated"),
                    is_covered: e.name().as_ref() == "table:covered-table-cell",
                }));
            }
            _ => {}
        }
        true
    }

    fn note(&mut self, name: &'static str) {
        self.flows.push(Flow::new(Holder::Note(NoteHead {
            name,
            ..NoteHead::default()
        })));
    }

    fn close(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.end_paragraph(),
            "text:span" | "text:hidden-text" => {
                if let Some(flow) = self.flows.last_mut() {
                    flow.spans.pop();
                }
            }
            "text:list" => self.lists.end(),
            "text:list-item" => self.lists.no_item(),
            "text:note" | "office:annotation" => {
                self.end_flow_if(|h| matches!(h, Holder::Note(_)));
            }
            "draw:frame" => {
                self.frames.pop();
            }
            "draw:text-box" => self.end_flow_if(|h| matches!(h, Holder::Box)),
            name if is_shape(name) => self.end_flow_if(|h| matches!(h, Holder::Box)),
            "table:table-cell" | "table:covered-table-cell" => {
                self.end_flow_if(|h| matches!(h, Holder::Box));
                self.end_flow_if(|h| matches!(h, Holder::Cell { .. }));
            }
            "table:table-row" => self.end_row(),
            "table:table" => self.end_table(),
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, e: &BytesStart<'_>) {
        self.end_paragraph();
        let style = attribute(e, "style-name").unwrap_or_default();
        let is_heading = e.name().as_ref() == "text:h";
        let level = attribute(e, "outline-level").and_then(|l| l.parse::<usize>().ok());
        let level = level.unwrap_or(1).clamp(1, 9);
        let mut paragraph = Paragraph::new();
        paragraph.is_title = self.styles.is_title(&style);
        paragraph.is_hidden = self.styles.hides("paragraph", &style) == Some(true);
        // A box or a note inside a list's item is not in the list.
        let is_in_list = self.lists.depth() > 0 && !self.is_aside();
        if is_in_list {
            match self.lists.paragraph(&style, self.styles) {
                Some(Shown::Item(label)) => {
                    paragraph.label = label;
                    paragraph.is_list_item = true;
                }
                Some(Shown::Further) | None => {}
            }
        } else if is_heading
            && attribute(e, "is-list-header").as_deref() != Some("true")
            && !self.styles.is_unnumbered(&style)
        {
            let restarts = attribute(e, "restart-numbering").as_deref() == Some("true");
            let start = attribute(e, "start-value").and_then(|v| v.parse().ok());
            let start = start.filter(|_| restarts);
            paragraph.label = self.lists.heading(level, start, self.styles);
        }
        if is_heading {
            paragraph.heading = u8::try_from(level).ok();
        }
        if let Some(flow) = self.flows.last_mut() {
            flow.paragraph = Some(paragraph);
        }
    }

    /// Adds characters of the XML to the paragraph, unless they are hidden.
    fn push(&mut self, text: &str) {
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        let is_hidden = flow.spans.contains(&true);
        match &mut flow.paragraph {
            Some(_) if is_hidden => self.remarks.hidden_chars += visible(text),
            Some(paragraph) => paragraph.push(text),
            None => {}
        }
    }

    /// Adds characters that stand for themselves.
    fn put(&mut self, text: &str) {
        if let Some(flow) = self.flows.last_mut()
            && !flow.spans.contains(&true)
            && let Some(paragraph) = &mut flow.paragraph
        {
            paragraph.put(text);
        }
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.flows.last_mut()?.paragraph.as_mut()
    }
}

/// A number of columns or rows, at least 1.
fn number(e: &BytesStart<'_>, name: &str) -> u32 {
    let value = attribute(e, name).and_then(|n| n.parse().ok());
    value.unwrap_or(1).max(1)
}

/// Whether an element is a shape that may hold text of its own.
fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "draw:custom-shape"
            | "draw:rect"
            | "draw:ellipse"
            | "draw:circle"
            | "draw:line"
            | "draw:polyline"
            | "draw:polygon"
            | "draw:path"
            | "draw:connector"
            | "draw:caption"
            | "draw:measure"
            | "draw:regular-polygon"
    )
}

/// Characters a reader would see.
pub(super) fn visible(text: &str) -> u64 {
    let shown: String = text.split_whitespace().collect();
    u64::from(char_len(&shown))
}

/// Reads the list of tracked changes; characters of the deletions in it.
fn deleted_chars(reader: &mut Reader<&[u8]>) -> u64 {
    let mut depth = 0_usize;
    let mut chars = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => match e.name().as_ref() {
                "text:p" | "text:h" => chars += visible(&inner_text(reader)),
                "office:change-info" => {
                    inner_text(reader);
                }
                _ => depth += 1,
            },
            Ok(Event::End(_)) if depth == 0 => return chars,
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) | Err(_) => return chars,
            Ok(_) => {}
        }
    }
}
