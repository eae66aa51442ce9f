//! The words by which the arithmetic checks read a sentence, kept in `lexicon.toml`.
use std::sync::LazyLock;

use serde::Deserialize;

/// Word lists; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) total: Vec<String>,
    pub(super) sum_after: Vec<String>,
    pub(super) parts_marker: Vec<String>,
    pub(super) complete_marker: Vec<String>,
    pub(super) complete_word: Vec<String>,
    pub(super) other: Vec<String>,
    pub(super) open_end: Vec<String>,
    pub(super) done: Vec<String>,
    pub(super) rest: Vec<String>,
    pub(super) middle: Vec<String>,
    pub(super) outcome: Vec<String>,
    pub(super) stage: Vec<String>,
    pub(super) act: Vec<String>,
    pub(super) overlap: Vec<String>,
    pub(super) nested: Vec<String>,
    pub(super) multi_count: Vec<String>,
    pub(super) rounding: Vec<String>,
    pub(super) scope: Vec<String>,
    pub(super) as_of: Vec<String>,
    pub(super) negation: Vec<String>,
    pub(super) place_end: Vec<String>,
    pub(super) pair: Vec<String>,
    pub(super) share: Vec<String>,
    pub(super) share_elsewhere: Vec<String>,
    pub(super) rate_elsewhere: Vec<String>,
    pub(super) rate_of_done: Vec<String>,
    pub(super) change: Vec<String>,
    pub(super) down_to: Vec<String>,
    pub(super) up_to: Vec<String>,
    pub(super) from_word: Vec<String>,
    pub(super) other_base: Vec<String>,
    pub(super) base_year: Vec<String>,
    pub(super) period: Vec<String>,
    pub(super) against: Vec<String>,
    pub(super) rank_unit: Vec<String>,
    pub(super) difference: Vec<String>,
    pub(super) removal: Vec<String>,
    pub(super) opening: Vec<String>,
    pub(super) inflow: Vec<String>,
    pub(super) outflow: Vec<String>,
    pub(super) closing: Vec<String>,
    pub(super) count_unit: Vec<String>,
}

const TEXT: &str = include_str!("lexicon.toml");

/// The built-in lexicon. A unit test keeps the file readable; an unreadable one would leave the checks silent.
pub(super) static WORDS: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

/// Whether one of the words stands in `text`.
pub(super) fn holds(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.contains(w.as_str()))
}

/// The first of the words that stands in `text`.
pub(super) fn found<'w>(words: &'w [String], text: &str) -> Option<&'w str> {
    words.iter().map(String::as_str).find(|w| text.contains(*w))
}

/// How far before a word its negation may stand, in characters of the same clause (无上年结转).
const NEGATION_REACH: usize = 6;

/// Whether one of the words stands in `text` without a negation shortly before it.
pub(super) fn asserted(words: &[String], text: &str) -> bool {
    words.iter().any(|w| {
        text.match_indices(w.as_str()).any(|(at, _)| {
            let ahead = text.get(..at).unwrap_or_default();
            let near = ahead
                .char_indices()
                .rev()
                .take(NEGATION_REACH)
                .take_while(|(_, c)| !matches!(c, ',' | '、' | ';' | '。' | ':' | '('))
                .last()
                .map_or(at, |(from, _)| from);
            !holds(&WORDS.negation, ahead.get(near..).unwrap_or_default())
        })
    })
}

/// Whether the text says that its numbers are rounded, of different scope or counted more than once, so that they need not agree.
/// Asked last: dozens of words are sought.
pub(super) fn is_told_apart(text: &str) -> bool {
    asserted(&WORDS.scope, text)
        || holds(&WORDS.rounding, text)
        || asserted(&WORDS.multi_count, text)
}

/// Whether the text names two as-of dates, so that its numbers need not belong together.
pub(super) fn has_two_days(text: &str) -> bool {
    let times: usize = WORDS
        .as_of
        .iter()
        .map(|w| text.matches(w.as_str()).count())
        .sum();
    times > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_file_is_readable() {
        let read: Result<Lexicon, _> = toml::from_str(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
    }

    #[test]
    fn a_negated_guard_is_no_guard() {
        assert!(asserted(&WORDS.multi_count, "部分来件同时涉及两类"));
        assert!(!asserted(&WORDS.multi_count, "分类无交叉"));
    }
}
