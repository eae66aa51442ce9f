//! Text on which every indicator should be silent: how often each speaks all the same.
use std::{collections::BTreeMap, path::PathBuf};

use rayon::prelude::*;

use super::{Evaluator, PlainItem, gold, read_pairing};
use crate::{
    detect::{self, Judged},
    workflow::OfficeError,
};

/// What came of texts without a fault.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Silence {
    /// How many texts.
    pub texts: u32,
    /// How many of each label of the table.
    pub labels: BTreeMap<String, u32>,
    /// By indicator, the texts that were flagged and what was said of them.
    pub flagged: BTreeMap<String, Vec<(PlainItem, Vec<Judged>)>>,
}

impl Evaluator {
    /// Asks every indicator (or only one) about every text of these tables. Each text is laid out for each indicator as
    /// [`detect::judge_each`] does, so no gate of type or heading hides a rule.
    ///
    /// # Errors
    /// When a file cannot be read, or the indicator does not exist.
    pub fn silence(&self, files: &[PathBuf], only: Option<&str>) -> Result<Silence, OfficeError> {
        self.refuse_unknown(only)?;
        let mut items = Vec::new();
        for file in files {
            items.extend(gold::plain(file)?);
        }
        let ids: Vec<String> = match only {
            Some(id) => vec![id.to_owned()],
            None => self.indicators(),
        };
        let asked: Vec<&str> = ids.iter().map(String::as_str).collect();
        let answers: Vec<Vec<Vec<Judged>>> = items
            .par_iter()
            .map(|item| detect::judge_each(&self.packs, &asked, &read_pairing(&item.text)))
            .collect();
        let mut silence = Silence {
            flagged: ids.iter().map(|id| (id.clone(), Vec::new())).collect(),
            ..Silence::default()
        };
        for (item, said) in items.into_iter().zip(answers) {
            silence.texts += 1;
            *silence.labels.entry(item.label.clone()).or_default() += 1;
            for (id, said) in ids.iter().zip(said) {
                if !said.is_empty()
                    && let Some(flagged) = silence.flagged.get_mut(id)
                {
                    flagged.push((item.clone(), said));
                }
            }
        }
        Ok(silence)
    }
}
