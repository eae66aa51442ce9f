//! What the words beside a number say it counts, and which labels exclude each other.
use super::{
    lexicon::{WORDS, holds},
    quantity::Quantity,
};

/// What a part of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An administrative place.
    Place,
    /// 完成 and the like.
    Done,
    /// 未完成 and the like.
    Rest,
    /// 基本完成, 部分完成: neither.
    Middle,
    /// 关停, 搬迁: outcomes that exclude each other.
    Outcome,
    /// 销号: a stage inside 完成.
    Stage,
    /// An act or attribute of which one thing may have several.
    Mixed,
    /// A short name of a kind.
    Kind,
    /// No words at all.
    Bare,
}

/// Longest name of a kind or place, in characters; a longer label is a clause and says more than a kind.
const LONGEST_NAME: usize = 9;

/// The label without the words that only introduce a list.
pub(super) fn name(quantity: &Quantity) -> String {
    let label = quantity.label.as_str();
    let start = [
        "其中",
        "包括",
        "分别为",
        "分别是",
        "分别",
        "分为",
        "来自",
        "依次为",
        "按",
    ]
    .iter()
    .filter_map(|m| label.rfind(m).map(|at| at + m.len()))
    .max()
    .unwrap_or(0);
    let bare = label
        .get(start..)
        .unwrap_or(label)
        .trim_start_matches(['有', '为', '是', '和', '及', '与'])
        .trim_end_matches(['有', '为', '是', '达', '约', '共']);
    if bare.is_empty() {
        quantity.noun.clone()
    } else {
        bare.to_owned()
    }
}

/// Whether the list is closed by 其他.
pub(super) fn is_other(quantity: &Quantity) -> bool {
    holds(&WORDS.other, &name(quantity))
}

pub(super) fn class(quantity: &Quantity) -> Class {
    let name = name(quantity);
    if name.is_empty() {
        return Class::Bare;
    }
    if holds(&WORDS.stage, &name) {
        return Class::Stage;
    }
    if holds(&WORDS.rest, &name) {
        return Class::Rest;
    }
    if WORDS.middle.iter().any(|m| name.starts_with(m.as_str())) {
        return Class::Middle;
    }
    // 由11万提高到14万: a step, no part.
    if name.ends_with(['到', '至', '由', '从']) {
        return Class::Mixed;
    }
    if holds(&WORDS.other, &name) {
        return Class::Kind;
    }
    if holds(&WORDS.act, &name) {
        return Class::Mixed;
    }
    let short = name.chars().count() <= LONGEST_NAME;
    if short && WORDS.place_end.iter().any(|e| name.ends_with(e.as_str())) {
        return Class::Place;
    }
    if holds(&WORDS.done, &name) {
        return Class::Done;
    }
    if WORDS.outcome.iter().any(|o| name.contains(o.as_str())) {
        return Class::Outcome;
    }
    if holds(&WORDS.overlap, &name) || !short {
        return Class::Mixed;
    }
    Class::Kind
}

/// How much the labels of a list promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// Nothing: the parts may overlap or be parts of each other.
    Loose,
    /// No thing can be in two parts.
    Exclusive,
    /// No thing can be in two parts, and each is in one.
    Complete,
}

pub(super) fn bond(parts: &[&Quantity]) -> Bond {
    let classes: Vec<Class> = parts.iter().map(|p| class(p)).collect();
    let count = |c: Class| classes.iter().filter(|x| **x == c).count();
    let done = count(Class::Done) + count(Class::Middle) + count(Class::Outcome);
    let states = done + count(Class::Rest);
    if states == classes.len() {
        if count(Class::Rest) > 0 && (done > 0 || states > 2) {
            return Bond::Complete;
        }
        // 达标、整改、关停: three ways out; two alone may be two of many.
        return if states >= 3 && count(Class::Outcome) >= 2 {
            Bond::Exclusive
        } else {
            Bond::Loose
        };
    }
    let names = count(Class::Place) + count(Class::Kind);
    if names != classes.len() {
        return Bond::Loose;
    }
    let closed = parts.iter().any(|p| is_other(p));
    if closed && names >= 3 {
        return Bond::Complete;
    }
    if names == 2 {
        return match (name(parts[0]), name(parts[1])) {
            (a, b) if is_pair(&a, &b) => Bond::Complete,
            (a, b) if is_one_kind(&a, &b) => Bond::Exclusive,
            _ => Bond::Loose,
        };
    }
    Bond::Exclusive
}

/// 部内 and 部外: the same but for one character of a known pair.
fn is_pair(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() != b.len() {
        return false;
    }
    let differ: Vec<(char, char)> = a.into_iter().zip(b).filter(|(x, y)| x != y).collect();
    let [(x, y)] = differ[..] else { return false };
    WORDS.pair.iter().any(|p| p.contains(x) && p.contains(y))
}

/// 林地 and 耕地: equally long, same last character.
fn is_one_kind(a: &str, b: &str) -> bool {
    let (n, m) = (a.chars().count(), b.chars().count());
    (2..=4).contains(&n) && n == m && a != b && a.chars().last() == b.chars().last()
}
