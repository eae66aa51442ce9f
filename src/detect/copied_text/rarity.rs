//! Which letters stand in runs that few units use, at four lengths: what everyone writes is no evidence of copying.
//!
//! A phrase of four letters may be common while the sentence made of it is one unit's own, so longer runs are counted apart.
//! The runs of all texts are sorted one share after the other, so that memory stays small; no table grows with the text.
use rayon::prelude::*;

use super::texts::{Texts, hashes, mixed};

/// Unit number of papers that everyone may quote: what stands in them is common.
pub(super) const QUOTABLE: u32 = u32::MAX;
/// A run counts as rare if it stands in at most so many units …
pub(super) const FEW_UNITS: usize = 3;
/// … or in less than one unit in so many …
pub(super) const ONE_UNIT_IN: usize = 10;
/// … but never in more than so many: such a text is a form.
const MOST_UNITS: usize = 10;
/// A long run without a word changed is told from a phrase by its length: it may stand in so many units, or in twice as many as
/// a short one.
/// So a text that five units of a small batch hand in does not pass for boilerplate.
pub(super) const LONG_UNITS: usize = 6;
/// Letters of such a long run.
pub(super) const LONG: usize = 24;
/// Pairs are looked for under short runs of up to so many times the units a rare one may have: neighbors of rare words.
const SOUGHT_TIMES: usize = 2;
/// Runs that stand in more pieces than this lead to no pairs: a unit's own set phrase in each of its reports.
const MOST_PIECES: usize = 32;
/// Runs sorted at a time, as a power of two; with eight bytes each this bounds the memory a share needs.
const SHARE_BITS: u32 = 22;
/// Bits of the table of common runs for each common run; one rare run in about so many is taken for common by mistake.
const BITS_EACH: usize = 64;

/// A length of runs, and its mark on a letter.
#[derive(Clone, Copy, Debug)]
struct Scale {
    letters: usize,
    mark: u8,
}

/// The three lengths whose marks are averaged.
pub(super) const SHORT_MARKS: [u8; 3] = [1, 2, 4];
/// The mark of long runs.
pub(super) const LONG_MARK: u8 = 8;
const SCALES: [Scale; 4] = [
    Scale {
        letters: super::segment::GRAM,
        mark: SHORT_MARKS[0],
    },
    Scale {
        letters: 8,
        mark: SHORT_MARKS[1],
    },
    Scale {
        letters: 12,
        mark: SHORT_MARKS[2],
    },
    Scale {
        letters: LONG,
        mark: LONG_MARK,
    },
];

/// How rare the letters are, and which pieces share rare short runs.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    /// Marks of each letter of [`Texts`].
    pub(super) marks: Vec<u8>,
    /// Where the pieces of each shared run begin in `members`.
    pub(super) groups: Vec<u32>,
    /// Pieces by run, ascending.
    pub(super) members: Vec<u32>,
}

/// Most units a rare run stands in.
pub(super) fn few(units: usize) -> usize {
    let tenth = units.div_ceil(ONE_UNIT_IN).saturating_sub(1);
    FEW_UNITS.max(tenth.min(MOST_UNITS))
}

/// Most units a long run stands in.
pub(super) fn few_long(units: usize) -> usize {
    LONG_UNITS.max(few(units) * SOUGHT_TIMES)
}

/// What one share of the runs gives.
#[derive(Default)]
struct Share {
    common: Vec<u64>,
    ends: Vec<u32>,
    members: Vec<u32>,
}

