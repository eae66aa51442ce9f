//! The words by which the form of official papers is known, read once from the shipped list.
use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

const WORDS: &str = include_str!("lexicon.toml");

/// Word lists; `lexicon.toml` says what each is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) title_ends: Vec<String>,
    pub(super) addressee_ends: Vec<String>,
    pub(super) announcing: Vec<String>,
    pub(super) fields: Vec<String>,
    pub(super) generic_fields: Vec<String>,
    pub(super) unit_fields: Vec<String>,
    pub(super) date_fields: Vec<String>,
    pub(super) period_fields: Vec<String>,
    pub(super) opens_report: Vec<String>,
    pub(super) named_headings: Vec<String>,
    pub(super) unit_endings: Vec<String>,
    pub(super) place_endings: Vec<String>,
    pub(super) goes_on: Vec<String>,
    pub(super) ends_at: Vec<String>,
    pub(super) no_names: Vec<String>,
    pub(super) place_like_endings: Vec<String>,
    pub(super) relative_starts: Vec<String>,
    pub(super) not_relative: Vec<String>,
    pub(super) no_name_ends: Vec<String>,
    pub(super) superiors: Vec<String>,
    pub(super) superior_acts: Vec<String>,
    pub(super) not_before: BTreeMap<char, String>,
}

/// The shipped lists. The file is part of the program and checked by a test; were it broken all the same, no form would be
/// recognized and everything would be read as plain text.
pub(super) static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(WORDS).unwrap_or_default());

/// Whether the shipped lists can be read.
pub(super) fn is_sound() -> bool {
    toml::from_str::<Lexicon>(WORDS).is_ok()
}

/// Whether one of `words` is `text`.
pub(super) fn is_one_of(words: &[String], text: &str) -> bool {
    words.iter().any(|w| w == text)
}

/// Whether `text` ends with one of `words`.
pub(super) fn ends_with_one(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.ends_with(w.as_str()))
}

/// Whether `text` begins with one of `words`.
pub(super) fn starts_with_one(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.starts_with(w.as_str()))
}

/// Whether `text` contains one of `words`.
pub(super) fn contains_one(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.contains(w.as_str()))
}
