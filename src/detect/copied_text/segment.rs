//! Cuts the documents that are compared into sentences, as lists of the letters that count.
use std::ops::Range;

use rayon::prelude::*;

use super::{
    letters::{Letters, Names, letters},
    lexicon::{WORDS, holds},
    texts::{Texts, code, mixed},
};
use crate::model::{DocType, Document, Passage, PassageKind, RowKind, fold};

/// Letters in a gram. Four find edited copies better than eight (measured on planted copies in provincial reports).
pub(in crate::detect) const GRAM: usize = 4;
/// Sentences with fewer characters are joined to the next one of their passage.
const LEAST_LETTERS: usize = 18;
/// Sentences with fewer letters are no copies by themselves.
const WEAK_LETTERS: usize = 13;
/// With fewer letters nothing is compared.
const FEWEST_LETTERS: usize = 6;

/// A sentence, or a few short ones of one passage.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Segment {
    /// Index into the documents.
    pub(in crate::detect) document: u32,
    pub(in crate::detect) passage: u32,
    /// Characters of the passage.
    pub(in crate::detect) range: Range<u32>,
    /// Order in the document.
    pub(in crate::detect) order: u32,
    /// Letters that count.
    pub(in crate::detect) letters: u32,
    /// Whether it is a cell of a ledger.
    pub(in crate::detect) in_ledger: bool,
    /// Numbers that are no dates.
    pub(in crate::detect) numbers: u32,
    /// The same for all sentences with equal letters and numbers.
    pub(in crate::detect) digest: u64,
}

impl Segment {
    /// Too short to be a copy by itself.
    pub(in crate::detect) fn is_weak(&self) -> bool {
        (self.letters as usize) < WEAK_LETTERS
    }
}

/// Types whose text a unit writes itself and anew.
pub(in crate::detect) fn is_report(document: &Document) -> bool {
    matches!(
        document.doc_type.value,
        DocType::整改报告
            | DocType::进展报告
            | DocType::督查专报
            | DocType::督办回复
            | DocType::情况说明
            | DocType::工作方案
    )
}

fn is_ledger(document: &Document) -> bool {
    matches!(
        document.doc_type.value,
        DocType::总账 | DocType::细账 | DocType::整改清单
    )
}

/// Papers others may quote: what stands in them is not copied from another unit.
pub(in crate::detect) fn is_source(document: &Document) -> bool {
    matches!(
        document.doc_type.value,
        DocType::通知 | DocType::批示件 | DocType::法律 | DocType::政策文件
    )
}

/// Segments of all documents with their letters, in the order of the documents.
pub(in crate::detect) fn segments(documents: &[&Document], names: &Names) -> (Vec<Segment>, Texts) {
    let (mut segments, mut texts) = (Vec::new(), Texts::new());
    let numbered: Vec<(u32, &Document)> = (0..).zip(documents.iter().copied()).collect();
    for some in numbered.chunks(AT_ONCE) {
        let read: Vec<Vec<(Segment, Vec<u16>)>> = some
            .par_iter()
            .map(|(d, document)| of_document(*d, document, names))
            .collect();
        for (segment, codes) in read.into_iter().flatten() {
            segments.push(segment);
            texts.push(&codes);
        }
    }
    (segments, texts)
}

/// Adds the papers others may quote, passage by passage.
pub(in crate::detect) fn add_sources(texts: &mut Texts, documents: &[&Document], names: &Names) {
    let passages = documents
        .iter()
        .filter(|d| is_source(d))
        .flat_map(|d| &d.passages);
    for p in passages {
        let end = crate::model::char_len(&p.text);
        texts.push(&codes(&letters(p, &(0..end), names)));
    }
}

