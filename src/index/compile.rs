//! Turns a query into what the engine runs.
use std::ops::Bound;

use tantivy::{
    Result, Searcher, Term,
    query::{
        AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, InvertedIndexRangeQuery,
        Occur, PhraseQuery, Query as EngineQuery, RangeQuery, TermQuery, TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{
    grams::{BEGINS, UNDER, covering},
    layout::tighten,
    passages::{EMPTY, column_answers_to, day_number},
    query::{CellTest, Days, Filter, Node, Phrase},
    schema::Fields,
};
use crate::model::fold;

/// Longest phrase that may be one word of the dictionary, in characters (the longest entries are statutes and idioms).
const LONGEST_WORD: usize = 24;

/// Compiles queries for one state of the index.
pub(super) struct Compiler<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
}

type Compiled = Box<dyn EngineQuery>;

impl<'a> Compiler<'a> {
    pub(super) fn new(fields: &'a Fields, searcher: &'a Searcher) -> Self {
        Self { fields, searcher }
    }

    pub(super) fn compile(&self, node: &Node) -> Result<Compiled> {
        Ok(match node {
            Node::Phrase(phrase) => self.phrase(phrase),
            Node::Filter(filter) => silent(self.filter(filter)?),
            Node::Not(inner) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, silent(Box::new(AllQuery))),
                (Occur::MustNot, self.compile(inner)?),
            ])),
            Node::Or(parts) => {
                let parts: Result<Vec<_>> = parts.iter().map(|p| self.compile(p)).collect();
                Box::new(BooleanQuery::union(parts?))
            }
            Node::And(parts) => {
                let mut clauses = Vec::with_capacity(parts.len() + 1);
                for part in parts {
                    clauses.push(match part {
                        Node::Not(inner) => (Occur::MustNot, self.compile(inner)?),
                        other => (Occur::Must, self.compile(other)?),
                    });
                }
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, silent(Box::new(AllQuery))));
                }
                Box::new(BooleanQuery::new(clauses))
            }
        })
    }

    /// A phrase is found by its characters. Where it is also a word of the text, and not the end of one word and the beginning of the
    /// next, it ranks higher.
    fn phrase(&self, phrase: &Phrase) -> Compiled {
        let mut found = characters(self.fields.grams, None, &phrase.chars);
        if !phrase.exact {
            let tight = tighten(&phrase.chars).chars;
            // The score of a passage does not count its blanks: what is found only without them stands behind.
            let loose = silent(characters(self.fields.tight, None, &tight));
            found = Box::new(BooleanQuery::union(vec![found, loose]));
        }
        if phrase.chars.len() > LONGEST_WORD || !phrase.chars.iter().all(|c| !c.is_whitespace()) {
            return found;
        }
        let word: String = phrase.chars.iter().collect();
        let word = Term::from_field_text(self.fields.words, &word);
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, found),
            (
                Occur::Should,
                Box::new(TermQuery::new(word, IndexRecordOption::WithFreqs)),
            ),
        ]))
    }

    fn filter(&self, filter: &Filter) -> Result<Compiled> {
        match filter {
            Filter::Unit(name) => self.named(self.fields.unit, "unit", name),
            Filter::Type(name) => self.named(self.fields.doc_type, "type", name),
            Filter::File(name) => self.named(self.fields.file, "file", name),
            // A period lies within the days asked for; a document's date may be a month of which some days do.
            Filter::Period(days) => {
                Ok(self.between(days, self.fields.period_from, self.fields.period_to))
            }
            Filter::Dated(days) => {
                Ok(self.between(days, self.fields.dated_to, self.fields.dated_from))
            }
            Filter::Cell { column, test } => self.cell(column, test),
        }
    }

    /// Values of `field` whose match form contains `name`; an empty name stands for no value.
    fn named(&self, field: Field, column: &str, name: &str) -> Result<Compiled> {
        if name.is_empty() {
            let known = ExistsQuery::new(column.to_owned(), false);
            return Ok(Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(AllQuery)),
                (Occur::MustNot, Box::new(known)),
            ])));
        }
        let terms = self.terms(field, |value| fold(value).contains(name))?;
        Ok(any_of(field, terms))
    }

    /// `first` not before the first day, `last` not after the last.
    fn between(&self, days: &Days, first: Field, last: Field) -> Compiled {
        let mut parts: Vec<Compiled> = Vec::new();
        if let Some(from) = days.from {
            let from = Term::from_field_i64(first, day_number(from));
            parts.push(Box::new(RangeQuery::new(
                Bound::Included(from),
                Bound::Unbounded,
            )));
        }
        if let Some(to) = days.to {
            let to = Term::from_field_i64(last, day_number(to));
            parts.push(Box::new(RangeQuery::new(
                Bound::Unbounded,
                Bound::Included(to),
            )));
        }
        Box::new(BooleanQuery::intersection(parts))
    }

    fn cell(&self, column: &str, test: &CellTest) -> Result<Compiled> {
        let columns = self.fields.columns;
        let keys = self.terms(columns, |key| match key.strip_suffix(EMPTY) {
            Some(key) => *test == CellTest::Empty && column_answers_to(key, column),
            None => *test != CellTest::Empty && column_answers_to(key, column),
        })?;
        let (text, whole) = match test {
            CellTest::Empty | CellTest::Filled => return Ok(any_of(columns, keys)),
            CellTest::Contains(text) => (text, false),
            CellTest::Is(text) => (text, true),
        };
        if keys.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        let text = tighten(text).chars;
        let cells = self.fields.cells;
        let parts = keys
            .iter()
            .map(|key| {
                if whole {
                    whole_cell(cells, key, &text)
                } else {
                    characters(cells, Some(key), &text)
                }
            })
            .collect();
        Ok(Box::new(BooleanQuery::union(parts)))
    }

    /// The values of a field, over all segments, that pass a test.
    fn terms(&self, field: Field, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
        let mut terms = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut all = inverted.terms().stream()?;
            while all.advance() {
                if let Ok(value) = std::str::from_utf8(all.key())
                    && wanted(value)
                {
                    terms.push(value.to_owned());
                }
            }
        }
        terms.sort_unstable();
        terms.dedup();
        Ok(terms)
    }
}

