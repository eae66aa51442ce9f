//! Trains the model: sentences by themselves, then among neighbors whose labels are only guessed.
use super::{Label, Lessons, paragraph};
use crate::detect::linear::{Bag, Example, Linear, Recipe, Task, train};

/// Parts into which files are laid to guess the neighbors' labels of each part by a model that has not seen it.
const GUESSING_FOLDS: usize = 4;
/// Cost of sentences among neighbors relative to sentences by themselves: there are more features, so a looser fit holds better.
const AMONG_NEIGHBORS: f32 = 0.5;

/// A sentence by number of paragraph and place in it.
#[derive(Clone, Copy, Debug)]
struct At {
    paragraph: usize,
    sentence: usize,
}

/// Cost, and the weight below which a feature is left out: chosen by cross-validation by file among costs 4 to 16 and 0.05 to 0.2.
const COST: f64 = 16.0;
const LEAST_WEIGHT: f32 = 0.1;

fn recipe(least_bags: u32) -> Recipe {
    Recipe {
        cost: COST,
        least_weight: LEAST_WEIGHT,
        least_bags,
        ..Recipe::default()
    }
}

/// Trains on all paragraphs.
#[must_use]
pub fn teach(lessons: &Lessons) -> Linear {
    let all: Vec<usize> = (0..lessons.paragraphs.len()).collect();
    among(lessons, &all)
}

/// The model of sentences by themselves: one output per label.
fn lone(lessons: &Lessons, paragraphs: &[usize]) -> Linear {
    let (sentences, bags) = sentences(lessons, paragraphs);
    let examples: Vec<_> = sentences
        .iter()
        .enumerate()
        .filter_map(|(bag, at)| Some((bag, at.label(lessons)?, at.weight(lessons)?)))
        .collect();
    train(&lessons.settings, &bags, &tasks("", &examples), &recipe(2))
}

/// The whole model, trained on some paragraphs: outputs of lone sentences, then of sentences among neighbors.
pub(super) fn among(lessons: &Lessons, paragraphs: &[usize]) -> Linear {
    let guesses = guesses(lessons, paragraphs);
    let (sentences, mut bags) = sentences(lessons, paragraphs);
    let (mut by_itself, mut with_others) = (Vec::new(), Vec::new());
    for (bag, at) in sentences.iter().enumerate() {
        let (Some(label), Some(weight), Some(read)) =
            (at.label(lessons), at.weight(lessons), at.read(lessons))
        else {
            continue;
        };
        by_itself.push((bag, label, weight));
        if read.alone {
            continue;
        }
        let guess = |sentence: usize| {
            let of = guesses.get(at.paragraph)?.get(sentence)?;
            Some(of.as_slice())
        };
        let around = paragraph::around(
            &lessons.settings,
            read,
            guess(at.sentence).unwrap_or_default(),
            at.sentence.checked_sub(1).and_then(guess),
            guess(at.sentence + 1),
        );
        with_others.push((bags.len(), label, weight * AMONG_NEIGHBORS));
        bags.push(read.bag.with(around));
    }
    let mut all = tasks("", &by_itself);
    all.extend(tasks("in", &with_others));
    // Nearly every sentence is in two bags, so this means three sentences.
    train(&lessons.settings, &bags, &all, &recipe(5))
}

/// Scores of every sentence by a model of lone sentences that has not seen its file, by paragraph.
fn guesses(lessons: &Lessons, paragraphs: &[usize]) -> Vec<Vec<Vec<f32>>> {
    let mut guesses = vec![Vec::new(); lessons.paragraphs.len()];
    let folds = lessons.folds(paragraphs, GUESSING_FOLDS);
    for (nth, held) in folds.iter().enumerate() {
        let rest: Vec<usize> = folds
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != nth)
            .flat_map(|(_, f)| f.iter().copied())
            .collect();
        let model = lone(lessons, &rest);
        for at in held {
            if let (Some(guess), Some(p)) = (guesses.get_mut(*at), lessons.paragraphs.get(*at)) {
                *guess = p.read.iter().map(|r| model.scores(&r.bag)).collect();
            }
        }
    }
    guesses
}

fn sentences(lessons: &Lessons, paragraphs: &[usize]) -> (Vec<At>, Vec<Bag>) {
    let (mut at, mut bags) = (Vec::new(), Vec::new());
    for paragraph in paragraphs {
        let read = lessons
            .paragraphs
            .get(*paragraph)
            .map(|p| p.read.as_slice());
        for (sentence, read) in read.unwrap_or_default().iter().enumerate() {
            at.push(At {
                paragraph: *paragraph,
                sentence,
            });
            bags.push(read.bag.clone());
        }
    }
    (at, bags)
}

/// One task per label; outputs are `prefix` and the label's letter.
fn tasks(prefix: &str, examples: &[(usize, Label, f32)]) -> Vec<Task> {
    let task = |label: &Label| Task {
        output: format!("{prefix}{}", label.name()),
        examples: examples
            .iter()
            .map(|(bag, is, weight)| Example {
                bag: *bag,
                holds: is == label,
                weight: *weight,
            })
            .collect(),
    };
    Label::ALL.iter().map(task).collect()
}

impl At {
    fn label(self, lessons: &Lessons) -> Option<Label> {
        let p = lessons.paragraphs.get(self.paragraph)?;
        p.labels.get(self.sentence).copied()
    }
    fn weight(self, lessons: &Lessons) -> Option<f32> {
        Some(lessons.paragraphs.get(self.paragraph)?.weight)
    }
    fn read(self, lessons: &Lessons) -> Option<&paragraph::Read> {
        lessons
            .paragraphs
            .get(self.paragraph)?
            .read
            .get(self.sentence)
    }
}
