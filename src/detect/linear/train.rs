//! From labelled bags to a model.
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    Bag, Key, Linear, Settings,
    descent::{Case, Row, solve},
    file::rounded,
    key::NAME_MARK,
    table::Table,
};

/// How to train.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// Cost of one example's loss, against the weights' squared length over two: higher fits closer.
    pub cost: f64,
    /// Both sides of an output weigh the same in sum, however many examples each has.
    pub balance: bool,
    /// A feature seen in fewer bags is left out; it can only be learned by heart.
    pub least_bags: u32,
    /// Whether rare features are made larger by the logarithm of their rarity. On our texts presence alone does as well.
    pub rarity: bool,
    /// Rounds over the examples, at most.
    pub rounds: usize,
    /// Weights nearer to zero are left out of the model.
    pub least_weight: f32,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            cost: 8.0,
            balance: true,
            least_bags: 2,
            rarity: false,
            rounds: 300,
            least_weight: 0.05,
        }
    }
}

/// One output and its examples.
#[derive(Clone, Debug)]
pub struct Task {
    /// Name of the output: short, no white space, no `=`.
    pub output: String,
    /// What it learns from.
    pub examples: Vec<Example>,
}

/// One labelled bag.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Which of the bags.
    pub bag: usize,
    /// Whether the output holds.
    pub holds: bool,
    /// How much it counts; 1 is usual.
    pub weight: f32,
}

/// Tasks that each tell one label from all others; `labels` holds for each bag the number of its output.
#[must_use]
pub fn one_against_rest(outputs: &[&str], labels: &[usize]) -> Vec<Task> {
    let examples = |output: usize| {
        labels.iter().enumerate().map(move |(bag, label)| Example {
            bag,
            holds: *label == output,
            weight: 1.0,
        })
    };
    outputs
        .iter()
        .enumerate()
        .map(|(output, name)| Task {
            output: (*name).to_owned(),
            examples: examples(output).collect(),
        })
        .collect()
}

/// Trains every task on the bags it names. The result is rounded and pruned as it would be after writing and reading.
#[must_use]
pub fn train(settings: &Settings, bags: &[Bag], tasks: &[Task], recipe: &Recipe) -> Linear {
    let (keys, spelled, scales) = vocabulary(bags, tasks, recipe);
    let table = Table::new(keys.iter().copied());
    let rows: Vec<Row> = bags.par_iter().map(|b| row(b, &table, &scales)).collect();
    let learned: Vec<Vec<f64>> = tasks
        .par_iter()
        .map(|task| solve(&cases(task, &rows, recipe), keys.len(), recipe.rounds))
        .collect();
    let mut model = Linear {
        settings: settings.clone(),
        outputs: tasks.iter().map(|t| t.output.clone()).collect(),
        bias: learned
            .iter()
            .map(|w| rounded(w.last().copied().unwrap_or(0.0)))
            .collect(),
        features: Vec::new(),
        table: Table::default(),
        starts: vec![0],
        weights: Vec::new(),
    };
    let mut kept = Vec::new();
    for (at, (key, feature)) in keys.iter().zip(spelled).enumerate() {
        let scale = scales.get(at).map_or(1.0, |s| f64::from(*s));
        let from = model.weights.len();
        for (weights, output) in learned.iter().zip(0u16..) {
            let weight = rounded(weights.get(at).map_or(0.0, |w| w * scale));
            if weight.abs() >= recipe.least_weight {
                model.weights.push((output, weight));
            }
        }
        if model.weights.len() > from {
            kept.push(*key);
            model.features.push(feature);
            model.close_row();
        }
    }
    model.table = Table::new(kept.into_iter());
    model
}

/// Features seen often enough, how they are written, and what they are multiplied by.
fn vocabulary(bags: &[Bag], tasks: &[Task], recipe: &Recipe) -> (Vec<Key>, Vec<String>, Vec<f32>) {
    let mut seen: BTreeMap<Key, u32> = BTreeMap::new();
    let mut names: BTreeMap<Key, &str> = BTreeMap::new();
    // What no task learns from (the part kept for testing, say) must not decide which features there are.
    let learned: BTreeSet<usize> = tasks
        .iter()
        .flat_map(|t| &t.examples)
        .filter(|e| e.weight > 0.0)
        .map(|e| e.bag)
        .collect();
    for bag in learned.iter().filter_map(|b| bags.get(*b)) {
        for (key, _) in &bag.items {
            *seen.entry(*key).or_default() += 1;
        }
        for name in &bag.names {
            names.insert(Key::name(name), name);
        }
    }
    let (mut keys, mut spelled, mut scales) = (Vec::new(), Vec::new(), Vec::new());
    for (key, count) in seen {
        if count < recipe.least_bags {
            continue;
        }
        let Some(word) = key
            .spelled()
            .or_else(|| names.get(&key).map(|n| format!("{NAME_MARK}{n}")))
        else {
            continue;
        };
        keys.push(key);
        spelled.push(word);
        scales.push(if recipe.rarity {
            #[expect(
                clippy::cast_precision_loss,
                reason = "there are far fewer than 2^24 examples"
            )]
            let rarity = (1.0 + learned.len() as f32) / (1.0 + count as f32);
            1.0 + rarity.ln()
        } else {
            1.0
        });
    }
    (keys, spelled, scales)
}

fn row(bag: &Bag, table: &Table, scales: &[f32]) -> Row {
    bag.items
        .iter()
        .filter_map(|(key, value)| {
            let at = table.get(*key)?;
            Some((u32::try_from(at).ok()?, value * scales.get(at)?))
        })
        .collect()
}

fn cases<'a>(task: &Task, rows: &'a [Row], recipe: &Recipe) -> Vec<Case<'a>> {
    let sum = |holds: bool| -> f64 {
        let side = task.examples.iter().filter(|e| e.holds == holds);
        side.map(|e| f64::from(e.weight)).sum()
    };
    let (yes, no) = (sum(true), sum(false));
    let factor = |holds: bool| match (recipe.balance, holds) {
        (true, true) if yes > 0.0 => (yes + no) / (2.0 * yes),
        (true, false) if no > 0.0 => (yes + no) / (2.0 * no),
        _ => 1.0,
    };
    task.examples
        .iter()
        .filter(|e| e.weight > 0.0)
        .filter_map(|e| {
            Some(Case {
                row: rows.get(e.bag)?,
                holds: e.holds,
                cost: recipe.cost * f64::from(e.weight) * factor(e.holds),
            })
        })
        .collect()
}
