//! The words of status, read once from the shipped list.
use std::sync::LazyLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use serde::Deserialize;

use crate::model::{Closure, Completion, Schedule};

const WORDS: &str = include_str!("status.toml");

/// What a group of words says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meaning {
    words: Vec<String>,
    #[serde(default)]
    pub(super) completion: Option<Completion>,
    #[serde(default)]
    pub(super) schedule: Option<Schedule>,
    #[serde(default)]
    pub(super) closure: Option<Closure>,
    #[serde(default)]
    pub(super) standing: bool,
    /// Negation, intent, qualifiers and shares change what the word says.
    #[serde(default)]
    pub(super) done: bool,
    /// Stopped or merged: nothing is said of how far the work is.
    #[serde(default)]
    pub(super) halted: bool,
}

/// The word lists; `status.toml` says what each is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) intent: Vec<String>,
    pub(super) asking: Vec<String>,
    pub(super) not_intent: Vec<String>,
    pub(super) bare: Vec<String>,
    pub(super) past: Vec<String>,
    pub(super) negation: Vec<String>,
    pub(super) filler: Vec<String>,
    pub(super) far_negation: Vec<String>,
    pub(super) bound: Vec<String>,
    pub(super) closing: Vec<String>,
    pub(super) on_time: Vec<String>,
    pub(super) early: Vec<String>,
    pub(super) late: Vec<String>,
    pub(super) partial: Vec<String>,
    pub(super) mostly: Vec<String>,
    pub(super) thing: Vec<String>,
    pub(super) separators: String,
    word: Vec<Meaning>,
}

/// The lists with an automaton over the words.
pub(super) struct Words {
    pub(super) lists: Lexicon,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<usize>>,
}

/// The file is part of the program; a test proves that it can be read.
pub(super) static WORDS_OF_STATUS: LazyLock<Words> = LazyLock::new(|| {
    let mut lists: Lexicon = toml::from_str(WORDS).unwrap_or_default();
    // The longest first, so that 即将 is found before 将.
    for list in [
        &mut lists.intent,
        &mut lists.asking,
        &mut lists.not_intent,
        &mut lists.negation,
        &mut lists.filler,
    ] {
        list.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    }
    let mut patterns: Vec<(&str, usize)> = Vec::new();
    for (at, meaning) in lists.word.iter().enumerate() {
        for word in &meaning.words {
            if !patterns.iter().any(|(w, _)| w == word) {
                patterns.push((word.as_str(), at));
            }
        }
    }
    let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build_with_values(patterns)
        .ok();
    Words { lists, automaton }
});

/// Whether the shipped lists can be read, and no word stands in two groups.
pub(super) fn is_sound() -> bool {
    let Ok(lists) = toml::from_str::<Lexicon>(WORDS) else {
        return false;
    };
    let mut seen = std::collections::BTreeSet::new();
    lists
        .word
        .iter()
        .flat_map(|m| &m.words)
        .all(|w| seen.insert(w.as_str()))
        && WORDS_OF_STATUS.automaton.is_some()
}

impl Words {
    /// Whether the whole text is one word of the list.
    pub(super) fn is_one_word(&self, text: &str) -> bool {
        self.found(text)
            .first()
            .is_some_and(|(start, end, _)| *start == 0 && *end == text.len())
    }

    /// The words of a clause from left to right, as (first byte, one past the last byte, what they say).
    pub(super) fn found<'a>(&'a self, clause: &str) -> Vec<(usize, usize, &'a Meaning)> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        automaton
            .leftmost_find_iter(clause)
            .filter_map(|m| Some((m.start(), m.end(), self.lists.word.get(m.value())?)))
            .collect()
    }
}
