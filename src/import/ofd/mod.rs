//! Reads OFD files (GB/T 33190), the state's format for pages whose look is fixed.
//!
//! Such a file holds characters at places of a page, a page being its own content, the templates it stands on and people's
//! annotations; [`layout`](super::layout) makes lines, paragraphs and tables of them. Objects that are not to be seen are left
//! out and counted. Attached files are handed over. Signatures and seals are named, not verified.
mod attachments;
mod content;
mod document;
mod facts;
mod matrix;
mod pale;
mod parts;
mod path;
mod seals;
mod sheet;
mod text;
mod tree;

use std::collections::HashMap;

use crate::model::{Format, RawBlock, Reason};

use super::{
    Importer, ReadError, Reading, Terms, grid,
    layout::{PageText, Remarks, blocks, recognize, take_out_running},
};
use attachments::Attachments;
use document::Document;
use parts::Parts;
use seals::Seals;
use sheet::Sheet;
use tree::Element;

/// The part that names the documents of a file, and the one that says that parts are encrypted (GM/T 0099).
const ENTRY: &str = "OFD.xml";
const ENCRYPTIONS: &str = "Encryptions.xml";
/// Most documents of one file; packages of several are rare and small.
const MAX_DOCUMENTS: usize = 1_000;

/// Reads this format.
#[derive(Debug)]
pub(super) struct Ofd;

impl Importer for Ofd {
    fn format(&self) -> Format {
        Format::Ofd
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let mut parts = Parts::open(bytes, terms.limits)?;
        let is_encrypted = parts.has(ENCRYPTIONS);
        let mut file = File::new(terms);
        file.read(&mut parts)?;
        let mut reading = file.finish(&mut parts);
        if is_encrypted {
            if reading.blocks.is_empty() {
                return Err(ReadError::Encrypted);
            }
            reading.reasons.push(Reason::new("encrypted-in-part"));
        }
        if !parts.broken.is_empty() {
            let list = parts.broken.join(", ");
            reading
                .reasons
                .push(Reason::new("xml-broken").with("parts", list));
        }
        let damage = parts.damage();
        reading.partial |= is_encrypted || !parts.broken.is_empty() || damage.is_some();
        reading.reasons.extend(damage);
        Ok(reading)
    }
}

/// A file while it is read.
struct File<'t, 'a> {
    terms: &'t Terms<'a>,
    /// Pages that could be read, and how many of them each document has.
    pages: Vec<PageText>,
    documents: Vec<usize>,
    /// Pages of the whole file; they are numbered through.
    count: usize,
    /// Pages that could not be read, and those that draw too much.
    failed: Vec<u32>,
    too_large: Vec<u32>,
    /// Remarks of people, as paragraphs.
    said: Vec<RawBlock>,
    /// Headings by page number: what the outlines say.
    headings: HashMap<u32, Vec<(u8, String)>>,
    hidden_chars: u64,
    /// Parts that hold the largest picture of each page.
    pictures: HashMap<u32, String>,
    attachments: Attachments<'t, 'a>,
    seals: Seals,
    reading: Reading,
}

impl<'t, 'a> File<'t, 'a> {
    fn new(terms: &'t Terms<'a>) -> Self {
        Self {
            terms,
            pages: Vec::new(),
            documents: Vec::new(),
            count: 0,
            failed: Vec::new(),
            too_large: Vec::new(),
            said: Vec::new(),
            headings: HashMap::new(),
            hidden_chars: 0,
            pictures: HashMap::new(),
            attachments: Attachments::new(terms),
            seals: Seals::default(),
            reading: Reading::default(),
        }
    }

    fn read(&mut self, parts: &mut Parts<'_>) -> Result<(), ReadError> {
        let none = || ReadError::Unreadable(Reason::new("ofd-without-document"));
        let Some(entry) = parts.tree(ENTRY) else {
            return match parts.has(ENCRYPTIONS) {
                true => Err(ReadError::Encrypted),
                false => Err(none()),
            };
        };
        let bodies = entry.all("OFD").flat_map(|o| o.all("DocBody"));
        for body in bodies.take(MAX_DOCUMENTS) {
            if let Some(info) = body.first("DocInfo") {
                facts::read(info, &mut self.reading.facts);
            }
            let root = root_of(parts, body);
            let document = root.and_then(|root| Document::read(parts, root));
            match document {
                Some(document) => self.document(parts, &document),
                None => parts.is_broken(body.text_of("DocRoot").unwrap_or(ENTRY)),
            }
            if let Some(list) = body.text_of("Signatures") {
                self.seals.add(parts, ENTRY, list);
            }
        }
        if self.documents.is_empty() && !parts.has(ENCRYPTIONS) {
            return Err(none());
        }
        Ok(())
    }

