//! The words by which a copied directive is told from one that was carried out, kept in `lexicon.toml`.
use std::sync::LazyLock;

use serde::Deserialize;

/// Word lists; what each is for stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) stock: Vec<String>,
    pub(super) addressed: Vec<String>,
    pub(super) tails: Vec<String>,
    pub(super) quoted: Vec<String>,
    pub(super) own_words: Vec<String>,
}

const TEXT: &str = include_str!("lexicon.toml");

/// The built-in lexicon. A unit test keeps the file readable.
pub(super) static WORDS: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_file_is_readable() {
        let read: Result<Lexicon, _> = toml::from_str(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
    }
}
