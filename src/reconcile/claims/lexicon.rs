//! The words by which reports are read, kept in `words.toml`.
use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

/// Word lists; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) plan: Vec<String>,
    pub(super) fact: Vec<String>,
    pub(super) done_mark: Vec<String>,
    pub(super) condition: Vec<String>,
    pub(super) reporter: Vec<String>,
    pub(super) report_verb: Vec<String>,
    pub(super) forbid: Vec<String>,
    pub(super) noun_tail: Vec<String>,
    pub(super) whole_object: Vec<String>,
    pub(super) generic: Vec<String>,
    pub(super) matter: Vec<String>,
    pub(super) part: Vec<String>,
    pub(super) generic_heading: Vec<String>,
    pub(super) plan_heading: Vec<String>,
    pub(super) nouns: BTreeMap<String, String>,
    pub(super) counting: Counting,
}

/// Words of numbers of matters.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counting {
    pub(super) units: Vec<String>,
    pub(super) total: Vec<String>,
    pub(super) flow: Vec<String>,
    pub(super) stock: Vec<String>,
}

const TEXT: &str = include_str!("words.toml");

/// The built-in lexicon. A unit test keeps the file readable; an unreadable one would leave reports without claims.
pub(super) static WORDS: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

/// Whether one of the words stands in `text`.
pub(super) fn holds(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.contains(w.as_str()))
}

/// Where the last of the words ends in `text`, in bytes.
pub(super) fn last(words: &[String], text: &str) -> Option<usize> {
    words
        .iter()
        .filter_map(|w| text.rfind(w.as_str()).map(|at| at + w.len()))
        .max()
}

/// Whether `text` begins with one of the words.
pub(super) fn begins(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.starts_with(w.as_str()))
}

/// Whether `text` consists of nothing but the words.
pub(super) fn consists_of(words: &[String], text: &str) -> bool {
    let mut rest = text;
    'next: while !rest.is_empty() {
        // The longest word first, so that 整改任务 is not left as 任务 after 整改.
        let longest = words
            .iter()
            .filter(|w| rest.starts_with(w.as_str()))
            .map(String::len)
            .max();
        if let Some(len) = longest {
            rest = rest.get(len..).unwrap_or_default();
            continue 'next;
        }
        return false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_file_is_readable() {
        let read: Result<Lexicon, _> = toml::from_str(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
    }

    #[test]
    fn a_generic_subject_is_told_from_a_name() {
        assert!(consists_of(&WORDS.generic, "该项整改任务"));
        assert!(!consists_of(&WORDS.generic, "该项底泥清淤"));
    }
}
