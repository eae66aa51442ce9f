//! Recognizes the name of an office or firm by how such names are built, so that names never seen before are found too.
use super::lexicon::{LEXICON, contains_one, ends_with_one, starts_with_one};

/// Shortest name, in characters.
const SHORTEST: usize = 3;
/// Longest name, in characters.
const LONGEST: usize = 36;

/// Whether the whole of `text` is the name of an office, firm or government.
pub(super) fn is_whole(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    if !(SHORTEST..=LONGEST).contains(&count) || !is_name(text) {
        return false;
    }
    !joins_places(text) && ends_with_one(&LEXICON.unit_endings, text) && !text.contains("关于")
}

/// Whether the whole of `text` is the name of a place with a government (澜川市).
pub(super) fn is_place(text: &str) -> bool {
    let count = text.chars().count();
    (2..=12).contains(&count) && is_name(text) && ends_with_one(&LEXICON.place_endings, text)
}

/// The name with which `text` begins, as the number of bytes it takes.
///
/// The name ends where the text ends, or where words go on as they do in titles (关于…, 整改…, 2026年…).
pub(super) fn at_start(text: &str) -> Option<usize> {
    if !is_name_start(text) {
        return None;
    }
    let mut found = None;
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        let here = &text[at..];
        if !is_name_char(c)
            || seen >= LONGEST
            || (seen > 0 && starts_with_one(&LEXICON.ends_at, here))
        {
            break;
        }
        seen += 1;
        let to = at + c.len_utf8();
        let (name, rest) = text.split_at(to);
        if seen < SHORTEST || !closes_name(name, rest) {
            continue;
        }
        let next = rest.chars().next();
        if next.is_none_or(|n| !super::sentences::is_han(n))
            || starts_with_one(&LEXICON.goes_on, rest)
        {
            found = Some(to);
        }
    }
    found
}

/// Whether `name` can end here, `rest` following.
fn closes_name(name: &str, rest: &str) -> bool {
    let Some(last) = name.chars().next_back() else {
        return false;
    };
    let next = rest.chars().next();
    if let Some(bad) = LEXICON.not_before.get(&last)
        && next.is_some_and(|n| bad.contains(n))
    {
        return false;
    }
    if !is_name(name) || joins_places(name) {
        return false;
    }
    ends_with_one(&LEXICON.unit_endings, name) || ends_with_one(&LEXICON.place_endings, name)
}

/// 青筠河和鹤汀园区: two places joined are no unit, two tasks joined (住房和城乡建设局) are.
fn joins_places(name: &str) -> bool {
    name.contains(['和', '与', '及', '、']) && ends_with_one(&LEXICON.place_like_endings, name)
}

/// Whether a name leaves out whose office it is (厅督察整改办公室, 区公安局).
pub(super) fn is_relative(name: &str) -> bool {
    starts_with_one(&LEXICON.relative_starts, name) && !starts_with_one(&LEXICON.not_relative, name)
}

/// Whether the beginning can be a name at all.
fn is_name_start(text: &str) -> bool {
    text.chars().next().is_some_and(super::sentences::is_han)
        && !starts_with_one(&LEXICON.no_names, text)
}

fn is_name(text: &str) -> bool {
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['（', '(']) == count(['）', ')'])
        && is_name_start(text)
        && !ends_with_one(&LEXICON.no_name_ends, text)
        && text.chars().all(is_name_char)
}

/// Characters that stand in names.
fn is_name_char(c: char) -> bool {
    super::sentences::is_han(c) || matches!(c, '（' | '）' | '(' | ')' | '·' | '、')
}

/// Offices whose findings a report answers; they are not the unit that reports.
pub(super) fn is_superior(name: &str, rest: &str) -> bool {
    contains_one(&LEXICON.superiors, name) || starts_with_one(&LEXICON.superior_acts, rest)
}
