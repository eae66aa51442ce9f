//! The dictionary of headers: synonyms, ordered suffix rules, and headers that only their cells can decide.
use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;

/// The text of the dictionary.
const TEXT: &str = include_str!("../headers.toml");

/// A field with the headers that name it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Field {
    /// Canonical name, e.g. `deadline`.
    pub(super) name: String,
    /// Chinese title.
    pub(super) title: String,
    synonyms: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suffix {
    field: String,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
}

impl Suffix {
    fn fits(&self, header: &str) -> bool {
        (self.ends.is_empty() || self.ends.iter().any(|e| header.ends_with(e.as_str())))
            && (self.has.is_empty() || self.has.iter().any(|h| header.contains(h.as_str())))
            && !self.lacks.iter().any(|l| header.contains(l.as_str()))
    }
}

/// What decides an undecided header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum By {
    /// Whether the cells are statuses.
    Status,
    /// Whether the cells read like deadlines.
    Deadline,
    /// Whether there is a column of measures.
    Measure,
}

/// A header that does not say what it holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Undecided {
    /// What decides.
    pub(super) by: By,
    /// Field if so.
    pub(super) yes: String,
    /// Field if not.
    pub(super) no: String,
    /// Field when there are no cells to look at.
    pub(super) without_cells: String,
    headers: Vec<String>,
}

/// A header that names another field beside certain columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refine {
    /// The field it names then.
    pub(super) field: String,
    /// The headers, cleaned.
    pub(super) headers: Vec<String>,
    /// Fields of which another column must carry one.
    #[serde(default)]
    pub(super) with: Vec<String>,
    /// Fields that no other column may carry.
    #[serde(default)]
    pub(super) lacks: Vec<String>,
    /// Headers of which another column must be one.
    #[serde(default)]
    pub(super) beside: Vec<String>,
}

/// Headers that speak of one facet of a status.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FacetOf {
    /// The field of the facet.
    pub(super) field: String,
    /// The headers, cleaned.
    pub(super) headers: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    status_words: Vec<String>,
    status_max_chars: usize,
    status_min_percent: usize,
    deadline_words: Vec<String>,
    deadline_min_percent: usize,
    field: Vec<Field>,
    suffix: Vec<Suffix>,
    undecided: Vec<Undecided>,
    refine: Vec<Refine>,
    facet: Vec<FacetOf>,
}

/// What the dictionary says of a header.
pub(super) enum Found<'a> {
    /// A synonym of the field, with its rank among the synonyms.
    Synonym(&'a str, usize),
    /// A rule gave the field (or none: empty), with the rank of the rule.
    Suffix(&'a str, usize),
    /// Not known.
    Nothing,
}

/// The dictionary, ready to be asked.
pub(super) struct Dictionary {
    file: File,
    /// Synonym to (field, rank).
    synonyms: HashMap<String, (usize, usize)>,
    undecided: HashMap<String, usize>,
}

static BUILT_IN: LazyLock<Dictionary> = LazyLock::new(|| {
    // The file is part of the program; the suite proves that it can be read.
    let file: File = toml::from_str(TEXT).unwrap_or_default();
    let mut synonyms = HashMap::new();
    for (at, field) in file.field.iter().enumerate() {
        for (rank, word) in field.synonyms.iter().enumerate() {
            synonyms.entry(word.clone()).or_insert((at, rank));
        }
    }
    let undecided = file
        .undecided
        .iter()
        .enumerate()
        .flat_map(|(at, u)| u.headers.iter().map(move |h| (h.clone(), at)))
        .collect();
    Dictionary {
        file,
        synonyms,
        undecided,
    }
});

impl Dictionary {
    /// The dictionary that ships with the program.
    pub(super) fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Its fields in order.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.file.field.iter()
    }

    /// The entry that leaves a cleaned header to its cells, if there is one.
    pub(super) fn undecided(&self, header: &str) -> Option<&Undecided> {
        self.file.undecided.get(*self.undecided.get(header)?)
    }

    /// Headers that name another field beside certain columns.
    pub(super) fn refinements(&self) -> &[Refine] {
        &self.file.refine
    }

    /// The facet of a status a cleaned header speaks of.
    pub(super) fn facet(&self, header: &str) -> Option<&str> {
        let facet = self
            .file
            .facet
            .iter()
            .find(|f| f.headers.iter().any(|h| h == header))?;
        Some(&facet.field)
    }

    /// Whether a cleaned header is a synonym of some field.
    pub(super) fn is_synonym(&self, header: &str) -> bool {
        self.synonyms.contains_key(header)
    }

    /// What a cleaned header names.
    pub(super) fn look_up(&self, header: &str) -> Found<'_> {
        if let Some((field, rank)) = self.synonyms.get(header)
            && let Some(field) = self.file.field.get(*field)
        {
            return Found::Synonym(&field.name, *rank);
        }
        self.file
            .suffix
            .iter()
            .enumerate()
            .find(|(_, rule)| rule.fits(header))
            .map_or(Found::Nothing, |(rank, rule)| {
                Found::Suffix(&rule.field, rank)
            })
    }

    /// Whether most of the cells are short and hold a word of status.
    pub(super) fn are_statuses(&self, cells: &[&str]) -> bool {
        let statuses = cells.iter().filter(|c| {
            c.chars().count() <= self.file.status_max_chars
                && self
                    .file
                    .status_words
                    .iter()
                    .any(|w| c.contains(w.as_str()))
        });
        statuses.count() * 100 >= cells.len() * self.file.status_min_percent
    }

    /// Whether enough of the cells hold a word that only deadlines have.
    pub(super) fn read_like_deadlines(&self, cells: &[&str]) -> bool {
        let deadlines = cells.iter().filter(|c| {
            self.file
                .deadline_words
                .iter()
                .any(|w| c.contains(w.as_str()))
        });
        deadlines.count() * 100 >= cells.len() * self.file.deadline_min_percent
    }
}