/// Documents read at a time; their letters are then put into one list.
const AT_ONCE: usize = 256;

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn of_document(d: u32, document: &Document, names: &Names) -> Vec<(Segment, Vec<u16>)> {
    let mut out = Vec::new();
    let (report, ledger) = (is_report(document), is_ledger(document));
    if !report && !ledger {
        return out;
    }
    let mut order = 0;
    for (p, passage) in document.passages.iter().enumerate() {
        let own = match passage.kind {
            PassageKind::Paragraph | PassageKind::ListItem => {
                report && !is_skipped(document, number(p))
            }
            PassageKind::Row => true,
            PassageKind::Title | PassageKind::Heading | PassageKind::Form => false,
        };
        if !own {
            order += 1;
            continue;
        }
        for part in parts(document, passage) {
            for range in sentences(passage, &part) {
                let (from, text) = (order, letters(passage, &range, names));
                order += 1;
                if text.len() < FEWEST_LETTERS {
                    continue;
                }
                let (numbers, digest) = digest(passage, &range, &text);
                let segment = Segment {
                    document: d,
                    passage: number(p),
                    range,
                    order: from,
                    letters: number(text.len()),
                    in_ledger: ledger,
                    numbers,
                    digest,
                };
                out.push((segment, codes(&text)));
            }
        }
    }
    out
}

fn is_skipped(document: &Document, passage: u32) -> bool {
    document
        .headings_over(passage)
        .iter()
        .any(|h| holds(&WORDS.skip_sections, &fold(h)))
}

/// The parts of a passage that are compared: all of a paragraph, the progress cells of a record.
fn parts(document: &Document, passage: &Passage) -> Vec<Range<u32>> {
    if passage.kind != PassageKind::Row {
        let end = passage.sentences.last().map_or(0, |s| s.end);
        return std::iter::once(0..end).collect();
    }
    let Some((t, r)) = passage.row else {
        return Vec::new();
    };
    let Some(table) = document.tables.get(t as usize) else {
        return Vec::new();
    };
    let Some(row) = table
        .rows
        .get(r as usize)
        .filter(|r| r.kind == RowKind::Record)
    else {
        return Vec::new();
    };
    let written = |col: u32| {
        table.columns.iter().any(|c| {
            c.col == col
                && c.field
                    .as_ref()
                    .is_some_and(|f| WORDS.columns.iter().any(|w| w == f))
        })
    };
    row.cells
        .iter()
        .filter(|c| !c.inherited && written(c.col))
        .filter_map(|c| passage.cells.iter().find(|s| s.start == c.start))
        .map(|s| s.start..s.end)
        .collect()
}

/// Sentences inside a part; short ones are joined to their neighbor.
fn sentences(passage: &Passage, part: &Range<u32>) -> Vec<Range<u32>> {
    let mut out: Vec<Range<u32>> = Vec::new();
    let inside = passage
        .sentences
        .iter()
        .filter(|s| part.start <= s.start && s.end <= part.end);
    let short = |r: &Range<u32>| ((r.end - r.start) as usize) < LEAST_LETTERS;
    for s in inside {
        match out.last_mut() {
            Some(last) if short(last) => last.end = s.end,
            _ => out.push(s.clone()),
        }
    }
    if out.len() >= 2
        && let Some(last) = out.pop_if(|last| short(last))
        && let Some(before) = out.last_mut()
    {
        before.end = last.end;
    }
    out
}

/// Letters as codes.
pub(in crate::detect) fn codes(text: &Letters) -> Vec<u16> {
    text.chars.iter().map(|c| code(*c)).collect()
}

/// How many numbers a sentence holds, and a number that is equal for equal letters and numbers.
fn digest(passage: &Passage, range: &Range<u32>, text: &Letters) -> (u32, u64) {
    let mut sum = text
        .chars
        .iter()
        .fold(0_u64, |h, c| mixed(h ^ u64::from(u32::from(*c))));
    let mut numbers = 0;
    let dated = |s: u32, e: u32| passage.dates.iter().any(|d| d.start < e && s < d.end);
    for n in &passage.numbers {
        if range.start <= n.start && n.end <= range.end && !dated(n.start, n.end) {
            numbers += 1;
            for c in n.raw.chars() {
                sum = mixed(sum ^ u64::from(u32::from(c)));
            }
        }
    }
    (numbers, sum)
}
