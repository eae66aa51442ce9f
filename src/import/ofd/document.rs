//! What a document is made of: its pages, their templates and annotations, the drawings they share.
use std::collections::HashMap;

use quick_xml::{Reader, events::Event};

use crate::import::package::{attribute, inner_text};

use super::{matrix::numbers, parts::Parts, tree::Element};

/// Most entries of one list of parts; the pages themselves have a limit of their own.
const MAX_LISTED: usize = 100_000;
/// Widest page, in millimetres. The largest plans are below five metres.
const MAX_SIDE: f64 = 50_000.0;

/// One document of a file.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The part that describes it.
    pub(super) part: String,
    /// Width and height of its pages in millimetres, if it says.
    pub(super) size: Option<(f64, f64)>,
    /// Its pages, each with its id and the part that holds it, if that is in the file.
    pub(super) pages: Vec<(String, Option<String>)>,
    /// Parts of templates and of annotations, by the id of the template and of the page.
    templates: HashMap<String, String>,
    annotations: HashMap<String, Vec<String>>,
    /// Drawings and pictures that pages share.
    pub(super) shared: Resources,
    /// The part that lists attached files.
    pub(super) attachments: Option<String>,
    /// Headings of the outline: level from 1, id of the page, text.
    pub(super) outline: Vec<(u8, String, String)>,
}

/// What parts of resources hold.
#[derive(Debug, Default)]
pub(super) struct Resources {
    /// The XML of drawings, by their id.
    pub(super) units: HashMap<String, String>,
    /// Parts that hold pictures, by the id of the picture.
    pub(super) pictures: HashMap<String, String>,
}

impl Document {
    /// Reads the description of a document; `None` when there is none.
    pub(super) fn read(parts: &mut Parts<'_>, part: String) -> Option<Self> {
        let tree = parts.tree(&part)?;
        let root = tree.first("Document")?;
        let mut document = Self::default();
        let common = root.first("CommonData");
        for common in common.map(Element::children).unwrap_or_default() {
            match common.name.as_str() {
                "PageArea" => document.size = page_size(common),
                "TemplatePage" => {
                    if let (Some(id), Some(at)) =
                        (common.attribute("ID"), common.attribute("BaseLoc"))
                        && let Some(at) = parts.find(&part, at)
                    {
                        document.templates.insert(id.to_owned(), at);
                    }
                }
                "PublicRes" | "DocumentRes" => {
                    if let Some(at) = parts.find(&part, common.text()) {
                        document.shared.add(parts, &at);
                    }
                }
                _ => {}
            }
        }
        let pages = root.all("Pages").flat_map(|p| p.all("Page"));
        for page in pages.take(MAX_LISTED) {
            let id = page.attribute("ID").unwrap_or_default().to_owned();
            let at = page.attribute("BaseLoc").unwrap_or_default();
            document.pages.push((id, parts.find(&part, at)));
        }
        if let Some(list) = root.text_of("Annotations") {
            document.annotations(parts, &part, list);
        }
        document.attachments = root
            .text_of("Attachments")
            .and_then(|at| parts.find(&part, at));
        if let Some(outlines) = root.first("Outlines") {
            outline(outlines, 1, &mut document.outline);
        }
        document.part = part;
        Some(document)
    }

    fn annotations(&mut self, parts: &mut Parts<'_>, part: &str, list: &str) {
        let Some(list) = parts.find(part, list) else {
            parts.is_broken(list);
            return;
        };
        let Some(tree) = parts.tree(&list) else {
            return;
        };
        let pages = tree.all("Annotations").flat_map(|a| a.all("Page"));
        for page in pages.take(MAX_LISTED) {
            let Some(id) = page.attribute("PageID") else {
                continue;
            };
            for at in page.all("FileLoc") {
                match parts.find(&list, at.text()) {
                    Some(at) => self.annotations.entry(id.to_owned()).or_default().push(at),
                    None => parts.is_broken(at.text()),
                }
            }
        }
    }

    /// The part of a template.
    pub(super) fn template(&self, id: &str) -> Option<&str> {
        self.templates.get(id).map(String::as_str)
    }

    /// The parts of a page's annotations.
    pub(super) fn annotations_of(&self, page: &str) -> &[String] {
        self.annotations.get(page).map_or(&[], Vec::as_slice)
    }
}

/// Width and height of the paper, in millimetres.
pub(super) fn page_size(area: &Element) -> Option<(f64, f64)> {
    box_size(area.text_of("PhysicalBox")?)
}

/// Width and height of a box written `0 0 210 297`.
pub(super) fn box_size(text: &str) -> Option<(f64, f64)> {
    match numbers(text).as_slice() {
        &[_, _, width, height, ..] if width > 0.0 && height > 0.0 => {
            Some((width.min(MAX_SIDE), height.min(MAX_SIDE)))
        }
        _ => None,
    }
}

impl Resources {
    /// Adds what a part of resources holds; fonts and colors are not needed.
    pub(super) fn add(&mut self, parts: &mut Parts<'_>, part: &str) {
        let xml = match parts.text(part) {
            Ok(xml) => xml.unwrap_or_default(),
            Err(_) => return parts.is_broken(part),
        };
        let mut reader = Reader::from_str(&xml);
        let mut folder = String::new();
        let mut picture = None;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) => match e.local_name().as_ref() {
                    "Res" => folder = attribute(&e, "BaseLoc").unwrap_or_default(),
                    "MultiMedia" => picture = attribute(&e, "ID"),
                    "MediaFile" => {
                        let file = inner_text(&mut reader);
                        let file = file.trim();
                        let at = parts
                            .find(part, &format!("{folder}/{file}"))
                            .or_else(|| parts.find(part, file));
                        if let (Some(id), Some(at)) = (picture.take(), at)
                            && self.pictures.len() < MAX_LISTED
                        {
                            self.pictures.insert(id, at);
                        }
                    }
                    "CompositeGraphicUnit" => {
                        let id = attribute(&e, "ID").unwrap_or_default();
                        let Ok(span) = reader.read_to_end(e.name()) else {
                            return parts.is_broken(part);
                        };
                        let (from, to) = (span.start as usize, span.end as usize);
                        if let Some(inner) = xml.get(from..to)
                            && self.units.len() < MAX_LISTED
                        {
                            self.units.insert(id, inner.to_owned());
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
    }
}

/// The headings of an outline, each with the page it leads to.
fn outline(around: &Element, level: u8, out: &mut Vec<(u8, String, String)>) {
    for entry in around.all("OutlineElem") {
        if out.len() >= MAX_LISTED {
            return;
        }
        let page = entry
            .all("Actions")
            .flat_map(|a| a.all("Action"))
            .filter_map(|a| a.first("Goto")?.first("Dest")?.attribute("PageID"))
            .next();
        if let (Some(page), Some(title)) = (page, entry.attribute("Title")) {
            out.push((level.min(9), page.to_owned(), title.to_owned()));
        }
        outline(entry, level.saturating_add(1), out);
    }
}
