//! What is left of a text when everything that rightly differs between periods and units is taken out.
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::lexicon::WORDS;
use crate::model::{Document, Passage, UnitProfile, fold};

/// Names and set phrases that are taken out before texts are compared.
pub(in crate::detect) struct Names {
    /// Lengths of the names that begin with a character, longest first.
    lengths: HashMap<char, Vec<usize>>,
    names: HashSet<Vec<char>>,
}

/// Last characters of the names of places; the two characters before go with them.
const PLACE_ENDS: &[char] = &['省', '县', '区', '镇', '乡', '村', '市', '旗'];
/// Characters of a place name before its last one.
const PLACE_STEM: usize = 2;
/// A quotation of at least so many characters is someone else's text.
const LONG_QUOTE: usize = 10;

impl Names {
    /// From the units of the documents, the units the office knows, and the lexicon.
    pub(in crate::detect) fn new(documents: &[&Document], units: &[UnitProfile]) -> Self {
        let mut all: Vec<String> = Vec::new();
        for document in documents {
            all.extend(document.unit.iter().map(|u| u.value.clone()));
        }
        for unit in units {
            all.push(unit.name.clone());
            all.extend(unit.aliases.iter().cloned());
            all.extend(unit.places.iter().cloned());
        }
        let stems: Vec<String> = all.iter().filter_map(|name| place_of(name)).collect();
        all.extend(stems);
        for list in [&WORDS.period_words, &WORDS.self_words, &WORDS.formulas] {
            all.extend(list.iter().cloned());
        }
        all.sort_unstable();
        all.dedup();
        let mut folded: Vec<Vec<char>> = all.iter().map(|n| fold(n).chars().collect()).collect();
        folded.retain(|n| n.len() >= 2);
        folded.sort_by_key(|n| std::cmp::Reverse(n.len()));
        let mut lengths: HashMap<char, Vec<usize>> = HashMap::new();
        for name in &folded {
            let Some(first) = name.first() else { continue };
            let known = lengths.entry(*first).or_default();
            if known.last() != Some(&name.len()) {
                known.push(name.len());
            }
        }
        let names = folded.into_iter().collect();
        Self { lengths, names }
    }

    /// Length of the longest name that begins at `at`.
    fn at(&self, plain: &[char], at: usize) -> Option<usize> {
        let lengths = self.lengths.get(plain.get(at)?)?;
        let is_name = |n: &usize| {
            plain
                .get(at..at + n)
                .is_some_and(|text| self.names.contains(text))
        };
        lengths.iter().copied().find(is_name)
    }
}

/// Whether the last character of a place's name is part of a word here: 社区, 农村, 市场.
fn is_word(plain: &[char], at: usize) -> bool {
    let among = |list: &str, place: Option<usize>| {
        place
            .and_then(|p| plain.get(p))
            .is_some_and(|c| list.contains(*c))
    };
    among(&WORDS.no_place_before, at.checked_sub(1)) || among(&WORDS.no_place_after, Some(at + 1))
}

/// The place in a unit's name: 青岩县 of 青岩县生态环境局.
pub(in crate::detect) fn place_of(name: &str) -> Option<String> {
    let chars: Vec<char> = name.chars().collect();
    let end = chars.iter().position(|c| PLACE_ENDS.contains(c))?;
    (end >= PLACE_STEM).then(|| chars[..=end].iter().collect())
}

/// The letters of a range of a passage that count, each with its place in the passage.
#[derive(Clone, Debug, Default)]
pub(in crate::detect) struct Letters {
    pub(in crate::detect) chars: Vec<char>,
    pub(in crate::detect) places: Vec<u32>,
}

impl Letters {
    pub(in crate::detect) fn len(&self) -> usize {
        self.chars.len()
    }
}

/// Takes out numbers, dates, names, titles, long quotations, set phrases, and all that is no letter.
pub(in crate::detect) fn letters(passage: &Passage, range: &Range<u32>, names: &Names) -> Letters {
    let folded;
    let plain = if passage.plain.is_empty() {
        folded = fold(&passage.text);
        folded.as_str()
    } else {
        passage.plain.as_str()
    };
    let plain: Vec<char> = plain
        .chars()
        .skip(range.start as usize)
        .take((range.end - range.start) as usize)
        .collect();
    let mut out = vec![false; plain.len()];
    let mut strike = |from: u32, to: u32| {
        let from = from.saturating_sub(range.start) as usize;
        let to = (to.saturating_sub(range.start) as usize).min(plain.len());
        if from < to {
            out[from..to].fill(true);
        }
    };
    for n in passage
        .numbers
        .iter()
        .filter(|n| n.start < range.end && range.start < n.end)
    {
        strike(n.start, n.end);
    }
    for d in passage
        .dates
        .iter()
        .filter(|d| d.start < range.end && range.start < d.end)
    {
        strike(d.start, d.end);
    }
    let mut at = 0;
    while at < plain.len() {
        let closing = match plain[at] {
            '《' => Some(('》', 0)),
            '“' => Some(('”', LONG_QUOTE)),
            _ => None,
        };
        if let Some((end, least)) = closing
            && let Some(len) = plain[at..].iter().position(|c| *c == end)
            && len > least
        {
            out[at..=at + len].fill(true);
            at += len + 1;
            continue;
        }
        if let Some(len) = names.at(&plain, at) {
            out[at..at + len].fill(true);
            at += len;
            continue;
        }
        if PLACE_ENDS.contains(&plain[at]) && at >= PLACE_STEM && !is_word(&plain, at) {
            let stem = at - PLACE_STEM..at;
            if plain[stem.clone()].iter().all(|c| c.is_alphabetic()) {
                out[stem.start..=at].fill(true);
            }
        }
        at += 1;
    }
    let mut kept = Letters::default();
    for ((at, c), struck) in (range.start..).zip(&plain).zip(&out) {
        if !struck && c.is_alphabetic() {
            kept.chars.push(*c);
            kept.places.push(at);
        }
    }
    kept
}