impl Rarity {
    /// Counts runs at all lengths; `unit_of` names the unit of each piece.
    pub(super) fn new(texts: &Texts, unit_of: &[u32], units: usize) -> Self {
        let mut out = Self {
            marks: vec![0; texts.letters()],
            groups: vec![0],
            members: Vec::new(),
        };
        let bits = (usize::BITS - texts.letters().leading_zeros()).saturating_sub(SHARE_BITS);
        for scale in SCALES {
            let limit = if scale.mark == LONG_MARK {
                few_long(units)
            } else {
                few(units)
            };
            let seeks = scale.letters == super::segment::GRAM;
            let shares: Vec<Share> = (0..1_u64 << bits)
                .into_par_iter()
                .map(|share| share_of(texts, unit_of, scale, limit, seeks, (share, bits)))
                .collect();
            let common = Common::new(&shares);
            for share in shares {
                let base = count(out.members.len());
                out.groups.extend(share.ends.iter().map(|e| base + e));
                out.members.extend(share.members);
            }
            mark(&mut out.marks, texts, scale, &common);
        }
        out
    }

    /// Share of a piece's letters that stand in no short run which few units use.
    pub(super) fn boilerplate(&self, texts: &Texts, piece: usize) -> f64 {
        let marks = self.marks.get(texts.range(piece)).unwrap_or_default();
        let common = marks.iter().filter(|m| **m & SHORT_MARKS[0] == 0).count();
        f64::from(count(common)) / f64::from(count(marks.len().max(1)))
    }
}

/// Sorts the runs of one share (those whose hash begins with its number) and counts the units of each.
fn share_of(
    texts: &Texts,
    unit_of: &[u32],
    scale: Scale,
    limit: usize,
    seeks: bool,
    (share, bits): (u64, u32),
) -> Share {
    let mut runs: Vec<u64> = Vec::with_capacity(texts.letters() >> bits);
    for piece in 0..texts.len() {
        let low = u64::from(count(piece));
        hashes(texts.of(piece), scale.letters, |_, h| {
            if top(h, bits) == share {
                runs.push(h << 32 | low);
            }
        });
    }
    runs.sort_unstable();
    runs.dedup();
    let mut out = Share::default();
    let mut units: Vec<u32> = Vec::new();
    let most = if seeks { limit * SOUGHT_TIMES } else { limit };
    for run in runs.chunk_by(|a, b| a >> 32 == b >> 32) {
        let Some(hash) = run.first().map(|r| r >> 32) else {
            continue;
        };
        let unit = |r: &u64| unit_of.get(low_half(*r) as usize).copied();
        // Papers everyone may quote stand last.
        let quotable = run.last().and_then(unit) == Some(QUOTABLE);
        units.clear();
        for u in run.iter().filter_map(unit) {
            if units.len() > most || quotable {
                break;
            }
            if !units.contains(&u) {
                units.push(u);
            }
        }
        if quotable || units.len() > limit {
            out.common.push(hash | share << 32);
        }
        let sought = seeks && !quotable && units.len() <= most;
        if sought && (2..=MOST_PIECES).contains(&run.len()) {
            out.members.extend(run.iter().map(|r| low_half(*r)));
            out.ends.push(count(out.members.len()));
        }
    }
    out
}

/// The share a hash belongs to: its first bits.
fn top(hash: u64, bits: u32) -> u64 {
    hash.checked_shr(u64::BITS - bits).unwrap_or(0)
}

/// A table of the common runs: a bit each, so that a letter costs one look.
struct Common {
    bits: Vec<u64>,
    shift: u32,
    share_bits: u32,
}

impl Common {
    fn new(shares: &[Share]) -> Self {
        let runs: usize = shares.iter().map(|s| s.common.len()).sum();
        let size = (runs.max(1) * BITS_EACH).next_power_of_two();
        let mut out = Self {
            bits: vec![0; size / 64],
            shift: u64::BITS - size.trailing_zeros(),
            share_bits: shares.len().trailing_zeros(),
        };
        for run in shares.iter().flat_map(|s| &s.common) {
            let (word, bit) = out.place(*run);
            if let Some(w) = out.bits.get_mut(word) {
                *w |= 1 << bit;
            }
        }
        out
    }

    fn place(&self, run: u64) -> (usize, u32) {
        let at = mixed(run) >> self.shift;
        (
            usize::try_from(at / 64).unwrap_or(usize::MAX),
            low_half(at % 64),
        )
    }

