//! Reads an RTF file token by token: groups, characters and where they go.
use std::collections::BTreeMap;

use crate::import::{Reading, remarks::Remarks};
use crate::model::{RawBlock, RawText};

use super::{
    about::{self, Moment},
    fields::{Field, Shown},
    flow::{Flow, Holder},
    fonts::Fonts,
    group::{Destination, Ends, Group},
    lexer::{Lexer, Token},
    styles::Styles,
};

/// Deepest nesting of groups that is followed; papers stay below a hundred.
pub(super) const MAX_GROUPS: usize = 2_000;
/// Longest text of a fact, in bytes.
const MAX_FACT: usize = 10_000;

/// A file while it is read.
pub(super) struct Reader<'b> {
    pub(super) lexer: Lexer<'b>,
    /// What holds in the innermost group, and in those around it, outermost first.
    pub(super) here: Group,
    groups: Vec<Group>,
    /// The innermost story, and those around it, the body first.
    pub(super) flow: Flow,
    pub(super) flows: Vec<Flow>,
    pub(super) fields: Vec<Field>,
    pub(super) fonts: Fonts,
    pub(super) styles: Styles,
    pub(super) remarks: Remarks,
    pub(super) facts: BTreeMap<String, String>,
    /// Finished notes and comments.
    pub(super) notes: Vec<(Holder, Vec<RawBlock>)>,
    /// Lines of running heads and feet.
    pub(super) heads: [Vec<String>; 2],
    /// Bytes of text that still have to be decoded, and which of them were written as `\'hh`.
    bytes: Vec<u8>,
    escaped: Vec<bool>,
    /// The first half of a character beyond 16 bits.
    pub(super) half: Option<u16>,
    /// Characters that stand for one already read.
    pub(super) substitutes: u32,
    /// Whether the next control word may be passed over with its group when it is not known.
    pub(super) starred: bool,
    /// The text of the fact that is open.
    pub(super) collected: String,
    pub(super) moment: Moment,
    pub(super) author: String,
    property: String,
    /// Groups open beyond the limit.
    beyond: usize,
    pub(super) is_too_deep: bool,
}

