//! Longer words of which a pattern may hold only a piece: 其他不动产 does not say 其他不动.
//!
//! They are taken out of the text before patterns are sought, each of their characters replaced by one that no pattern holds,
//! so that places stay true. A word that some rule seeks must not be listed; a test of the built-in rules sees to it.
use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

const TEXT: &str = include_str!("longer_words.toml");
/// What stands for a character of a longer word: an ideograph, so that gaps of patterns run over it, of as many bytes as any other.
const BLANK: char = '龘';

static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lists: BTreeMap<String, Vec<String>> = toml::from_str(TEXT).unwrap_or_default();
    lists.into_values().flatten().collect()
});
static FINDER: LazyLock<Option<CharwiseDoubleArrayAhoCorasick<u32>>> = LazyLock::new(|| {
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(WORDS.iter())
        .ok()
});

/// The text (match form) with every longer word blanked; byte for byte as long as the text.
pub(super) fn blanked(plain: &str) -> Cow<'_, str> {
    let Some(finder) = FINDER.as_ref() else {
        return Cow::Borrowed(plain);
    };
    let mut blank = String::new();
    let mut from = 0;
    for found in finder.leftmost_find_iter(plain) {
        let word = plain.get(found.start()..found.end()).unwrap_or_default();
        blank.push_str(plain.get(from..found.start()).unwrap_or_default());
        blank.extend(word.chars().map(|_| BLANK));
        from = found.end();
    }
    if from == 0 {
        return Cow::Borrowed(plain);
    }
    blank.push_str(plain.get(from..).unwrap_or_default());
    Cow::Owned(blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fold;

    #[test]
    fn the_words_are_readable_and_as_long_as_their_blanks() {
        let read: Result<BTreeMap<String, Vec<String>>, _> = toml::from_str(TEXT);
        assert!(read.is_ok(), "{:?}", read.err());
        assert!(FINDER.is_some());
        for word in WORDS.iter() {
            assert_eq!(&fold(word), word, "not in match form");
            let long = word.chars().count() * BLANK.len_utf8();
            assert_eq!(word.len(), long, "{word} holds other than ideographs");
        }
    }

    #[test]
    fn longer_words_are_blanked_in_place() {
        let text = "其他不动产登记,其余不动";
        let blank = blanked(text);
        assert_eq!(blank.len(), text.len());
        assert_eq!(blank, "其他龘龘龘登记,其余不动");
        assert!(matches!(blanked("其余不动"), Cow::Borrowed(_)));
    }
}
