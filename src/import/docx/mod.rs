//! Reads Office Open XML documents: paragraphs with their automatic numbers, tables, notes and comments, in reading order.
//!
//! What a reader of the finished paper sees is read. Text deleted with changes tracked and hidden text is left out and
//! counted; running heads and feet are facts, not body; notes and comments follow the body, each behind a label such as
//! `[脚注1] ` that [`RawText::label_chars`] marks as not standing in the source. Characters are those of the file, with
//! three exceptions, each one character for one: signs of symbol fonts, raised or lowered figures right behind a figure
//! (`10⁴`), and line ends inside `w:t`, which Word shows as blanks. What only attributes or old `EQ` fields name is written out:
//! ticked boxes, chosen entries, brackets and signs of formulas, numbers in circles.
//! Pages are those of the last layout the writing program stored, where it stored one.

mod assemble;
mod embedded;
mod flow;
mod formula;
mod numbering;
mod points;
mod properties;
mod styles;
mod walker;

use std::collections::{HashMap, HashSet};

use crate::model::{Format, RawBlock, RawText, Reason};

use super::{
    Importer, ReadError, Reading, Terms,
    grid::name_tables,
    members::Members,
    notes,
    package::{Package, Relation, about, xml_text},
    remarks::Remarks,
};
use flow::Note;
use styles::Styles;
use walker::Walker;

/// How deep documents put into documents (`altChunk`) are followed.
const MAX_CHUNK_DEPTH: u8 = 2;

/// Reads this format.
#[derive(Debug)]
pub(super) struct Docx;

impl Importer for Docx {
    fn format(&self) -> Format {
        Format::Docx
    }
    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        read_package(bytes, 0, terms)
    }
}

/// Whether a switch such as `w:vanish` is on; without a value it is.
fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}

fn read_package(bytes: &[u8], depth: u8, terms: &Terms<'_>) -> Result<Reading, ReadError> {
    let mut package = Package::open(bytes)?.under(terms.limits);
    let top = package.relations("")?;
    let Some(main) = main_part(&package, &top) else {
        let missing = || Reason::new("package-without-document");
        let reason = package.damage().unwrap_or_else(missing);
        return Err(ReadError::Unreadable(reason));
    };
    let xml = package.xml(&main)?.unwrap_or_default();
    let links = package.relations(&main)?;
    let mut remarks = Remarks::default();

    let styles = Styles::read(&linked(&mut package, &links, "styles", &mut remarks));
    let lists = numbering::read(&linked(&mut package, &links, "numbering", &mut remarks));
    let mut walker = Walker::new(&styles, lists);
    walker.remarks = remarks;
    let mut more = Vec::new();
    for link in links.iter().filter(|l| !l.external) {
        let blocks = match link.kind.as_str() {
            "diagramData" => {
                let xml = optional(&mut package, &link.target, &mut walker.remarks);
                walker.walk(&link.target, &xml)?.blocks
            }
            "aFChunk" => match chunk(&mut package, link, depth, terms) {
                Some(reading) => {
                    more.extend(reading.reasons);
                    reading.blocks
                }
                None => {
                    walker.remarks.embedded_files += 1;
                    continue;
                }
            },
            _ => continue,
        };
        walker.inserts.insert(link.id.clone(), blocks);
    }

    let body = walker.walk(&main, &xml)?;
    let mut reading = Reading {
        blocks: body.blocks,
        ..Reading::default()
    };
    for (kind, name, order) in [
        ("footnotes", "脚注", &body.footnotes),
        ("endnotes", "尾注", &body.endnotes),
        ("comments", "批注", &Vec::new()),
    ] {
        for link in links.iter().filter(|l| l.kind == kind && !l.external) {
            let xml = optional(&mut package, &link.target, &mut walker.remarks);
            let notes = walker.walk(&link.target, &xml)?.notes;
            add_notes(notes, name, order, &mut reading.blocks);
        }
    }
    for kind in ["header", "footer"] {
        let mut lines: Vec<String> = Vec::new();
        for link in links.iter().filter(|l| l.kind == kind && !l.external) {
            let xml = optional(&mut package, &link.target, &mut walker.remarks);
            let blocks = walker.walk(&link.target, &xml)?.blocks;
            lines.extend(notes::running_lines(&blocks));
        }
        let mut seen = HashSet::new();
        lines.retain(|line| seen.insert(line.clone()));
        if !lines.is_empty() {
            reading.facts.insert(kind.to_owned(), lines.join("\n"));
        }
    }
    let broken = &mut walker.remarks.broken_parts;
    let facts = about::of_office(&mut package, &mut |part| broken.push(part.to_owned()))?;
    reading.facts.extend(facts);
    if let Some(title) = body.title {
        reading.facts.insert("title_line".to_owned(), title);
    }
    name_tables(&mut reading.blocks);

    let mut members = Members::new(terms);
    let embedded = std::mem::take(&mut walker.embedded);
    walker.remarks.embedded_files += embedded::hand_over(&mut package, embedded, &mut members);
    let (reasons, partial) = walker.remarks.reasons(!reading.blocks.is_empty());
    let damage = package.damage();
    reading.partial = partial || damage.is_some();
    reading.reasons = reasons;
    reading.reasons.extend(damage);
    reading.reasons.extend(more);
    members.tell(&mut reading);
    Ok(reading)
}

