//! How alike two Chinese texts are: Dice's coefficient over pairs of neighboring characters.
//!
//! Pairs of characters, because Chinese is not spaced and a two-character word is the usual unit; Dice instead of the longest
//! common subsequence, because it takes linear time and is not thrown off when clauses change places, as they do between two
//! quarters' reports. What it cannot see: a changed digit counts as little as any other character, so numbers must be compared
//! as numbers.
use std::collections::HashMap;

use crate::model::fold;

/// Pairs of neighboring characters of a text, sorted; blanks, marks and differences of width or script do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(char, char)>);

impl Pairs {
    /// The pairs of a text. A text of a single character has one pair, the character with itself.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let chars: Vec<char> = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        let mut pairs: Vec<(char, char)> = match chars.as_slice() {
            [only] => vec![(*only, *only)],
            chars => chars
                .iter()
                .copied()
                .zip(chars.iter().copied().skip(1))
                .collect(),
        };
        pairs.sort_unstable();
        Self(pairs)
    }
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether the text had no letters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Twice the shared pairs over all pairs: 1 for the same text, 0 for nothing in common or nothing to compare.
    #[must_use]
    pub fn like(&self, other: &Self) -> f64 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0_u32;
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => {
                    left.next();
                }
                std::cmp::Ordering::Greater => {
                    right.next();
                }
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    left.next();
                    right.next();
                }
            }
        }
        let all = self.0.len() + other.0.len();
        if all == 0 {
            return 0.0;
        }
        2.0 * f64::from(shared) / count(all)
    }
}

/// How alike two texts are, from 0 to 1; two texts without letters are not alike.
#[must_use]
pub fn similarity(a: &str, b: &str) -> f64 {
    Pairs::of(a).like(&Pairs::of(b))
}

/// A pair with its number among equal pairs of its text, so that repeated pairs count as often as they are shared.
type Mark = ((char, char), u32);

/// Texts among which those that are at least so alike are found without comparing all with all.
///
/// Two texts of that likeness share at least one of their rarest pairs; only texts that do are compared, and none is missed.
#[derive(Clone, Debug)]
pub struct Alike {
    at_least: f64,
    texts: Vec<Pairs>,
    /// How many of the texts hold a mark.
    frequency: HashMap<Mark, u32>,
    /// Texts by each of their rarest marks.
    by_mark: HashMap<Mark, Vec<u32>>,
}

impl Alike {
    /// Lays texts out; `at_least` is the least similarity that is ever asked for, from 0 (nothing is left out) to 1.
    #[must_use]
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>, at_least: f64) -> Self {
        let texts: Vec<Pairs> = texts.into_iter().map(Pairs::of).collect();
        let mut frequency: HashMap<Mark, u32> = HashMap::new();
        for text in &texts {
            for mark in marks(text) {
                *frequency.entry(mark).or_default() += 1;
            }
        }
        let mut alike = Self {
            at_least,
            texts,
            frequency,
            by_mark: HashMap::new(),
        };
        for (at, text) in alike.texts.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            for mark in alike.rarest(text) {
                alike.by_mark.entry(mark).or_default().push(at);
            }
        }
        alike
    }
    /// The texts that are alike enough, the most alike first, then in their order.
    #[must_use]
    pub fn near(&self, text: &str) -> Vec<(usize, f64)> {
        self.nearest(text, usize::MAX)
    }
    /// As [`Self::near`], but of many candidates only about `most` are compared, those with the rarest pairs first: for lists of
    /// texts that differ in a character only.
    #[must_use]
    pub fn nearest(&self, text: &str, most: usize) -> Vec<(usize, f64)> {
        let pairs = Pairs::of(text);
        let mut candidates: Vec<u32> = Vec::new();
        for mark in self.rarest(&pairs) {
            let room = most.saturating_sub(candidates.len());
            if let Some(texts) = self.by_mark.get(&mark) {
                candidates.extend(texts.iter().take(room));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let mut found: Vec<(usize, f64)> = candidates
            .into_iter()
            .filter_map(|at| {
                let at = at as usize;
                let like = pairs.like(self.texts.get(at)?);
                (like >= self.at_least).then_some((at, like))
            })
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }
    /// As many of the rarest marks of a text as are needed for one to be shared.
    ///
    /// With likeness t a text of n pairs shares at least n·t/(2−t) of them (the other is then no longer than the shared part
    /// allows), so at most n − that many are not shared, and one more is.
    fn rarest(&self, text: &Pairs) -> Vec<Mark> {
        let mut marks: Vec<Mark> = marks(text).collect();
        let shared = (count(marks.len()) * self.at_least / (2.0 - self.at_least) - ROUNDING)
            .ceil()
            .max(1.0);
        let keep = marks
            .iter()
            .enumerate()
            .filter(|(at, _)| count(*at) + shared <= count(marks.len()))
            .count();
        marks.sort_unstable_by_key(|mark| (self.frequency.get(mark).copied().unwrap_or(0), *mark));
        marks.truncate(keep);
        marks
    }
}

/// What floating point may be off by when a likeness falls exactly on the limit.
const ROUNDING: f64 = 1e-9;

fn marks(text: &Pairs) -> impl Iterator<Item = Mark> + '_ {
    let mut before: Option<Mark> = None;
    text.0.iter().map(move |pair| {
        let number = match before {
            Some((last, number)) if last == *pair => number + 1,
            _ => 0,
        };
        before = Some((*pair, number));
        (*pair, number)
    })
}

/// Counts of pairs are far below what a float holds exactly.
fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
