//! Walks through one part of a document and collects its paragraphs and tables in reading order.
use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{ReadError, lists::Lists, package::attribute, remarks::Remarks};
use crate::model::{RawBlock, Reason};

use super::{
    embedded::Embedded,
    flow::{CellShape, Facets, Field, Flow, Holder, NoteHead, OpenTable, Run, Walked},
    formula::{Brackets, Formula},
    properties,
    styles::Styles,
};

/// Deepest nesting of elements that is followed; papers stay below a hundred.
const MAX_DEPTH: usize = 2_000;
/// Errors of form in the XML after which the rest of a part is given up.
const MAX_ERRORS: usize = 1_000;

/// Walks through the parts of one document; numbering counts on from part to part.
pub(super) struct Walker<'d> {
    pub(super) styles: &'d Styles,
    pub(super) numbering: Lists,
    /// Blocks to be put in where a part is referred to (diagrams, embedded chunks), by relation id.
    pub(super) inserts: HashMap<String, Vec<RawBlock>>,
    pub(super) remarks: Remarks,
    /// Objects embedded at the places walked through.
    pub(super) embedded: Vec<Embedded>,
    /// The part being read.
    pub(super) part: String,
    /// The page being read, when the file tells where its pages ended as last laid out.
    pub(super) page: Option<u32>,
    pub(super) flows: Vec<Flow>,
    pub(super) tables: Vec<OpenTable>,
    /// For each `AlternateContent` open: whether one choice was read.
    alternates: Vec<bool>,
    pub(super) fields: Vec<Field>,
    pub(super) brackets: Vec<Brackets>,
    pub(super) walked: Walked,
}

impl<'d> Walker<'d> {
    /// A walker for a document with these styles and lists.
    pub(super) fn new(styles: &'d Styles, numbering: Lists) -> Self {
        Self {
            styles,
            numbering,
            inserts: HashMap::new(),
            remarks: Remarks::default(),
            embedded: Vec::new(),
            part: String::new(),
            page: None,
            flows: Vec::new(),
            tables: Vec::new(),
            alternates: Vec::new(),
            fields: Vec::new(),
            brackets: Vec::new(),
            walked: Walked::default(),
        }
    }

