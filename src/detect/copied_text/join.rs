//! Finds every pair of pieces that share enough rare short runs: an exact join over flat, sorted lists, no sampling.
use rayon::prelude::*;

use super::rarity::Rarity;

/// Fewest rare short runs two pieces share to be compared letter by letter.
const FEWEST_SHARED: usize = 3;
/// And at least one for so many letters of the shorter piece.
const LETTERS_EACH: usize = 8;
/// Pieces whose partners are looked for at a time.
const AT_ONCE: u32 = 4096;

/// Which pieces hold which shared runs.
pub(super) struct Postings {
    /// Where a piece's runs begin in `kept`.
    starts: Vec<u32>,
    /// Shared rare runs of each piece.
    kept: Vec<u32>,
    /// Where a run's pieces begin in `members`.
    groups: Vec<u32>,
    /// Pieces by run, ascending.
    members: Vec<u32>,
}

impl Postings {
    /// Turns the list of pieces by run into a list of runs by piece.
    pub(super) fn new(rarity: &mut Rarity, pieces: usize) -> Self {
        let groups = std::mem::take(&mut rarity.groups);
        let members = std::mem::take(&mut rarity.members);
        let mut starts = vec![0_u32; pieces + 1];
        for m in &members {
            if let Some(s) = starts.get_mut(*m as usize + 1) {
                *s += 1;
            }
        }
        let mut sum = 0;
        for s in &mut starts {
            sum += *s;
            *s = sum;
        }
        let mut next = starts.clone();
        let mut kept = vec![0_u32; members.len()];
        for (run, window) in groups.windows(2).enumerate() {
            for m in between(&members, window) {
                if let Some(n) = next.get_mut(*m as usize) {
                    if let Some(k) = kept.get_mut(*n as usize) {
                        *k = count(run);
                    }
                    *n += 1;
                }
            }
        }
        Self {
            starts,
            kept,
            groups,
            members,
        }
    }

    /// What `look` makes of every pair of pieces that share enough, the first one being the smaller number. `letters` tells
    /// how many letters a piece has.
    pub(super) fn join<T: Send, B: Default>(
        &self,
        letters: impl Fn(u32) -> usize + Sync,
        look: impl Fn(&mut B, u32, u32) -> Option<T> + Sync,
    ) -> Vec<T> {
        let pieces = count(self.starts.len().saturating_sub(1));
        (0..pieces.div_ceil(AT_ONCE))
            .into_par_iter()
            .flat_map_iter(|block| {
                let mut bench = B::default();
                let mut partners: Vec<u32> = Vec::new();
                let mut found = Vec::new();
                for a in block * AT_ONCE..((block + 1) * AT_ONCE).min(pieces) {
                    self.partners(a, &mut partners);
                    for run in partners.chunk_by(|x, y| x == y) {
                        let Some(b) = run.first().copied() else {
                            continue;
                        };
                        if run.len() >= least_shared(letters(a).min(letters(b))) {
                            found.extend(look(&mut bench, a, b));
                        }
                    }
                }
                found
            })
            .collect()
    }

    /// Later pieces that share a run with `a`, one for each run, ascending.
    fn partners(&self, a: u32, out: &mut Vec<u32>) {
        out.clear();
        let own = self.starts.get(a as usize..a as usize + 2);
        for run in between(&self.kept, own.unwrap_or_default()) {
            let range = self.groups.get(*run as usize..*run as usize + 2);
            let members = between(&self.members, range.unwrap_or_default());
            let later = members.partition_point(|m| *m <= a);
            out.extend(members.get(later..).unwrap_or_default());
        }
        out.sort_unstable();
    }
}

/// The part of a list between two ends.
fn between<'l>(list: &'l [u32], ends: &[u32]) -> &'l [u32] {
    match ends {
        [from, to] => list.get(*from as usize..*to as usize).unwrap_or_default(),
        _ => &[],
    }
}

fn least_shared(letters: usize) -> usize {
    (letters / LETTERS_EACH).max(FEWEST_SHARED)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{super::texts::Texts, *};

    /// Pairs by comparing everything with everything.
    fn slow(pieces: &[Vec<u16>]) -> Vec<(u32, u32)> {
        let grams = |p: &[u16]| {
            let mut g: Vec<Vec<u16>> = p.windows(4).map(<[u16]>::to_vec).collect();
            g.sort();
            g.dedup();
            g
        };
        let mut out = Vec::new();
        for a in 0..pieces.len() {
            for b in a + 1..pieces.len() {
                let (x, y) = (grams(&pieces[a]), grams(&pieces[b]));
                let shared = x.iter().filter(|g| y.contains(g)).count();
                if shared >= least_shared(pieces[a].len().min(pieces[b].len())) {
                    out.push((count(a), count(b)));
                }
            }
        }
        out
    }

    #[test]
    fn the_join_finds_exactly_what_comparing_everything_finds() {
        // Three units, so that no run is too common; letters from a small alphabet, so that many pairs share runs.
        let mut seed = 12345_u64;
        let mut next = move |below: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed % below
        };
        let mut found = 0;
        for _ in 0..40 {
            let pieces: Vec<Vec<u16>> = (0..30)
                .map(|_| {
                    let n = 4 + next(40);
                    (0..n)
                        .map(|_| u16::try_from(next(4)).unwrap_or(0))
                        .collect()
                })
                .collect();
            let mut texts = Texts::new();
            pieces.iter().for_each(|p| texts.push(p));
            let unit_of: Vec<u32> = (0..30).map(|i| i % 3).collect();
            let mut rarity = Rarity::new(&texts, &unit_of, 3);
            let postings = Postings::new(&mut rarity, texts.len());
            let mut fast: Vec<(u32, u32)> = postings.join(
                |p| texts.of(p as usize).len(),
                |(): &mut (), a, b| Some((a, b)),
            );
            fast.sort_unstable();
            let truth = slow(&pieces);
            assert_eq!(fast, truth);
            found += truth.len();
        }
        assert!(found > 1_000, "the sample holds too few pairs: {found}");
    }
}
