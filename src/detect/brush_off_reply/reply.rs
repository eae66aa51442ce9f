//! A reply cut into clauses: which are stock phrases, and what is left when they are taken out.
use std::ops::Range;

use super::lexicon::WORDS;
use crate::detect::group::characters;

/// One clause.
#[derive(Debug)]
pub(super) struct Clause<'a> {
    pub(super) text: &'a str,
    /// Its characters in the reply.
    pub(super) range: Range<u32>,
    pub(super) is_stock: bool,
}

/// A reply as it is judged; `plain` is its match form.
#[derive(Debug)]
pub(super) struct Reply<'a> {
    pub(super) plain: &'a str,
    pub(super) clauses: Vec<Clause<'a>>,
    /// Clauses that are no stock phrases, joined by commas.
    pub(super) rest: String,
}

impl<'a> Reply<'a> {
    pub(super) fn of(plain: &'a str) -> Self {
        let ends = |c: char| matches!(c, ',' | '。' | ';' | ':' | '!' | '?') || c.is_whitespace();
        let mut clauses = Vec::new();
        let mut from = 0;
        for piece in plain.split_inclusive(ends) {
            let text = piece.trim_end_matches(ends);
            if !text.is_empty() {
                clauses.push(Clause {
                    text,
                    range: characters(plain, &(from..from + text.len())),
                    is_stock: WORDS.stock.is_in(text) || WORDS.forwarded.is_in(text),
                });
            }
            from += piece.len();
        }
        let rest: Vec<&str> = clauses
            .iter()
            .filter(|c| !c.is_stock)
            .map(|c| c.text)
            .collect();
        Self {
            plain,
            rest: rest.join(","),
            clauses,
        }
    }
    /// Clauses that are no stock phrases.
    pub(super) fn said(&self) -> impl Iterator<Item = &Clause<'a>> {
        self.clauses.iter().filter(|c| !c.is_stock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_reply_is_what_it_says() {
        let reply = Reply::of("您好,来信收悉。8月进场,12月通水。感谢您的关心!");
        assert_eq!(reply.rest, "8月进场,12月通水");
        let first = reply.said().next().map(|c| c.range.clone());
        assert_eq!(first, Some(8..12));
    }
}
