//! The words around personal numbers, read once from the shipped list.
use std::sync::LazyLock;

use serde::Deserialize;

const WORDS: &str = include_str!("../masks.toml");

/// Word lists; `masks.toml` says what each is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    telephone: Vec<String>,
    sure: Vec<String>,
    identity: Vec<String>,
    between: Vec<String>,
    joints: Vec<String>,
    other_numbers: Vec<String>,
    amounts: Vec<String>,
    units: Vec<String>,
    public: Vec<String>,
}

/// The shipped lists. The file is part of the program and a test proves it sound.
pub(super) static WORDS_READ: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(WORDS).unwrap_or_default());

/// Whether the shipped lists can be read.
pub(super) fn is_sound() -> bool {
    toml::from_str::<Words>(WORDS).is_ok()
}

/// What the name of a column, or a word before a number, says of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// They are telephone or identity numbers, whatever their shape.
    Personal,
    /// They are, where they have the shape of one.
    PersonalByShape,
    /// They are something else.
    Other,
}

/// Longest text that is the name of a column, in characters: 信访举报人及其代理人联系电话（手机或座机）.
const NAME_CHARS: usize = 24;

/// What a cell says as the name of a column or of the cell beside it; `None` when it is no such name.
pub(super) fn name_of_column(folded: &str) -> Option<Said> {
    if folded.chars().count() > NAME_CHARS || folded.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let squeezed: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    // 联系人（电话）, 投资（万元）, 联系电话（必填）: within brackets, else before them.
    let (outside, inside) = match squeezed.split_once('(') {
        Some((outside, inside)) => (outside, inside.trim_end_matches([')', ':'])),
        None => (squeezed.trim_end_matches(':'), ""),
    };
    let w = &*WORDS_READ;
    [inside, outside]
        .into_iter()
        .filter(|t| !t.is_empty())
        .find_map(|text| {
            if ends_with(&w.identity, text) || ends_with(&w.sure, text) {
                return Some(Said::Personal);
            }
            if ends_with_word(&w.telephone, text) {
                return Some(Said::PersonalByShape);
            }
            (ends_with(&w.other_numbers, text) || ends_with(&w.amounts, text))
                .then_some(Said::Other)
        })
}

/// What the words directly before a number say of it.
pub(super) fn said_before(before: &str) -> Option<Said> {
    let w = &*WORDS_READ;
    let lead = squeezed_end(before);
    let mut lead = lead.as_str();
    loop {
        if ends_with_word(&w.identity, lead) || ends_with_word(&w.telephone, lead) {
            return Some(Said::Personal);
        }
        if ends_with_word(&w.other_numbers, lead) {
            return Some(Said::Other);
        }
        match without_between(lead) {
            Some(shorter) => lead = shorter,
            None => break,
        }
    }
    // 联系方式：张某 88886666: a name stands between.
    let bare = lead.trim_end_matches(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
    let is_name = lead.get(bare.len()..)?.chars().count() <= PERSON_CHARS;
    let word = bare.strip_suffix(':').filter(|_| is_name)?;
    let is_named = ends_with_word(&w.identity, word) || ends_with_word(&w.telephone, word);
    is_named.then_some(Said::Personal)
}

/// Whether the words directly before a number name an identity.
pub(super) fn is_identity_before(before: &str) -> bool {
    let lead = squeezed_end(before);
    let mut lead = lead.as_str();
    loop {
        if ends_with(&WORDS_READ.identity, lead) {
            return true;
        }
        match without_between(lead) {
            Some(shorter) => lead = shorter,
            None => return false,
        }
    }
}

/// Longest word with what may stand behind it, in characters.
const WORD_CHARS: usize = 16;

/// The last characters of a text without blanks: 传　　真：.
fn squeezed_end(text: &str) -> String {
    let mut last: Vec<char> = text
        .chars()
        .rev()
        .filter(|c| !c.is_whitespace())
        .take(WORD_CHARS)
        .collect();
    last.reverse();
    last.into_iter().collect()
}

fn without_between(lead: &str) -> Option<&str> {
    WORDS_READ
        .between
        .iter()
        .find_map(|b| lead.strip_suffix(b.as_str()))
}

/// Whether a unit follows, which makes an amount of the number before it.
pub(super) fn is_amount_by(rest: &str) -> bool {
    let rest = rest.trim_start();
    WORDS_READ.units.iter().any(|u| {
        rest.strip_prefix(u.as_str()).is_some_and(|after| {
            !u.is_ascii() || !after.starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    })
}

/// Longest name of a person between two numbers, in characters.
const PERSON_CHARS: usize = 4;

/// The length in bytes of what joins two numbers at the start of a text, the name of a person included; 0 when nothing does.
pub(super) fn joint(rest: &str) -> usize {
    let mut at = 0;
    while let Some(joint) = WORDS_READ
        .joints
        .iter()
        .find(|j| rest.get(at..).is_some_and(|r| r.starts_with(j.as_str())))
    {
        at += joint.len();
    }
    let Some(name) = rest.get(at..).filter(|_| at > 0) else {
        return at;
    };
    let end = name
        .find(|c: char| !matches!(c, '\u{3400}'..='\u{9FFF}'))
        .unwrap_or(0);
    let is_name = (1..=PERSON_CHARS).contains(&name.get(..end).map_or(0, |n| n.chars().count()));
    let blank = name
        .get(end..)
        .map_or(0, |r| r.len() - r.trim_start_matches([' ', ':']).len());
    if is_name { at + end + blank } else { at }
}

/// Whether a number is that of a public service.
pub(super) fn is_public(digits: &str) -> bool {
    WORDS_READ.public.iter().any(|p| p == digits)
}

fn ends_with(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.ends_with(w.as_str()))
}

/// As [`ends_with`], but a word of Latin letters must not be the tail of a longer one (`hotel`).
fn ends_with_word(words: &[String], text: &str) -> bool {
    words.iter().any(|w| {
        text.strip_suffix(w.as_str()).is_some_and(|before| {
            !w.is_ascii() || !before.ends_with(|c: char| c.is_ascii_alphanumeric())
        })
    })
}
