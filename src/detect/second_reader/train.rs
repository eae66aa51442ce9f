//! Teaches the second reader: gates on labelled text against real text, judges on faults against their honest twins.
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{
    features::{Exhibit, LEARNED, gate_settings, judge_settings, number_of},
    limits::{
        ALL_PER_THOUSAND, Limit, Limits, OURS_PER_THOUSAND, PAPERS_PER_THOUSAND,
        RULES_PER_THOUSAND, gate_limit, judge_limit,
    },
    model::SecondReader,
};
use crate::detect::{
    linear::{Bag, Example, Linear, Recipe, Task, train},
    pairing::Pairing,
};

/// A labelled text or pair of texts.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Who wrote it: voices are left out one writer at a time.
    pub writer: String,
    /// The indicator it is labelled for.
    pub indicator: String,
    /// Whether the fault is there; if not it is usually an honest twin of one.
    pub holds: bool,
    /// The text.
    pub pairing: Pairing,
}

/// A sentence of a paper, in which no fault is assumed.
#[derive(Clone, Debug)]
pub struct RealSentence {
    /// Whether it is of the kind of papers the reader is for (reports, ledgers), and not merely public prose.
    pub of_our_kind: bool,
    /// The paper: files are left out whole.
    pub file: String,
    /// Its match form.
    pub plain: String,
    /// Indicators whose rules flag it.
    pub ruled: Vec<String>,
}

/// How the judge is taught. Measured leaving one writer out: recall at a precision of .88 was .81 with costs of .5 to 1.5, and
/// .76 without counting rare features for more.
fn judge_recipe() -> Recipe {
    Recipe {
        cost: 1.0,
        balance: false,
        least_bags: 2,
        rarity: true,
        rounds: 200,
        least_weight: 0.1,
    }
}

/// How the gates are taught: only on plain characters, so they stay small and quick.
fn gate_recipe() -> Recipe {
    Recipe {
        least_bags: 8,
        least_weight: 0.2,
        ..judge_recipe()
    }
}

/// What the labelled texts of one indicator weigh in sum beside all others in its gate.
const GATE_SIDE: f32 = 0.1;
/// What a sentence of the kind of papers the reader is for weighs beside public prose, of which there is far more.
const OF_OUR_KIND: f32 = 3.0;
/// What a labelled text of another indicator weighs in a gate beside a real sentence: the same words may well be about both.
const OTHER_INDICATOR: f32 = 0.3;

/// Bags of everything, made once.
pub(super) struct Lesson {
    pub(super) labelled: Vec<Labelled>,
    pub(super) numbers: Vec<u8>,
    gate_bags: Vec<Bag>,
    judge_bags: Vec<Bag>,
    real: Vec<RealSentence>,
    /// Labelled first, then real.
    first_real: usize,
    /// Files of real text in two halves: `true` is the half that is left out where limits are set.
    pub(super) real_left: Vec<bool>,
}

impl Lesson {
    /// Labelled texts of indicators the reader does not know are left out.
    pub(super) fn new(labelled: &[Labelled], real: &[RealSentence]) -> Self {
        let labelled: Vec<Labelled> = labelled
            .iter()
            .filter(|l| number_of(&l.indicator).is_some())
            .cloned()
            .collect();
        let numbers: Vec<u8> = labelled
            .iter()
            .filter_map(|l| number_of(&l.indicator))
            .collect();
        let (gate, judge) = (gate_settings(), judge_settings());
        let exhibits: Vec<Exhibit> = labelled.iter().map(|l| Exhibit::of(&l.pairing)).collect();
        let mut gate_bags: Vec<Bag> = exhibits.par_iter().map(|e| e.gate_bag(&gate)).collect();
        let judge_bags = exhibits
            .par_iter()
            .zip(&numbers)
            .map(|(e, nth)| e.judge_bag(&judge, *nth))
            .collect();
        gate_bags.par_extend(
            real.par_iter()
                .map(|r| Exhibit::alone(&r.plain).gate_bag(&gate)),
        );
        let files: BTreeSet<&str> = real.iter().map(|r| r.file.as_str()).collect();
        let odd: BTreeSet<&str> = files.into_iter().skip(1).step_by(2).collect();
        Self {
            real_left: real.iter().map(|r| odd.contains(r.file.as_str())).collect(),
            first_real: labelled.len(),
            labelled,
            numbers,
            gate_bags,
            judge_bags,
            real: real.to_vec(),
        }
    }