    /// Reads one part. Text before a break in the XML is kept and the part is remembered as broken.
    ///
    /// # Errors
    /// `Refused` when elements are nested beyond all measure.
    pub(super) fn walk(&mut self, part: &str, xml: &str) -> Result<Walked, ReadError> {
        self.part = part.to_owned();
        let pages_are_known = xml.contains("lastRenderedPageBreak");
        self.page = pages_are_known.then_some(1);
        self.alternates.clear();
        self.fields.clear();
        self.brackets.clear();
        self.flows = vec![Flow::new(Holder::Part)];
        let mut reader = Reader::from_str(xml);
        let mut depth = 0_usize;
        let mut errors = 0;
        loop {
            match reader.read_event() {
                Ok(Event::Start(e)) => {
                    if self.open(&e, &mut reader) {
                        depth += 1;
                    }
                    if depth > MAX_DEPTH {
                        let reason = Reason::new("nested-too-deep").with("limit", MAX_DEPTH);
                        return Err(ReadError::Refused(reason));
                    }
                }
                Ok(Event::Empty(e)) => self.point(&e),
                Ok(Event::End(e)) => {
                    errors += usize::from(depth == 0);
                    depth = depth.saturating_sub(1);
                    self.formula_ends(e.name().as_ref());
                    self.close(e.local_name().as_ref());
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(quick_xml::Error::IllFormed(_)) if errors < MAX_ERRORS => errors += 1,
                Err(_) => {
                    errors += 1;
                    break;
                }
            }
        }
        if errors > 0 || depth > 0 {
            self.remarks.broken_parts.push(part.to_owned());
        }
        while !self.flows.is_empty() {
            self.end_flow();
        }
        Ok(std::mem::take(&mut self.walked))
    }

    /// Handles an element that opens; `false` when it has been read to its end.
    fn open(&mut self, e: &BytesStart<'_>, reader: &mut Reader<&[u8]>) -> bool {
        let name = e.local_name();
        match name.as_ref() {
            "t" => self.text(e, reader),
            "del" | "moveFrom" | "delText" => {
                self.remarks.deleted_chars += properties::pass_over(reader);
            }
            // Field codes, phonetic guides, and properties that hold nothing a reader sees.
            "instrText" => self.field_code(reader),
            "delInstrText" | "rt" | "sectPr" | "sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid"
            | "tblPrEx" => {
                properties::pass_over(reader);
            }
            "pPr" => {
                let mut facets = Facets::default();
                properties::of_paragraph(reader, &mut facets);
                if let Some(flow) = self.flows.last_mut() {
                    flow.paragraph.get_or_insert_default().facets = facets;
                }
            }
            "rPr" => {
                if let Some(flow) = self.flows.last_mut() {
                    properties::of_run(reader, &mut flow.run);
                }
            }
            "trPr" => {
                if let Some(table) = self.tables.last_mut() {
                    properties::of_row(reader, table);
                }
            }
            "tcPr" => match self.flows.last_mut().map(|f| &mut f.holder) {
                Some(Holder::Cell(shape)) => properties::of_cell(reader, shape),
                _ => {
                    properties::pass_over(reader);
                }
            },
            "AlternateContent" => {
                self.alternates.push(false);
                return true;
            }
            "Choice" | "Fallback" => match self.alternates.last_mut() {
                Some(read @ false) => {
                    *read = true;
                    return true;
                }
                Some(true) => {
                    properties::pass_over(reader);
                }
                None => return true,
            },
            "p" => {
                self.begin_paragraph();
                return true;
            }
            "r" => {
                if let Some(flow) = self.flows.last_mut() {
                    flow.run = Run::default();
                }
                return true;
            }
            "txbxContent" | "txBody" => {
                self.flows.push(Flow::new(Holder::Box));
                return true;
            }
            "tbl" => {
                self.end_paragraph();
                self.flush_carried();
                self.tables.push(OpenTable {
                    depth: self.flows.len(),
                    ..OpenTable::default()
                });
                return true;
            }
            "tr" => {
                let page = self.page;
                if let Some(table) = self.tables.last_mut() {
                    table.in_row = false;
                    table.row_deleted = false;
                    table.row_hidden = false;
                    table.indent = 0;
                    table.row_pages = page.map(|p| (p, p));
                }
                return true;
            }
            "tc" => {
                if let Some(table) = self.tables.last() {
                    self.page = table.row_pages.map(|p| p.0).or(self.page);
                    let shape = CellShape {
                        cols: 1,
                        ..CellShape::default()
                    };
                    self.flows.push(Flow::new(Holder::Cell(shape)));
                }
                return true;
            }
            "footnote" | "endnote" | "comment" => {
                let kind = attribute(e, "type").unwrap_or_default();
                if matches!(
                    kind.as_str(),
                    "separator" | "continuationSeparator" | "continuationNotice"
                ) {
                    properties::pass_over(reader);
                    return false;
                }
                self.flows.push(Flow::new(Holder::Note(NoteHead {
                    id: attribute(e, "id").unwrap_or_default(),
                    author: attribute(e, "author").unwrap_or_default(),
                })));
                return true;
            }
            "fldChar" => {
                self.field(e);
                if let Some(shown) = properties::of_field(reader) {
                    self.show(&shown);
                }
            }
            _ => match self.formula(e, reader) {
                Formula::Read => {}
                Formula::Inside => return true,
                Formula::Other => {
                    self.point(e);
                    return true;
                }
            },
        }
        false
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => {
                if let Some(flow) = self.flows.last_mut() {
                    flow.run = Run::default();
                }
            }
            "AlternateContent" => {
                self.alternates.pop();
            }
            "tc" => {
                self.end_flow_if(|held| matches!(held, Holder::Box));
                self.end_flow_if(|held| matches!(held, Holder::Cell(_)));
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    self.page = table.row_pages.map(|p| p.1).or(self.page);
                    if !table.row_deleted {
                        table.begin_row();
                    }
                }
            }
            "tbl" => self.end_table(),
            "txbxContent" | "txBody" => self.end_flow_if(|held| matches!(held, Holder::Box)),
            "footnote" | "endnote" | "comment" => {
                self.end_flow_if(|held| matches!(held, Holder::Note(_)));
            }
            _ => {}
        }
    }

    /// Ends the innermost flow when it is of the kind that closes; in broken markup it may not be.
    fn end_flow_if(&mut self, closes: impl Fn(&Holder) -> bool) {
        if self.flows.last().is_some_and(|f| closes(&f.holder)) {
            self.end_flow();
        }
    }
}
