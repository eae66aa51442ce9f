//! Reads Word 97-2003 documents, those of Word 6 and 95, and Kingsoft's wps, which is the same format.
//!
//! As in docx, what a reader of the finished paper sees is read: text deleted with changes tracked and hidden text is left out
//! and counted, running heads and feet are facts, notes and comments follow the body behind a label. Text boxes follow the
//! paragraph they hang on. The file does not tell pages. Source of names and places: \[MS-DOC\].
//!
//! Not read: text inside pictures, embedded files, formulas (all counted), and automatic numbers of Word 6 and 95.

mod after;
mod bytes;
mod drawings;
mod fib;
mod fields;
mod fonts;
mod lists;
mod pieces;
mod properties;
mod runs;
mod sprm;
mod styles;
mod walker;

use crate::model::{Format, RawBlock, RawText, Reason};

use super::{
    Importer, ReadError, Reading, Terms, compound::Compound, grid::name_tables, remarks::Remarks,
    summary,
};
use drawings::Drawings;
use fib::{DRAWINGS, Fib, Generation, Part};
use pieces::Pieces;
use runs::Runs;
use styles::Styles;
use walker::{Document, Walker};

/// Reads this format.
#[derive(Debug)]
pub(super) struct Doc;

impl Importer for Doc {
    fn format(&self) -> Format {
        Format::Doc
    }

    fn read(&self, bytes: &[u8], _terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let broken =
            |what: &str| ReadError::Unreadable(Reason::new("package-broken").with("detail", what));
        let file = Compound::open(bytes).ok_or_else(|| broken("compound file"))?;
        let stream = |name: &str| file.stream(name).unwrap_or_default();
        let (word, word_is_whole) = file
            .stream("WordDocument")
            .ok_or_else(|| broken("WordDocument"))?;
        let fib = Fib::read(&word)?;
        let (table, table_is_whole) = file.stream(fib.table).ok_or_else(|| broken(fib.table))?;
        let (data, _) = stream("Data");
        let document = Document {
            generation: fib.generation,
            pieces: Pieces::read(&fib, &word, &table),
            paragraphs: Runs::of_paragraphs(&fib, &word, &table),
            characters: Runs::of_characters(&fib, &word, &table),
            styles: Styles::read(&fib, &table),
            fonts: fonts::read(&fib, &table),
            data: &data,
        };
        if !document.pieces.are_told {
            return Err(broken("piece table"));
        }
        let anchored = after::anchored_boxes(&fib, &table);
        let mut walker = Walker {
            document: &document,
            lists: lists::read(&fib, &table),
            remarks: Remarks::default(),
            boxes: anchored.iter().map(|b| (b.anchor, b.range)).collect(),
            missing: 0,
            left: word.len() as u64,
            title: None,
        };
        let drawings = Drawings::read(fib.part(DRAWINGS, &table));
        walker.remarks.pictures = drawings.pictures;
        let (from, to) = fib.range(Part::Body);
        let mut reading = Reading {
            blocks: walker.walk(from, to),
            ..Reading::default()
        };
        after::add_boxes(&fib, &table, &anchored, &mut walker, &mut reading.blocks);
        // Where WordArt stands in the text is not told.
        reading
            .blocks
            .extend(drawings.words.into_iter().map(|text| {
                RawBlock::Text(RawText {
                    text,
                    ..RawText::default()
                })
            }));
        after::add_notes(&fib, &table, &mut walker, &mut reading.blocks);
        after::add_heads(
            &fib,
            &table,
            &drawings.head_words,
            &mut walker,
            &mut reading.facts,
        );
        summary::read(&file, &mut reading.facts);
        if let Some(title) = walker.title.take() {
            reading.facts.insert("title_line".to_owned(), title);
        }
        if fib.generation == Generation::Six && !fib.is_wide {
            let encoding = document.pieces.encoding.name().to_owned();
            reading.facts.insert("encoding".to_owned(), encoding);
        }
        name_tables(&mut reading.blocks);

        let (reasons, partial) = walker.remarks.reasons(!reading.blocks.is_empty());
        reading.reasons = reasons;
        let mut damaged = Vec::new();
        if !word_is_whole || walker.missing > 0 {
            damaged.push("WordDocument");
        }
        if !table_is_whole {
            damaged.push(fib.table);
        }
        reading.partial = partial || !damaged.is_empty();
        if !damaged.is_empty() {
            let reason = Reason::new("package-part-damaged").with("parts", damaged.join(", "));
            reading.reasons.push(reason);
        }
        Ok(reading)
    }
}
