//! Measure words and units, longest first, each with the spelling it is given.
use std::{collections::HashMap, sync::LazyLock};

/// Which Chinese numerals of one character may stand before a unit and still count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// 一 too: 一件, 一家, 一吨.
    One,
    /// 两, 三 … 十, but not 一 (一个 is an article) and not 二 (二次, 二级).
    Several,
    /// Only numerals of more characters, and Arabic digits: 点, 层.
    Long,
}

/// The units; the file says how a line is read.
const UNITS: &str = include_str!("units.txt");

/// A unit found after a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The unit in its one spelling.
    pub(super) name: &'static str,
    /// One past its last character.
    pub(super) end: usize,
    /// Which numerals it may follow.
    pub(super) after: After,
}

struct Entry {
    written: Vec<char>,
    name: &'static str,
    after: After,
    /// Characters that make another word of the unit.
    not_before: &'static str,
}

/// By first character, longest first.
static TABLE: LazyLock<HashMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut entries = Vec::new();
    let mut after = After::One;
    for line in UNITS.lines() {
        let words = || line.split_whitespace();
        match words().next() {
            None | Some("#") => {}
            Some("[one]") => after = After::One,
            Some("[several]") => after = After::Several,
            Some("[digits]") => after = After::Long,
            Some(written) => entries.push(Entry {
                written: written.chars().collect(),
                name: words().find_map(|w| w.strip_prefix('=')).unwrap_or(written),
                after,
                not_before: words().find_map(|w| w.strip_prefix('!')).unwrap_or(""),
            }),
        }
    }
    entries.sort_by_key(|e: &Entry| std::cmp::Reverse(e.written.len()));
    let mut table: HashMap<char, Vec<Entry>> = HashMap::new();
    for entry in entries {
        if let Some(first) = entry.written.first() {
            table.entry(*first).or_default().push(entry);
        }
    }
    table
});

/// The unit at `i`, if one stands there whole.
pub(super) fn at(c: &[char], i: usize) -> Option<Unit> {
    let entry = TABLE.get(c.get(i)?)?.iter().find(|e| {
        c.get(i..i + e.written.len()) == Some(e.written.as_slice()) && ends_whole(c, i, e)
    })?;
    Some(Unit {
        name: entry.name,
        end: i + entry.written.len(),
        after: entry.after,
    })
}

/// Whether the unit is not the beginning of another word: `m` of `mix`, 分 of 分别, 项 of 项目.
fn ends_whole(c: &[char], i: usize, e: &Entry) -> bool {
    let next = c.get(i + e.written.len()).copied();
    if e.written.last().is_some_and(char::is_ascii_alphanumeric) {
        return next.is_none_or(|n| !n.is_ascii_alphanumeric());
    }
    next.is_none_or(|n| !e.not_before.contains(n))
}
