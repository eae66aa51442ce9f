//! Drawings: pictures that float over the text, and words set as WordArt. Source: \[MS-ODRAW\] 2.2.
use super::bytes::{u16_at, u32_at};

/// Records: the store of pictures and the properties of a shape; others hold records.
const STORE: u16 = 0xF001;
const PROPERTIES: u16 = 0xF00B;
/// Version of records that hold records.
const HOLDS_RECORDS: u16 = 0xF;
/// The property with the words of WordArt.
const WORDS: u16 = 0xC0;
/// Bytes of a property before the data of all of them.
const PROPERTY: usize = 6;
/// Deepest nesting that is followed: groups of shapes in groups; Word draws no deeper than a few.
const MAX_DEPTH: u32 = 32;

/// What the drawings of a document hold.
#[derive(Debug, Default)]
pub(super) struct Drawings {
    /// Pictures that float over the text.
    pub(super) pictures: u32,
    /// Words set as WordArt over the body.
    pub(super) words: Vec<String>,
    /// Words set as WordArt in running heads: watermarks.
    pub(super) head_words: Vec<String>,
}

/// A record, and what follows it.
struct Record<'b> {
    version: u16,
    instance: u16,
    kind: u16,
    content: &'b [u8],
    after: &'b [u8],
}

impl<'b> Record<'b> {
    fn read(bytes: &'b [u8]) -> Option<Self> {
        let (head, kind) = (u16_at(bytes, 0)?, u16_at(bytes, 2)?);
        let rest = bytes.get(8..)?;
        let length = (u32_at(bytes, 4)? as usize).min(rest.len());
        Some(Self {
            version: head & 0xF,
            instance: head >> 4,
            kind,
            content: rest.get(..length)?,
            after: rest.get(length..)?,
        })
    }
}

impl Drawings {
    /// Reads the drawings of body and running heads.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut drawings = Self::default();
        let Some(shared) = Record::read(bytes) else {
            return drawings;
        };
        let mut inside = shared.content;
        while let Some(record) = Record::read(inside) {
            if record.kind == STORE {
                drawings.pictures = u32::from(record.instance);
            }
            inside = record.after;
        }
        // Each drawing stands behind a byte that tells whose it is.
        let mut rest = shared.after;
        while let Some((of_heads, drawing)) = rest.split_first() {
            let Some(drawing) = Record::read(drawing) else {
                break;
            };
            let words = if *of_heads == 0 {
                &mut drawings.words
            } else {
                &mut drawings.head_words
            };
            collect(drawing.content, 0, words);
            rest = drawing.after;
        }
        drawings
    }
}

/// Collects the words of WordArt among records.
fn collect(mut bytes: &[u8], depth: u32, words: &mut Vec<String>) {
    while let Some(record) = Record::read(bytes) {
        if record.version == HOLDS_RECORDS && depth < MAX_DEPTH {
            collect(record.content, depth + 1, words);
        } else if record.kind == PROPERTIES {
            words.extend(word_art(&record));
        }
        bytes = record.after;
    }
}

/// The words among the properties of a shape. Properties with data of their own tell its length; the data follow the list.
fn word_art(record: &Record<'_>) -> Option<String> {
    let count = usize::from(record.instance);
    let mut at = count * PROPERTY;
    for n in 0..count {
        let property = u16_at(record.content, n * PROPERTY)?;
        let value = u32_at(record.content, n * PROPERTY + 2)? as usize;
        let has_data = property & 0x8000 != 0;
        if has_data && property & 0x3FFF == WORDS {
            let data = record.content.get(at..at.checked_add(value)?)?;
            let units = data.chunks_exact(2).filter_map(|c| u16_at(c, 0));
            let units: Vec<u16> = units.take_while(|u| *u != 0).collect();
            let text = String::from_utf16_lossy(&units).replace('\r', "\n");
            return Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        }
        if has_data {
            at = at.checked_add(value)?;
        }
    }
    None
}
