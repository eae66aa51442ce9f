//! The fields of the index and the mark that tells whether an index on disk is of this build.
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

use crate::tokenize::Cutter;

/// Raised whenever fields, tokenizers or the stored record change; an index with another number is rebuilt.
const FORMAT: u32 = 2;

/// Names under which the tokenizers are registered.
pub(super) const GRAMS: &str = "grams";
pub(super) const CELLS: &str = "cells";
pub(super) const WORDS: &str = "words";

/// Fields of a record; a record is one passage.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    /// Words in search mode, for rank only: no positions, since phrases never ask here.
    pub(super) words: Field,
    /// Pairs of neighboring characters of the match form, with positions.
    pub(super) grams: Field,
    /// The same without blanks set for layout; only where there are some.
    pub(super) tight: Field,
    /// Pairs of characters of each table cell, under its column's key.
    pub(super) cells: Field,
    /// Keys of the columns in which a row has text; with [`super::passages::EMPTY`] appended, of those in which a record has none.
    pub(super) columns: Field,
    /// Key of the document in the store.
    pub(super) key: Field,
    /// Number of the passage in its document.
    pub(super) passage: Field,
    pub(super) file: Field,
    pub(super) unit: Field,
    pub(super) period: Field,
    pub(super) doc_type: Field,
    /// First and last day of the period, as the number `20260331`.
    pub(super) period_from: Field,
    pub(super) period_to: Field,
    /// First and last day of the date the document bears.
    pub(super) dated_from: Field,
    pub(super) dated_to: Field,
    /// What a hit is made of ([`super::passages::Record`]), as JSON.
    pub(super) record: Field,
}

impl Fields {
    /// The schema and its fields; the same on every call.
    pub(super) fn build() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let text = |tokenizer: &str, option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(tokenizer)
                    .set_index_option(option),
            )
        };
        let bare = |tokenizer: &str, option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(tokenizer)
                    .set_index_option(option)
                    .set_fieldnorms(false),
            )
        };
        let name = bare("raw", IndexRecordOption::Basic).set_fast("raw");
        let fields = Self {
            words: schema.add_text_field("words", text(WORDS, IndexRecordOption::WithFreqs)),
            grams: schema.add_text_field(
                "grams",
                text(GRAMS, IndexRecordOption::WithFreqsAndPositions),
            ),
            tight: schema.add_text_field(
                "tight",
                bare(GRAMS, IndexRecordOption::WithFreqsAndPositions),
            ),
            cells: schema.add_text_field(
                "cells",
                bare(CELLS, IndexRecordOption::WithFreqsAndPositions),
            ),
            columns: schema.add_text_field("columns", bare("raw", IndexRecordOption::Basic)),
            key: schema.add_i64_field("key", INDEXED),
            passage: schema.add_u64_field("passage", FAST),
            file: schema.add_text_field("file", name.clone()),
            unit: schema.add_text_field("unit", name.clone()),
            period: schema.add_text_field("period", name.clone()),
            doc_type: schema.add_text_field("type", name),
            period_from: schema.add_i64_field("period_from", FAST),
            period_to: schema.add_i64_field("period_to", FAST),
            dated_from: schema.add_i64_field("dated_from", FAST),
            dated_to: schema.add_i64_field("dated_to", FAST),
            record: schema.add_text_field("record", STORED),
        };
        (schema.build(), fields)
    }
}

/// The mark of an index built by this program with this lexicon.
pub(super) fn format_mark(cutter: &Cutter) -> String {
    format!(
        "taizhang index {FORMAT}, lexicon {}\n",
        cutter.lexicon().fingerprint()
    )
}