/// The part that holds the body: the one the package names, else one with the name Word gives it.
fn main_part(package: &Package<'_>, top: &[Relation]) -> Option<String> {
    let named = top
        .iter()
        .find(|l| l.kind == "officeDocument" && !l.external)
        .map(|l| l.target.clone());
    named.filter(|n| package.has(n)).or_else(|| {
        let usual = |n: &&String| n.to_ascii_lowercase().ends_with("word/document.xml");
        package.names().iter().find(usual).cloned()
    })
}

/// The text of a part without which the body can still be read; what cannot be opened is remembered.
fn optional(package: &mut Package<'_>, name: &str, remarks: &mut Remarks) -> String {
    match package.xml(name) {
        Ok(xml) => xml.unwrap_or_default(),
        Err(_) => {
            remarks.broken_parts.push(name.to_owned());
            String::new()
        }
    }
}

/// The text of the first part linked as `kind`.
fn linked(
    package: &mut Package<'_>,
    links: &[Relation],
    kind: &str,
    remarks: &mut Remarks,
) -> String {
    match links.iter().find(|l| l.kind == kind && !l.external) {
        Some(link) => optional(package, &link.target, remarks),
        None => String::new(),
    }
}

/// Reads a document put into this one as a whole; `None` when it is of a kind that is not read.
fn chunk(
    package: &mut Package<'_>,
    link: &Relation,
    depth: u8,
    terms: &Terms<'_>,
) -> Option<Reading> {
    let bytes = package.part(&link.target).ok().flatten()?;
    let name = link.target.to_ascii_lowercase();
    match name.rsplit('.').next()? {
        "docx" | "docm" | "dotx" if depth < MAX_CHUNK_DEPTH => {
            read_package(&bytes, depth + 1, terms).ok()
        }
        "htm" | "html" | "xhtml" => super::read_as(Format::Html, &bytes).ok(),
        "txt" => {
            let text = xml_text(bytes);
            let lines = text.lines().filter(|l| !l.trim().is_empty());
            let block = |line: &str| {
                RawBlock::Text(RawText {
                    text: line.to_owned(),
                    ..RawText::default()
                })
            };
            Some(Reading {
                blocks: lines.map(block).collect(),
                ..Reading::default()
            })
        }
        _ => None,
    }
}

/// Adds notes behind the body: first in the order they are referred to, then the others.
fn add_notes(notes: Vec<Note>, name: &str, order: &[String], blocks: &mut Vec<RawBlock>) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, id) in order.iter().enumerate() {
        places.entry(id).or_insert(at);
    }
    let place = |note: &Note| places.get(note.head.id.as_str()).copied();
    let mut notes: Vec<(Option<usize>, Note)> = notes.into_iter().map(|n| (place(&n), n)).collect();
    notes.sort_by_key(|(at, _)| at.unwrap_or(usize::MAX));
    for (at, note) in notes {
        let number = at.map(|at| at + 1);
        notes::add(name, number, &note.head.author, note.blocks, blocks);
    }
}
