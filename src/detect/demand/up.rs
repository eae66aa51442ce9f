//! What makes a lower demand go beyond the upper one.
use std::cmp::Ordering;

use super::{Difference, excuse, lexicon::WORDS, reading::Reading, values};
use crate::{detect::group::Group, model::Certainty};

/// The first difference, the most exact kinds first.
pub(super) fn difference(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    if excuse::up(u, l) {
        return None;
    }
    values::amounts(u, l, Ordering::Greater)
        .or_else(|| values::earlier(u, l))
        .or_else(|| values::cycles(u, l, Ordering::Greater))
        .or_else(|| values::whole(u, l))
        .or_else(|| duty(u, l))
        .or_else(|| classes(u, l))
        .or_else(|| scope(u, l))
        .or_else(|| step(u, l))
        .or_else(|| said(u, l))
}

fn words(
    (item, text): (&'static str, &str),
    (u, upper): (&Reading<'_>, &Group),
    (l, lower): (&Reading<'_>, &Group),
) -> Option<Difference> {
    let at = upper.place(u.text())?;
    let to = lower.place(l.text())?;
    Some(Difference {
        item,
        formula: format!("{text}：上级“{}” → 本级“{}”", u.slice(&at), l.slice(&to)),
        certainty: Certainty::较强,
        upper: at,
        lower: to,
    })
}

/// What may be done becomes what must be.
fn duty(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    if WORDS.may_lower.is_in(l.text()) {
        return None;
    }
    words(
        ("要求程度", "允许变成必须"),
        (u, &WORDS.may),
        (l, &WORDS.must),
    )
    .or_else(|| {
        words(
            ("要求程度", "允许变成考核"),
            (u, &WORDS.may),
            (l, &WORDS.penalty),
        )
    })
}

/// Another class than the one named is taken in.
fn classes(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    WORDS
        .classes
        .iter()
        .filter(|c| !c.other.is_in(u.text()) && !WORDS.may_lower.is_in(l.text()))
        .find_map(|c| words(("范围", "适用对象扩大"), (u, &c.named), (l, &c.other)))
}

/// A part becomes the whole.
fn scope(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    if WORDS.all.is_in(u.text()) || WORDS.may_lower.is_in(l.text()) {
        return None;
    }
    words(("范围", "试点变成全面"), (u, &WORDS.pilot), (l, &WORDS.all))
        .or_else(|| words(("范围", "重点变成全部"), (u, &WORDS.key), (l, &WORDS.all)))
}

/// A beginning becomes an end.
fn step(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    if WORDS.step_finish.is_in(u.text()) {
        return None;
    }
    words(
        ("任务深度", "摸底、启动变成完成"),
        (u, &WORDS.step_prepare),
        (l, &WORDS.step_finish),
    )
}

/// The lower text says itself that it goes beyond.
fn said(u: &Reading<'_>, l: &Reading<'_>) -> Option<Difference> {
    let at = WORDS.escalates.place(l.text())?;
    if WORDS.escalates.is_in(u.text()) {
        return None;
    }
    let end = crate::model::char_len(u.text());
    Some(Difference {
        item: "自行加码",
        formula: format!("本级自称“{}”", l.slice(&at)),
        certainty: Certainty::较强,
        upper: 0..end,
        lower: at,
    })
}
