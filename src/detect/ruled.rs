//! A passage's match form with the byte at which every character begins.
use std::{borrow::Cow, cell::OnceCell, ops::Range};

use regex::Regex;

use super::{longer_words, scan::number};
use crate::model::{Passage, fold};

/// Text on which ranges of characters can be cut and searched.
#[derive(Debug)]
pub(crate) struct Ruled<'a> {
    plain: Cow<'a, str>,
    /// Byte offset of each character, and the length at the end.
    bytes: Vec<u32>,
    /// The text without longer words that hold pieces of patterns; nothing when it has none.
    blanked: OnceCell<Option<String>>,
}

/// The match form of a passage, folded here when the document was not refreshed.
pub(crate) fn plain_of(passage: &Passage) -> Cow<'_, str> {
    if passage.plain.is_empty() {
        Cow::Owned(fold(&passage.text))
    } else {
        Cow::Borrowed(&passage.plain)
    }
}

impl<'a> Ruled<'a> {
    pub(crate) fn new(plain: Cow<'a, str>) -> Self {
        let mut bytes: Vec<u32> = plain.char_indices().map(|(at, _)| number(at)).collect();
        bytes.push(number(plain.len()));
        Self {
            plain,
            bytes,
            blanked: OnceCell::new(),
        }
    }
    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.plain
    }
    /// Length in characters.
    pub(crate) fn len(&self) -> u32 {
        number(self.bytes.len() - 1)
    }
    /// The characters of a range; empty outside the text.
    pub(crate) fn slice(&self, range: &Range<u32>) -> &str {
        self.cut(&self.plain, range)
    }
    fn cut<'s>(&self, text: &'s str, range: &Range<u32>) -> &'s str {
        let byte = |at: u32| self.bytes.get(at as usize).map(|b| *b as usize);
        byte(range.start)
            .zip(byte(range.end))
            .and_then(|(from, to)| text.get(from..to))
            .unwrap_or_default()
    }
    /// The text without longer words, if it holds any.
    fn blanked(&self) -> Option<&str> {
        let blanked = self.blanked.get_or_init(|| {
            Some(longer_words::blanked(&self.plain))
                .filter(|b| matches!(b, Cow::Owned(_)))
                .map(Cow::into_owned)
        });
        blanked.as_deref()
    }
    /// Whether a match of a plain word is only a piece of a longer word.
    pub(crate) fn is_piece(&self, word: &Range<u32>) -> bool {
        let blanked = self.blanked();
        blanked.is_some_and(|b| self.cut(b, word) != self.slice(word))
    }
    /// As [`Self::find`], without what is only a piece of a longer word.
    pub(crate) fn find_whole(&self, regex: &Regex, within: &Range<u32>) -> Vec<Range<u32>> {
        let text = self.blanked().unwrap_or(&self.plain);
        self.find_in(text, regex, within)
    }
    /// Matches of an expression inside a range; `^` and `$` are the ends of the range.
    pub(crate) fn find(&self, regex: &Regex, within: &Range<u32>) -> Vec<Range<u32>> {
        self.find_in(&self.plain, regex, within)
    }
    fn find_in(&self, text: &str, regex: &Regex, within: &Range<u32>) -> Vec<Range<u32>> {
        let base = self.bytes.get(within.start as usize).copied().unwrap_or(0);
        let at = |byte: usize| {
            let byte = base + number(byte);
            number(self.bytes.partition_point(|b| *b < byte))
        };
        regex
            .find_iter(self.cut(text, within))
            .map(|m| at(m.start())..at(m.end()))
            .collect()
    }
    /// The range without white space at its ends.
    pub(crate) fn trim(&self, range: &Range<u32>) -> Range<u32> {
        let text = self.slice(range);
        let front = number(text.chars().take_while(|c| c.is_whitespace()).count());
        let back = number(text.chars().rev().take_while(|c| c.is_whitespace()).count());
        if front + back >= range.end.saturating_sub(range.start) {
            return range.start..range.start;
        }
        range.start + front..range.end - back
    }
}
