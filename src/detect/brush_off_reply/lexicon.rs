//! The words by which complaints and replies are read, kept in `lexicon.toml`.
use std::sync::LazyLock;

use serde::Deserialize;

use crate::detect::group::Group;

/// What each group is for stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    pub(super) stock: Group,
    pub(super) forwarded: Group,
    pub(super) followed: Group,
    pub(super) one_sided: Group,
    pub(super) looked: Group,
    pub(super) rebuffed: Group,
    pub(super) fact: Vec<Fact>,
    pub(super) ask: Vec<AskKind>,
}

/// A kind of fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) any: Group,
}

/// A kind of question: how it is asked, and what answers it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskKind {
    pub(super) name: String,
    pub(super) asks: Group,
    pub(super) answers: Group,
}

const TEXT: &str = include_str!("lexicon.toml");

/// The built-in lexicon; a unit test keeps the file readable.
pub(super) static WORDS: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

#[cfg(test)]
mod tests {
    #[test]
    fn the_lexicon_is_readable() {
        let read: Result<super::Lexicon, _> = toml::from_str(super::TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
    }
}
