//! Cross-validation by file: nothing of a file is known to the model that reads it.
use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Label, Lessons,
    baseline::{Grams, Slogans, commonest},
    figures::{Confusion, Figures, figures},
    paragraph, teach,
};

/// Parts of the files, each tested by a model trained on the others.
const FOLDS: usize = 5;

/// One system on one choice of sentences.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct System {
    /// `model`, `model-alone`, `majority`, `slogan-density`, `char-ngrams`.
    pub system: &'static str,
    /// `all`, or `agreed`: labels of the highest weight, on which two labellers agreed.
    pub sentences: &'static str,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The whole result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Validation {
    /// Every system on every choice.
    pub systems: Vec<System>,
    /// Paragraphs whose label was given, right answers to "is there nothing to check?", and those not among the lessons.
    pub paragraphs: (u32, u32, u32),
}

/// Answers of the systems, in this order everywhere.
const SYSTEMS: [&str; 5] = [
    "model",
    "model-alone",
    "char-ngrams",
    "slogan-density",
    "majority",
];

/// Validates the model and the baselines on the same parts. `paragraphs` is a table: file, paragraph, 1 if nothing can be checked.
#[must_use]
pub fn validate(lessons: &Lessons, paragraphs: &str) -> Validation {
    let all: Vec<usize> = (0..lessons.paragraphs.len()).collect();
    let folds = lessons.folds(&all, FOLDS);
    let mut answers: Vec<Vec<[Label; SYSTEMS.len()]>> = vec![Vec::new(); lessons.paragraphs.len()];
    for (nth, held) in folds.iter().enumerate() {
        let rest = folds.iter().enumerate().filter(|(n, _)| *n != nth);
        let rest: Vec<usize> = rest.flat_map(|(_, f)| f.iter().copied()).collect();
        let model = teach::among(lessons, &rest);
        let (grams, slogans) = (Grams::learn(lessons, &rest), Slogans::learn(lessons, &rest));
        let usual = commonest(lessons, &rest);
        for at in held {
            let (Some(p), Some(out)) = (lessons.paragraphs.get(*at), answers.get_mut(*at)) else {
                continue;
            };
            for (read, scores) in p.read.iter().zip(paragraph::scores(&model, &p.read)) {
                out.push([
                    Label::best(&scores),
                    Label::best(&model.scores(&read.bag)),
                    grams.answer(&read.bag),
                    slogans.answer(read.traits.slogans),
                    usual,
                ]);
            }
        }
    }
    let mut systems = Vec::new();
    for (choice, least) in [("all", 0.0), ("agreed", heaviest(lessons))] {
        for (nth, system) in SYSTEMS.iter().enumerate() {
            let mut files: BTreeMap<&str, Confusion> = BTreeMap::new();
            for (p, given) in lessons.paragraphs.iter().zip(&answers) {
                if p.weight >= least {
                    let counts = files.entry(&p.file).or_default();
                    for (gold, answer) in p.labels.iter().zip(given) {
                        counts.count(*gold, answer.get(nth).copied().unwrap_or(Label::None));
                    }
                }
            }
            let files: Vec<Confusion> = files.into_values().collect();
            systems.push(System {
                system,
                sentences: choice,
                figures: figures(&files),
            });
        }
    }
    Validation {
        systems,
        paragraphs: whole_paragraphs(lessons, &answers, paragraphs),
    }
}

fn heaviest(lessons: &Lessons) -> f32 {
    lessons
        .paragraphs
        .iter()
        .map(|p| p.weight)
        .fold(0.0, f32::max)
}

/// A paragraph gives nothing to check when none of its sentences is concrete.
fn whole_paragraphs(
    lessons: &Lessons,
    answers: &[Vec<[Label; SYSTEMS.len()]>],
    table: &str,
) -> (u32, u32, u32) {
    let (mut known, mut right, mut missing) = (0, 0, 0);
    for line in table.lines().skip(1) {
        let mut cells = line.split('\t');
        let (Some(file), Some(id), Some(gold)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let of = lessons.paragraphs.iter().zip(answers);
        let Some((_, given)) = of.clone().find(|(p, _)| p.file == file && p.id == id) else {
            missing += 1;
            continue;
        };
        let empty = given.iter().all(|a| a[0] != Label::Concrete);
        known += 1;
        right += u32::from(empty == (gold == "1"));
    }
    (known, right, missing)
}
