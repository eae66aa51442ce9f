//! Sentences that are equal to the letter and the number, however many units hand them in.
use super::{
    order::Standing,
    rarity::few_long,
    segment::Segment,
    texts::{Texts, hashes},
};

/// Letters from which an equal sentence is no set phrase.
const LONG_SENTENCE: u32 = 24;
/// Numbers that make an equal sentence telling: two units do not count alike twice by chance.
const TELLING_NUMBERS: u32 = 2;
/// With such numbers a sentence may stand in so many units …
const TELLING_UNITS: usize = 8;
/// … or in three quarters of them; beyond that it is a form or a task handed to all.
const TELLING_SHARE: (usize, usize) = (3, 4);

/// Equal sentences of different papers, each with the first of its kind: the earliest, or else the one listed first.
///
/// No chains: every sentence of a group is equal to the one it is tied to.
pub(super) fn equal(
    segments: &[Segment],
    standings: &[Standing],
    units: usize,
    quotable: impl Fn(u32) -> bool,
) -> Vec<(u32, u32)> {
    let mut by_digest: Vec<(u64, u32)> = (0_u32..)
        .zip(segments)
        .filter(|(_, s)| s.letters >= LONG_SENTENCE || s.numbers >= TELLING_NUMBERS)
        .map(|(i, s)| (s.digest, i))
        .collect();
    by_digest.sort_unstable();
    let standing = |i: u32| {
        let document = segments.get(i as usize)?.document;
        standings.get(document as usize)
    };
    let mut out = Vec::new();
    for group in by_digest.chunk_by(|a, b| a.0 == b.0) {
        let Some(first) = group
            .iter()
            .map(|(_, i)| *i)
            .min_by_key(|i| (standing(*i).map(Standing::age), *i))
        else {
            continue;
        };
        if group.len() < 2 || quotable(first) {
            continue;
        }
        let mut of: Vec<u32> = group
            .iter()
            .filter_map(|(_, i)| standing(*i).map(|s| s.unit))
            .collect();
        of.sort_unstable();
        of.dedup();
        let telling = segments
            .get(first as usize)
            .is_some_and(|s| s.numbers >= TELLING_NUMBERS);
        let most = if telling {
            TELLING_UNITS.max(units * TELLING_SHARE.0 / TELLING_SHARE.1)
        } else {
            few_long(units)
        };
        if of.len() <= most {
            let others = group.iter().map(|(_, i)| *i).filter(|i| *i != first);
            out.extend(others.map(|i| (first.min(i), first.max(i))));
        }
    }
    out
}

/// Runs of the papers everyone may quote.
pub(super) struct Quotable {
    runs: Vec<u64>,
}

/// Letters in a run of [`Quotable`].
const QUOTED: usize = 8;
/// A sentence of which so much stands there is quoted.
const MOST_QUOTED: f64 = 0.6;

impl Quotable {
    /// From the pieces behind the last segment.
    pub(super) fn new(texts: &Texts, segments: usize) -> Self {
        let mut runs = Vec::new();
        for piece in segments..texts.len() {
            hashes(texts.of(piece), QUOTED, |_, h| runs.push(h));
        }
        runs.sort_unstable();
        runs.dedup();
        Self { runs }
    }

    /// Whether most of a sentence stands in one of them.
    pub(super) fn holds(&self, text: &[u16]) -> bool {
        let (mut there, mut all) = (0_u32, 0_u32);
        hashes(text, QUOTED, |_, h| {
            all += 1;
            there += u32::from(self.runs.binary_search(&h).is_ok());
        });
        all > 0 && f64::from(there) >= MOST_QUOTED * f64::from(all)
    }
}
