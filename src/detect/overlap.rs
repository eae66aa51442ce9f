//! Two texts beside each other: what of one stands in the other, what is left of it, and which numbers are new.
//!
//! Pure comparison over letters: no words are weighed, so a text in any voice is compared alike and the figures can be worked
//! out again by hand: strike numbers, dates, titles, quotations and the given words on both sides, then mark every letter that
//! stands in a run of two or more which the other side has too.
use std::ops::Range;

use crate::model::{FoundDate, NumValue};

use super::copied_text::{
    likeness::{Bench, covers},
    texts::code,
};

/// One of the two texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'t> {
    /// The match form.
    pub(super) plain: &'t [char],
    pub(super) numbers: &'t [NumValue],
    pub(super) dates: &'t [FoundDate],
}

/// What the comparison found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Overlap {
    /// Share of the own text's letters that stand in the other one.
    pub(super) own: f64,
    /// Share of the other text's letters that stand in the own one.
    pub(super) other: f64,
    /// Letters of the own text that stand in the other one.
    pub(super) shared: usize,
    /// Numbers on both sides, as the own text writes them.
    pub(super) same: Vec<String>,
    /// Numbers of the own text alone.
    pub(super) new: Vec<String>,
    /// Numbers of the other text alone.
    pub(super) gone: Vec<String>,
    /// Dates of the own text alone.
    pub(super) new_dates: Vec<String>,
    /// What the own text has of its own: runs of letters, in order.
    pub(super) left: Vec<String>,
}

/// A quotation of at least so many characters is someone else's words.
const QUOTATION: usize = 5;
/// Shortest run of letters that is named as left.
const LEAST_LEFT: usize = 2;

/// Compares; `struck` are words that count on neither side.
pub(super) fn overlap(other: &Side<'_>, own: &Side<'_>, struck: &[&[String]]) -> Overlap {
    let (one, places) = letters(own, struck);
    let (two, _) = letters(other, struck);
    let mut bench = Bench::default();
    let in_other = covers(&mut bench, &one, &two);
    let in_own = covers(&mut bench, &two, &one);
    let count = |marks: &[bool]| marks.iter().filter(|m| **m).count();
    let (shared, back) = (count(&in_other), count(&in_own));
    let mut out = Overlap {
        own: part(shared, one.len()),
        other: part(back, two.len()),
        shared,
        ..Overlap::default()
    };
    let mut theirs: Vec<&NumValue> = counted(other).collect();
    for n in counted(own) {
        match theirs
            .iter()
            .position(|t| t.value == n.value && t.unit == n.unit)
        {
            Some(at) => {
                theirs.remove(at);
                out.same.push(n.raw.clone());
            }
            None => out.new.push(n.raw.clone()),
        }
    }
    out.gone = theirs.into_iter().map(|n| n.raw.clone()).collect();
    let written = |side: &Side<'_>, d: &FoundDate| text(side.plain, &(d.start..d.end));
    let known: Vec<String> = other.dates.iter().map(|d| written(other, d)).collect();
    let dates = own.dates.iter().map(|d| written(own, d));
    out.new_dates = dates.filter(|d| !known.contains(d)).collect();
    let mut run = String::new();
    let mut last = None;
    for (place, _) in places.iter().zip(&in_other).filter(|(_, there)| !**there) {
        if last.is_some_and(|l| l + 1 != *place) {
            flush(&mut run, &mut out.left);
        }
        run.extend(own.plain.get(*place));
        last = Some(*place);
    }
    flush(&mut run, &mut out.left);
    out
}

fn flush(run: &mut String, left: &mut Vec<String>) {
    if run.chars().count() >= LEAST_LEFT {
        left.push(std::mem::take(run));
    }
    run.clear();
}

/// The letters that count, as codes, each with its place.
fn letters(side: &Side<'_>, struck: &[&[String]]) -> (Vec<u16>, Vec<usize>) {
    let mut out = vec![false; side.plain.len()];
    let mut strike = |range: Range<usize>| {
        let end = range.end.min(out.len());
        if let Some(some) = out.get_mut(range.start..end) {
            some.fill(true);
        }
    };
    for n in side.numbers {
        strike(n.start as usize..n.end as usize);
    }
    for d in side.dates {
        strike(d.start as usize..d.end as usize);
    }
    for range in quotations(side.plain) {
        strike(range);
    }
    for at in 0..side.plain.len() {
        let rest = side.plain.get(at..).unwrap_or_default();
        let longest = struck
            .iter()
            .flat_map(|words| words.iter())
            .filter(|w| starts(rest, w))
            .map(|w| w.chars().count())
            .max();
        if let Some(n) = longest {
            strike(at..at + n);
        }
    }
    let kept = side.plain.iter().enumerate().zip(&out);
    kept.filter(|((_, c), struck)| !**struck && c.is_alphabetic())
        .map(|((at, c), _)| (code(*c), at))
        .unzip()
}

/// Titles and longer quotations, with their marks.
fn quotations(plain: &[char]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    for (at, c) in plain.iter().enumerate() {
        match (open, c) {
            (None, '《') => open = Some((at, '》', 0)),
            (None, '“') => open = Some((at, '”', QUOTATION)),
            (Some((from, end, least)), c) if *c == end => {
                if at - from > least {
                    out.push(from..at + 1);
                }
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// Numbers that say how many: no ordinals, no numbers of items, none inside a date.
fn counted<'t>(side: &Side<'t>) -> impl Iterator<Item = &'t NumValue> {
    let (plain, dates) = (side.plain, side.dates);
    side.numbers.iter().filter(move |n| {
        let before = (n.start as usize).checked_sub(1).and_then(|b| plain.get(b));
        let after = plain.get(n.end as usize);
        let ordinal = before.is_some_and(|c| "第题序编其之".contains(*c))
            || n.unit.is_empty() && after.is_some_and(|c| "是、.)".contains(*c));
        let dated = dates.iter().any(|d| d.start < n.end && n.start < d.end);
        !ordinal && !dated
    })
}

fn starts(rest: &[char], word: &str) -> bool {
    let mut rest = rest.iter();
    !word.is_empty() && word.chars().all(|c| rest.next() == Some(&c))
}

fn text(plain: &[char], range: &Range<u32>) -> String {
    let some = plain.get(range.start as usize..range.end as usize);
    some.unwrap_or_default().iter().collect()
}

fn part(some: usize, all: usize) -> f64 {
    let float = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    float(some) / float(all.max(1))
}

/// Percent for people.
pub(super) fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(other: &str, own: &str, struck: &[&str]) -> Overlap {
        let chars = |t: &str| -> Vec<char> { t.chars().collect() };
        let (other, own) = (chars(other), chars(own));
        let side = |plain| Side {
            plain,
            numbers: &[],
            dates: &[],
        };
        let words: Vec<String> = struck.iter().map(|w| (*w).to_owned()).collect();
        overlap(&side(&other), &side(&own), &[&words])
    }

    #[test]
    fn a_tail_is_what_is_left() {
        let b = of("健全监测预警", "健全监测预警，成效明显", &[]);
        assert_eq!((b.shared, b.other), (6, 1.0));
        assert_eq!(b.left, ["成效明显"]);
        assert!((b.own - 0.6).abs() < 1e-9);
    }

    #[test]
    fn struck_words_and_titles_count_on_neither_side() {
        let b = of(
            "严格落实许可制度",
            "认真执行许可制度",
            &["严格落实", "认真执行"],
        );
        assert_eq!((b.own, b.other), (1.0, 1.0));
        let title = of("《河道清淤导则》", "学习《河道清淤导则》", &[]);
        assert_eq!(title.shared, 0);
    }
}
