//! A trained model: what it answers, and why.
use super::{Bag, Settings, table::Table};

/// Weights of features for each output.
#[derive(Clone, Debug)]
pub struct Linear {
    pub(super) settings: Settings,
    pub(super) outputs: Vec<String>,
    pub(super) bias: Vec<f32>,
    /// Features as they are written, in the order of the rows.
    pub(super) features: Vec<String>,
    pub(super) table: Table,
    /// Where the weights of a row begin; one more than rows.
    pub(super) starts: Vec<u32>,
    /// Output and weight.
    pub(super) weights: Vec<(u16, f32)>,
}

/// What one feature contributed to an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The feature as it is written in the weights file.
    pub feature: String,
    /// Its value times its weight.
    pub score: f32,
}

impl Linear {
    /// How texts must be taken apart for this model.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
    /// Names of the outputs.
    #[must_use]
    pub fn outputs(&self) -> &[String] {
        &self.outputs
    }
    /// How many features have a weight.
    #[must_use]
    pub fn features(&self) -> usize {
        self.features.len()
    }
    /// Log odds of every output.
    #[must_use]
    pub fn scores(&self, bag: &Bag) -> Vec<f32> {
        let mut scores = self.bias.clone();
        self.add(bag, &mut scores);
        scores
    }
    /// Adds what a bag says to scores, so that an example may be read in parts.
    pub fn add(&self, bag: &Bag, scores: &mut [f32]) {
        for (key, value) in &bag.items {
            let Some(row) = self.table.get(*key) else {
                continue;
            };
            for (output, weight) in self.row(row) {
                if let Some(score) = scores.get_mut(usize::from(*output)) {
                    *score += value * weight;
                }
            }
        }
    }
    /// The features that spoke for an output, the strongest first; those against it have scores below zero and come last.
    #[must_use]
    pub fn shares(&self, bag: &Bag, output: usize) -> Vec<Share> {
        let mut shares: Vec<Share> = bag
            .items
            .iter()
            .filter_map(|(key, value)| {
                let row = self.table.get(*key)?;
                let weight = self.row(row).iter().find(|w| usize::from(w.0) == output)?.1;
                Some(Share {
                    feature: self.features.get(row)?.clone(),
                    score: value * weight,
                })
            })
            .collect();
        shares.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a.feature.cmp(&b.feature))
        });
        shares
    }
    pub(super) fn row(&self, row: usize) -> &[(u16, f32)] {
        let at = |n: usize| self.starts.get(n).map_or(0, |s| *s as usize);
        self.weights.get(at(row)..at(row + 1)).unwrap_or_default()
    }
}