    fn holds(&self, hash: u64) -> bool {
        let run = u64::from(low_half(hash)) | top(hash, self.share_bits) << 32;
        let (word, bit) = self.place(run);
        self.bits.get(word).is_some_and(|w| w >> bit & 1 == 1)
    }
}

/// Marks the letters of rare runs.
fn mark(marks: &mut [u8], texts: &Texts, scale: Scale, common: &Common) {
    // Cut the list of marks where pieces end, so that they can be written at once.
    const PIECES: usize = 4096;
    let mut rest = marks;
    let mut cut: Vec<(usize, &mut [u8])> = Vec::new();
    for first in (0..texts.len()).step_by(PIECES) {
        let end = texts.range((first + PIECES).min(texts.len())).start;
        let start = texts.range(first).start;
        let (now, later) = rest.split_at_mut((end - start).min(rest.len()));
        cut.push((first, now));
        rest = later;
    }
    cut.into_par_iter().for_each(|(first, marks)| {
        let base = texts.range(first).start;
        for piece in first..(first + PIECES).min(texts.len()) {
            let range = texts.range(piece);
            let mut done = range.start - base;
            hashes(texts.of(piece), scale.letters, |at, h| {
                if !common.holds(h) {
                    let start = range.start - base + at;
                    let end = start + scale.letters;
                    if let Some(run) = marks.get_mut(start.max(done)..end) {
                        run.iter_mut().for_each(|m| *m |= scale.mark);
                    }
                    done = end;
                }
            });
        }
    });
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn low_half(pair: u64) -> u32 {
    u32::try_from(pair & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[&str]) -> Texts {
        let mut out = Texts::new();
        for line in lines {
            let codes: Vec<u16> = line.chars().map(super::super::texts::code).collect();
            out.push(&codes);
        }
        out
    }

    fn rare(rarity: &Rarity, texts: &Texts, piece: usize, mark: u8) -> usize {
        let marks = &rarity.marks[texts.range(piece)];
        marks.iter().filter(|m| **m & mark != 0).count()
    }

    #[test]
    fn a_phrase_of_many_units_is_common_and_one_of_few_is_rare() {
        let lines = [
            "高度重视整改工作",
            "高度重视整改工作",
            "高度重视整改工作",
            "高度重视整改工作",
            "清运废渣四十二车次",
        ];
        let texts = texts(&lines);
        let rarity = Rarity::new(&texts, &[0, 1, 2, 3, 4], 5);
        assert_eq!(rare(&rarity, &texts, 0, 1), 0);
        assert_eq!(rare(&rarity, &texts, 4, 1), 9);
        // One unit alone may say it as often as it likes.
        let rarity = Rarity::new(&texts, &[0, 0, 0, 0, 4], 5);
        assert_eq!(rare(&rarity, &texts, 0, 1), 8);
    }

    #[test]
    fn what_everyone_may_quote_is_common_at_every_length() {
        let long = "各单位要逐条梳理反馈清单明确责任科室和完成节点整改一项核验一项";
        let texts = texts(&[long, long, long]);
        let rarity = Rarity::new(&texts, &[0, 1, QUOTABLE], 2);
        assert!(rarity.marks.iter().all(|m| *m == 0));
        assert!(rarity.members.is_empty());
        let rarity = Rarity::new(&texts, &[0, 1, 2], 3);
        assert!(rarity.marks.iter().all(|m| *m == 15));
        assert_eq!(rarity.members.len(), 3 * (long.chars().count() - 3));
    }

    #[test]
    fn five_units_with_one_long_text_do_not_make_it_boilerplate() {
        let long = "对底册以外的暗口用热成像无人机分三轮排查逐口建卡结果由镇街签字";
        let texts = texts(&[long; 5]);
        let rarity = Rarity::new(&texts, &[0, 1, 2, 3, 4], 5);
        assert_eq!(rare(&rarity, &texts, 0, 1), 0);
        assert_eq!(rare(&rarity, &texts, 0, LONG_MARK), long.chars().count());
    }
}
