//! What the model must beat: the commonest label, the density of slogans, and character sequences alone.
use super::{Label, Lessons};
use crate::detect::linear::{Bag, Key, Linear, Recipe, one_against_rest, train};

/// The commonest label of some paragraphs.
pub(super) fn commonest(lessons: &Lessons, paragraphs: &[usize]) -> Label {
    let count = |label: &Label| labels(lessons, paragraphs).filter(|l| l == label).count();
    let all = Label::ALL.iter().copied();
    all.max_by_key(count).unwrap_or(Label::Vague)
}

fn labels<'a>(lessons: &'a Lessons, paragraphs: &'a [usize]) -> impl Iterator<Item = Label> {
    let of = paragraphs.iter().filter_map(|p| lessons.paragraphs.get(*p));
    of.flat_map(|p| p.labels.iter().copied())
}

/// Two cuts through the density of slogans: few are concrete, many hollow, vague between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slogans {
    few: f32,
    many: f32,
}

/// Densities tried as cuts: quarters of a word per ten characters.
const CUTS: u8 = 16;
const PER_CUT: f32 = 0.25;

impl Slogans {
    /// The cuts that are right most often on some paragraphs.
    pub(super) fn learn(lessons: &Lessons, paragraphs: &[usize]) -> Self {
        let seen: Vec<(f32, Label)> = paragraphs
            .iter()
            .filter_map(|p| lessons.paragraphs.get(*p))
            .flat_map(|p| {
                p.read
                    .iter()
                    .map(|r| r.traits.slogans)
                    .zip(p.labels.iter().copied())
            })
            .collect();
        let cuts = (0..=CUTS).map(|n| f32::from(n) * PER_CUT);
        let all = cuts
            .clone()
            .flat_map(|few| cuts.clone().map(move |many| Self { few, many }));
        all.filter(|s| s.few <= s.many)
            .max_by_key(|s| seen.iter().filter(|(d, l)| s.answer(*d) == *l).count())
            .unwrap_or(Self {
                few: 0.0,
                many: 1.0,
            })
    }
    pub(super) fn answer(self, density: f32) -> Label {
        if density < self.few {
            Label::Concrete
        } else if density < self.many {
            Label::Vague
        } else {
            Label::Hollow
        }
    }
}

/// Logistic regression over character sequences alone.
#[derive(Debug)]
pub(super) struct Grams(Linear);

impl Grams {
    pub(super) fn learn(lessons: &Lessons, paragraphs: &[usize]) -> Self {
        let bags: Vec<Bag> = paragraphs
            .iter()
            .filter_map(|p| lessons.paragraphs.get(*p))
            .flat_map(|p| p.read.iter().map(|r| r.bag.filtered(Key::is_gram)))
            .collect();
        let labels: Vec<usize> = labels(lessons, paragraphs).map(|l| l as usize).collect();
        let names: Vec<&str> = Label::ALL.iter().map(|l| l.name()).collect();
        let tasks = one_against_rest(&names, &labels);
        Self(train(&lessons.settings, &bags, &tasks, &Recipe::default()))
    }
    pub(super) fn answer(&self, bag: &Bag) -> Label {
        Label::best(&self.0.scores(&bag.filtered(Key::is_gram)))
    }
}
