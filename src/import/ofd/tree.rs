//! The small parts of a package (everything but page content) as trees of elements, names without prefixes.
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::package::{attribute, entity};

/// Most elements of one part; the list of a yearbook's pages has a few thousand.
const MAX_ELEMENTS: usize = 300_000;
/// Deepest nesting; outlines of real documents stay below twenty.
const MAX_DEPTH: usize = 128;

/// An element with what stands in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Name without prefix: files without namespaces and with odd prefixes read the same.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn of(e: &BytesStart<'_>) -> Self {
        let attributes = e
            .attributes()
            .with_checks(false)
            .flatten()
            .map(|a| {
                let name = a.key.local_name().as_ref().to_owned();
                let value = attribute(e, &name).unwrap_or_default();
                (name, value)
            })
            .collect();
        Self {
            name: e.local_name().as_ref().to_owned(),
            attributes,
            ..Self::default()
        }
    }

    /// An attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.trim())
    }

    /// The characters directly in it, blanks around them left out.
    pub(super) fn text(&self) -> &str {
        self.text.trim()
    }

    /// Elements directly in it.
    pub(super) fn children(&self) -> &[Self] {
        &self.children
    }

    /// Elements of a name directly in it.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// The first element of a name directly in it.
    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|c| c.name == name)
    }

    /// The text of the first element of a name directly in it, unless it is empty.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.first(name).map(Self::text).filter(|t| !t.is_empty())
    }
}

/// Reads a part. What follows a break in the XML is missing; `false` says that there is one.
pub(super) fn parse(xml: &str) -> (Element, bool) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut open = vec![Element::default()];
    let mut count = 0;
    let mut is_whole = true;
    let close = |open: &mut Vec<Element>| {
        if open.len() > 1
            && let (Some(done), Some(around)) = (open.pop(), open.last_mut())
        {
            around.children.push(done);
        }
    };
    loop {
        let event = reader.read_event();
        let Some(inner) = open.last_mut() else { break };
        match event {
            Ok(Event::Start(_) | Event::Empty(_)) if count >= MAX_ELEMENTS => {
                is_whole = false;
                break;
            }
            Ok(Event::Start(e)) => {
                count += 1;
                if open.len() > MAX_DEPTH {
                    is_whole = false;
                    break;
                }
                open.push(Element::of(&e));
            }
            Ok(Event::Empty(e)) => {
                count += 1;
                inner.children.push(Element::of(&e));
            }
            Ok(Event::Text(t)) => inner.text.push_str(&t),
            Ok(Event::CData(t)) => inner.text.push_str(&t),
            Ok(Event::GeneralRef(r)) => inner.text.extend(entity(&r)),
            Ok(Event::End(_)) => close(&mut open),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                is_whole = false;
                break;
            }
        }
    }
    is_whole &= open.len() == 1;
    while open.len() > 1 {
        close(&mut open);
    }
    (open.pop().unwrap_or_default(), is_whole)
}
