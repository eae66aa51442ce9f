//! Cuts text into pairs of neighboring characters, for the index and for queries alike.
//!
//! Of `abc` come `ab` at 0, `bc` at 1 and, so that the last character can be found alone, `c` at 2. All pairs of a phrase at their
//! distances are the phrase, no more and no less: no verification of hits is needed, and a test holds that.
use std::iter::Peekable;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::tokenize::Cutter;

/// Between a column's key and a pair of characters.
pub(super) const UNDER: char = '\u{1}';
/// Between a column's key and a cell's first character.
pub(super) const BEGINS: char = '\u{2}';
/// Between a column's key and a cell's text, in what is handed to [`Cells`].
pub(super) const HOLDS: char = '\u{4}';

/// The pairs by which to find a phrase of two or more characters, with their distances from its beginning.
///
/// Every second pair covers the phrase; the last one may overlap the one before.
pub(super) fn covering(phrase: &[char]) -> Vec<(usize, String)> {
    let last = phrase.len().saturating_sub(2);
    let mut at: Vec<usize> = (0..=last).step_by(2).collect();
    if at.last() != Some(&last) {
        at.push(last);
    }
    at.into_iter()
        .filter_map(|i| Some((i, phrase.get(i..i + 2)?.iter().collect())))
        .collect()
}

/// Tokenizer of running text.
#[derive(Clone, Debug)]
pub(super) struct Grams;

impl Tokenizer for Grams {
    type TokenStream<'a> = GramStream<'a>;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        GramStream {
            chars: text.chars().peekable(),
            next: 0,
            prefix: 0,
            first: None,
            token: Token::default(),
        }
    }
}

/// Tokenizer of table cells, given as key, [`HOLDS`], text: pairs as `key UNDER pair`, and the first character as `key BEGINS c`.
#[derive(Clone, Debug)]
pub(super) struct Cells;

impl Tokenizer for Cells {
    type TokenStream<'a> = GramStream<'a>;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        let (key, cell) = text.split_once(HOLDS).unwrap_or(("", text));
        let mut token = Token {
            text: key.to_owned(),
            ..Token::default()
        };
        token.text.push(UNDER);
        GramStream {
            chars: cell.chars().peekable(),
            next: 0,
            prefix: token.text.len(),
            first: cell.chars().next(),
            token,
        }
    }
}

/// Pairs of characters, one after the other.
#[derive(Debug)]
pub(super) struct GramStream<'a> {
    chars: Peekable<std::str::Chars<'a>>,
    /// Position of the next pair.
    next: usize,
    /// Bytes of the token's text that stay.
    prefix: usize,
    /// The first character of a cell, until it was handed out.
    first: Option<char>,
    token: Token,
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(first) = self.first.take() {
            self.token.text.truncate(self.prefix - UNDER.len_utf8());
            self.token.text.push(BEGINS);
            self.token.text.push(first);
            self.token.position = 0;
            return true;
        }
        let Some(one) = self.chars.next() else {
            return false;
        };
        if self.next == 0 && self.prefix > 0 {
            self.token.text.truncate(self.prefix - UNDER.len_utf8());
            self.token.text.push(UNDER);
        }
        self.token.text.truncate(self.prefix);
        self.token.text.push(one);
        if let Some(two) = self.chars.peek() {
            self.token.text.push(*two);
        }
        self.token.position = self.next;
        self.next += 1;
        true
    }
    fn token(&self) -> &Token {
        &self.token
    }
    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Tokenizer of words in search mode. It shares one dictionary, however often tantivy clones it.
#[derive(Clone, Debug)]
pub(super) struct Words(pub(super) Cutter);

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream {
            words: self.0.words_for_search(text).into_iter(),
            next: 0,
            token: Token::default(),
        }
    }
}

/// Words, one after the other.
#[derive(Debug)]
pub(super) struct WordStream<'a> {
    words: std::vec::IntoIter<&'a str>,
    next: usize,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(word);
        self.token.position = self.next;
        self.next += 1;
        true
    }
    fn token(&self) -> &Token {
        &self.token
    }
    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(mut stream: impl TokenStream) -> Vec<(usize, String)> {
        let mut all = Vec::new();
        while let Some(t) = stream.next() {
            all.push((t.position, t.text.clone()));
        }
        all
    }

    #[test]
    fn every_position_of_a_text_has_one_pair_and_the_last_its_character() {
        let pairs = tokens(Grams.token_stream("整改a."));
        let expected = [(0, "整改"), (1, "改a"), (2, "a."), (3, ".")];
        assert_eq!(pairs, expected.map(|(at, t)| (at, t.to_owned())));
        assert!(tokens(Grams.token_stream("")).is_empty());
    }

    #[test]
    fn a_cell_says_how_it_begins_and_keeps_its_key() {
        let pairs = tokens(Cells.token_stream("状态\u{4}完成"));
        let expected = [(0, "状态\u{2}完"), (0, "状态\u{1}完成"), (1, "状态\u{1}成")];
        assert_eq!(pairs, expected.map(|(at, t)| (at, t.to_owned())));
        assert!(tokens(Cells.token_stream("状态\u{4}")).is_empty());
    }

    #[test]
    fn covering_pairs_leave_no_character_out() {
        for length in 2..9 {
            let phrase: Vec<char> = "甲乙丙丁戊己庚辛壬".chars().take(length).collect();
            let mut seen = vec![false; length];
            for (at, pair) in covering(&phrase) {
                let chars: Vec<char> = pair.chars().collect();
                assert_eq!(chars, phrase[at..at + 2]);
                seen[at] = true;
                seen[at + 1] = true;
            }
            assert!(seen.iter().all(|s| *s), "{length}");
        }
    }
}
