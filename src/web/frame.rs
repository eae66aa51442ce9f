//! What stands around every page: title, menu, words, and the token of its forms.
use super::{assets, words::Words};
use crate::model::Language;

/// An entry of the menu.
#[derive(Clone, Debug)]
pub(super) struct MenuItem {
    pub(super) path: &'static str,
    pub(super) title: String,
    pub(super) is_here: bool,
}

/// What stands around every page; templates reach all words through it.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) words: Words,
    pub(super) title: String,
    pub(super) menu: Vec<MenuItem>,
    /// Who is logged in, as others see the name.
    pub(super) who: Option<String>,
    /// The token every form must carry.
    pub(super) token: String,
    /// Path and query of this page.
    pub(super) here: String,
}

impl Frame {
    /// The text of `web.<key>`.
    pub(super) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }
    /// The text of `web.<key>` with a number put in for `%{n}`.
    pub(super) fn n(&self, key: &str, n: impl ToString) -> String {
        self.words.fill(key, &[("n", &n.to_string())])
    }
    /// The text of `web.<key>` with a text put in for `%{a}`.
    pub(super) fn a(&self, key: &str, a: &str) -> String {
        self.words.fill(key, &[("a", a)])
    }
    /// The text of `web.<table>.<key>`.
    pub(super) fn of(&self, table: &str, key: &str) -> String {
        self.words.t(&format!("{table}.{key}"))
    }
    /// A word of the office in the language of the page.
    pub(super) fn w(&self, word: &str) -> String {
        self.words.term(word)
    }
    /// Tag of the language.
    pub(super) fn tag(&self) -> &'static str {
        self.words.0.tag()
    }
    /// The other language: its tag and its own name.
    pub(super) fn other(&self) -> (&'static str, &'static str) {
        match self.words.0 {
            Language::Chinese => (Language::English.tag(), "English"),
            Language::English => (Language::Chinese.tag(), "中文"),
        }
    }
    /// Path of a part of the program, with the hash of its content so that browsers may keep it.
    pub(super) fn asset(&self, name: &str) -> String {
        assets::path(name)
    }
}
