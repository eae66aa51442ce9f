//! Words in which a numeral counts nothing: names of policies, idioms, places, substances.
use std::{collections::HashMap, sync::LazyLock};

use super::numerals::in_han;

/// The words, separated by blanks; a line that begins with `#` is a remark.
const WORDS: &str = include_str!("not_counts.txt");

struct Phrase {
    letters: Vec<char>,
    /// Where in the phrase the numeral stands that it was filed under.
    offset: usize,
}

/// Phrases by each numeral in them.
static PHRASES: LazyLock<HashMap<char, Vec<Phrase>>> = LazyLock::new(|| {
    let mut table: HashMap<char, Vec<Phrase>> = HashMap::new();
    let lines = WORDS.lines().filter(|l| !l.starts_with('#'));
    for phrase in lines.flat_map(str::split_whitespace) {
        let letters: Vec<char> = phrase.chars().collect();
        for (offset, c) in letters.iter().enumerate() {
            if in_han(*c) {
                table.entry(*c).or_default().push(Phrase {
                    letters: letters.clone(),
                    offset,
                });
            }
        }
    }
    table
});

/// One past the longest phrase that covers the numeral at `i` and in which it counts nothing.
pub(super) fn phrase_at(c: &[char], i: usize) -> Option<usize> {
    PHRASES
        .get(c.get(i)?)?
        .iter()
        .filter_map(|p| {
            let start = i.checked_sub(p.offset)?;
            let end = start + p.letters.len();
            (c.get(start..end)? == p.letters.as_slice()).then_some(end)
        })
        .max()
}

/// Longest quoted phrase in which a Chinese numeral is taken for part of a name, in characters (“四个意识”, “三同时”, “两山”).
const QUOTED_NAME: usize = 8;

/// One past the closing quotation mark when the numeral at `i` stands in a short quotation.
pub(super) fn quoted_name(c: &[char], i: usize) -> Option<usize> {
    let opens = c
        .get(i.saturating_sub(QUOTED_NAME)..i)?
        .iter()
        .rposition(|x| matches!(x, '“' | '”' | '"' | '「' | '」'))?
        + i.saturating_sub(QUOTED_NAME);
    if !matches!(c.get(opens), Some('“' | '「' | '"')) {
        return None;
    }
    let close = c
        .iter()
        .skip(opens + 1)
        .take(QUOTED_NAME + 1)
        .position(|x| matches!(x, '”' | '"' | '」'))?;
    let end = opens + 1 + close;
    (end > i).then_some(end + 1)
}
