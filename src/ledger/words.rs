//! The words by which registers and status cells say what was decided, read once from the shipped list.
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::fold;

/// Word lists; `words.toml` says what each is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) refused: Vec<String>,
    pub(super) undecided: Vec<String>,
    pub(super) granted: Vec<String>,
    pub(super) granted_whole: Vec<String>,
    pub(super) suspended: Vec<String>,
    pub(super) merged: Vec<String>,
    pub(super) nothing: Vec<String>,
    pub(super) urged: Vec<String>,
}

const LISTS: &str = include_str!("words.toml");

/// The shipped lists. The file is part of the program and checked by a test; were it broken all the same, no register would say
/// anything and every matter would count as open.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(LISTS).unwrap_or_default());

/// Whether a cell holds something other than a word for nothing.
pub(super) fn is_filled(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !WORDS.nothing.iter().any(|w| w == text)
}

/// Whether a clause of the text begins with one of the words, 已 aside.
pub(super) fn clause_begins(text: &str, words: &[String]) -> bool {
    fold(text)
        .split([
            '，', ',', '、', '；', ';', '。', '/', '\n', '：', ':', ' ', '（', '(',
        ])
        .any(|clause| {
            let clause = clause.trim();
            let clause = clause.strip_prefix('已').unwrap_or(clause);
            words.iter().any(|w| clause.starts_with(w.as_str()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lists_can_be_read() {
        assert!(toml::from_str::<Words>(LISTS).is_ok());
    }

    #[test]
    fn words_for_nothing_are_not_content() {
        for text in ["", " ", "/", "无", "——"] {
            assert!(!is_filled(text), "{text}");
        }
        for text in ["无锡", "3", "已报"] {
            assert!(is_filled(text), "{text}");
        }
    }
}
