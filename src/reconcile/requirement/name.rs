//! Whose metric it is: the words before 治理率 and the like, without those that name nobody in particular.
use super::{
    lexicon::WORDS,
    metric::{in_date, strip},
    sentence::Sentence,
};

/// Whose or of what an amount is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Whose {
    /// 规模养殖场粪污; empty when only the metric is named.
    pub(super) of: String,
    /// The place with a government named before it (澜川市).
    pub(super) place: Option<String>,
}

/// Shortest and longest name of a place, its last word included, in characters: 蓟县, 黔东南苗族侗族自治州.
const PLACE_CHARS: std::ops::RangeInclusive<usize> = 2..=11;

/// Whose the metric is that begins at `start`, and where its name begins; `from` is where the amount before it ends.
pub(super) fn whose(sentence: &Sentence<'_>, start: usize, from: usize) -> (Whose, usize) {
    let begins = (from..start)
        .rev()
        .find(|i| {
            in_date(sentence, *i)
                || sentence.plain.get(*i).is_some_and(|c| {
                    matches!(
                        c,
                        ',' | ';'
                            | ':'
                            | '。'
                            | '、'
                            | '('
                            | ')'
                            | '"'
                            | '“'
                            | '”'
                            | '?'
                            | '!'
                            | '|'
                            | '.'
                            | '\t'
                    )
                })
        })
        .map_or(from, |i| i + 1);
    let said = sentence.text(begins..start);
    let bare = without_unsaid(said.trim());
    let (place, rest) = place_at_start(&bare);
    let of = strip(&without_unsaid(rest), &WORDS.neutral);
    let skipped = said.chars().count() - bare.chars().count();
    (
        Whose {
            of: of.trim().to_owned(),
            place,
        },
        begins + skipped,
    )
}

/// A text without the words at its head that name nobody.
pub(super) fn without_unsaid(text: &str) -> String {
    let mut rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    loop {
        let longest = WORDS
            .unsaid
            .iter()
            .filter(|w| rest.starts_with(w.as_str()))
            .max_by_key(|w| w.len());
        match longest.and_then(|w| rest.strip_prefix(w.as_str())) {
            Some(shorter) => rest = shorter,
            None => return rest.to_owned(),
        }
    }
}

/// The place with a government at the head of a text, and what follows.
pub(super) fn place_at_start(text: &str) -> (Option<String>, &str) {
    if text.starts_with(|c| WORDS.no_name.contains(c)) {
        return (None, text);
    }
    for (count, (at, c)) in (1..).zip(text.char_indices()) {
        if count > *PLACE_CHARS.end() {
            break;
        }
        if !matches!(
            c,
            '省' | '市' | '州' | '盟' | '县' | '旗' | '区' | '镇' | '乡'
        ) || !PLACE_CHARS.contains(&count)
        {
            continue;
        }
        let (head, rest) = text.split_at(at + c.len_utf8());
        if WORDS.not_a_place.iter().any(|w| head.ends_with(w.as_str()))
            || WORDS.goes_on.iter().any(|w| rest.starts_with(w.as_str()))
        {
            continue;
        }
        return (Some(head.to_owned()), rest);
    }
    (None, text)
}

/// Whether two amounts may be of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Same {
    /// They are not.
    No,
    /// One leaves out whose it is, and what stands over it says so.
    InContext,
    /// Both say the same.
    Yes,
}

/// Compares whose two amounts are; `over` is what stands over each.
pub(super) fn same(upper: (&Whose, &str), lower: (&Whose, &str)) -> Same {
    let ((u, u_over), (l, l_over)) = (upper, lower);
    if let (Some(a), Some(b)) = (&u.place, &l.place)
        && a != b
    {
        return Same::No;
    }
    if u.of == l.of {
        return if u.of.is_empty() {
            Same::InContext
        } else {
            Same::Yes
        };
    }
    let says = |over: &str, of: &str| strip(over, &WORDS.neutral).contains(of);
    if (l.of.is_empty() && says(l_over, &u.of)) || (u.of.is_empty() && says(u_over, &l.of)) {
        return Same::InContext;
    }
    Same::No
}
