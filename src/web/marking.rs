//! Texts in pieces: what is quoted, what differs from the other side, how concrete a sentence is.
use std::ops::Range;

/// A piece of a text and the class it is shown in; empty for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) class: String,
}

/// Cuts a text at the ranges; a piece bears the classes of all ranges that hold it.
pub(super) fn pieces(text: &str, ranges: &[(Range<u32>, &str)]) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let end = u32::try_from(chars.len()).unwrap_or(u32::MAX);
    let mut cuts: Vec<u32> = ranges
        .iter()
        .flat_map(|(r, _)| [r.start.min(end), r.end.min(end)])
        .chain([0, end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let spans = cuts.iter().zip(cuts.iter().skip(1));
    spans
        .map(|(&from, &to)| {
            let mut classes: Vec<&str> = ranges
                .iter()
                .filter(|(r, _)| r.start <= from && to <= r.end)
                .map(|(_, class)| *class)
                .collect();
            classes.sort_unstable();
            classes.dedup();
            Piece {
                text: chars
                    .iter()
                    .skip(from as usize)
                    .take((to - from) as usize)
                    .collect(),
                class: classes.join(" "),
            }
        })
        .collect()
}

/// Longest text, in characters, that is compared character by character: the table grows with the square.
const COMPARED: usize = 700;
/// Characters that must be alike among a hundred of the shorter text before differences are marked; below it the two are simply
/// different, and marking nearly everything would show nothing.
const ALIKE_PERCENT: usize = 35;
/// Shortest run of like characters that counts as such: single characters meet by chance.
const RUN: usize = 2;

/// Both texts with what the other does not have marked as `differs`.
pub(super) fn differences(a: &str, b: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let plain = || (pieces(a, &[]), pieces(b, &[]));
    if x.is_empty() || y.is_empty() || x.len() > COMPARED || y.len() > COMPARED {
        return plain();
    }
    let common = long_runs(&common(&x, &y));
    if common.len() * 100 < x.len().min(y.len()) * ALIKE_PERCENT {
        return plain();
    }
    let (in_a, in_b): (Vec<usize>, Vec<usize>) = common.into_iter().unzip();
    let mark = |text: &str, length: usize, kept: &[usize]| {
        let ranges: Vec<(Range<u32>, &str)> = gaps(length, kept)
            .into_iter()
            .map(|r| (r, "differs"))
            .collect();
        pieces(text, &ranges)
    };
    (mark(a, x.len(), &in_a), mark(b, y.len(), &in_b))
}

/// Pairs of places of a longest common subsequence.
fn common(x: &[char], y: &[char]) -> Vec<(usize, usize)> {
    let width = y.len() + 1;
    let mut table = vec![0_u16; (x.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    let value = |table: &[u16], i, j| table.get(at(i, j)).copied().unwrap_or_default();
    for (i, a) in x.iter().enumerate().rev() {
        for (j, b) in y.iter().enumerate().rev() {
            let best = match a == b {
                true => value(&table, i + 1, j + 1) + 1,
                false => value(&table, i + 1, j).max(value(&table, i, j + 1)),
            };
            if let Some(cell) = table.get_mut(at(i, j)) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (x.get(i), y.get(j)) {
        if a == b {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if value(&table, i + 1, j) >= value(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The pairs that stand in runs.
fn long_runs(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let runs = pairs.chunk_by(|a, b| (a.0 + 1, a.1 + 1) == *b);
    runs.filter(|run| run.len() >= RUN)
        .flatten()
        .copied()
        .collect()
}

/// What lies between the kept places.
fn gaps(length: usize, kept: &[usize]) -> Vec<Range<u32>> {
    let mut next = 0;
    let mut found = Vec::new();
    for &at in kept.iter().chain([&length]) {
        if at > next {
            let from = u32::try_from(next).unwrap_or(u32::MAX);
            found.push(from..u32::try_from(at).unwrap_or(u32::MAX));
        }
        next = at + 1;
    }
    found
}
