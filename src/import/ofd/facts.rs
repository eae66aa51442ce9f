//! What a file says about itself: title, author, dates, the programs that made it, what its makers added.
use std::collections::BTreeMap;

use super::tree::Element;

/// Element of `DocInfo`, and the fact it becomes.
const FACTS: &[(&str, &str)] = &[
    ("Title", "title"),
    ("Author", "author"),
    ("Subject", "subject"),
    ("Abstract", "description"),
    ("CreationDate", "created"),
    ("ModDate", "modified"),
    ("Creator", "creator"),
    ("DocUsage", "category"),
];
/// Most facts of its makers' own that are kept, and most characters of each; invoices have about twenty.
const MAX_CUSTOM: usize = 100;
const MAX_CHARS: usize = 500;

/// Adds the facts of one document; what an earlier document of the file said stays.
pub(super) fn read(info: &Element, facts: &mut BTreeMap<String, String>) {
    let mut add = |name: &str, text: String| {
        if !text.is_empty() {
            facts.entry(name.to_owned()).or_insert(text);
        }
    };
    for (element, fact) in FACTS {
        add(
            fact,
            info.text_of(element).map(str::to_owned).unwrap_or_default(),
        );
    }
    if let (Some(creator), Some(version)) =
        (info.text_of("Creator"), info.text_of("CreatorVersion"))
    {
        add("producer", format!("{creator} {version}"));
    }
    let keywords: Vec<&str> = info
        .all("Keywords")
        .flat_map(|k| k.all("Keyword"))
        .map(Element::text)
        .filter(|k| !k.is_empty())
        .take(MAX_CUSTOM)
        .collect();
    add("keywords", keywords.join(", "));
    let custom: Vec<String> = info
        .all("CustomDatas")
        .flat_map(|c| c.all("CustomData"))
        .filter(|c| !c.text().is_empty())
        .take(MAX_CUSTOM)
        .map(|c| {
            let name = c.attribute("Name").unwrap_or_default();
            let text: String = c.text().chars().take(MAX_CHARS).collect();
            format!("{name}: {text}")
        })
        .collect();
    add("custom", custom.join("\n"));
}
