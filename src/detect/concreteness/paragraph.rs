//! A paragraph, cut into sentences, as features; and what a model says of it.
use std::{borrow::Cow, ops::Range};

use super::{
    Judged, Label,
    context::{self, Standing},
    lexicon::Lexicon,
    traits::{self, Traits},
};
use crate::detect::{
    linear::{Bag, Linear, Named, Settings},
    ruled::Ruled,
};

/// One sentence as features.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) range: Range<u32>,
    pub(super) bag: Bag,
    /// Features of its place in the paragraph.
    pub(super) standing: Vec<Named>,
    pub(super) alone: bool,
    pub(super) traits: Traits,
}

/// Reads every sentence of a folded paragraph.
pub(super) fn read(
    lexicon: &'static Lexicon,
    settings: &Settings,
    plain: &str,
    sentences: &[Range<u32>],
) -> Vec<Read> {
    let passage = Ruled::new(Cow::Borrowed(plain));
    let hits = lexicon.scanner.scan(plain);
    let trimmed: Vec<Range<u32>> = sentences.iter().map(|s| passage.trim(s)).collect();
    let len = |r: &Range<u32>| r.end.saturating_sub(r.start);
    trimmed
        .iter()
        .enumerate()
        .map(|(at, range)| {
            let mut traits = traits::read(lexicon, &hits, &passage, range);
            let text = passage.slice(range);
            let standing = Standing {
                at,
                of: trimmed.len(),
                text,
                len: len(range),
                next: trimmed.get(at + 1).map_or(0, len),
            };
            let named = std::mem::take(&mut traits.named);
            Read {
                range: range.clone(),
                bag: settings.bag(&[text], named),
                standing: standing.features(),
                alone: standing.is_alone(),
                traits,
            }
        })
        .collect()
}

/// Log odds of every label for the sentences of one paragraph: first each by itself, then among its neighbors.
pub(super) fn scores(model: &Linear, read: &[Read]) -> Vec<Vec<f32>> {
    let labels = Label::ALL.len();
    let first: Vec<Vec<f32>> = read.iter().map(|r| model.scores(&r.bag)).collect();
    let lone = |at: usize| first.get(at).and_then(|s| s.get(..labels));
    read.iter()
        .enumerate()
        .map(|(at, r)| {
            let own = lone(at).unwrap_or_default();
            if r.alone {
                return own.to_vec();
            }
            let before = at.checked_sub(1).and_then(lone);
            let around = around(model.settings(), r, own, before, lone(at + 1));
            let mut scores = first.get(at).cloned().unwrap_or_default();
            model.add(&around, &mut scores);
            scores.get(labels..).unwrap_or_default().to_vec()
        })
        .collect()
}

/// Features of the sentence's surroundings, given what the model of lone sentences says of it and its neighbors.
pub(super) fn around(
    settings: &Settings,
    read: &Read,
    own: &[f32],
    before: Option<&[f32]>,
    after: Option<&[f32]>,
) -> Bag {
    let mut named = read.standing.clone();
    named.extend(context::stacked(own, before, after));
    settings.bag(&[], named)
}

/// Judges the sentences of one paragraph.
pub(super) fn judge(model: &Linear, read: Vec<Read>) -> Vec<Judged> {
    let scores = scores(model, &read);
    read.into_iter()
        .zip(scores)
        .map(|(r, scores)| Judged::new(r, &scores))
        .collect()
}
