//! What the styles of a document say about heading levels, numbering and hidden text.
use std::collections::HashMap;

use quick_xml::{Reader, events::Event};

use crate::import::{
    package::attribute,
    paragraph::{heading_by_name, heading_level},
};

use super::is_on;

/// Longest chain of styles based on one another that is followed; Word allows 11. Also ends circular chains.
const MAX_CHAIN: usize = 32;

/// What one style settles.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// Name, e.g. `heading 1`.
    pub(super) name: String,
    /// Heading level from 1.
    pub(super) heading: Option<u8>,
    /// Numbering id; `0` takes numbering away.
    pub(super) list: Option<String>,
    /// Level in that numbering, from 0.
    pub(super) level: Option<usize>,
    /// The style that gave `list`: numbering levels name it.
    pub(super) list_style: Option<String>,
    /// Whether text in it is hidden.
    pub(super) hidden: Option<bool>,
    based_on: Option<String>,
    outline: Option<u8>,
}

/// The styles of a document, each with what it inherits.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &str) -> Self {
        let mut raw: HashMap<String, Style> = HashMap::new();
        let mut default_paragraph = None;
        let mut id = None;
        let mut reader = Reader::from_str(xml);
        while let Ok(event) = reader.read_event() {
            let e = match event {
                Event::Start(e) | Event::Empty(e) => e,
                Event::End(e) if e.local_name().as_ref() == "style" => {
                    id = None;
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            let value = || attribute(&e, "val");
            if e.local_name().as_ref() == "style" {
                let this = attribute(&e, "styleId").unwrap_or_default();
                let is_paragraph = attribute(&e, "type").is_none_or(|t| t == "paragraph");
                if is_paragraph && attribute(&e, "default").is_some_and(|v| is_on(Some(&v))) {
                    default_paragraph = Some(this.clone());
                }
                raw.insert(this.clone(), Style::default());
                id = Some(this);
                continue;
            }
            let Some(style) = id.as_ref().and_then(|id| raw.get_mut(id)) else {
                continue;
            };
            match e.local_name().as_ref() {
                "name" => style.name = value().unwrap_or_default(),
                "basedOn" => style.based_on = value(),
                "outlineLvl" => style.outline = value().and_then(|v| v.parse().ok()),
                "numId" => {
                    style.list = value();
                    style.list_style.clone_from(&id);
                }
                "ilvl" => style.level = value().and_then(|v| v.parse().ok()),
                "vanish" => style.hidden = Some(is_on(value().as_deref())),
                _ => {}
            }
        }
        let by_id = raw
            .keys()
            .map(|id| (id.clone(), inherited(&raw, id)))
            .collect();
        Self {
            by_id,
            default_paragraph,
        }
    }

    /// The style of a paragraph; without an id, the document's default.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Option<&Style> {
        self.by_id.get(id.or(self.default_paragraph.as_deref())?)
    }

    /// Whether a run is hidden by styles: hiding is a switch that a character style turns over (ECMA-376 part 1, 17.7.3).
    pub(super) fn hides(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        let by_paragraph = self.paragraph(paragraph).and_then(|s| s.hidden);
        let by_run = run.and_then(|id| self.by_id.get(id)).and_then(|s| s.hidden);
        by_paragraph.unwrap_or(false) ^ by_run.unwrap_or(false)
    }

    /// The numbering id a style of that id carries.
    pub(super) fn list_of(&self, id: &str) -> Option<&str> {
        self.by_id.get(id)?.list.as_deref()
    }
}

/// A style with what it takes over from the styles it is based on.
fn inherited(raw: &HashMap<String, Style>, id: &str) -> Style {
    let mut out = raw.get(id).cloned().unwrap_or_default();
    let mut named = heading_by_name(&out.name);
    let mut next = out.based_on.clone();
    for _ in 0..MAX_CHAIN {
        let Some(base) = next.as_ref().and_then(|id| raw.get(id)) else {
            break;
        };
        if out.list.is_none() {
            out.list.clone_from(&base.list);
            out.list_style.clone_from(&base.list_style);
        }
        out.level = out.level.or(base.level);
        out.outline = out.outline.or(base.outline);
        out.hidden = out.hidden.or(base.hidden);
        named = named.or_else(|| heading_by_name(&base.name));
        next.clone_from(&base.based_on);
    }
    out.heading = match out.outline {
        Some(level) => heading_level(level),
        None => named,
    };
    out
}
