//! Reads OpenDocument texts, packed or flat: paragraphs with their automatic numbers, tables, notes and comments, in reading order.
//!
//! What a reader of the finished paper sees is read. Text deleted with changes tracked and hidden text is left out and
//! counted; running heads and feet are facts; notes and comments follow the body, each behind a label such as `[脚注1] ` that
//! [`RawText::label_chars`](crate::model::RawText::label_chars) marks as not standing in the source. The file stores no pages.
mod assemble;
mod flow;
mod lists;
mod styles;
mod walker;

use std::collections::{HashMap, HashSet};

use quick_xml::{Reader, events::Event};

use crate::model::{Format, RawBlock};

use super::{
    Importer, ReadError, Reading, Terms,
    grid::name_tables,
    notes,
    opendocument::{Object, Source},
    package::about,
};
use flow::Note;
use styles::Styles;
use walker::Walker;

/// Reads this format.
#[derive(Debug)]
pub(super) struct Odt;

impl Importer for Odt {
    fn format(&self) -> Format {
        Format::Odt
    }

    fn read(&self, bytes: &[u8], terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let mut source = Source::open(bytes, terms.limits)?;
        let content = source.content()?;
        let named = source.styles();
        let objects = source.objects();
        let mut styles = Styles::default();
        styles.add(&named);
        if !std::rc::Rc::ptr_eq(&content, &named) {
            styles.add(&content);
        }
        let mut walker = Walker::new(&styles, &objects);
        if !walker.walk(&content, "office:text")? {
            walker.remarks.broken_parts.push("content.xml".to_owned());
        }
        let mut reading = Reading {
            blocks: std::mem::take(&mut walker.blocks),
            ..Reading::default()
        };
        add_notes(std::mem::take(&mut walker.notes), &mut reading.blocks);
        name_tables(&mut reading.blocks);
        for (name, lines) in running(&named, &styles, &objects)? {
            if !lines.is_empty() {
                reading.facts.insert(name.to_owned(), lines.join("\n"));
            }
        }
        let about = about::of_open_document(&source.meta());
        reading.facts.extend(about);
        if let Some(title) = walker.title {
            reading.facts.insert("title_line".to_owned(), title);
        }
        let (reasons, partial) = walker.remarks.reasons(!reading.blocks.is_empty());
        let damage = source.damage();
        reading.partial = partial || damage.is_some();
        reading.reasons = reasons;
        reading.reasons.extend(damage);
        Ok(reading)
    }
}

/// Adds footnotes, then endnotes, then comments behind the body, each kind in its order.
fn add_notes(all: Vec<Note>, blocks: &mut Vec<RawBlock>) {
    let mut kinds = [
        ("脚注", Vec::new()),
        ("尾注", Vec::new()),
        ("批注", Vec::new()),
    ];
    for note in all {
        if let Some((_, kind)) = kinds.iter_mut().find(|(name, _)| *name == note.head.name) {
            kind.push(note);
        }
    }
    for (name, kind) in kinds {
        for (number, note) in (1..).zip(kind) {
            let number = (name != "批注").then_some(number);
            notes::add(name, number, &note.head.author, note.blocks, blocks);
        }
    }
}

/// Lines of running heads and feet, each once.
fn running(
    xml: &str,
    styles: &Styles,
    objects: &HashMap<String, Object>,
) -> Result<[(&'static str, Vec<String>); 2], ReadError> {
    let mut found = [("header", Vec::new()), ("footer", Vec::new())];
    let mut seen = HashSet::new();
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        let kind = match reader.read_event() {
            Ok(Event::Start(e)) => match e.name().as_ref() {
                "style:header" | "style:header-left" | "style:header-first" => 0,
                "style:footer" | "style:footer-left" | "style:footer-first" => 1,
                _ => continue,
            },
            Ok(Event::Eof) | Err(_) => return Ok(found),
            Ok(_) => continue,
        };
        let mut walker = Walker::new(styles, objects);
        walker.inside(&mut reader)?;
        if let Some((_, lines)) = found.get_mut(kind) {
            let new = notes::running_lines(&walker.blocks);
            lines.extend(new.into_iter().filter(|l| seen.insert((kind, l.clone()))));
        }
    }
}
