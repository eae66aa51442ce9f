//! From labelled complaints and replies to the weights of the model, and how well they do on pairs they were not trained on.
use super::{features, reply::Reply};
use crate::{
    detect::linear::{Bag, Example, Linear, Recipe, Settings, Task, train},
    model::fold,
};

/// A complaint with its reply, and whether the reply brushes it off.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What was asked; empty when only the reply is known.
    pub complaint: String,
    /// What was answered.
    pub reply: String,
    /// Whether it is a brush-off.
    pub label: bool,
    /// Whether it was written for the project rather than by a citizen and an office: such pairs are trained on and never tested on.
    pub made_up: bool,
}

/// Trained weights, and how the text must be taken apart for them.
#[derive(Debug)]
pub struct Trained {
    /// The model.
    pub model: Linear,
    settings: Settings,
}

/// The name of the one output.
const OUTPUT: &str = "敷衍";

impl Trained {
    /// Trains on the bags of the pairs that `takes` names.
    #[must_use]
    pub fn on(pairs: &[Pair], bags: &[Bag], takes: impl Fn(usize) -> bool) -> Self {
        let settings = features::settings();
        let examples = (0..pairs.len())
            .filter(|at| takes(*at))
            .filter_map(|bag| {
                Some(Example {
                    bag,
                    holds: pairs.get(bag)?.label,
                    weight: 1.0,
                })
            })
            .collect();
        let task = Task {
            output: OUTPUT.to_owned(),
            examples,
        };
        Self {
            model: train(&settings, bags, &[task], &Recipe::default()),
            settings,
        }
    }
    /// The settings the bags were made with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
    /// Whether the model calls a bag a brush-off.
    #[must_use]
    pub fn says(&self, bag: &Bag) -> bool {
        self.model.scores(bag).first().is_some_and(|s| *s > 0.0)
    }
}

/// The features of every pair, in order.
#[must_use]
pub fn bags(pairs: &[Pair]) -> Vec<Bag> {
    let settings = features::settings();
    pairs
        .iter()
        .map(|p| {
            let (complaint, plain) = (fold(&p.complaint), fold(&p.reply));
            let reply = Reply::of(&plain);
            features::bag(&settings, &complaint, &reply)
        })
        .collect()
}

/// The baseline: length of the reply and its stock phrases, nothing else.
#[must_use]
pub fn baseline_bags(pairs: &[Pair]) -> Vec<Bag> {
    let settings = Settings {
        named_scale: 1.0,
        ..features::settings()
    };
    pairs
        .iter()
        .map(|p| {
            let plain = fold(&p.reply);
            features::baseline(&settings, &Reply::of(&plain))
        })
        .collect()
}

/// What answers came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Brush-offs found.
    pub hits: u32,
    /// Honest replies called brush-offs.
    pub wrong: u32,
    /// Brush-offs missed.
    pub missed: u32,
    /// Honest replies left alone.
    pub silent: u32,
}

impl Outcome {
    fn add(&mut self, label: bool, said: bool) {
        match (label, said) {
            (true, true) => self.hits += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.missed += 1,
            (false, false) => self.silent += 1,
        }
    }
    /// Share of flags that are right; 0 when there are none.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.hits, self.hits + self.wrong)
    }
    /// Share of brush-offs that are found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.hits, self.hits + self.missed)
    }
    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.hits, 2 * self.hits + self.wrong + self.missed)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        0.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

/// Into how many parts the real pairs are cut.
pub const FOLDS: usize = 5;

/// Trains on all folds but one and asks about that one, in turn. Pairs that were made up are always trained on, never asked about.
///
/// Both labels are spread evenly over the folds; `seed` shuffles them, the same seed always the same way.
#[must_use]
pub fn cross_validate(pairs: &[Pair], bags: &[Bag], seed: u64) -> Outcome {
    let fold_of = folds(pairs, seed);
    let mut outcome = Outcome::default();
    for fold in 0..FOLDS {
        let trained = Trained::on(pairs, bags, |at| {
            fold_of.get(at).is_some_and(|f| *f != Some(fold))
        });
        for ((pair, bag), at) in pairs.iter().zip(bags).zip(&fold_of) {
            if *at == Some(fold) {
                outcome.add(pair.label, trained.says(bag));
            }
        }
    }
    outcome
}

/// The fold of every pair; none for those that were made up.
fn folds(pairs: &[Pair], seed: u64) -> Vec<Option<usize>> {
    let mut fold_of = vec![None; pairs.len()];
    for label in [false, true] {
        let real = |p: &Pair| !p.made_up && p.label == label;
        let mut members: Vec<(u64, usize)> = pairs
            .iter()
            .enumerate()
            .filter(|(_, p)| real(p))
            .map(|(at, _)| (scrambled(seed, at), at))
            .collect();
        members.sort_unstable();
        for (nth, (_, at)) in members.into_iter().enumerate() {
            if let Some(fold) = fold_of.get_mut(at) {
                *fold = Some(nth % FOLDS);
            }
        }
    }
    fold_of
}

/// A number without pattern for every index (splitmix64).
fn scrambled(seed: u64, at: usize) -> u64 {
    let at = u64::try_from(at).unwrap_or(u64::MAX);
    let mut z = (seed << 32 | 0x5EED).wrapping_add(at.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_hold_both_labels_evenly_and_no_made_up_pairs() {
        let pair = |at: usize| Pair {
            complaint: String::new(),
            reply: String::new(),
            label: at.is_multiple_of(3),
            made_up: at % 10 == 9,
        };
        let pairs: Vec<Pair> = (0..100).map(pair).collect();
        let fold_of = folds(&pairs, 1);
        for fold in 0..FOLDS {
            let inside = |label: bool| {
                let both = pairs.iter().zip(&fold_of);
                both.filter(|(p, f)| **f == Some(fold) && p.label == label)
                    .count()
            };
            assert!((5..=7).contains(&inside(true)), "{}", inside(true));
            assert!((11..=13).contains(&inside(false)), "{}", inside(false));
        }
        let asked = fold_of.iter().filter(|f| f.is_some()).count();
        assert_eq!(asked, 90);
        assert_ne!(folds(&pairs, 2), fold_of);
    }
}
