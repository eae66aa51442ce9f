//! One stretch of text, one flag: where wording indicators overlap, the more specific one speaks.
use crate::model::{Certainty, FlagDraft};

/// The family whose flags only say that a wording is empty: they give way to every flag that says what is wrong.
const EMPTY_WORDING: &str = "空泛表态";

/// Keeps, among flags whose quotations overlap in one place, the one that comes first; `flags` are in order of preference.
///
/// Only flags of wording indicators give way and make others give way, to their own `family` or, where the wording is merely
/// empty, to any: a sum that does not add up stays beside a vague word, a household left without heating beside a blanket ban.
/// Exact comparisons never do either: two days in the wrong order stay beside a missing proof.
pub(super) fn prefer<'a>(
    flags: Vec<FlagDraft>,
    family: impl Fn(&str) -> Option<&'a str>,
) -> Vec<FlagDraft> {
    let family = |f: &FlagDraft| {
        let exact = f.certainty == Certainty::确定;
        family(&f.indicator).filter(|_| !exact)
    };
    let mut kept: Vec<FlagDraft> = Vec::new();
    for flag in flags {
        let own = family(&flag);
        let gives_way = own.is_some()
            && kept.iter().any(|k| {
                let other = family(k);
                other.is_some() && (other == own || own == Some(EMPTY_WORDING)) && overlap(k, &flag)
            });
        if !gives_way {
            kept.push(flag);
        }
    }
    kept
}

fn overlap(a: &FlagDraft, b: &FlagDraft) -> bool {
    let (x, y) = (a.source.place(), b.source.place());
    (x.page, x.paragraph, &x.sheet, &x.cell) == (y.page, y.paragraph, &y.sheet, &y.cell)
        && a.surroundings.text == b.surroundings.text
        && a.surroundings.start < b.surroundings.end
        && b.surroundings.start < a.surroundings.end
}