    fn document(&mut self, parts: &mut Parts<'_>, document: &Document) {
        let before = self.pages.len();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for (id, part) in &document.pages {
            self.count += 1;
            let limit = self.terms.limits.pages as usize;
            let number = u32::try_from(self.count).unwrap_or(u32::MAX);
            numbers.insert(id, number);
            if self.count > limit {
                continue;
            }
            match Sheet::read(parts, document, id, part.as_deref()) {
                Some(sheet) if sheet.is_too_large => self.too_large.push(number),
                Some(sheet) => {
                    self.hidden_chars += sheet.hidden_chars;
                    self.said.extend(sheet.said(number));
                    if let Some(picture) = &sheet.picture {
                        self.pictures.insert(number, picture.clone());
                    }
                    self.pages.push(sheet.page(number));
                }
                None => self.failed.push(number),
            }
        }
        for (level, page, title) in &document.outline {
            if let Some(page) = numbers.get(page.as_str()) {
                let headings = self.headings.entry(*page).or_default();
                headings.push((*level, bare(title)));
            }
        }
        if let Some(list) = &document.attachments {
            self.attachments.add(parts, list);
        }
        self.documents.push(self.pages.len() - before);
    }

    /// Puts everything together.
    fn finish(mut self, parts: &mut Parts<'_>) -> Reading {
        let running = take_out_running(&mut self.pages);
        if let Some(recognizer) = self.terms.recognizer {
            recognize(&mut self.pages, recognizer, &mut |number, _| {
                let part = self.pictures.get(&number);
                part.and_then(|part| parts.bytes(part).ok().flatten())
                    .ok_or_else(|| Reason::new("recognition-failed").with("detail", "page"))
            });
        }
        let mut remarks = Remarks::new(self.count);
        for page in &self.pages {
            remarks.see(page);
        }
        for page in self.failed {
            remarks.failed(page);
        }
        for page in self.too_large {
            remarks.too_large(page);
        }
        let mut reading = self.reading;
        let mut rest = self.pages.as_slice();
        for count in self.documents {
            let (own, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            rest = after;
            reading.blocks.extend(blocks(own));
        }
        grid::name_tables(&mut reading.blocks);
        mark_headings(&mut reading.blocks, &self.headings);
        reading.blocks.extend(self.said);
        reading
            .facts
            .insert("pages".to_owned(), self.count.to_string());
        remarks.finish(&running, 0, self.terms.limits.pages as usize, &mut reading);
        self.seals.facts(&mut reading.facts);
        self.attachments.tell(&mut reading);
        if reading.blocks.is_empty() && !reading.partial {
            reading.reasons.push(Reason::new("no-text"));
        }
        if self.hidden_chars > 0 {
            let reason = Reason::new("hidden-text-left-out").with("chars", self.hidden_chars);
            reading.reasons.push(reason);
        }
        if self.seals.count > 0 {
            let reason = Reason::new("signatures-not-verified").with("count", self.seals.count);
            reading.reasons.push(reason);
        }
        reading
    }
}

/// The part that describes a document: of several versions, the current one.
fn root_of(parts: &mut Parts<'_>, body: &Element) -> Option<String> {
    let current = body
        .all("Versions")
        .flat_map(|v| v.all("Version"))
        .find(|v| v.attribute("Current") == Some("true"))
        .and_then(|v| v.attribute("BaseLoc"))
        .and_then(|at| parts.find(ENTRY, at))
        .and_then(|version| {
            let tree = parts.tree(&version)?;
            let root = tree.first("DocVersion")?.text_of("DocRoot")?;
            parts.find(&version, root)
        });
    current.or_else(|| parts.find(ENTRY, body.text_of("DocRoot")?))
}

/// A text without blanks: outlines write their headings with other ones than the page.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Paragraphs that are named in the outline are headings.
fn mark_headings(blocks: &mut [RawBlock], headings: &HashMap<u32, Vec<(u8, String)>>) {
    if headings.is_empty() {
        return;
    }
    for block in blocks {
        if let RawBlock::Text(text) = block
            && let Some(on_page) = text.page.and_then(|p| headings.get(&p))
        {
            let shown = bare(&text.text);
            let named = on_page.iter().find(|(_, title)| *title == shown);
            text.heading = named.map(|(level, _)| *level);
        }
    }
}