/// A condition that does not move a hit up or down.
fn silent(query: Compiled) -> Compiled {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any_of(field: Field, values: Vec<String>) -> Compiled {
    if values.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(TermSetQuery::new(
        values.iter().map(|v| Term::from_field_text(field, v)),
    ))
}

/// The term of a pair of characters, in a column if one is given.
fn gram(field: Field, key: Option<&str>, pair: &str) -> Term {
    match key {
        Some(key) => Term::from_field_text(field, &format!("{key}{UNDER}{pair}")),
        None => Term::from_field_text(field, pair),
    }
}

/// These characters one after the other.
fn characters(field: Field, key: Option<&str>, chars: &[char]) -> Compiled {
    match chars {
        [] => Box::new(EmptyQuery),
        [one] => single(field, key, *one),
        _ => {
            let terms: Vec<_> = covering(chars)
                .into_iter()
                .map(|(at, pair)| (at, gram(field, key, &pair)))
                .collect();
            match <[_; 1]>::try_from(terms) {
                Ok([(_, term)]) => Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
                Err(terms) => Box::new(PhraseQuery::new_with_offset(terms)),
            }
        }
    }
}

/// One character: every pair that begins with it, and the character at the end of a text.
fn single(field: Field, key: Option<&str>, c: char) -> Compiled {
    let from = Bound::Included(gram(field, key, c.encode_utf8(&mut [0; 4])));
    // The order of UTF-8 is the order of characters, so all such pairs lie before the next character.
    let next = (u32::from(c) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
    let to = match (next, key) {
        (Some(next), _) => Bound::Excluded(gram(field, key, next.encode_utf8(&mut [0; 4]))),
        (None, None) => Bound::Unbounded,
        (None, Some(key)) => {
            Bound::Excluded(Term::from_field_text(field, &format!("{key}{BEGINS}")))
        }
    };
    silent(Box::new(InvertedIndexRangeQuery::new(from, to)))
}

/// A cell of this column that holds these characters and no more.
fn whole_cell(field: Field, key: &str, chars: &[char]) -> Compiled {
    let (Some(first), Some(last)) = (chars.first(), chars.last()) else {
        return Box::new(EmptyQuery);
    };
    let begin = Term::from_field_text(field, &format!("{key}{BEGINS}{first}"));
    let mut terms = vec![(0, begin)];
    if chars.len() > 1 {
        terms.extend(
            covering(chars)
                .into_iter()
                .map(|(at, pair)| (at, gram(field, Some(key), &pair))),
        );
    }
    let end = gram(field, Some(key), last.encode_utf8(&mut [0; 4]));
    terms.push((chars.len() - 1, end));
    Box::new(PhraseQuery::new_with_offset(terms))
}