    /// The writers, in order.
    pub(super) fn writers(&self) -> BTreeSet<&str> {
        self.labelled.iter().map(|l| l.writer.as_str()).collect()
    }

    /// A judge that never saw these writers.
    pub(super) fn judge(&self, without: &[&str]) -> Linear {
        let examples = self.taught(without).map(|(bag, l)| Example {
            bag,
            holds: l.holds,
            weight: 1.0,
        });
        let task = Task {
            output: "fault".to_owned(),
            examples: examples.collect(),
        };
        train(
            &judge_settings(),
            &self.judge_bags,
            &[task],
            &judge_recipe(),
        )
    }

    /// Gates that never saw these writers nor real sentences that `use_real` refuses.
    pub(super) fn gates(&self, without: &[&str], use_real: impl Fn(usize) -> bool) -> Linear {
        let real: Vec<usize> = (0..self.real.len()).filter(|n| use_real(*n)).collect();
        let tasks: Vec<Task> = (0_u8..)
            .zip(LEARNED)
            .map(|(nth, _)| self.gate_task(nth, without, &real))
            .collect();
        train(&gate_settings(), &self.gate_bags, &tasks, &gate_recipe())
    }

    fn gate_task(&self, nth: u8, without: &[&str], real: &[usize]) -> Task {
        let mut examples: Vec<Example> = self
            .taught(without)
            .map(|(bag, _)| {
                let holds = self.numbers.get(bag) == Some(&nth);
                Example {
                    bag,
                    holds,
                    weight: if holds { 1.0 } else { OTHER_INDICATOR },
                }
            })
            .collect();
        examples.extend(real.iter().map(|n| Example {
            bag: self.first_real + n,
            holds: false,
            weight: if self.is_of_our_kind(*n) {
                OF_OUR_KIND
            } else {
                1.0
            },
        }));
        let sum = |holds: bool| -> f32 {
            let side = examples.iter().filter(|e| e.holds == holds);
            side.map(|e| e.weight).sum()
        };
        let weight = (GATE_SIDE * sum(false) / sum(true).max(1.0)).max(1.0);
        for example in examples.iter_mut().filter(|e| e.holds) {
            example.weight = weight;
        }
        Task {
            output: nth.to_string(),
            examples,
        }
    }

