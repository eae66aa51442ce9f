//! What the model sees of a complaint and its reply: what is left besides stock phrases, and which facts it holds.
use std::collections::BTreeSet;

use super::{lexicon::WORDS, reply::Reply};
use crate::detect::linear::{Bag, Named, Settings};

/// Counts at which a feature is full, in characters or pieces; above them more says nothing new.
const FULL_REPLY: usize = 600;
const FULL_REST: usize = 400;
const FULL_SHARED: usize = 60;
const FULL_NEW: usize = 200;
const FULL_STOCK: usize = 15;
const FULL_FACTS: usize = 10;
/// A reply that leaves fewer characters than this beside the words of handing on says nothing but that.
pub(super) const LITTLE: usize = 60;

/// How the text is taken apart; named features count half, measured by cross-validation among 0.1, 0.3, 0.5 and 1.
pub(super) fn settings() -> Settings {
    Settings {
        named_scale: 0.5,
        ..Settings::default()
    }
}

/// The bag of one pair.
pub(super) fn bag(settings: &Settings, complaint: &str, reply: &Reply<'_>) -> Bag {
    settings.bag(&[reply.plain], named(complaint, reply))
}

/// The baseline's features: how long the reply is and how many stock phrases it holds.
pub(super) fn baseline(settings: &Settings, reply: &Reply<'_>) -> Bag {
    let stock = reply.clauses.len() - reply.said().count();
    let named = vec![
        feature("全文长", grown(reply.plain.chars().count(), FULL_REPLY)),
        feature("套话句", grown(stock, FULL_STOCK)),
    ];
    settings.bag(&[], named)
}

fn named(complaint: &str, reply: &Reply<'_>) -> Vec<Named> {
    let rest = reply.rest.chars().count();
    let whole = reply.plain.chars().count();
    let (asked, said) = (pairs(complaint), pairs(&reply.rest));
    let shared = asked.intersection(&said).count();
    let stock = reply.clauses.len() - reply.said().count();
    let forwarded = WORDS.forwarded.is_in(reply.plain) && rest < LITTLE;
    let mut all = vec![
        feature("全文长", grown(whole, FULL_REPLY)),
        feature("实话长", grown(rest, FULL_REST)),
        feature("实话占比", share(rest, whole)),
        feature("与诉求同词", grown(shared, FULL_SHARED)),
        feature("与诉求同词占比", share(shared, said.len())),
        feature("诉求以外的词", grown(said.len() - shared, FULL_NEW)),
        feature("套话句", grown(stock, FULL_STOCK)),
        feature("仅转办", if forwarded { 1.0 } else { 0.0 }),
    ];
    for fact in &WORDS.fact {
        let count = fact.any.find_iter(&reply.rest).count();
        all.push(Named {
            name: fact.name.as_str().into(),
            value: grown(count, FULL_FACTS),
        });
    }
    all.retain(|f| f.value > 0.0);
    all
}

fn feature(name: &'static str, value: f32) -> Named {
    Named {
        name: name.into(),
        value,
    }
}

/// A count between 0 and 1 by its logarithm.
fn grown(count: usize, full: usize) -> f32 {
    let log = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX)).ln_1p();
    (log(count) / log(full)).min(1.0)
}

fn share(part: usize, whole: usize) -> f32 {
    let of = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    of(part) / of(whole.max(1))
}

/// Pairs of letters and digits that stand side by side.
fn pairs(text: &str) -> BTreeSet<[char; 2]> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    chars
        .windows(2)
        .filter_map(|w| <[char; 2]>::try_from(w).ok())
        .collect()
}
