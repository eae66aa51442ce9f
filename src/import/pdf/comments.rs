//! Comments people put on a page with a reader: notes, marked and struck-out passages, attached files.
use hayro_interpret::hayro_syntax::{
    object::{Array, Dict, Name, String as PdfString},
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
const MAX_COMMENTS: usize = 5_000;

/// The comments of a page as paragraphs of their own, and how many files are attached by them.
pub(super) fn read(page: &Page<'_>, number: u32) -> (Vec<RawText>, usize) {
    let mut comments = Vec::new();
    let mut files = 0;
    let annotations = page.raw().get::<Array<'_>>("Annots");
    for note in annotations
        .iter()
        .flat_map(|a| a.iter::<Dict<'_>>())
        .take(MAX_COMMENTS)
    {
        let kind = note.get::<Name<'_>>("Subtype");
        let Some(kind) = kind.as_deref().filter(|k| KINDS.contains(k)) else {
            continue;
        };
        files += usize::from(kind == b"FileAttachment");
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
    (comments, files)
}
