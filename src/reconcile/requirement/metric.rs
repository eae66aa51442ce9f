//! Reads amounts that are demanded: which metric, whose, how much, by when.
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    lexicon::{Stem, Stricter, WORDS, found, stems},
    name::{self, Whose},
    sentence::Sentence,
};
use crate::model::{Hedge, NumValue};

/// How an amount is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 达到95%.
    Level,
    /// 下降10%.
    Fall,
    /// 提高5个百分点.
    Rise,
    /// 一级A.
    Grade,
}

/// A demanded amount.
#[derive(Clone, Debug)]
pub(super) struct Metric {
    /// Name of the metric without whose it is.
    pub(super) name: String,
    pub(super) whose: Whose,
    pub(super) kind: Kind,
    /// The year or period a change is measured against.
    pub(super) base: Option<String>,
    /// Over which time it is averaged: its first character, if said.
    pub(super) statistic: Option<char>,
    pub(super) unit: String,
    pub(super) value: Decimal,
    pub(super) stricter: Stricter,
    /// By when.
    pub(super) by: Option<Date>,
    /// Whether the clause tells what is or was, speaks of others or forbids: nothing is demanded.
    pub(super) aside: bool,
    /// As written, with the words that bound it.
    pub(super) written: String,
    /// From the name to the end of the amount.
    pub(super) range: Range<usize>,
}

/// What the metric before this one was, for 2026年达到50%、2027年达到60%.
#[derive(Clone)]
struct Carried {
    name: String,
    whose: Whose,
    stricter: Stricter,
    statistic: Option<char>,
    start: usize,
}

/// The amounts a sentence names.
pub(super) fn metrics(sentence: &Sentence<'_>) -> Vec<Metric> {
    let mut all = Vec::new();
    let mut carried: Option<Carried> = None;
    let mut from = 0;
    for number in &sentence.numbers {
        let (start, end) = (number.start as usize, number.end as usize);
        if start < from || number.unit.is_empty() {
            from = from.max(end);
            carried = None;
            continue;
        }
        let here = read(sentence, number, from..start, carried.as_ref());
        carried = here.as_ref().map(|(_, c)| c.clone());
        all.extend(here.map(|(m, _)| m));
        from = end;
    }
    all.extend(super::grade::grades(sentence));
    for metric in &mut all {
        metric.aside = is_aside(sentence, &metric.range) || is_worked_out(sentence, metric);
    }
    all
}

/// Whether the clause of a range tells a fact, speaks of others or forbids.
pub(super) fn is_aside(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let clause = sentence.text(clause_start(sentence, range.start)..range.end);
    found(&WORDS.reason.aside, &clause).is_some()
        || found(&WORDS.reason.forbids, &sentence.text(0..range.end)).is_some()
}

/// Whether a share is only what two counts of the sentence come to (17条中治理15条，治理率88.2%).
fn is_worked_out(sentence: &Sentence<'_>, metric: &Metric) -> bool {
    if metric.unit != "%" || metric.kind != Kind::Level {
        return false;
    }
    let counts: Vec<&NumValue> = sentence.numbers.iter().filter(|n| n.unit != "%").collect();
    counts.iter().any(|part| {
        counts.iter().any(|whole| {
            part.unit == whole.unit
                && part.value < whole.value
                && (part.value * Decimal::ONE_HUNDRED)
                    .checked_div(whole.value)
                    .is_some_and(|share| share.round_dp(metric.value.scale()) == metric.value)
        })
    })
}

/// The beginning of the clause in which a character stands.
fn clause_start(sentence: &Sentence<'_>, at: usize) -> usize {
    sentence
        .plain
        .iter()
        .take(at)
        .rposition(|c| matches!(c, ',' | ';' | '。' | ':'))
        .map_or(0, |p| p + 1)
}

fn read(
    sentence: &Sentence<'_>,
    number: &NumValue,
    before: Range<usize>,
    carried: Option<&Carried>,
) -> Option<(Metric, Carried)> {
    let text = sentence.text(before.clone());
    let known = match last_stem(&text) {
        Some((bytes, stem, name)) => {
            let start = before.start + text.get(..bytes.start)?.chars().count();
            let after = before.start + text.get(..bytes.end)?.chars().count();
            let whose = name::whose(sentence, start, before.start);
            let said = sentence.text(start..number.start as usize);
            let carried = Carried {
                statistic: statistic(&said),
                name,
                whose: whose.0,
                stricter: stem.stricter,
                start: whose.1,
            };
            (carried, after)
        }
        // Only a change of year may stand between the two amounts of one metric.
        None if !text.trim().is_empty() => (carried?.clone(), before.start),
        None => return None,
    };
    let (carried, after) = known;
    let between = residue(sentence, after..number.start as usize);
    if !between.left.is_empty() {
        return None;
    }
    let kind = match (number.unit.as_str(), between.change) {
        ("个百分点", None) => return None,
        (_, Some(kind)) => kind,
        (_, None) => Kind::Level,
    };
    let against = match (kind, carried.stricter) {
        (Kind::Level, Stricter::Higher) => number.hedge == Hedge::Under,
        (Kind::Level, Stricter::Lower) => number.hedge == Hedge::Over,
        _ => false,
    };
    if against {
        return None;
    }
    let metric = Metric {
        name: carried.name.clone(),
        whose: carried.whose.clone(),
        kind,
        base: (kind != Kind::Level)
            .then(|| base(sentence, before.start..number.start as usize))
            .flatten(),
        statistic: carried.statistic,
        unit: number.unit.clone(),
        value: number.value,
        stricter: if kind == Kind::Level {
            carried.stricter
        } else {
            Stricter::Higher
        },
        by: by(sentence, number.start as usize),
        aside: false,
        written: sentence.text(after..number.end as usize),
        range: carried.start..number.end as usize,
    };
    Some((metric, carried))
}

