//! A text as its features: which, and how much of each.
use std::{borrow::Cow, ops::RangeInclusive};

use super::Key;

/// How often a feature occurs, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tally {
    /// One when it is there. Best on our texts: a sentence that says 推进 three times is not three times as empty.
    Presence,
    /// One plus the logarithm of the count.
    Logarithm,
    /// The count.
    Count,
}

/// What is taken from a text. Stands in the head of a weights file, for a text must be scored as it was trained.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Lengths of the character sequences; 1..=3 at most.
    pub orders: RangeInclusive<usize>,
    /// How repetitions count.
    pub tally: Tally,
    /// All digits are one: which digit stands there carries nothing over to other texts.
    pub digits_alike: bool,
    /// Whether the beginning and the end of a text are characters of their own.
    pub bounds: bool,
    /// What values of named features are multiplied by, beside character sequences of length one as a vector.
    pub named_scale: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            orders: 1..=3,
            tally: Tally::Presence,
            digits_alike: true,
            bounds: false,
            named_scale: 1.0,
        }
    }
}

/// A named feature and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Letters, digits, Chinese; no white space and no `=`.
    pub name: Cow<'static, str>,
    /// Best between 0 and 1.
    pub value: f32,
}

/// One text of an example.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Which of the texts it is: the same characters in another field are another feature. At most 127.
    pub number: u8,
    /// Its match form.
    pub text: &'a str,
    /// Length of its vector.
    pub scale: f32,
}

/// The features of one example, sorted, each once.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    pub(super) items: Vec<(Key, f32)>,
    pub(super) names: Vec<Cow<'static, str>>,
}

const TEXT_BEGINS: char = '\u{2}';
const TEXT_ENDS: char = '\u{3}';

impl Settings {
    /// The features of an example: folded texts (a complaint and its reply, say) and named features.
    ///
    /// The character sequences of each text form a vector of length one, so that long texts do not outweigh short ones.
    #[must_use]
    pub fn bag(&self, texts: &[&str], named: Vec<Named>) -> Bag {
        let fields: Vec<Field<'_>> = (0u8..)
            .zip(texts)
            .map(|(number, text)| Field {
                number,
                text,
                scale: 1.0,
            })
            .collect();
        self.bag_of(&fields, named)
    }
    /// As [`Settings::bag`], with the number and the length of each text's vector given.
    #[must_use]
    pub fn bag_of(&self, fields: &[Field<'_>], named: Vec<Named>) -> Bag {
        let mut bag = Bag::default();
        let mut keys = Vec::new();
        for field in fields {
            self.grams(field.number, field.text, &mut keys);
            keys.sort_unstable();
            self.tally(&keys, field.scale, &mut bag.items);
            keys.clear();
        }
        for feature in named {
            bag.items
                .push((Key::name(&feature.name), feature.value * self.named_scale));
            bag.names.push(feature.name);
        }
        bag.settle();
        bag
    }
    fn grams(&self, field: u8, text: &str, keys: &mut Vec<Key>) {
        let edge = |c: char| self.bounds.then_some(c);
        let inner = text.chars().map(|c| match c {
            '0'..='9' if self.digits_alike => '0',
            c => c,
        });
        let mut before: [Option<char>; 2] = [None; 2];
        let all = edge(TEXT_BEGINS).into_iter().chain(inner);
        for c in all.chain(edge(TEXT_ENDS)) {
            let start = Key::start(field);
            if self.orders.contains(&1) {
                keys.push(start.push(c));
            }
            if let [_, Some(one)] = before {
                if self.orders.contains(&2) {
                    keys.push(start.push(one).push(c));
                }
                if let ([Some(two), _], true) = (before, self.orders.contains(&3)) {
                    keys.push(start.push(two).push(one).push(c));
                }
            }
            before = [before[1], Some(c)];
        }
    }
    fn tally(&self, sorted: &[Key], scale: f32, items: &mut Vec<(Key, f32)>) {
        let from = items.len();
        for same in sorted.chunk_by(|a, b| a == b) {
            let Some(key) = same.first() else { continue };
            #[expect(
                clippy::cast_precision_loss,
                reason = "a text holds far fewer than 2^24 characters of a kind"
            )]
            let count = same.len() as f32;
            let value = match self.tally {
                Tally::Presence => 1.0,
                Tally::Logarithm => 1.0 + count.ln(),
                Tally::Count => count,
            };
            items.push((*key, value));
        }
        let new = items.get_mut(from..).unwrap_or_default();
        let length = new.iter().map(|(_, v)| v * v).sum::<f32>().sqrt();
        for (_, value) in new {
            *value *= scale / length;
        }
    }
}

impl Bag {
    /// The bag with another's features added.
    #[must_use]
    pub fn with(&self, other: Self) -> Self {
        let mut bag = self.clone();
        bag.items.extend(other.items);
        bag.names.extend(other.names);
        bag.settle();
        bag
    }
    /// The features that fulfil a condition.
    #[must_use]
    pub fn filtered(&self, holds: impl Fn(Key) -> bool) -> Self {
        let items = self.items.iter().filter(|(key, _)| holds(*key));
        Self {
            items: items.copied().collect(),
            names: self.names.clone(),
        }
    }
    fn settle(&mut self) {
        self.items.sort_unstable_by_key(|(key, _)| *key);
        self.items.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 += later.1;
            }
            same
        });
    }
    /// Features and values, in the order of the keys.
    #[must_use]
    pub fn items(&self) -> &[(Key, f32)] {
        &self.items
    }
}
