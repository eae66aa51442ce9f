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
    pub(super) what: Vec<String>,
    pub(super) merged: Vec<String>,
    pub(super) other: Vec<String>,
    pub(super) nothing: Vec<String>,
    pub(super) urged: Vec<String>,
}

const LISTS: &str = include_str!("words.toml");

/// The shipped lists. The file is part of the program and checked by a test; were it broken all the same, no register would say
/// anything and every matter would count as open.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(LISTS).unwrap_or_default());

/// Whether a cell holds something other than a word for nothing.
pub(crate) fn is_filled(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !WORDS.nothing.iter().any(|w| w == text)
}

/// Whether a status says that the matter itself was suspended.
pub(super) fn is_suspended(status: &str) -> bool {
    after(status, &WORDS.suspended)
        .iter()
        .any(|rest| rest.is_empty() || WORDS.what.iter().any(|w| w == rest))
}

/// Whether a status says that the matter went into another one; `is_number` knows the numbers of the book.
pub(super) fn is_merged(status: &str, is_number: impl Fn(&str) -> bool) -> bool {
    // A blank may part two clauses, or a word from its number.
    let joined: String = status.chars().filter(|c| !c.is_whitespace()).collect();
    [status, joined.as_str()]
        .into_iter()
        .flat_map(|status| after(status, &WORDS.merged))
        .any(|rest| WORDS.other.iter().any(|w| rest.starts_with(w.as_str())) || is_number(&rest))
}

/// What follows one of the words where a clause begins with it.
fn after(text: &str, words: &[String]) -> Vec<String> {
    clauses(text)
        .filter_map(|clause| {
            let rest = words.iter().find_map(|w| clause.strip_prefix(w.as_str()))?;
            Some(rest.trim().to_owned())
        })
        .collect()
}

/// Whether a clause of the text begins with one of the words, 已 aside.
pub(super) fn clause_begins(text: &str, words: &[String]) -> bool {
    clauses(text).any(|clause| words.iter().any(|w| clause.starts_with(w.as_str())))
}

/// The clauses of a text in its match form, 已 in front left out.
fn clauses(text: &str) -> impl Iterator<Item = String> {
    let marks = [
        '，', ',', '、', '；', ';', '。', '/', '\n', '：', ':', ' ', '（', '(', '）', ')',
    ];
    fold(text)
        .split(marks)
        .map(|clause| {
            let clause = clause.trim();
            clause.strip_prefix('已').unwrap_or(clause).to_owned()
        })
        .collect::<Vec<_>>()
        .into_iter()
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
