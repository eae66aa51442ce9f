//! Comments people put on a page with a reader: notes, marked and struck-out passages.
use hayro_interpret::hayro_syntax::{
    Pdf as File,
    object::{Array, Dict, MaybeRef, Name, Object, String as PdfString},
    page::Page,
};

use crate::model::{RawText, char_len};

use super::facts::text;

/// Kinds of annotations whose words are not part of what the page draws.
const KINDS: &[&[u8]] = &[
    b"Text",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Caret",
    b"Ink",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Stamp",
    b"FileAttachment",
];
/// Most annotations looked at on a page.
const MAX_ANNOTATIONS: usize = 5_000;

/// The annotations of a page. A reference that leads nowhere is passed over; those behind it count all the same.
pub(super) fn annotations<'p>(page: &Page<'p>, pdf: &'p File) -> Vec<Dict<'p>> {
    let list = page.raw().get::<Array<'p>>("Annots");
    list.iter()
        .flat_map(Array::raw_iter)
        .filter_map(|entry| resolved(entry, pdf))
        .take(MAX_ANNOTATIONS)
        .collect()
}

/// The dictionary an entry of an array is or refers to.
pub(super) fn resolved<'p>(entry: MaybeRef<Object<'p>>, pdf: &'p File) -> Option<Dict<'p>> {
    match entry {
        MaybeRef::Ref(to) => pdf.xref().get::<Dict<'p>>(to.into()),
        MaybeRef::NotRef(Object::Dict(dict)) => Some(dict),
        MaybeRef::NotRef(_) => None,
    }
}

/// The comments of a page as paragraphs of their own.
pub(super) fn read(page: &Page<'_>, pdf: &File, number: u32) -> Vec<RawText> {
    let mut comments = Vec::new();
    for note in annotations(page, pdf) {
        let kind = note.get::<Name<'_>>("Subtype");
        if !kind.as_deref().is_some_and(|k| KINDS.contains(&k)) {
            continue;
        }
        let words = |key: &str| {
            note.get::<PdfString<'_>>(key)
                .map(|s| text(s.as_bytes()))
                .unwrap_or_default()
        };
        let (said, author) = (words("Contents"), words("T"));
        if said.is_empty() {
            continue;
        }
        let dot = if author.is_empty() { "" } else { "·" };
        let label = format!("[批注{dot}{author}] ");
        comments.push(RawText {
            text: format!("{label}{said}"),
            page: Some(number),
            label_chars: char_len(&label),
            ..RawText::default()
        });
    }
    comments
}
