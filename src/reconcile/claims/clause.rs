//! A sentence in clauses, quotations and brackets blanked out, every character still at its place.
use std::ops::Range;

use crate::model::{FoundDate, NumValue, Passage};

/// What stands for a character inside quotation marks or a title.
pub(super) const QUOTED: char = '□';
/// What stands for a character inside brackets.
pub(super) const BRACKETED: char = '■';

/// A stretch between two marks.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// Match form.
    pub(super) text: String,
    /// Match form with quotations, titles and brackets blanked out, as long in characters as `text`.
    pub(super) bare: String,
    /// Characters of the passage.
    pub(super) range: Range<u32>,
    /// The mark it ends with; `\0` at the end of the sentence.
    pub(super) mark: char,
}

impl Clause {
    /// The character of the passage at a byte of `bare`.
    pub(super) fn at_bare(&self, byte: usize) -> u32 {
        self.range.start + count(self.bare.get(..byte).unwrap_or_default())
    }
    /// The text from character `from` to character `to` of the passage.
    pub(super) fn slice(&self, from: u32, to: u32) -> String {
        let from = from.max(self.range.start) - self.range.start;
        let to = to.min(self.range.end).max(self.range.start) - self.range.start;
        self.text
            .chars()
            .skip(from as usize)
            .take(to.saturating_sub(from) as usize)
            .collect()
    }
}

/// A sentence.
#[derive(Clone, Debug)]
pub(super) struct Sentence<'p> {
    /// The passage it stands in.
    pub(super) passage: &'p Passage,
    /// Characters of the passage.
    pub(super) range: Range<u32>,
    /// From left to right; what stands in brackets follows as clauses of its own in `inner`.
    pub(super) clauses: Vec<Clause>,
    /// The insides of brackets.
    pub(super) inner: Vec<Clause>,
}

impl<'p> Sentence<'p> {
    /// Dates that lie in a stretch.
    pub(super) fn dates(&self, range: &Range<u32>) -> impl Iterator<Item = &'p FoundDate> {
        let range = range.clone();
        self.passage
            .dates
            .iter()
            .filter(move |d| range.start <= d.start && d.end <= range.end)
    }
    /// Numbers that lie in a stretch and are no part of a date.
    pub(super) fn numbers(&self, range: &Range<u32>) -> impl Iterator<Item = &'p NumValue> {
        let range = range.clone();
        self.passage.numbers.iter().filter(move |n| {
            range.start <= n.start
                && n.end <= range.end
                && !self
                    .passage
                    .dates
                    .iter()
                    .any(|d| d.start < n.end && n.start < d.end)
        })
    }
    /// The match form of the whole sentence.
    pub(super) fn text(&self) -> String {
        crate::model::char_slice(&self.passage.plain, &self.range)
    }
}

fn count(text: &str) -> u32 {
    crate::model::char_len(text)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The sentences of a passage.
pub(super) fn sentences(passage: &Passage) -> Vec<Sentence<'_>> {
    let chars: Vec<char> = passage.plain.chars().collect();
    passage
        .sentences
        .iter()
        .filter_map(|range| {
            let part = chars.get(range.start as usize..range.end as usize)?;
            let (clauses, inner) = clauses(part, range.start);
            Some(Sentence {
                passage,
                range: range.clone(),
                clauses,
                inner,
            })
        })
        .collect()
}

/// The clauses of a sentence and the insides of its brackets.
fn clauses(chars: &[char], base: u32) -> (Vec<Clause>, Vec<Clause>) {
    let (bare, brackets) = blanked(chars);
    let cut = |from: usize, to: usize, masked: &[char], mark: char| Clause {
        text: chars.get(from..to).unwrap_or_default().iter().collect(),
        bare: masked.get(from..to).unwrap_or_default().iter().collect(),
        range: base + number(from)..base + number(to),
        mark,
    };
    let pieces = |from: usize, to: usize, masked: &[char]| {
        let mut out = Vec::new();
        let mut start = from;
        for at in from..to {
            let Some(&c) = masked.get(at) else { break };
            if !is_mark(masked, at, c) {
                continue;
            }
            if start < at {
                out.push(cut(start, at, masked, c));
            }
            start = at + 1;
        }
        if start < to {
            out.push(cut(start, to, masked, '\0'));
        }
        out
    };
    let whole = pieces(0, chars.len(), &bare);
    let inner = brackets
        .into_iter()
        .flat_map(|(from, to)| {
            let mut masked = chars.to_vec();
            if let Some(inside) = chars.get(from..to) {
                let (quoted, _) = blanked(inside);
                if let Some(place) = masked.get_mut(from..to) {
                    place.copy_from_slice(&quoted);
                }
            }
            pieces(from, to, &masked)
        })
        .collect();
    (whole, inner)
}

fn is_mark(chars: &[char], at: usize, c: char) -> bool {
    match c {
        ',' | ';' | '。' | '!' | '?' | '\n' | '|' => true,
        // 12:00 is a time.
        ':' => {
            let digit = |i: Option<usize>| {
                i.and_then(|i| chars.get(i))
                    .is_some_and(char::is_ascii_digit)
            };
            !(digit(at.checked_sub(1)) && digit(Some(at + 1)))
        }
        _ => false,
    }
}

/// The characters with the insides of quotation marks, titles and brackets blanked, and where brackets open and close.
///
/// A mark that is never closed is read as plain text.
fn blanked(chars: &[char]) -> (Vec<char>, Vec<(usize, usize)>) {
    let mut bare = chars.to_vec();
    let mut brackets = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let close = match c {
            '《' => '》',
            '“' => '”',
            '‘' => '’',
            '「' => '」',
            '『' => '』',
            '(' => ')',
            '"' => '"',
            _ => {
                at += 1;
                continue;
            }
        };
        let mut depth = 1_u32;
        let end = chars.iter().enumerate().skip(at + 1).find_map(|(i, x)| {
            if *x == close {
                depth -= 1;
            } else if *x == c {
                depth += 1;
            }
            (depth == 0).then_some(i)
        });
        let Some(end) = end else {
            at += 1;
            continue;
        };
        let fill = if c == '(' { BRACKETED } else { QUOTED };
        if let Some(inside) = bare.get_mut(at + 1..end) {
            inside.fill(fill);
        }
        if c == '(' {
            brackets.push((at + 1, end));
        }
        at = end + 1;
    }
    (bare, brackets)
}
