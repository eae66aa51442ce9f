//! What an office file says about itself: title, author, dates, the program that wrote it. The keys are those of
//! [`crate::model::RawFile::facts`].
use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

use super::{Package, attribute, entity};
use crate::import::ReadError;

/// Parts of Office Open XML packages: kind of link, and the name programs give the part.
const OFFICE_PARTS: &[(&str, &str)] = &[
    ("extended-properties", "docProps/app.xml"),
    ("core-properties", "docProps/core.xml"),
    ("custom-properties", "docProps/custom.xml"),
];

/// Element of `core.xml` or `app.xml`, and the fact it becomes.
const OFFICE: &[(&str, &str)] = &[
    ("title", "title"),
    ("subject", "subject"),
    ("creator", "author"),
    ("lastModifiedBy", "last_modified_by"),
    ("created", "created"),
    ("modified", "modified"),
    ("lastPrinted", "printed"),
    ("keywords", "keywords"),
    ("category", "category"),
    ("description", "description"),
    ("Company", "company"),
    ("Application", "producer"),
];
/// Element of `meta.xml` of an OpenDocument package, and the fact it becomes.
const OPEN_DOCUMENT: &[(&str, &str)] = &[
    ("title", "title"),
    ("subject", "subject"),
    ("initial-creator", "author"),
    ("creator", "last_modified_by"),
    ("creation-date", "created"),
    ("date", "modified"),
    ("print-date", "printed"),
    ("keyword", "keywords"),
    ("description", "description"),
    ("generator", "producer"),
];
/// Elements that hold a property the writer named himself; Word's typed values stand in elements inside.
const CUSTOM: &[&str] = &["property", "user-defined"];
/// Most properties of one file that are kept, and longest text of one, in characters: files are known that store whole lists there.
const MAX_CUSTOM: usize = 100;
const MAX_CHARS: usize = 1_000;

/// The facts of an Office Open XML package. Parts that cannot be read are handed to `broken` and passed over.
///
/// # Errors
/// When a limit is passed.
pub(in crate::import) fn of_office(
    package: &mut Package<'_>,
    broken: &mut dyn FnMut(&str),
) -> Result<BTreeMap<String, String>, ReadError> {
    let links = match package.relations("") {
        Err(ReadError::Unreadable(_)) => Vec::new(),
        other => other?,
    };
    let mut facts = BTreeMap::new();
    for (kind, usual) in OFFICE_PARTS {
        let linked = links.iter().find(|l| l.kind == *kind && !l.external);
        let name = linked.map_or(*usual, |l| l.target.as_str());
        read_part(package, name, OFFICE, &mut facts, broken)?;
    }
    Ok(facts)
}

/// The facts of the part of an OpenDocument file that holds them.
pub(in crate::import) fn of_open_document(meta: &str) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    read(meta, OPEN_DOCUMENT, &mut facts);
    if let (None, Some(last)) = (facts.get("author"), facts.get("last_modified_by").cloned()) {
        // Written once: such files name one person only.
        facts.insert("author".to_owned(), last);
    }
    facts
}

fn read_part(
    package: &mut Package<'_>,
    name: &str,
    names: &[(&str, &str)],
    facts: &mut BTreeMap<String, String>,
    broken: &mut dyn FnMut(&str),
) -> Result<(), ReadError> {
    match package.xml(name) {
        Ok(xml) => read(&xml.unwrap_or_default(), names, facts),
        Err(ReadError::Unreadable(_)) => broken(name),
        Err(other) => return Err(other),
    }
    Ok(())
}

/// Adds the facts of one part. A fact given several times (keywords) is joined.
fn read(xml: &str, names: &[(&str, &str)], facts: &mut BTreeMap<String, String>) {
    let mut reader = Reader::from_str(xml);
    let mut fact: Option<&str> = None;
    let mut custom: Option<String> = None;
    let mut text = String::new();
    let mut own = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) => {
                let name = e.local_name();
                if CUSTOM.contains(&name.as_ref()) {
                    custom = attribute(&e, "name");
                } else if custom.is_none() {
                    fact = names.iter().find(|(n, _)| *n == name.as_ref()).map(|n| n.1);
                }
                if custom.is_none() || CUSTOM.contains(&name.as_ref()) {
                    text.clear();
                }
            }
            Event::Text(t) => text.push_str(&t),
            Event::CData(t) => text.push_str(&t),
            Event::GeneralRef(r) => text.extend(entity(&r)),
            Event::End(e) => {
                let value: String = text.trim().chars().take(MAX_CHARS).collect();
                if CUSTOM.contains(&e.local_name().as_ref()) {
                    if let (Some(name), false) = (custom.take(), value.is_empty()) {
                        own.push(format!("{name}: {value}"));
                    }
                } else if let (Some(name), false) = (fact.take(), value.is_empty()) {
                    add(facts, name, &value, ", ");
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    own.truncate(MAX_CUSTOM);
    if !own.is_empty() {
        add(facts, "custom", &own.join("\n"), "\n");
    }
}

fn add(facts: &mut BTreeMap<String, String>, name: &str, value: &str, joint: &str) {
    facts
        .entry(name.to_owned())
        .and_modify(|known| {
            if known != value {
                known.push_str(joint);
                known.push_str(value);
            }
        })
        .or_insert_with(|| value.to_owned());
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{OFFICE, OPEN_DOCUMENT, read};

    #[test]
    fn names_of_both_families_become_the_same_facts() {
        let mut facts = BTreeMap::new();
        read(
            "<c><dc:title>甲 &amp; 乙</dc:title><cp:lastModifiedBy>吴某</cp:lastModifiedBy><dc:creator/></c>",
            OFFICE,
            &mut facts,
        );
        read(
            "<Properties><property fmtid=\"{1}\" pid=\"2\" name=\"密级\"><vt:lpwstr>内部</vt:lpwstr></property></Properties>",
            OFFICE,
            &mut facts,
        );
        assert_eq!(facts["title"], "甲 & 乙");
        assert_eq!(facts["last_modified_by"], "吴某");
        assert_eq!(facts["custom"], "密级: 内部");
        assert!(!facts.contains_key("author"));
        let mut facts = BTreeMap::new();
        read(
            "<m><meta:keyword>督察</meta:keyword><meta:keyword>整改</meta:keyword><dc:creator>吴某</dc:creator><meta:initial-creator>周某</meta:initial-creator><meta:user-defined meta:name=\"密级\">内部</meta:user-defined></m>",
            OPEN_DOCUMENT,
            &mut facts,
        );
        assert_eq!(facts["keywords"], "督察, 整改");
        assert_eq!(
            (facts["author"].as_str(), facts["last_modified_by"].as_str()),
            ("周某", "吴某")
        );
        assert_eq!(facts["custom"], "密级: 内部");
    }
}