impl<'b> Reader<'b> {
    /// A reader of a file that begins with its first group.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self {
            lexer: Lexer::new(bytes),
            here: Group::outermost(),
            groups: Vec::new(),
            flow: Flow::new(Holder::Body),
            flows: Vec::new(),
            fields: Vec::new(),
            fonts: Fonts::default(),
            styles: Styles::default(),
            remarks: Remarks::default(),
            facts: BTreeMap::new(),
            notes: Vec::new(),
            heads: Default::default(),
            bytes: Vec::new(),
            escaped: Vec::new(),
            half: None,
            substitutes: 0,
            starred: false,
            collected: String::new(),
            moment: Moment::default(),
            author: String::new(),
            property: String::new(),
            beyond: 0,
            is_too_deep: false,
        }
    }

    /// Reads the file to its end.
    pub(super) fn read(&mut self) {
        while let Some(token) = self.lexer.next() {
            match token {
                Token::Byte(..) if self.beyond > 0 => {}
                Token::Byte(..) if self.substitutes > 0 => self.substitutes -= 1,
                Token::Byte(byte, escaped) => {
                    self.bytes.push(byte);
                    self.escaped.push(escaped);
                }
                Token::Open => {
                    self.flush();
                    self.open();
                }
                Token::Close => {
                    self.flush();
                    self.close();
                    // Behind the last group stands nothing, unless a group was closed once too often.
                    if self.groups.is_empty() && !self.lexer.rest().contains(&b'\\') {
                        break;
                    }
                }
                Token::Word("bin", count) => {
                    self.flush();
                    self.lexer
                        .skip(count.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
                }
                _ if self.beyond > 0 => {}
                Token::Word(word, number) => {
                    self.flush();
                    self.word(word, number);
                }
                Token::Symbol(symbol) => {
                    self.flush();
                    self.symbol(symbol);
                }
            }
        }
        self.flush();
    }

    /// Groups that should have been closed.
    pub(super) fn left_open(&self) -> usize {
        self.groups.len() + self.beyond
    }

    /// Ends what is open and hands over what was read.
    pub(super) fn finish(mut self) -> (Reading, Remarks) {
        self.beyond = 0;
        while !self.groups.is_empty() {
            self.close();
        }
        let mut blocks = self.end_flow();
        self.add_notes(&mut blocks);
        self.add_heads();
        let reading = Reading {
            blocks,
            facts: self.facts,
            ..Reading::default()
        };
        (reading, self.remarks)
    }

    fn open(&mut self) {
        self.substitutes = 0;
        self.starred = false;
        if self.groups.len() >= MAX_GROUPS || self.beyond > 0 {
            self.beyond += 1;
            self.is_too_deep = true;
            return;
        }
        let inner = self.here.inner();
        if inner.destination == Destination::Styles {
            // The style without a number is the default one.
            self.styles.begin(Some(0));
        }
        self.groups.push(std::mem::replace(&mut self.here, inner));
    }

    fn close(&mut self) {
        self.substitutes = 0;
        self.starred = false;
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(around) = self.groups.pop() else {
            return;
        };
        match self.here.ends {
            Some(Ends::Flow) => {
                let holder = self.flow.holder.clone();
                let blocks = self.end_flow();
                self.place(holder, blocks);
            }
            Some(Ends::Field) => self.end_field(),
            Some(Ends::Fact(name)) => self.end_fact(name),
            None => {}
        }
        self.here = around;
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else {
            return;
        };
        // Inside the instruction of another field nothing is shown.
        if self.here.destination != Destination::Text {
            return;
        }
        let after = self.flow.paragraph.text().len();
        match field.shown(after) {
            Shown::Sign(c, font) => self.flow.paragraph.push(c, Some(&font), None),
            Shown::Text(text) => text.chars().for_each(|c| self.put(c)),
            Shown::Formula => self.remarks.formula_objects += 1,
            Shown::Nothing => {}
        }
    }

    fn end_fact(&mut self, name: &'static str) {
        let text = std::mem::take(&mut self.collected);
        match name {
            "created" | "modified" => {
                if let Some(moment) = self.moment.take() {
                    self.facts.insert(name.to_owned(), moment);
                }
            }
            "comment author" => self.author = text.trim().to_owned(),
            "property" => self.property = text.trim().to_owned(),
            "value" if self.property == "gtextUNICODE" && !text.trim().is_empty() => {
                // The words of WordArt or of a watermark stand beside the paragraph.
                self.flow.paragraph.after.push(RawBlock::Text(RawText {
                    text: text.trim().to_owned(),
                    ..RawText::default()
                }));
            }
            "choice" => {
                if let Some(field) = self.fields.last_mut() {
                    field.choices.push(text.trim().to_owned());
                }
            }
            "object" if text.trim().starts_with("Equation") => {
                self.remarks.embedded_files = self.remarks.embedded_files.saturating_sub(1);
                self.remarks.formula_objects += 1;
            }
            "value" | "object" | "info" => {}
            fact => about::add(&mut self.facts, fact, &text),
        }
    }

    /// Decodes the bytes that were collected.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let escaped = std::mem::take(&mut self.escaped);
        self.half = None;
        let group = &mut self.here;
        let (font, east) = match group.destination {
            Destination::Nowhere | Destination::Alternatives => return,
            // Only plain names mean something: those of the fonts of signs.
            Destination::Fonts => {
                self.fonts.name(&bytes);
                return;
            }
            _ => (group.font, group.east_font),
        };
        let text = self.fonts.decode(font, east, &bytes, &escaped);
        text.chars().for_each(|c| self.put(c));
    }

    /// Puts a character where it goes.
    pub(super) fn put(&mut self, c: char) {
        let group = &mut self.here;
        let (destination, font, raised) = (group.destination, group.font, group.raised);
        let (deleted, hidden) = (group.deleted, group.hidden);
        match destination {
            Destination::Text if deleted => self.remarks.deleted_chars += 1,
            Destination::Text if hidden => self.remarks.hidden_chars += 1,
            Destination::Text => {
                self.check_depth();
                let is_sign = (0xF000..=0xF0FF).contains(&u32::from(c));
                let font = self
                    .fonts
                    .get(font)
                    .filter(|_| is_sign)
                    .map(|f| f.name.clone());
                self.flow.paragraph.push(c, font.as_deref(), raised);
            }
            Destination::Styles => self.styles.name(c),
            Destination::Label => self.flow.label.get_or_insert_default().push(c),
            Destination::Instruction => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruct(c);
                }
            }
            Destination::Fact(_) => {
                if self.collected.len() < MAX_FACT {
                    self.collected.push(c);
                }
            }
            Destination::Nowhere | Destination::Alternatives | Destination::Fonts => {}
        }
    }
}
