//! Figures of a comparison of labels, with intervals that know sentences of one file are alike.
use serde::Serialize;

use super::Label;

const LABELS: usize = 4;
/// Draws of files for the intervals, and where they begin; the same every time.
const DRAWS: usize = 1000;
const SEED: u64 = 0x2545_F491_4F6C_DD1D;
/// The middle share of the draws that an interval holds, in thousandths at each end.
const TAIL: usize = 25;

/// Counts by gold label, then by answer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Confusion([[u32; LABELS]; LABELS]);

/// A figure and its 95 % interval by drawing files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Interval {
    /// The figure.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What is printed of one system.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Sentences compared.
    pub sentences: u32,
    /// Share of right answers over all four labels.
    pub accuracy: Interval,
    /// Mean F1 of the four labels.
    pub macro_f1: Interval,
    /// F1 of each label.
    pub concrete: Interval,
    /// F1 of `V`.
    pub vague: Interval,
    /// F1 of `H`.
    pub hollow: Interval,
    /// F1 of `N`.
    pub none: Interval,
    /// Mean F1 of C, V and H among sentences whose gold label is one of them; an answer `N` is a miss.
    pub three_way_f1: Interval,
    /// Share of right answers to "hollow or vague, or concrete?" among the same sentences.
    pub empty_accuracy: Interval,
    /// F1 of "hollow or vague" among the same sentences.
    pub empty_f1: Interval,
}

impl Confusion {
    pub(super) fn count(&mut self, gold: Label, answer: Label) {
        if let Some(cell) = self
            .0
            .get_mut(gold as usize)
            .and_then(|r| r.get_mut(answer as usize))
        {
            *cell += 1;
        }
    }
    fn add(&mut self, other: &Self) {
        for (row, add) in self.0.iter_mut().zip(&other.0) {
            for (cell, more) in row.iter_mut().zip(add) {
                *cell += more;
            }
        }
    }
    fn cell(&self, gold: usize, answer: usize) -> f64 {
        self.0
            .get(gold)
            .and_then(|r| r.get(answer))
            .map_or(0.0, |c| f64::from(*c))
    }
    /// Sum over golds and answers that fulfil a condition.
    fn sum(&self, holds: impl Fn(usize, usize) -> bool) -> f64 {
        let mut sum = 0.0;
        for gold in 0..LABELS {
            for answer in 0..LABELS {
                if holds(gold, answer) {
                    sum += self.cell(gold, answer);
                }
            }
        }
        sum
    }
    fn total(&self) -> f64 {
        self.sum(|_, _| true)
    }
    fn accuracy(&self) -> f64 {
        ratio(self.sum(|g, a| g == a), self.total())
    }
    /// F1 of a set of labels, among golds below `golds`.
    fn f1(&self, of: impl Fn(usize) -> bool, golds: usize) -> f64 {
        let hit = self.sum(|g, a| g < golds && of(g) && of(a));
        let miss = self.sum(|g, a| g < golds && (of(g) != of(a)));
        ratio(2.0 * hit, 2.0 * hit + miss)
    }
    fn mean_f1(&self, labels: usize) -> f64 {
        let one = |label: usize| self.f1(|l| l == label, labels);
        let sum: f64 = (0..labels).map(one).sum();
        #[expect(clippy::cast_precision_loss, reason = "three or four labels")]
        let mean = sum / labels as f64;
        mean
    }
}

const NONE: usize = Label::None as usize;

fn is_empty(label: usize) -> bool {
    label != Label::Concrete as usize
}

/// Figures with intervals from the counts of each file.
pub(super) fn figures(files: &[Confusion]) -> Figures {
    let whole = total(files.iter());
    let mut seed = SEED;
    let draws: Vec<Confusion> = (0..DRAWS)
        .map(|_| total((0..files.len()).filter_map(|_| files.get(draw(&mut seed, files.len())))))
        .collect();
    let of = |measure: &dyn Fn(&Confusion) -> f64| {
        let mut all: Vec<f64> = draws.iter().map(measure).collect();
        all.sort_by(f64::total_cmp);
        let at = |n: usize| all.get(n).copied().unwrap_or(0.0);
        Interval {
            value: measure(&whole),
            low: at(DRAWS * TAIL / 1000),
            high: at(DRAWS - 1 - DRAWS * TAIL / 1000),
        }
    };
    let one = |label: Label| of(&move |c| c.f1(|l| l == label as usize, LABELS));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a sum of counts"
    )]
    let sentences = whole.total() as u32;
    Figures {
        sentences,
        accuracy: of(&Confusion::accuracy),
        macro_f1: of(&|c| c.mean_f1(LABELS)),
        concrete: one(Label::Concrete),
        vague: one(Label::Vague),
        hollow: one(Label::Hollow),
        none: one(Label::None),
        three_way_f1: of(&|c| c.mean_f1(NONE)),
        empty_accuracy: of(&|c| {
            let right = c.sum(|g, a| g != NONE && is_empty(g) == is_empty(a));
            ratio(right, c.sum(|g, _| g != NONE))
        }),
        empty_f1: of(&|c| c.f1(is_empty, NONE)),
    }
}

fn total<'a>(files: impl Iterator<Item = &'a Confusion>) -> Confusion {
    let mut sum = Confusion::default();
    for file in files {
        sum.add(file);
    }
    sum
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn draw(seed: &mut u64, below: usize) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed % (below.max(1) as u64)).unwrap_or(0)
}
