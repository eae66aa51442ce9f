//! What makes what was done fall short of what was asked for.
use std::cmp::Ordering;

use super::{Difference, excuse, lexicon::WORDS, reading::Reading, values};
use crate::model::Certainty;

/// The first difference, the most exact kinds first.
pub(super) fn difference(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    if excuse::allowed(l) {
        return None;
    }
    // What is called done without being done is no honest remainder.
    equated(u, l).or_else(|| {
        if excuse::honest(l) {
            return None;
        }
        values::later(u, l)
            .or_else(|| grade(u, l))
            .or_else(|| weaker(u, l))
            .or_else(|| rank(u, l))
            .or_else(|| values::amounts(u, l, Ordering::Less))
            .or_else(|| values::cycles(u, l, Ordering::Less))
            .or_else(|| part(u, l))
            .or_else(|| only(u, l))
    })
}

fn told(
    item: &'static str,
    formula: String,
    at: std::ops::Range<u32>,
    to: std::ops::Range<u32>,
) -> Difference {
    Difference {
        item,
        formula,
        certainty: Certainty::较强,
        upper: at,
        lower: to,
    }
}

/// A lower grade of the same ladder.
fn grade(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    WORDS.grade.iter().find_map(|ladder| {
        let step = |r: &Reading<'_>| {
            ladder
                .steps
                .iter()
                .enumerate()
                .rev()
                .find_map(|(n, g)| Some((n, g.place(r.text())?)))
        };
        let ((a, at), (b, to)) = step(u).zip(step(l))?;
        (b < a).then(|| {
            let formula = format!("标准等级：要求“{}” → 落实“{}”", u.slice(&at), l.slice(&to));
            Difference {
                certainty: Certainty::确定,
                ..told("标准等级", formula, at, to)
            }
        })
    })
}

/// Something else is put in the place of what was asked for.
fn equated(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    let to = WORDS.equates.place(l.text())?;
    if WORDS.equates.is_in(u.text()) {
        return None;
    }
    let end = crate::model::char_len(u.text());
    let formula = format!("要求“{}” → 落实“{}”", u.text(), l.slice(&to));
    Some(told("替代认定", formula, 0..end, to))
}

/// Weaker means, and not the ones asked for.
fn weaker(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    WORDS.weaker.iter().find_map(|row| {
        let at = row.named.place(u.text())?;
        if row.named.is_in(l.text()) || row.other.is_in(u.text()) {
            return None;
        }
        let to = row.other.place(l.text())?;
        let formula = format!("方式：要求“{}” → 落实“{}”", u.slice(&at), l.slice(&to));
        Some(told("方式", formula, at, to))
    })
}

/// Somebody of a lower rank acts.
fn rank(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    let step = |r: &Reading<'_>| {
        WORDS
            .rank
            .iter()
            .enumerate()
            .find_map(|(n, rank)| Some((n, rank.any.place(r.text())?)))
    };
    let ((a, at), (b, to)) = step(u).zip(step(l))?;
    (b > a).then(|| {
        let formula = format!("层级：要求“{}” → 落实“{}”", u.slice(&at), l.slice(&to));
        told("层级", formula, at, to)
    })
}

/// A part of what was to be done as a whole.
fn part(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    let at = WORDS.all.place(u.text()).or_else(|| {
        WORDS
            .whole
            .place(u.text())
            .or_else(|| super::lexicon::WORDS.step_all.place(u.text()))
    })?;
    let to = WORDS.pilot.place(l.text())?;
    if WORDS.all.is_in(l.text()) || WORDS.pilot.is_in(u.text()) {
        return None;
    }
    let formula = format!("范围：要求“{}” → 落实“{}”", u.slice(&at), l.slice(&to));
    Some(told("范围", formula, at, to))
}

/// The lower text says itself how little it was.
fn only(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    let to = WORDS.only.place(l.text())?;
    if WORDS.only.is_in(u.text()) {
        return None;
    }
    let end = crate::model::char_len(u.text());
    let formula = format!("要求“{}” → 落实“{}”", u.text(), l.slice(&to));
    Some(told("程度", formula, 0..end, to))
}