    fn taught<'a>(&'a self, without: &'a [&str]) -> impl Iterator<Item = (usize, &'a Labelled)> {
        let known = self.labelled.iter().enumerate();
        known.filter(|(_, l)| !without.contains(&l.writer.as_str()))
    }

    /// What a judge says of labelled texts of one writer: number of the text and log odds.
    pub(super) fn judged(&self, judge: &Linear, writer: &str) -> Vec<(usize, f32)> {
        let by = self.labelled.iter().enumerate();
        by.filter(|(_, l)| l.writer == writer)
            .filter_map(|(n, _)| Some((n, first(&judge.scores(self.judge_bags.get(n)?)))))
            .collect()
    }

    /// What gates say of a labelled text about its own indicator.
    pub(super) fn gate_of(&self, gates: &Linear, labelled: usize) -> f32 {
        let scores = self.gate_bags.get(labelled).map(|b| gates.scores(b));
        let nth = self.numbers.get(labelled).map(|n| usize::from(*n));
        scores
            .zip(nth)
            .and_then(|(s, n)| s.get(n).copied())
            .unwrap_or_default()
    }

    /// Gate scores of the real sentences `numbers`, all indicators.
    pub(super) fn real_gates(&self, gates: &Linear, numbers: &[usize]) -> Vec<Vec<f32>> {
        numbers
            .par_iter()
            .filter_map(|n| Some(gates.scores(self.gate_bags.get(self.first_real + n)?)))
            .collect()
    }

    /// What a judge would say of a real sentence about one indicator.
    pub(super) fn real_judge(&self, judge: &Linear, real: usize, nth: u8) -> f32 {
        let exhibit = self.real.get(real).map(|r| Exhibit::alone(&r.plain));
        exhibit
            .map(|e| first(&judge.scores(&e.judge_bag(judge.settings(), nth))))
            .unwrap_or_default()
    }

    /// Limits of the judge from writers it did not see, and of the gates from real text they did not see.
    pub(super) fn limits(
        &self,
        unseen: &[(usize, f32)],
        judge: &Linear,
        gates: &Linear,
        real: &[usize],
    ) -> Limits {
        let gate_scores = self.real_gates(gates, real);
        let all = (0_u8..)
            .zip(LEARNED)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(nth, id)| {
                let mine = unseen
                    .iter()
                    .filter(|(n, _)| self.numbers.get(*n) == Some(&nth));
                let scored: Vec<(f32, bool)> = mine
                    .filter_map(|(n, score)| Some((*score, self.labelled.get(*n)?.holds)))
                    .collect();
                let fault = judge_limit(&scored);
                let limit =
                    |of: &dyn Fn(usize) -> bool, rate: f32, speaks: &dyn Fn(usize) -> bool| {
                        let scored: Vec<(usize, f32)> = real
                            .iter()
                            .zip(&gate_scores)
                            .filter(|(n, _)| of(**n))
                            .filter_map(|(n, s)| Some((*n, s.get(usize::from(nth)).copied()?)))
                            .collect();
                        gate_limit(&scored, rate, speaks)
                    };
                let would_speak = |n: usize| self.real_judge(judge, n, nth) >= fault;
                let ours = |n: usize| self.is_of_our_kind(n);
                let papers = |n: usize| !ours(n);
                let gate = limit(&papers, PAPERS_PER_THOUSAND, &would_speak)
                    .max(limit(&ours, OURS_PER_THOUSAND, &would_speak))
                    .max(limit(&|_| true, ALL_PER_THOUSAND, &would_speak));
                // Rules were written for papers of our kind; there they are believed.
                let rules = limit(&papers, RULES_PER_THOUSAND, &|n| self.is_ruled(n, id));
                Limit { gate, fault, rules }
            })
            .collect();
        Limits(all)
    }
}

/// The reader, taught on everything; its limits come from writers and papers that were left out in turn.
#[must_use]
pub fn teach(labelled: &[Labelled], real: &[RealSentence]) -> SecondReader {
    let lesson = Lesson::new(labelled, real);
    let writers = lesson.writers();
    let unseen: Vec<(usize, f32)> = writers
        .into_par_iter()
        .flat_map_iter(|w| lesson.judged(&lesson.judge(&[w]), w))
        .collect();
    let judge = lesson.judge(&[]);
    let left: Vec<usize> = lesson.real_numbers(true);
    let gates = lesson.gates(&[], |n| !lesson.is_left(n));
    let limits = lesson.limits(&unseen, &judge, &gates, &left);
    SecondReader {
        gates: lesson.gates(&[], |_| true),
        judge,
        limits,
    }
}

impl Lesson {
    /// Numbers of the real sentences of one half of the files.
    pub(super) fn real_numbers(&self, left: bool) -> Vec<usize> {
        (0..self.real.len())
            .filter(|n| self.is_left(*n) == left)
            .collect()
    }
    fn is_of_our_kind(&self, real: usize) -> bool {
        self.real.get(real).is_some_and(|r| r.of_our_kind)
    }
    /// Whether the indicator's rules flag a real sentence.
    pub(super) fn is_ruled(&self, real: usize, indicator: &str) -> bool {
        let sentence = self.real.get(real);
        sentence.is_some_and(|r| r.ruled.iter().any(|i| i == indicator))
    }
    pub(super) fn is_left(&self, real: usize) -> bool {
        self.real_left.get(real).copied().unwrap_or_default()
    }
}

fn first(scores: &[f32]) -> f32 {
    scores.first().copied().unwrap_or_default()
}
