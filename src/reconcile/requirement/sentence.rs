//! One sentence of a document or of a cell, with its numbers, its dates and its place.
use std::ops::Range;

use jiff::civil::Date;

use crate::{
    model::{BookRow, Document, FoundDate, NumValue, PassageKind, SourceRef, fold},
    normalize::{dates, numbers, split_sentences},
};

/// Where a sentence stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'a> {
    /// In a passage of a document.
    Passage(&'a Document, u32),
    /// In a cell of a book.
    Cell(BookRow<'a>, &'static str),
}

/// A sentence in match form; offsets count its characters.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    pub(super) plain: Vec<char>,
    pub(super) numbers: Vec<NumValue>,
    pub(super) dates: Vec<FoundDate>,
    /// What stands around it: the whole passage or cell.
    pub(super) around: String,
    /// What stands over it: headings, the document's title, the record's title.
    pub(super) over: String,
    origin: Origin<'a>,
    start: u32,
}

impl Sentence<'_> {
    /// The characters of a range as a quotation.
    pub(super) fn quote(&self, range: &Range<usize>) -> Option<SourceRef> {
        let at = |i: usize| u32::try_from(i).ok().map(|i| i + self.start);
        let range = at(range.start)?..at(range.end)?;
        match self.origin {
            Origin::Passage(document, passage) => document.source_ref(passage, range),
            Origin::Cell(row, field) => row.quote_part(field, range),
        }
    }
    /// The characters of a range.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        self.plain.get(range).unwrap_or_default().iter().collect()
    }
}

/// Sentences of a document's running text, from top to bottom.
pub(super) fn of_document(document: &Document) -> Vec<Sentence<'_>> {
    let title = document.title.as_deref().map(fold).unwrap_or_default();
    let mut all = Vec::new();
    for (number, passage) in (0u32..).zip(&document.passages) {
        if !matches!(
            passage.kind,
            PassageKind::Paragraph | PassageKind::ListItem | PassageKind::Heading
        ) {
            continue;
        }
        let chars: Vec<char> = passage.plain.chars().collect();
        let over = || {
            let mut over = document.headings_over(number).join("\n");
            over.push('\n');
            fold(&over) + &title
        };
        for range in pieces(&chars, &passage.sentences) {
            all.push(Sentence {
                numbers: inside(&passage.numbers, &range, |n| (n.start, n.end), shift_number),
                dates: inside(&passage.dates, &range, |d| (d.start, d.end), shift_date),
                plain: slice(&chars, &range),
                around: passage.plain.clone(),
                over: over(),
                origin: Origin::Passage(document, number),
                start: range.start,
            });
        }
    }
    all
}

/// Sentences of a cell.
pub(super) fn of_cell<'a>(
    row: BookRow<'a>,
    field: &'static str,
    reference: Option<Date>,
) -> Vec<Sentence<'a>> {
    let Some(cell) = row.field(field) else {
        return Vec::new();
    };
    let plain = fold(&cell.text);
    let chars: Vec<char> = plain.chars().collect();
    let over = fold(&row.record.title);
    pieces(&chars, &split_sentences(&plain))
        .into_iter()
        .map(|range| {
            let text: String = slice(&chars, &range).iter().collect();
            Sentence {
                numbers: numbers::find(&text),
                dates: dates::find(&text, reference),
                plain: slice(&chars, &range),
                around: plain.clone(),
                over: over.clone(),
                origin: Origin::Cell(row, field),
                start: range.start,
            }
        })
        .collect()
}

/// Sentences cut again at semicolons and line ends: a clause that stands by itself demands one thing.
fn pieces(chars: &[char], sentences: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut cut = Vec::new();
    for sentence in sentences {
        let mut start = sentence.start;
        for at in sentence.clone() {
            if matches!(chars.get(at as usize), Some(';' | '\n')) {
                cut.push(start..at);
                start = at + 1;
            }
        }
        cut.push(start..sentence.end);
    }
    cut.retain(|r| r.start < r.end);
    cut
}

fn slice(chars: &[char], range: &Range<u32>) -> Vec<char> {
    chars
        .get(range.start as usize..range.end as usize)
        .unwrap_or_default()
        .to_vec()
}

/// The things that lie in a range, counted from its beginning.
fn inside<T: Clone>(
    all: &[T],
    range: &Range<u32>,
    span: impl Fn(&T) -> (u32, u32),
    shift: impl Fn(&mut T, u32),
) -> Vec<T> {
    all.iter()
        .filter(|t| {
            let (start, end) = span(t);
            range.start <= start && end <= range.end
        })
        .map(|t| {
            let mut moved = t.clone();
            shift(&mut moved, range.start);
            moved
        })
        .collect()
}

fn shift_number(number: &mut NumValue, by: u32) {
    number.start -= by;
    number.end -= by;
}

fn shift_date(date: &mut FoundDate, by: u32) {
    date.start -= by;
    date.end -= by;
}
