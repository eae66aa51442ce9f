//! What a text demands or says was done: amounts, days, cycles, each with its place.
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{lexicon::WORDS, spans};
use crate::{
    detect::{pairing::Part, ruled::Ruled},
    model::NumValue,
};

/// How an amount is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Level,
    Fall,
    Rise,
}

/// Which way is stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stricter {
    Higher,
    Lower,
}

/// An amount with its unit.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub(super) value: Decimal,
    pub(super) unit: String,
    pub(super) kind: Kind,
    pub(super) stricter: Stricter,
    /// The metric it belongs to, when its clause names one.
    pub(super) name: Option<String>,
    /// The two characters after it: what is counted.
    pub(super) noun: String,
    /// Whether it is for each of several (每个乡镇).
    pub(super) each: bool,
    /// Whether its clause tells a fact or a means and demands nothing.
    pub(super) aside: bool,
    pub(super) range: Range<u32>,
}

/// A day by which something is due or was done.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) day: Date,
    /// Whether no year was written: only month and day are compared.
    pub(super) no_year: bool,
    pub(super) clause: Range<u32>,
    pub(super) range: Range<u32>,
}

/// How often something is done, in times a year.
#[derive(Clone, Debug)]
pub(super) struct Cycle {
    pub(super) times: u32,
    pub(super) range: Range<u32>,
}

/// A text as it is compared.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    ruled: Ruled<'a>,
    pub(super) amounts: Vec<Amount>,
    pub(super) dues: Vec<Due>,
    pub(super) cycles: Vec<Cycle>,
}

/// Characters after a number that tell what is counted.
const NOUN_CHARS: u32 = 2;

impl<'a> Reading<'a> {
    /// Reads a part.
    pub(super) fn of(part: &'a Part) -> Self {
        let ruled = Ruled::new(part.plain.as_str().into());
        let clauses = clauses(ruled.text());
        let mut amounts: Vec<Amount> = Vec::new();
        for found in &part.numbers {
            let is_term = WORDS.term_unit.contains(&found.unit);
            if !found.unit.is_empty() && !is_term && !WORDS.aside_unit.contains(&found.unit) {
                let before = amounts.last().map_or(0, |a| a.range.end);
                amounts.push(amount(&ruled, &clauses, found, before));
            }
        }
        amounts.extend(spans::terms(&ruled, &clauses, part));
        let mut dues: Vec<Due> = part
            .dates
            .iter()
            .filter_map(|d| {
                let clause = clause_of(&clauses, d.start);
                let lead = ruled.slice(&(clause.start..d.start));
                let past = ["截至", "去年", "上年"];
                if past
                    .iter()
                    .any(|w| lead.ends_with(w) || d.value.raw.contains(w))
                {
                    return None;
                }
                Some(Due {
                    day: d.value.to.or(d.value.from)?,
                    no_year: !d.value.raw.contains(['年', '“']) || d.value.raw.starts_with('年'),
                    clause,
                    range: d.start..d.end,
                })
            })
            .collect();
        dues.extend(spans::seasons(&ruled, &clauses));
        dues.sort_by_key(|d| d.range.start);
        let cycles = spans::cycles(&ruled);
        Self {
            amounts,
            dues,
            cycles,
            ruled,
        }
    }
    /// The whole text.
    pub(super) fn text(&self) -> &str {
        self.ruled.text()
    }
    /// The characters of a range.
    pub(super) fn slice(&self, range: &Range<u32>) -> &str {
        self.ruled.slice(range)
    }
    /// The sentence a character stands in, as text.
    pub(super) fn sentence(&self, at: u32) -> String {
        let chars: Vec<char> = self.text().chars().collect();
        let at = (at as usize).min(chars.len());
        let ends = |c: &char| matches!(c, '。' | ';' | '!' | '?' | '\n');
        let start = chars.iter().take(at).rposition(ends).map_or(0, |p| p + 1);
        chars.iter().skip(start).take_while(|c| !ends(c)).collect()
    }
}

fn clauses(text: &str) -> Vec<Range<u32>> {
    let mut all = Vec::new();
    let (mut from, mut at) = (0, 0);
    for c in text.chars() {
        if matches!(c, ',' | ';' | '。' | ':' | '!' | '?' | '\n') {
            if from < at {
                all.push(from..at);
            }
            from = at + 1;
        }
        at += 1;
    }
    if from < at {
        all.push(from..at);
    }
    all
}

pub(super) fn clause_of(clauses: &[Range<u32>], at: u32) -> Range<u32> {
    clauses
        .iter()
        .find(|c| c.start <= at && at <= c.end)
        .cloned()
        .unwrap_or(at..at)
}

fn amount(ruled: &Ruled<'_>, clauses: &[Range<u32>], found: &NumValue, last_end: u32) -> Amount {
    let clause = clause_of(clauses, found.start);
    let before = ruled.slice(&(clause.start.max(last_end)..found.start));
    let whole_clause = ruled.slice(&clause);
    let noun: String = ruled
        .slice(&(found.end..clause.end.max(found.end)))
        .chars()
        .take(NOUN_CHARS as usize)
        .collect();
    let raw = &found.raw;
    let tail: String = before
        .chars()
        .rev()
        .take(6)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let to = tail.ends_with(['到', '至']) || raw.contains('到');
    let kind = match (
        WORDS.fall.is_in(&tail) && !to,
        WORDS.rise.is_in(&tail) && !to,
    ) {
        (true, _) => Kind::Fall,
        (_, true) => Kind::Rise,
        _ => Kind::Level,
    };
    let name = WORDS
        .metric
        .last(before)
        .or_else(|| WORDS.metric.last(whole_clause))
        .map(|n| last_chars(n, 3));
    let bounded = format!("{tail}{raw}");
    let stricter = if kind != Kind::Level {
        Stricter::Higher
    } else if WORDS.lower_unit.contains(&found.unit)
        || WORDS.lower_metric.is_in(before)
        || (WORDS.at_most.is_in(&bounded) && !WORDS.at_least.is_in(&bounded))
    {
        Stricter::Lower
    } else {
        Stricter::Higher
    };
    Amount {
        value: found.value,
        unit: found.unit.clone(),
        kind,
        stricter,
        name,
        noun,
        each: WORDS.each.is_in(whole_clause),
        aside: WORDS.aside.is_in(whole_clause),
        range: found.start..found.end,
    }
}

/// The last characters of a name: 农村生活污水治理率 and 治理率 are one metric.
fn last_chars(text: &str, count: usize) -> String {
    let skip = text.chars().count().saturating_sub(count);
    text.chars().skip(skip).collect()
}
