//! Which names a template of a paper may use, and what each stands for.
use std::{collections::BTreeMap, sync::LazyLock};

use toml::Value;

/// Number of the item in its list: Arabic, and Chinese. Known in every list.
pub(super) const NUMBER: &str = "序";
pub(super) const CHINESE_NUMBER: &str = "序中";

/// Names with what they stand for; a list has names of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) fields: BTreeMap<String, String>,
    pub(super) lists: BTreeMap<String, Vocabulary>,
}

/// What a list itself stands for, under this key of its table.
const ABOUT: &str = "_";

static ALL: LazyLock<Vocabulary> = LazyLock::new(|| {
    let whole: toml::Table = toml::from_str(include_str!("vocabulary.toml")).unwrap_or_default();
    Vocabulary::read(&whole)
});

impl Vocabulary {
    fn read(table: &toml::Table) -> Self {
        let mut read = Self::default();
        for (name, value) in table {
            match value {
                Value::Table(names) => {
                    read.lists.insert(name.clone(), Self::read(names));
                }
                Value::String(about) => {
                    read.fields.insert(name.clone(), about.clone());
                }
                _ => {}
            }
        }
        read
    }
    /// The names of one paper; several papers may share them.
    pub(super) fn of(paper: &str) -> Option<&'static Self> {
        let shared = ALL.fields.get(paper).map_or(paper, String::as_str);
        ALL.lists.get(shared)
    }
    /// The names every paper knows: those of the office itself.
    pub(super) fn office() -> &'static Self {
        static NONE: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::default);
        ALL.lists.get("office").unwrap_or(&NONE)
    }
    /// Every name, those in lists as `list.name`, with what it stands for.
    pub(super) fn words(&self) -> Vec<(String, String)> {
        let mut words: Vec<(String, String)> = self
            .fields
            .iter()
            .filter(|(name, _)| *name != ABOUT)
            .map(|(name, about)| (name.clone(), about.clone()))
            .collect();
        for (list, inner) in &self.lists {
            let about = inner.fields.get(ABOUT).cloned().unwrap_or_default();
            words.push((list.clone(), about));
            words.extend(
                inner
                    .words()
                    .into_iter()
                    .map(|(name, about)| (format!("{list}.{name}"), about)),
            );
        }
        words
    }
}

/// The vocabularies a place of a template can see, innermost last.
#[derive(Clone, Debug)]
pub(super) struct Known<'a> {
    seen: Vec<&'a Vocabulary>,
    in_list: bool,
}

impl<'a> Known<'a> {
    pub(super) fn new(paper: &'a Vocabulary) -> Self {
        Self {
            seen: vec![Vocabulary::office(), paper],
            in_list: false,
        }
    }
    pub(super) fn is_field(&self, name: &str) -> bool {
        (self.in_list && (name == NUMBER || name == CHINESE_NUMBER))
            || (name != ABOUT && self.seen.iter().any(|v| v.fields.contains_key(name)))
    }
    pub(super) fn is_list(&self, name: &str) -> bool {
        self.seen.iter().any(|v| v.lists.contains_key(name))
    }
    /// What can be seen inside a list.
    pub(super) fn inside(&self, list: &str) -> Option<Self> {
        let inner = self.seen.iter().rev().find_map(|v| v.lists.get(list))?;
        let mut seen = self.seen.clone();
        seen.push(inner);
        Some(Self {
            seen,
            in_list: true,
        })
    }
    /// The names that are there, for an error that helps.
    pub(super) fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self
            .seen
            .iter()
            .rev()
            .flat_map(|v| v.fields.keys().chain(v.lists.keys()))
            .map(String::as_str)
            .filter(|name| *name != ABOUT)
            .collect();
        names.dedup();
        names
    }
}
