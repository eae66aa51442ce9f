//! One stretch of text, one flag: where wording indicators overlap, the more specific one speaks.
use crate::model::FlagDraft;

/// Keeps, among flags whose quotations overlap in one place, the one that comes first; `flags` are in order of preference.
///
/// Only flags of the `wording` indicators give way and make others give way: a sum that does not add up stays beside a vague word.
pub(super) fn prefer(flags: Vec<FlagDraft>, wording: impl Fn(&str) -> bool) -> Vec<FlagDraft> {
    let mut kept: Vec<FlagDraft> = Vec::new();
    for flag in flags {
        let gives_way = wording(&flag.indicator)
            && kept
                .iter()
                .any(|k| wording(&k.indicator) && overlap(k, &flag));
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
