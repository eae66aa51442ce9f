//! Files embedded in a PDF: those of its list, and those hung on its pages as comments.
use std::{collections::HashSet, sync::mpsc::SyncSender};

use hayro_interpret::hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream, String as PdfString},
};

use crate::import::Attached;

use super::{
    comments::{annotations, resolved},
    facts::text,
};

/// Deepest tree of names that is followed, and most entries looked at.
const MAX_DEPTH: u32 = 8;
const MAX_FILES: usize = 10_000;

/// Hands over every embedded file and gives the number of those whose content could not be unpacked.
///
/// Ends early when the other side takes no more.
pub(super) fn hand_over(pdf: &Pdf, pages: usize, to: &SyncSender<Attached>) -> usize {
    let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
    let mut broken = 0;
    for (name, file) in specifications(pdf, pages) {
        let stream = file.as_ref().and_then(content);
        let unpacked = stream.map(|s| (s.obj_id(), s.raw_data().is_empty(), s.decoded()));
        match unpacked {
            Some((id, ..)) if !seen.insert(id) => {}
            // What is damaged from its first byte comes out empty and not as a failure.
            Some((_, is_empty, Ok(bytes))) if is_empty || !bytes.is_empty() => {
                let name = file.as_ref().and_then(own_name).unwrap_or(name);
                let bytes = bytes.into_owned();
                if to.send(Attached { name, bytes }).is_err() {
                    break;
                }
            }
            Some(_) | None => broken += 1,
        }
    }
    broken
}

/// A file specification and the name it is listed under.
type Listed<'p> = (String, Option<Dict<'p>>);

/// The file specifications with the names they are listed under.
fn specifications(pdf: &Pdf, pages: usize) -> Vec<Listed<'_>> {
    let mut found = Vec::new();
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let tree = catalog
        .and_then(|c| c.get::<Dict<'_>>("Names"))
        .and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
    if let Some(tree) = tree {
        listed(pdf, &tree, 0, &mut found);
    }
    for page in pdf.pages().iter().take(pages) {
        for note in annotations(page, pdf) {
            let kind = note.get::<Name<'_>>("Subtype");
            if kind.as_deref() == Some(b"FileAttachment") {
                found.push((String::new(), note.get::<Dict<'_>>("FS")));
            }
        }
    }
    found.truncate(MAX_FILES);
    found
}

/// The entries of a tree of names, from left to right.
fn listed<'p>(pdf: &'p Pdf, node: &Dict<'p>, depth: u32, found: &mut Vec<Listed<'p>>) {
    let entries = |key: &str| {
        let list = node.get::<Array<'p>>(key);
        list.map(|l| l.raw_iter().take(MAX_FILES * 2).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    // Names and specifications take turns.
    let mut label = String::new();
    for entry in entries("Names") {
        match entry {
            MaybeRef::NotRef(Object::String(name)) => label = text(name.as_bytes()),
            other if found.len() < MAX_FILES => {
                found.push((std::mem::take(&mut label), resolved(other, pdf)));
            }
            _ => break,
        }
    }
    if depth < MAX_DEPTH && found.len() < MAX_FILES {
        for kid in entries("Kids").into_iter().filter_map(|k| resolved(k, pdf)) {
            listed(pdf, &kid, depth + 1, found);
        }
    }
}

/// The name a specification gives its file: the one in Unicode before the others.
fn own_name(file: &Dict<'_>) -> Option<String> {
    ["UF", "F", "Unix", "DOS", "Mac"]
        .iter()
        .filter_map(|key| file.get::<PdfString<'_>>(*key))
        .map(|name| text(name.as_bytes()))
        .find(|name| !name.is_empty())
}

fn content<'p>(file: &Dict<'p>) -> Option<Stream<'p>> {
    let streams = file.get::<Dict<'p>>("EF")?;
    ["UF", "F", "Unix", "DOS", "Mac"]
        .iter()
        .find_map(|key| streams.get::<Stream<'p>>(*key))
}
