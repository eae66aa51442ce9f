//! The words by which copied text is told from text that is rightly the same, kept in `lexicon.toml`.
use std::sync::LazyLock;

use serde::Deserialize;

/// Word lists; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) columns: Vec<String>,
    pub(super) period_words: Vec<String>,
    pub(super) self_words: Vec<String>,
    pub(super) no_place_before: String,
    pub(super) no_place_after: String,
    pub(super) formulas: Vec<String>,
    pub(super) skip_sections: Vec<String>,
    pub(super) quoted: Vec<String>,
    pub(super) law: Vec<String>,
    pub(super) joint: Vec<String>,
    pub(super) unchanged: Vec<String>,
    pub(super) checked: Vec<String>,
    pub(super) constant: Vec<String>,
    pub(super) acts: Vec<String>,
    pub(super) close_out: Vec<String>,
}

const TEXT: &str = include_str!("lexicon.toml");

/// The built-in lexicon. A unit test keeps the file readable; an unreadable one would exempt nothing.
pub(super) static WORDS: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

/// Whether one of the words stands in `text`.
pub(in crate::detect) fn holds(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.contains(w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_file_is_readable() {
        let read: Result<Lexicon, _> = toml::from_str(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
    }
}
