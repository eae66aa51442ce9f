//! What a document says about itself: title, author, dates, the program that wrote it.
use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

use crate::import::package::entity;

/// Element of `docProps/core.xml` or `app.xml`, and the fact it becomes.
const FACTS: &[(&str, &str)] = &[
    ("title", "title"),
    ("subject", "subject"),
    ("creator", "author"),
    ("lastModifiedBy", "last_modified_by"),
    ("created", "created"),
    ("modified", "modified"),
    ("keywords", "keywords"),
    ("category", "category"),
    ("description", "description"),
    ("Company", "company"),
    ("Application", "producer"),
];

/// Adds the facts of one properties part.
pub(super) fn read(xml: &str, facts: &mut BTreeMap<String, String>) {
    let mut reader = Reader::from_str(xml);
    let mut name = None;
    let mut text = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) => {
                let local = e.local_name();
                name = FACTS.iter().find(|(n, _)| *n == local.as_ref());
                text.clear();
            }
            Event::Text(t) => text.push_str(&t),
            Event::CData(t) => text.push_str(&t),
            Event::GeneralRef(r) => text.extend(entity(&r)),
            Event::End(_) => {
                if let (Some((_, fact)), false) = (name.take(), text.trim().is_empty()) {
                    facts.insert((*fact).to_owned(), text.trim().to_owned());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
}
