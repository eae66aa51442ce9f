//! Every sentence of a document with what it gives the reader.
use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    detect::concreteness::{self, Evidence, Judged, Label},
    model::{Document, Place, char_slice, fold},
};

/// One sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentenceRow {
    /// The file it stands in.
    pub file: String,
    /// Where it stands.
    pub place: Place,
    /// Its words, as in the source.
    pub text: String,
    /// `C` concrete, `V` vague, `H` hollow, `N` not applicable.
    pub concreteness: Label,
    /// The words that fill each slot.
    pub slots: BTreeMap<&'static str, Vec<String>>,
    /// The slots nothing fills.
    pub empty: Vec<&'static str>,
    /// The one addition that would make it checkable; nothing for sentences that are, or that claim nothing.
    pub addition: Option<&'static str>,
}

/// How much of a document can be checked, in sentences.
#[must_use]
pub fn evidence(document: &Document) -> Evidence {
    Evidence::of(document)
}

/// Every sentence of a document, in reading order.
#[must_use]
pub fn sentences(document: &Document) -> Vec<SentenceRow> {
    let passages = document.passages.iter().zip(0..);
    passages
        .flat_map(|(_, at)| {
            let judged = concreteness::judge_passage(document, at);
            judged
                .into_iter()
                .filter_map(move |sentence| row(document, at, &sentence))
        })
        .collect()
}

/// A place and how concrete the sentence there is.
pub type Shade = (Place, Label);

/// How concrete every sentence of a document is, in reading order: what a page shades, without the words that fill the slots.
#[must_use]
pub fn shades(document: &Document) -> Vec<Shade> {
    let of = |at: u32| {
        let judged = concreteness::judge_passage(document, at).into_iter();
        judged.filter_map(move |s| {
            let source = document.source_ref(at, s.range.clone())?;
            Some((source.place().clone(), s.label))
        })
    };
    (0..)
        .zip(&document.passages)
        .flat_map(|(at, _)| of(at))
        .collect()
}

fn row(document: &Document, passage: u32, sentence: &Judged) -> Option<SentenceRow> {
    let source = document.source_ref(passage, sentence.range.clone())?;
    let text = &document.passages.get(passage as usize)?.text;
    let found = concreteness::slots(&fold(text), &sentence.range);
    let mut slots: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (slot, words) in found.found() {
        let words = words.iter().map(|w| char_slice(text, w)).collect();
        slots.insert(slot.name(), words);
    }
    Some(SentenceRow {
        file: document.file.clone(),
        place: source.place().clone(),
        text: char_slice(text, &sentence.range),
        concreteness: sentence.label,
        slots,
        empty: found.empty().map(|s| s.name()).collect(),
        addition: sentence.addition(&found),
    })
}
