//! What a template is filled with: named texts, and lists of the same.
use std::collections::BTreeMap;

/// Named texts and named lists; the names are those of the vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    texts: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<Values>>,
}

impl Values {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// With one more text.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl ToString) -> Self {
        self.set(name, text);
        self
    }
    /// With one more list.
    #[must_use]
    pub fn with_list(mut self, name: &str, items: impl IntoIterator<Item = Values>) -> Self {
        self.set_list(name, items);
        self
    }
    /// Sets a text.
    pub fn set(&mut self, name: &str, text: impl ToString) {
        self.texts
            .insert(name.to_owned(), text.to_string().trim().to_owned());
    }
    /// Sets a list.
    pub fn set_list(&mut self, name: &str, items: impl IntoIterator<Item = Values>) {
        self.lists
            .insert(name.to_owned(), items.into_iter().collect());
    }
    /// The text of a name; `None` when it was not given, empty when there is nothing to say.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }
    /// The list of a name.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&[Values]> {
        self.lists.get(name).map(Vec::as_slice)
    }
    /// Every name that was given, those in lists as `list.name`.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.texts.keys().cloned().collect();
        for (list, items) in &self.lists {
            names.push(list.clone());
            for item in items {
                names.extend(item.names().iter().map(|n| format!("{list}.{n}")));
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What a name stands for while a template is filled: the innermost item that knows it, else what is around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    here: &'a Values,
    around: Option<&'a Scope<'a>>,
    /// Number of the item in its list, from 1.
    number: Option<usize>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(here: &'a Values, around: Option<&'a Scope<'a>>) -> Self {
        Self {
            here,
            around,
            number: None,
        }
    }
    /// One item of a list.
    pub(super) fn item(here: &'a Values, number: usize, around: &'a Scope<'a>) -> Self {
        Self {
            here,
            around: Some(around),
            number: Some(number),
        }
    }
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.here
            .text(name)
            .or_else(|| self.around.and_then(|a| a.text(name)))
    }
    pub(super) fn list(&self, name: &str) -> Option<&'a [Values]> {
        self.here
            .list(name)
            .or_else(|| self.around.and_then(|a| a.list(name)))
    }
    pub(super) fn number(&self) -> Option<usize> {
        self.number.or_else(|| self.around.and_then(|a| a.number()))
    }
    /// Whether there is something under a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.text(name).is_some_and(|t| !t.is_empty())
            || self.list(name).is_some_and(|l| !l.is_empty())
    }
}