/// The metric named last in a text: its bytes, its stem, and the name it is compared by.
///
/// 氨氮浓度 is 氨氮; 氨氮排放量 keeps both words, as a load is no concentration.
fn last_stem(text: &str) -> Option<(Range<usize>, &'static Stem, String)> {
    let all = stems(text);
    let (range, stem) = all.last()?;
    let before = all.len().checked_sub(2).and_then(|i| all.get(i));
    if let Some((first, substance)) = before
        && substance.stricter == Stricter::Lower
        && !substance.of_substance
        && text
            .get(first.end..range.start)
            .is_some_and(|gap| strip(gap, &WORDS.statistic).is_empty())
    {
        let name = if stem.of_substance {
            substance.name.clone()
        } else {
            format!("{}{}", substance.name, stem.name)
        };
        return Some((first.start..range.end, stem, name));
    }
    Some((range.clone(), stem, stem.name.clone()))
}

/// What stands between a metric and its number, without the words that only link them.
struct Residue {
    left: String,
    change: Option<Kind>,
}

fn residue(sentence: &Sentence<'_>, range: Range<usize>) -> Residue {
    let mut text: String = range
        .clone()
        .filter(|i| !in_date(sentence, *i))
        .filter_map(|i| sentence.plain.get(i))
        .collect();
    if let Some(span) = base_span(&text) {
        text.replace_range(span, "");
    }
    let is_change = |words: &[String]| {
        words.iter().any(|w| {
            text.match_indices(w.as_str()).any(|(at, _)| {
                !text
                    .get(at + w.len()..)
                    .is_some_and(|rest| rest.starts_with(['到', '至']))
            })
        })
    };
    let change = if is_change(&WORDS.fall) {
        Some(Kind::Fall)
    } else if is_change(&WORDS.rise) {
        Some(Kind::Rise)
    } else {
        None
    };
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | '、' | ':' | ' ' | '(' | ')' | '|'))
        .collect();
    let left = strip(&strip(&plain, &WORDS.statistic), &WORDS.link);
    let left = left.trim_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '底' | '末' | '前')
    });
    Residue {
        left: left.to_owned(),
        change,
    }
}

/// A text without the words of a list, the longest first.
pub(super) fn strip(text: &str, words: &[String]) -> String {
    let mut sorted: Vec<&String> = words.iter().collect();
    sorted.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    sorted
        .into_iter()
        .fold(text.to_owned(), |t, w| t.replace(w.as_str(), ""))
}

pub(super) fn in_date(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence
        .dates
        .iter()
        .any(|d| (d.start as usize..d.end as usize).contains(&at))
}

fn statistic(text: &str) -> Option<char> {
    found(&WORDS.statistic, text)?.chars().next()
}

/// 比2020年, 较上年, 与2025年相比: bytes of the year a change is measured against.
fn base_span(text: &str) -> Option<Range<usize>> {
    text.match_indices(['比', '较', '与'])
        .find_map(|(at, word)| {
            let rest = text.get(at + word.len()..)?;
            let year: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let after = rest.get(year.len()..)?;
            let end = if year.len() == 4 && after.starts_with('年') {
                let tail = after.strip_prefix('年')?;
                let more = ["度", "底", "同期", "基数"]
                    .iter()
                    .find(|w| tail.starts_with(**w))
                    .map_or(0, |w| w.len());
                let tail = tail.get(more..)?;
                let also = if tail.starts_with("相比") {
                    "相比".len()
                } else {
                    0
                };
                year.len() + '年'.len_utf8() + more + also
            } else {
                ["上年同期", "上年", "去年同期", "去年", "基准年"]
                    .iter()
                    .find(|w| rest.starts_with(**w))?
                    .len()
            };
            Some(at..at + word.len() + end)
        })
}

/// What a change is measured against, wherever the sentence says so.
/// What is said since the number before goes first.
fn base(sentence: &Sentence<'_>, near: Range<usize>) -> Option<String> {
    base_in(&sentence.text(near)).or_else(|| base_in(&sentence.text(0..sentence.plain.len())))
}

fn base_in(text: &str) -> Option<String> {
    if text.contains("同比") {
        return Some("同比".to_owned());
    }
    let span = base_span(text)?;
    let words = text.get(span)?;
    let year: String = words.chars().filter(char::is_ascii_digit).collect();
    Some(if year.is_empty() {
        words.trim_start_matches(['比', '较', '与']).to_owned()
    } else {
        year
    })
}

/// The day by which an amount that begins at `at` is demanded: the date before it in the sentence, else the next after it.
pub(super) fn by(sentence: &Sentence<'_>, at: usize) -> Option<Date> {
    let no_base = |start: u32| {
        !start
            .checked_sub(1)
            .and_then(|i| sentence.plain.get(i as usize))
            .is_some_and(|c| matches!(c, '比' | '较' | '与'))
    };
    let mut dates = sentence.dates.iter().filter(|d| no_base(d.start));
    let before = dates
        .clone()
        .rfind(|d| d.end as usize <= at)
        .and_then(|d| d.value.to);
    // After it only a deadline counts: 每月公布上月数值 dates nothing.
    before.or_else(|| {
        dates
            .find(|d| d.start as usize >= at && d.value.from.is_none())?
            .value
            .to
    })
}
