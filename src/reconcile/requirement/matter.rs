//! Reads tasks with a deadline, a scope or a duty, and tells whether two texts set the same task.
use std::{collections::BTreeSet, ops::Range};

use jiff::civil::Date;

use super::{
    lexicon::{WORDS, found},
    metric::{in_date, is_aside},
    name,
    sentence::Sentence,
};

/// What is done by the deadline; a draft, a start or a report is another milestone than the work itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Report,
    Plan,
    Begin,
    Check,
    Finish,
}

/// How much of a kind a task takes in, from the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    Pilot,
    Key,
    All,
}

/// Whether it is demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Duty {
    May,
    Must,
}

/// A task.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    pub(super) grams: BTreeSet<[char; 2]>,
    pub(super) places: BTreeSet<String>,
    pub(super) act: Option<Act>,
    pub(super) by: Option<Date>,
    pub(super) scope: Option<(Scope, &'static str)>,
    pub(super) duty: Option<(Duty, &'static str)>,
    /// Words of which another of the same line tells another task.
    contrast: Vec<(usize, &'static str)>,
    /// How many of what.
    counts: Vec<(String, rust_decimal::Decimal)>,
    /// Its clauses.
    pub(super) range: Range<usize>,
}

/// Fewest pairs of characters that name a task: 垃圾填埋场 has four.
const LEAST_GRAMS: usize = 4;

/// The tasks of a sentence: one for each date, the whole sentence when it has at most one.
pub(super) fn matters(sentence: &Sentence<'_>) -> Vec<Matter> {
    parts(sentence)
        .into_iter()
        .map(|range| core(sentence, range))
        .filter(|range| !is_aside(sentence, range))
        .filter_map(|range| read(sentence, range))
        .collect()
}

/// Stretches between commas, joined until each holds one date.
fn parts(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let length = sentence.plain.len();
    let ends = sentence
        .plain
        .iter()
        .enumerate()
        .filter(|(_, c)| **c == ',')
        .map(|(i, _)| i)
        .chain([length]);
    let dated = |range: &Range<usize>| {
        sentence
            .dates
            .iter()
            .any(|d| range.contains(&(d.start as usize)) && d.value.to.is_some())
    };
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut from = 0;
    for end in ends {
        let clause = from..end;
        if dated(&clause) && dated(&(start..from)) {
            all.push(start..from.saturating_sub(1));
            start = from;
        }
        from = end + 1;
    }
    all.push(start..length);
    all.retain(|r| r.start < r.end);
    all
}

/// The clauses up to the one with the date, when they say what is to be done: what follows tells who does it and what else.
fn core(sentence: &Sentence<'_>, range: Range<usize>) -> Range<usize> {
    let date = sentence
        .dates
        .iter()
        .find(|d| range.contains(&(d.start as usize)) && d.value.to.is_some());
    let Some(date) = date else { return range };
    let end = (date.end as usize..range.end)
        .find(|i| sentence.plain.get(*i) == Some(&','))
        .unwrap_or(range.end);
    let short = range.start..end;
    if grams(&bare(sentence, &short)).len() >= LEAST_GRAMS {
        short
    } else {
        range
    }
}

fn read(sentence: &Sentence<'_>, range: Range<usize>) -> Option<Matter> {
    let text = sentence.text(range.clone());
    let grams = grams(&bare(sentence, &range));
    if grams.len() < LEAST_GRAMS {
        return None;
    }
    let date = sentence
        .dates
        .iter()
        .find(|d| range.contains(&(d.start as usize)) && d.value.doubt.is_none());
    Some(Matter {
        grams,
        places: places(&text),
        act: act(sentence, &range, date.map(|d| d.end as usize)),
        by: date.and_then(|d| d.value.to),
        scope: scope(&text),
        duty: duty(&text),
        contrast: contrast(&text),
        counts: sentence
            .numbers
            .iter()
            .filter(|n| range.contains(&(n.start as usize)) && !n.unit.is_empty())
            .map(|n| (n.unit.clone(), n.value))
            .collect(),
        range,
    })
}

/// The words that say which matter is meant: without dates, numbers, bounds and who answers for it.
fn bare(sentence: &Sentence<'_>, range: &Range<usize>) -> String {
    let numbered = |at: usize| {
        sentence
            .numbers
            .iter()
            .any(|n| (n.start as usize..n.end as usize).contains(&at))
    };
    let text: String = range
        .clone()
        .filter_map(|i| {
            let c = *sentence.plain.get(i)?;
            Some(if in_date(sentence, i) || numbered(i) {
                ' '
            } else {
                c
            })
        })
        .collect();
    // 由…负责 says who, not what.
    let mut clauses: Vec<&str> = text.split(',').collect();
    clauses.retain(|c| !(c.trim_start().starts_with('由') && c.contains("负责")));
    spaced(&clauses.join(" "))
}

/// A text with every word that names no matter replaced by a blank.
pub(super) fn spaced(text: &str) -> String {
    let mut words: Vec<&String> = WORDS.matter.drop.iter().collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    words
        .into_iter()
        .fold(text.to_owned(), |t, w| t.replace(w.as_str(), " "))
}

/// Pairs of neighboring Chinese characters.
pub(super) fn grams(text: &str) -> BTreeSet<[char; 2]> {
    let chars: Vec<char> = text.chars().collect();
    chars
        .iter()
        .zip(chars.iter().skip(1))
        .filter(|(a, b)| is_han(**a) && is_han(**b))
        .map(|(a, b)| [*a, *b])
        .collect()
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

fn places(text: &str) -> BTreeSet<String> {
    text.split([',', '、', ' ', ':', '(', ')'])
        .filter_map(|piece| name::place_at_start(piece).0)
        .filter(|p| p.chars().count() <= LONGEST_NAMED_PLACE)
        .collect()
}

/// A longer stretch that ends in 市 or 县 is more likely a phrase than a name, in characters.
const LONGEST_NAMED_PLACE: usize = 4;

/// The act of the clause with the deadline: its last act that does not merely come along.
fn act(sentence: &Sentence<'_>, range: &Range<usize>, date_end: Option<usize>) -> Option<Act> {
    if let Some(first) = date_end.and_then(|at| first_act(&sentence.text(at..range.end))) {
        return Some(first);
    }
    let clause = date_end.map_or_else(
        || range.clone(),
        |at| {
            let comma = |i: &usize| sentence.plain.get(*i) == Some(&',');
            let from = (range.start..at)
                .rev()
                .find(comma)
                .map_or(range.start, |i| i + 1);
            let to = (at..range.end).find(comma).unwrap_or(range.end);
            from..to
        },
    );
    last_act(&sentence.text(clause)).or_else(|| last_act(&sentence.text(range.clone())))
}

/// The verb right after the date, where it says that something is begun, drawn up or sent in: it governs all that follows.
fn first_act(text: &str) -> Option<Act> {
    let words = &WORDS.act;
    let after = text.trim_start_matches(['前', '底', '末', '之', '以', ',', ' ']);
    let starts = |list: &[String]| list.iter().any(|w| after.starts_with(w.as_str()));
    [
        (Act::Begin, &words.begin),
        (Act::Plan, &words.plan),
        (Act::Report, &words.report),
    ]
    .into_iter()
    .find(|(_, list)| starts(list))
    .map(|(act, _)| act)
}

fn last_act(text: &str) -> Option<Act> {
    let words = &WORDS.act;
    let classes = [
        (Act::Report, &words.report),
        (Act::Plan, &words.plan),
        (Act::Begin, &words.begin),
        (Act::Check, &words.check),
        (Act::Finish, &words.finish),
    ];
    classes
        .iter()
        .flat_map(|(act, list)| list.iter().map(move |w| (*act, w)))
        .flat_map(|(act, w)| {
            text.match_indices(w.as_str())
                .map(move |(at, _)| (at + w.len(), at, act))
        })
        .filter(|(_, at, act)| {
            let before = text.get(..*at).unwrap_or_default();
            *act == Act::Finish
                || !words
                    .by_the_way
                    .iter()
                    .any(|w| before.ends_with(w.as_str()))
        })
        .max_by_key(|(end, at, _)| (*end, std::cmp::Reverse(*at)))
        .map(|(_, _, act)| act)
}

/// The words of each contrast that a text holds.
fn contrast(text: &str) -> Vec<(usize, &'static str)> {
    WORDS
        .matter
        .contrast
        .iter()
        .enumerate()
        .flat_map(|(line, words)| {
            words
                .iter()
                .filter(|w| text.contains(w.as_str()))
                .map(move |w| (line, w.as_str()))
        })
        .collect()
}

/// Whether one text names a level, medium or kind, and the other another one.
fn contrasts(a: &Matter, b: &Matter) -> bool {
    let line = |m: &Matter, line: usize| -> Vec<&'static str> {
        m.contrast
            .iter()
            .filter(|(l, _)| *l == line)
            .map(|(_, w)| *w)
            .collect()
    };
    (0..WORDS.matter.contrast.len()).any(|at| {
        let (x, y) = (line(a, at), line(b, at));
        !x.is_empty() && !y.is_empty() && x != y
    })
}

/// Whether the two name different counts of one unit: a part by an earlier day is a step.
fn counts_differ(a: &Matter, b: &Matter) -> bool {
    a.counts
        .iter()
        .any(|(unit, n)| b.counts.iter().any(|(u, m)| u == unit && m != n))
}

fn scope(text: &str) -> Option<(Scope, &'static str)> {
    let words = &WORDS.scope;
    found(&words.pilot, text)
        .map(|w| (Scope::Pilot, w))
        .or_else(|| found(&words.key, text).map(|w| (Scope::Key, w)))
        .or_else(|| found(&words.all, text).map(|w| (Scope::All, w)))
}

fn duty(text: &str) -> Option<(Duty, &'static str)> {
    let words = &WORDS.duty;
    found(&words.may, text)
        .map(|w| (Duty::May, w))
        .or_else(|| found(&words.must, text).map(|w| (Duty::Must, w)))
}

/// Share of the shorter text's pairs that the longer one must hold for the two to set one task. Rewording costs a pair or two;
/// another object costs most of them.
const HELD: f64 = 0.8;
/// Least Dice coefficient of the two: a short text lies within many long ones.
const ALIKE: f64 = 0.6;

/// How alike two tasks are, when they are the same; `None` when they are not.
pub(super) fn same(upper: &Matter, lower: &Matter) -> Option<f64> {
    if !upper.places.is_empty()
        && !lower.places.is_empty()
        && upper.places.is_disjoint(&lower.places)
    {
        return None;
    }
    if contrasts(upper, lower) || counts_differ(upper, lower) {
        return None;
    }
    let (held, dice) = likeness(&upper.grams, &lower.grams);
    (held >= HELD && dice >= ALIKE).then_some(dice)
}

/// The share of the smaller set that the other holds, and the Dice coefficient.
pub(super) fn likeness(a: &BTreeSet<[char; 2]>, b: &BTreeSet<[char; 2]>) -> (f64, f64) {
    let common = a.intersection(b).count();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let (least, sum) = (a.len().min(b.len()), a.len() + b.len());
    if least == 0 {
        return (0.0, 0.0);
    }
    (
        count(common) / count(least),
        2.0 * count(common) / count(sum),
    )
}
