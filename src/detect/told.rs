//! A text as the comparisons read it: match form, clauses, and the dates and numbers that stand in it.
use std::{borrow::Cow, ops::Range};

use regex::{Captures, Regex};

use super::{
    mention::{self, Because},
    ruled::plain_of,
};
use crate::model::{FoundDate, NumValue, Passage, char_slice, fold};

/// Marks at which a clause ends.
const CLAUSE_ENDS: &[char] = &[',', ';', '。', '!', '?', '\n', '\r', '|', '→'];
/// Marks at which a sentence ends.
const SENTENCE_ENDS: &[char] = &['。', '!', '?', '\n', '\r'];

/// A text with its facts; every range counts characters.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Told<'a> {
    /// Match form.
    pub(in crate::detect) plain: Cow<'a, str>,
    /// First byte of each character, and the length in bytes at the end.
    bytes: Vec<usize>,
    pub(in crate::detect) dates: &'a [FoundDate],
    pub(in crate::detect) numbers: &'a [NumValue],
}

impl<'a> Told<'a> {
    pub(in crate::detect) fn new(
        text: &str,
        dates: &'a [FoundDate],
        numbers: &'a [NumValue],
    ) -> Self {
        Self::of_plain(Cow::Owned(fold(text)), dates, numbers)
    }

    fn of_plain(plain: Cow<'a, str>, dates: &'a [FoundDate], numbers: &'a [NumValue]) -> Self {
        let bytes = plain
            .char_indices()
            .map(|(at, _)| at)
            .chain(std::iter::once(plain.len()))
            .collect();
        Self {
            plain,
            bytes,
            dates,
            numbers,
        }
    }

    pub(in crate::detect) fn of(passage: &'a Passage) -> Self {
        Self::of_plain(plain_of(passage), &passage.dates, &passage.numbers)
    }

    /// Length in characters.
    pub(in crate::detect) fn len(&self) -> u32 {
        count(self.bytes.len().saturating_sub(1))
    }

    /// The characters of a range.
    pub(in crate::detect) fn slice(&self, range: &Range<u32>) -> &str {
        let byte = |at: u32| self.bytes.get(at as usize).copied();
        match (byte(range.start), byte(range.end.min(self.len()))) {
            (Some(from), Some(to)) => self.plain.get(from..to).unwrap_or_default(),
            _ => "",
        }
    }

    /// The character at which a byte of the match form stands.
    pub(in crate::detect) fn at(&self, byte: usize) -> u32 {
        count(self.bytes.partition_point(|b| *b < byte))
    }

    /// Where an expression matches inside `within`.
    pub(in crate::detect) fn find(&self, pattern: &Regex, within: &Range<u32>) -> Vec<Range<u32>> {
        let base = self.bytes.get(within.start as usize).copied().unwrap_or(0);
        pattern
            .find_iter(self.slice(within))
            .map(|m| self.at(base + m.start())..self.at(base + m.end()))
            .collect()
    }

    /// Where an expression matches inside `within`, with its groups.
    pub(in crate::detect) fn captures<'s>(
        &'s self,
        pattern: &'s Regex,
        within: &Range<u32>,
    ) -> impl Iterator<Item = Captured<'s>> {
        let base = self.bytes.get(within.start as usize).copied().unwrap_or(0);
        pattern
            .captures_iter(self.slice(within))
            .map(move |groups| Captured {
                told: self,
                base,
                groups,
            })
    }

    /// The clauses, without the marks that end them.
    pub(in crate::detect) fn clauses(&self) -> Vec<Range<u32>> {
        self.cut(CLAUSE_ENDS)
    }

    /// The sentences, without the marks that end them.
    pub(in crate::detect) fn sentences(&self) -> Vec<Range<u32>> {
        self.cut(SENTENCE_ENDS)
    }

    /// Whether the words at a character are not the writer's own: quoted, forbidden, reported of others, denied.
    pub(in crate::detect) fn is_mention(&self, at: u32) -> bool {
        let found = mention::find(&self.plain, &self.sentences());
        // A denial is often the fault itself here: 未公示, 没有部署.
        found
            .iter()
            .any(|m| m.because != Because::Negated && m.range.contains(&at))
    }

    fn cut(&self, ends: &[char]) -> Vec<Range<u32>> {
        let mut out = Vec::new();
        let mut from = 0;
        for (at, c) in (0_u32..).zip(self.plain.chars()) {
            if ends.contains(&c) {
                if from < at {
                    out.push(from..at);
                }
                from = at + 1;
            }
        }
        if from < self.len() {
            out.push(from..self.len());
        }
        out
    }
}

/// One match with its groups, in characters of the text.
pub(in crate::detect) struct Captured<'s> {
    told: &'s Told<'s>,
    base: usize,
    groups: Captures<'s>,
}

impl Captured<'_> {
    /// The characters of a group, if it took part.
    pub(in crate::detect) fn get(&self, group: usize) -> Option<Range<u32>> {
        let found = self.groups.get(group)?;
        let at = |byte: usize| self.told.at(self.base + byte);
        Some(at(found.start())..at(found.end()))
    }
}

/// The words of the source at characters of its match form.
pub(in crate::detect) fn quote(text: &str, range: &Range<u32>) -> String {
    char_slice(text, range)
}

pub(in crate::detect) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
