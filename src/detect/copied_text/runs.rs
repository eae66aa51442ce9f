//! From matched sentences to runs: neighbors that were copied from one place belong together.
use std::collections::BTreeMap;

use super::{
    order::{Relation, Standing},
    segment::Segment,
};

/// A sentence and the sentence it is like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// Segment in the document that is flagged.
    pub(super) copy: u32,
    /// Segment in the other document.
    pub(super) source: u32,
    /// Share of the smaller one's grams, common ones included, that the two share.
    pub(super) share: f64,
}

/// Two segments that are alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alike {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Share of the smaller one's grams, common ones included, that the two share.
    pub(super) share: f64,
}

/// Neighboring sentences of one document that stand in another.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) copy: u32,
    pub(super) source: u32,
    pub(super) relation: Relation,
    /// Whether the flagged document is known to be the later one.
    pub(super) later: bool,
    pub(super) links: Vec<Link>,
}

/// Sentences that may stand between two of a run without ending it.
const LARGEST_GAP: u32 = 2;
/// How far the source may jump between two neighbors: reordered sentences stay one run.
const LARGEST_JUMP: u32 = 6;

/// Groups matches into runs; every sentence goes to the one document it shares most with.
pub(super) fn runs(matches: &[Alike], segments: &[Segment], standings: &[Standing]) -> Vec<Run> {
    let mut by_pair: BTreeMap<(u32, u32), Vec<Link>> = BTreeMap::new();
    for m in matches {
        let (a, b) = (
            segments[m.a as usize].document,
            segments[m.b as usize].document,
        );
        let (copy, source) = if is_copy(a, b, standings) {
            (m.a, m.b)
        } else {
            (m.b, m.a)
        };
        let pair = (
            segments[copy as usize].document,
            segments[source as usize].document,
        );
        by_pair.entry(pair).or_default().push(Link {
            copy,
            source,
            share: m.share,
        });
    }
    // The pair that shares most first; among equals the nearest in time.
    let mut pairs: Vec<((u32, u32), Vec<Link>)> = by_pair.into_iter().collect();
    pairs.sort_by_cached_key(|((copy, source), links)| {
        let letters: u64 = best(links)
            .iter()
            .map(|l| u64::from(segments[l.copy as usize].letters))
            .sum();
        let days = standings[*copy as usize].days_apart(&standings[*source as usize]);
        (std::cmp::Reverse(letters), days, *copy, *source)
    });
    let mut taken = vec![false; segments.len()];
    let mut out = Vec::new();
    for ((copy, source), links) in pairs {
        let (one, other) = (&standings[copy as usize], &standings[source as usize]);
        let Some(relation) = one.relation(other) else {
            continue;
        };
        let links: Vec<Link> = best(&links)
            .into_iter()
            .filter(|l| !taken[l.copy as usize])
            .collect();
        for l in &links {
            taken[l.copy as usize] = true;
        }
        let later = one.is_later_than(other).unwrap_or(false);
        for links in cut(links, segments) {
            out.push(Run {
                copy,
                source,
                relation,
                later,
                links,
            });
        }
    }
    out
}

/// Whether `a` is the document to be flagged: the later one; without dates the one listed later.
fn is_copy(a: u32, b: u32, standings: &[Standing]) -> bool {
    standings[a as usize]
        .is_later_than(&standings[b as usize])
        .unwrap_or(a > b)
}

/// The best source of each sentence, in the order of the sentences.
fn best(links: &[Link]) -> Vec<Link> {
    let mut by_copy: BTreeMap<u32, Link> = BTreeMap::new();
    for l in links {
        let better = by_copy.get(&l.copy).is_none_or(|k| l.share > k.share);
        if better {
            by_copy.insert(l.copy, *l);
        }
    }
    by_copy.into_values().collect()
}

fn cut(links: Vec<Link>, segments: &[Segment]) -> Vec<Vec<Link>> {
    let order = |s: u32| segments[s as usize].order;
    let mut out: Vec<Vec<Link>> = Vec::new();
    for link in links {
        let joins = out.last().and_then(|r| r.last()).is_some_and(|last| {
            order(link.copy).abs_diff(order(last.copy)) <= LARGEST_GAP
                && order(link.source).abs_diff(order(last.source)) <= LARGEST_JUMP
        });
        match out.last_mut() {
            Some(run) if joins => run.push(link),
            _ => out.push(vec![link]),
        }
    }
    out
}
