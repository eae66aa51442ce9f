//! When a file changes, tells which new flag takes the place of which earlier one.
use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Flag, FlagId, Surroundings},
    store::KeptFlag,
};

/// Least share of character pairs two passages must have in common to be versions of one passage.
///
/// A passage with one changed figure or clause keeps well over half of its pairs; unrelated passages of one report
/// share about a tenth.
const SAME_PASSAGE: f64 = 0.5;

/// Names in each new flag the flag it replaces: raised before by the same rule on another version of the same file,
/// no longer raised, and standing in the most similar passage.
pub(super) fn link(flags: &mut [(i64, Flag)], before: &[KeptFlag]) {
    let raised: BTreeSet<FlagId> = flags.iter().map(|(_, f)| f.id().to_owned()).collect();
    let known: BTreeMap<&str, &KeptFlag> = before.iter().map(|k| (k.flag.id(), k)).collect();
    let mut pairs = Vec::new();
    for (at, (batch, flag)) in flags.iter_mut().enumerate() {
        if let Some(known) = known.get(flag.id()) {
            flag.replaces.clone_from(&known.flag.replaces);
            continue;
        }
        let gone = before.iter().filter(|k| {
            k.batch == *batch
                && !raised.contains(k.flag.id())
                && k.flag.draft.indicator == flag.draft.indicator
                && k.flag.draft.rule == flag.draft.rule
                && k.flag.draft.source.file() == flag.draft.source.file()
                && k.flag.draft.source.sha256() != flag.draft.source.sha256()
        });
        for old in gone {
            let alike = likeness(&flag.draft.surroundings, &old.flag.draft.surroundings);
            if alike >= SAME_PASSAGE {
                pairs.push((alike, old.flag.id().to_owned(), at));
            }
        }
    }
    pairs.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| (&a.1, a.2).cmp(&(&b.1, b.2)))
    });
    let mut taken = BTreeSet::new();
    for (_, old, at) in pairs {
        let Some((_, flag)) = flags.get_mut(at) else {
            continue;
        };
        if flag.replaces.is_none() && taken.insert(old.clone()) {
            flag.replaces = Some(old);
        }
    }
}

/// Share of character pairs two passages have in common (Jaccard), 0 to 1.
fn likeness(a: &Surroundings, b: &Surroundings) -> f64 {
    let pairs =
        |text: &str| -> BTreeSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (a, b) = (pairs(&a.text), pairs(&b.text));
    let common = a.intersection(&b).count();
    let all = a.len() + b.len() - common;
    if all == 0 {
        1.0
    } else {
        common as f64 / all as f64
    }
}
