//! Measures the detector against labelled texts, batches with an answer key, and text on which it should be silent.
mod batch;
mod corpus;
mod gold;
mod health;
mod hits;
mod key;
mod replies;
pub(super) mod scratch;
mod silent;
mod silent_corpus;
mod specimen;
mod tally;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use super::{OfficeError, Workspace};
use crate::{
    detect::{self, Judged, NearMiss, RulePacks},
    store::Settings,
};

pub use batch::{BatchScore, KeyedRow, Side};
pub use corpus::CorpusSize;
pub use gold::{GoldItem, PlainItem};
pub(super) use gold::{labelled, read};
pub use health::{Health, RuleHealth, Symptom};
pub use hits::{Comparison, Hit as SavedHit, compare_hits, save_hits, saved_hits};
pub use key::{Also, KeyEntry};
pub use replies::{TaughtReplies, teach_replies};
pub use silent::Silence;
pub use silent_corpus::CorpusSilence;
pub use specimen::read_pairing;
pub use tally::{Tally, wilson};

/// The rules and settings that are measured.
#[derive(Clone, Debug)]
pub struct Evaluator {
    packs: Arc<RulePacks>,
    settings: Settings,
    /// The program whose processes read the files of a batch.
    program: Option<PathBuf>,
}

/// A labelled text and what the detector said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The text.
    pub item: GoldItem,
    /// What its indicator said; nothing when it is silent.
    pub said: Vec<Judged>,
}

impl Answer {
    /// Whether the text was flagged.
    #[must_use]
    pub fn is_flagged(&self) -> bool {
        !self.said.is_empty()
    }
    /// Whether the answer is wrong; of a text the labellers could not judge no answer is.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.item
            .label
            .is_some_and(|label| label != self.is_flagged())
    }
}

impl Evaluator {
    /// What is measured in a workspace: its rules, its units, its settings. Its documents are not touched.
    ///
    /// # Errors
    /// When its settings are wrong or rules are refused.
    pub fn of(workspace: &Workspace) -> Result<Self, OfficeError> {
        let settings = workspace.settings()?;
        super::check_reading(&settings.reading)?;
        Self::with(&workspace.rule_packs()?, settings)
    }

    /// What is measured outside any workspace: the built-in rules.
    ///
    /// # Errors
    /// When rules are refused.
    pub fn built_in() -> Result<Self, OfficeError> {
        Self::with(&[], Settings::default())
    }

    fn with(rules: &[(String, String)], settings: Settings) -> Result<Self, OfficeError> {
        let packs = RulePacks::load(rules).map_err(OfficeError::Rules)?;
        Ok(Self {
            packs: Arc::new(packs.with_units(settings.reading.units.clone())),
            settings,
            program: None,
        })
    }

    /// As [`super::Office::reading_apart`].
    #[must_use]
    pub fn reading_apart(mut self, program: &Path) -> Self {
        self.program = Some(program.to_owned());
        self
    }

    /// Ids of everything that can flag, in display order.
    #[must_use]
    pub fn indicators(&self) -> Vec<String> {
        self.packs.cards().into_iter().map(|c| c.id).collect()
    }

    /// Answers every labelled text of these files, in order; with `only`, those labelled for one indicator.
    ///
    /// # Errors
    /// When a file cannot be read or understood, or the indicator does not exist.
    pub fn gold(&self, files: &[PathBuf], only: Option<&str>) -> Result<Vec<Answer>, OfficeError> {
        self.refuse_unknown(only)?;
        let mut items = Vec::new();
        for file in files {
            items.extend(gold::labelled(file)?);
        }
        items.retain(|i| only.is_none_or(|id| i.indicator == id));
        Ok(items
            .into_par_iter()
            .map(|item| Answer {
                said: detect::judge(&self.packs, &item.indicator, &read_pairing(&item.text)),
                item,
            })
            .collect())
    }

    /// Why a text was not flagged: what came nearest to a flag of each rule.
    #[must_use]
    pub fn why_silent(&self, item: &GoldItem) -> Vec<NearMiss> {
        detect::why_silent(&self.packs, &item.indicator, &read_pairing(&item.text))
    }

    fn refuse_unknown(&self, only: Option<&str>) -> Result<(), OfficeError> {
        match only {
            Some(id) if !self.indicators().iter().any(|known| known == id) => {
                Err(OfficeError::NoSuchIndicator { id: id.to_owned() })
            }
            _ => Ok(()),
        }
    }
}

/// The counts of every indicator that texts are labelled for.
#[must_use]
pub fn tallies<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> BTreeMap<String, Tally> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for answer in answers {
        let tally = tallies.entry(answer.item.indicator.clone()).or_default();
        if let Some(label) = answer.item.label {
            tally.count(label, answer.is_flagged());
        }
    }
    tallies
}

/// The files that answers came from, in the order of their names.
#[must_use]
pub fn files_of(answers: &[Answer]) -> Vec<PathBuf> {
    let files: BTreeSet<&PathBuf> = answers.iter().map(|a| &a.item.file).collect();
    files.into_iter().cloned().collect()
}

/// What paths name that are to be measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Material {
    /// Files of labelled texts.
    Labelled,
    /// Tables of text on which all should be silent (`.tsv`, `.txt`).
    Plain,
    /// Folders with an answer key.
    Batches,
    /// Folders without one.
    Corpus,
}

/// What all of these paths are; paths of different kinds are not measured together.
///
/// # Errors
/// When a path does not exist, or the kinds differ.
pub fn material(paths: &[PathBuf]) -> Result<Material, OfficeError> {
    let kind = |path: &PathBuf| {
        if path.is_dir() {
            return Ok(if path.join(key::FILE).is_file() {
                Material::Batches
            } else {
                Material::Corpus
            });
        }
        if !path.is_file() {
            return Err(OfficeError::NoSuchPath { path: path.clone() });
        }
        let is_table = path.extension().is_some_and(|e| e == "tsv" || e == "txt");
        Ok(if is_table {
            Material::Plain
        } else {
            Material::Labelled
        })
    };
    let kinds = paths.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    match kinds.as_slice() {
        [first, others @ ..] if others.iter().all(|k| k == first) => Ok(*first),
        _ => Err(OfficeError::MixedMaterial),
    }
}
