//! How alike two pieces of text are, whatever their clauses' order and whichever letters were dropped.
use super::rarity::{LONG_MARK, SHORT_MARKS};

/// What two pieces have in common; `small` is the shorter one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::detect) struct Likeness {
    /// Share of the shorter piece's distinct four-letter runs that stand in the longer one.
    pub(in crate::detect) share: f64,
    /// Share of the shorter piece's letters that stand in the longer one in runs of two or more.
    pub(in crate::detect) small: f64,
    /// The same of the longer piece.
    pub(in crate::detect) large: f64,
    /// Letters of the longer piece that are both shared and rare, averaged over the three short lengths of runs.
    pub(in crate::detect) rare: f64,
    /// Letters of the longer piece that are shared and stand in long runs which few units use.
    pub(in crate::detect) long: f64,
    /// Letters of the shorter piece.
    pub(in crate::detect) letters: f64,
}

/// Room for one comparison, used again for the next.
#[derive(Debug, Default)]
pub(in crate::detect) struct Bench {
    small: Vec<u64>,
    large: Vec<u64>,
}

/// Letters of the runs by which coverage is measured: two survive the loss of one letter in ten.
const PAIR: usize = 2;

/// Compares two pieces; `marks` tell for each letter of the longer one how rare it is (none: all are rare).
pub(in crate::detect) fn likeness(
    bench: &mut Bench,
    small: &[u16],
    large: &[u16],
    marks: Option<&[u8]>,
) -> Likeness {
    runs(&mut bench.small, small, super::segment::GRAM);
    runs(&mut bench.large, large, super::segment::GRAM);
    let share = part(shared(&bench.small, &bench.large), bench.small.len());
    runs(&mut bench.small, small, PAIR);
    runs(&mut bench.large, large, PAIR);
    let (mut rare, mut long) = (0_u32, 0_u32);
    let every = SHORT_MARKS.iter().fold(LONG_MARK, |all, m| all | m);
    let of_large = covered(large, &bench.small, |at| {
        let mark = marks.map_or(every, |m| m.get(at).copied().unwrap_or(0));
        let short = SHORT_MARKS.iter().filter(|m| mark & **m != 0).count();
        rare += u32::try_from(short).unwrap_or(0);
        long += u32::from(mark & LONG_MARK != 0);
    });
    let of_small = covered(small, &bench.large, |_| {});
    let scales = u32::try_from(SHORT_MARKS.len()).unwrap_or(1);
    Likeness {
        share,
        small: part(of_small, small.len()),
        large: part(of_large, large.len()),
        rare: f64::from(rare) / f64::from(scales),
        long: f64::from(long),
        letters: float(small.len()),
    }
}

impl Likeness {
    /// Share of the shorter piece's letters that is shared and rare, times the square of what the longer one shares.
    ///
    /// The square keeps apart a copy, which covers both sides, from a phrase that stands in a longer sentence of another
    /// unit: measured on 31 provincial reports, nine in ten of the honest sentences flagged without it are of that kind.
    pub(in crate::detect) fn score(&self) -> f64 {
        (self.rare / self.letters.max(1.0)).min(1.0) * self.large * self.large
    }
}

/// The distinct runs of `n` letters (up to four), packed, ascending.
fn runs(out: &mut Vec<u64>, text: &[u16], n: usize) {
    out.clear();
    out.extend(text.windows(n).map(packed));
    out.sort_unstable();
    out.dedup();
}

fn packed(run: &[u16]) -> u64 {
    run.iter().fold(0, |all, c| all << 16 | u64::from(*c))
}

/// How many of `small` are in `large`; both ascending.
fn shared(small: &[u64], large: &[u64]) -> usize {
    small
        .iter()
        .filter(|r| large.binary_search(r).is_ok())
        .count()
}

/// Letters of `text` in runs of two that are among `others`; `see` is told the place of each.
fn covered(text: &[u16], others: &[u64], mut see: impl FnMut(usize)) -> usize {
    let (mut count, mut next) = (0, 0);
    for (at, run) in text.windows(PAIR).enumerate() {
        if others.binary_search(&packed(run)).is_ok() {
            for place in next.max(at)..at + PAIR {
                count += 1;
                see(place);
            }
            next = at + PAIR;
        }
    }
    count
}

/// Which letters of `text` stand in `other` in runs of two or more.
pub(in crate::detect) fn covers(bench: &mut Bench, text: &[u16], other: &[u16]) -> Vec<bool> {
    runs(&mut bench.large, other, PAIR);
    let mut marks = vec![false; text.len()];
    covered(text, &bench.large, |at| {
        if let Some(m) = marks.get_mut(at) {
            *m = true;
        }
    });
    marks
}

fn part(some: usize, all: usize) -> f64 {
    float(some) / float(all.max(1))
}

fn float(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> Likeness {
        let codes = |t: &str| -> Vec<u16> { t.chars().map(super::super::texts::code).collect() };
        likeness(&mut Bench::default(), &codes(a), &codes(b), None)
    }

    #[test]
    fn a_text_is_wholly_like_itself_and_like_its_clauses_in_another_order() {
        let same = of("拆除围网并清运底泥", "拆除围网并清运底泥");
        assert_eq!((same.share, same.small, same.large), (1.0, 1.0, 1.0));
        let turned = of("清运底泥拆除围网", "拆除围网清运底泥");
        assert_eq!((turned.small, turned.large), (1.0, 1.0));
        assert!(turned.share < 1.0);
    }

    #[test]
    fn a_phrase_in_a_longer_text_covers_one_side_only() {
        let part = of("拆除围网", "四月完成招标后先行拆除围网再修复岸坡并补种芦苇");
        assert_eq!(part.small, 1.0);
        assert!(part.large < 0.2 && part.score() < 0.05);
    }

    #[test]
    fn nothing_is_shared_by_different_texts() {
        let none = of("拆除围网", "补种芦苇二十亩");
        assert_eq!((none.share, none.small, none.score()), (0.0, 0.0, 0.0));
    }
}
