//! Events of a matter as a text tells them, with their days, and which of them cannot stand in that order.
//!
//! An event is bound to a date of its own clause: the word right before the date (开工日期2024年9月10日), else the words after it
//! up to the next date (9月10日开工). Dates without a year are compared among themselves, as of one year, unless the year may have
//! turned between them. Limits: a clause of two subjects is read as one; plans and deadlines are left out.
mod lexicon;

use std::ops::Range;

use jiff::civil::Date;

use super::told::Told;
use crate::model::{FoundDate, Precision};

pub(super) use lexicon::{By, Order};

use lexicon::{LEXICON, Lexicon};

/// Id of a document that another one cites.
const CITED: &str = "cited";
/// Year under which dates without one are compared: a leap year, so that 29 February is a day.
const NO_YEAR: i16 = 2024;
/// Dates without a year that lie farther apart than this may lie on both sides of a new year, in days.
const YEAR_TURNS: i64 = 183;
/// Most characters between a date and the word of its event after it.
const REACH: u32 = 12;

/// How the year of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// Written.
    Written,
    /// Taken over from a date before it, or from the day of the document.
    Guessed,
    /// Not known; the date is compared as one of [`NO_YEAR`].
    Missing,
}

/// Something that happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// Id of its kind.
    pub(super) kind: String,
    /// Name of its kind.
    pub(super) name: String,
    /// Its word.
    pub(super) word: Range<u32>,
    /// Its date.
    pub(super) at: Range<u32>,
    /// First day it may have been.
    pub(super) from: Date,
    /// Last day it may have been.
    pub(super) to: Date,
    /// How its year is known.
    pub(super) year: Year,
    /// Its clause.
    pub(super) clause: Range<u32>,
    /// Its sentence, counted from 0.
    pub(super) sentence: usize,
}

impl Event {
    /// Word and date together.
    pub(super) fn range(&self) -> Range<u32> {
        self.word.start.min(self.at.start)..self.word.end.max(self.at.end)
    }
}

/// Two events in the wrong order: `first` should not be after `then`, and is.
#[derive(Clone, Debug)]
pub(super) struct Reversal {
    pub(super) first: Event,
    pub(super) then: Event,
    pub(super) order: &'static Order,
}

/// Days from one date to another.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// First and last day of a date, and how its year is known.
pub(super) fn days(found: &FoundDate) -> Option<(Date, Date, Year)> {
    let value = &found.value;
    let has_year = value.raw.contains('年') || value.raw.matches(['-', '/', '.']).count() > 1;
    match (value.from, value.to, value.precision) {
        (_, _, Precision::Invalid | Precision::Relative | Precision::Vague | Precision::None) => {
            None
        }
        // A deadline is no event.
        (None, Some(_), _) => None,
        (Some(from), to, _) => {
            let year = if has_year {
                Year::Written
            } else {
                Year::Guessed
            };
            Some((from, to.unwrap_or(from), year))
        }
        (None, None, precision) => {
            let (month, day) = month_and_day(&value.raw)?;
            let first = date_of(month, day.unwrap_or(1))?;
            let last = match (precision, day) {
                (Precision::Day, Some(_)) => first,
                (Precision::Month, None) => first.last_of_month(),
                _ => return None,
            };
            Some((first, last, Year::Missing))
        }
    }
}

fn date_of(month: i8, day: i8) -> Option<Date> {
    Date::new(NO_YEAR, month, day).ok()
}

/// 6月2日, 六月二号 and 6月, as numbers.
fn month_and_day(raw: &str) -> Option<(i8, Option<i8>)> {
    let (month, rest) = raw.split_once('月')?;
    let month = small(month)?;
    let rest = rest.trim_end_matches(['日', '号', ' ', '份']);
    let day = if rest.is_empty() {
        None
    } else {
        Some(small(rest)?)
    };
    Some((month, day))
}

/// Of a day written without its year, whether some year has it; `None` for every other writing.
pub(super) fn written_day(raw: &str) -> Option<bool> {
    let bare = raw.trim();
    if bare.contains('年') || bare.matches('月').count() != 1 {
        return None;
    }
    let (month, day) = month_and_day(bare)?;
    (month <= 12).then(|| date_of(month, day.unwrap_or(1)).is_some())
}

/// A number up to 31, in either writing.
fn small(text: &str) -> Option<i8> {
    if let Ok(n) = text.trim().parse() {
        return Some(n);
    }
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c);
    let mut value: usize = 0;
    let mut tens = false;
    for c in text.trim().chars() {
        match (c, digit(c)) {
            ('十', _) => {
                value = value.max(1) * 10;
                tens = true;
            }
            ('廿', _) => {
                value = 20;
                tens = true;
            }
            (_, Some(d)) if tens || value == 0 => value += d,
            _ => return None,
        }
    }
    i8::try_from(value).ok().filter(|n| (1..=31).contains(n))
}

/// The events of a text, in the order of their dates in it.
pub(super) fn events(told: &Told<'_>) -> Vec<Event> {
    let Some(words) = LEXICON.as_ref() else {
        return Vec::new();
    };
    if told.dates.is_empty() {
        return Vec::new();
    }
    let sentences = told.sentences();
    let mut out = Vec::new();
    for clause in told.clauses() {
        let dates: Vec<(&FoundDate, Date, Date, Year)> = told
            .dates
            .iter()
            .filter(|d| clause.start <= d.start && d.end <= clause.end)
            .filter_map(|d| days(d).map(|(from, to, year)| (d, from, to, year)))
            .collect();
        if dates.is_empty() || words.planned.is_match(told.slice(&clause)) {
            continue;
        }
        let named = occurrences(told, &clause, words);
        let sentence = sentences
            .iter()
            .position(|s| s.start <= clause.start && clause.end <= s.end)
            .unwrap_or(0);
        let cites = told.find(&words.cites, &clause);
        let first_date = dates.first().map_or(clause.end, |d| d.0.start);
        let words_first = named.first().is_some_and(|(_, w)| w.start < first_date);
        for (nth, (found, from, to, year)) in dates.iter().enumerate() {
            let before = nth
                .checked_sub(1)
                .and_then(|n| dates.get(n))
                .map_or(clause.start, |d| d.0.end);
            let after = dates.get(nth + 1).map_or(clause.end, |d| d.0.start);
            let event = |kind: &str, name: &str, word: &Range<u32>| Event {
                kind: kind.to_owned(),
                name: name.to_owned(),
                word: word.clone(),
                at: found.start..found.end,
                from: *from,
                to: *to,
                year: *year,
                clause: clause.clone(),
                sentence,
            };
            let touches = |from: u32, to: u32| words.glue.is_match(told.slice(&(from..to)));
            let bound = bound(
                &named,
                words_first,
                before..after,
                found,
                nth + 1 < dates.len(),
                &touches,
            );
            for (kind, word) in &bound {
                let is_cited = ["issue", "plan"].contains(&kind.id.as_str())
                    && (cites.iter().any(|c| c.end <= found.start)
                        || words
                            .cited_noun
                            .is_match(told.slice(&(word.end..clause.end))));
                if is_cited {
                    out.push(event(CITED, "所引文件", word));
                } else {
                    out.push(event(&kind.id, &kind.name, word));
                }
            }
        }
    }
    out
}

type Named<'l> = (&'l lexicon::Kind, Range<u32>);

/// The words of events in a clause.
fn occurrences<'l>(told: &Told<'_>, clause: &Range<u32>, words: &'l Lexicon) -> Vec<Named<'l>> {
    told.captures(&words.events, clause)
        .filter_map(|found| {
            let kind = words
                .kinds
                .iter()
                .zip(&words.groups)
                .find_map(|(kind, group)| found.get(*group).map(|_| kind))?;
            Some((kind, found.get(0).filter(|m| !m.is_empty())?))
        })
        .collect()
}

/// The events that belong to one date: the word touching it from before where words stand first, and the words after it.
fn bound<'n, 'l>(
    named: &'n [Named<'l>],
    words_first: bool,
    between: Range<u32>,
    found: &FoundDate,
    more_follow: bool,
    touches: &dyn Fn(u32, u32) -> bool,
) -> Vec<&'n Named<'l>> {
    let mut left: Vec<&Named<'_>> = Vec::new();
    let mut next = found.start;
    for one in named
        .iter()
        .rev()
        .filter(|(_, w)| between.start <= w.start && w.end <= found.start)
    {
        if !words_first || !touches(one.1.end, next) {
            break;
        }
        left.push(one);
        next = one.1.start;
        // 中标公告发布于: what is published stands before the publishing.
        if !["issue", "done"].contains(&one.0.id.as_str()) {
            break;
        }
    }
    let right = named.iter().filter(|(_, w)| {
        let ahead = found.end <= w.start && w.end <= between.end && w.start - found.end <= REACH;
        // 收文4月2日传达4月5日: a word that touches the next date belongs to that one, where words stand first.
        ahead && !(words_first && more_follow && touches(w.end, between.end))
    });
    left.iter().copied().chain(right).collect()
}

/// The events that cannot stand in the order in which they are dated.
pub(super) fn reversals(told: &Told<'_>, events: &[Event], by: By) -> Vec<Reversal> {
    let Some(words) = LEXICON.as_ref() else {
        return Vec::new();
    };
    let sentences = told.sentences();
    let mut out: Vec<Reversal> = Vec::new();
    for order in words.orders.iter().filter(|o| o.by == by) {
        for first in events.iter().filter(|e| e.kind == order.first) {
            for then in events.iter().filter(|e| order.then.contains(&e.kind)) {
                let near = first.sentence.abs_diff(then.sentence) <= 1;
                let one = first.at != then.at
                    && near
                    && is_after(first, then)
                    && is_one_matter(told, first, then, words);
                if !one || is_explained(told, &sentences, first.sentence.max(then.sentence), words)
                {
                    continue;
                }
                out.push(Reversal {
                    first: first.clone(),
                    then: then.clone(),
                    order,
                });
            }
        }
    }
    out
}

/// Whether the years of two events allow to compare them.
pub(super) fn are_comparable(a: &Event, b: &Event) -> bool {
    (a.year == Year::Missing) == (b.year == Year::Missing)
}

/// Whether `first` is certainly later than `then`.
fn is_after(first: &Event, then: &Event) -> bool {
    if !are_comparable(first, then) {
        return false;
    }
    let gap = days_between(then.to, first.from);
    let is_sure = first.year == Year::Written && then.year == Year::Written;
    gap > 0 && (is_sure || gap <= YEAR_TURNS)
}

/// Whether a sentence, or the one before or after it, says why.
fn is_explained(told: &Told<'_>, sentences: &[Range<u32>], at: usize, words: &Lexicon) -> bool {
    sentences
        .iter()
        .skip(at.saturating_sub(1))
        .take(3)
        .any(|s| {
            told.find(&words.explained, s)
                .iter()
                .any(|at| !is_denied(told.slice(&(s.start..at.start))))
        })
}

/// Whether what comes after these words is denied: 未见|说明, 没有|注明.
fn is_denied(before: &str) -> bool {
    const DENIALS: &[&str] = &[
        "未",
        "没有",
        "没",
        "无",
        "不",
        "未见",
        "并未",
        "均未",
        "不见",
        "未作",
        "未予",
        "未见任何",
        "没有任何",
        "无任何",
        "未做",
        "未附",
        "不作",
    ];
    DENIALS.iter().any(|d| before.ends_with(d))
}

/// Whether the text around an event says why its date may stand.
pub(super) fn explains(told: &Told<'_>, sentence: usize) -> bool {
    LEXICON
        .as_ref()
        .is_some_and(|words| is_explained(told, &told.sentences(), sentence, words))
}

/// Whether two events may be of one matter: clauses that name different things are not.
fn is_one_matter(told: &Told<'_>, a: &Event, b: &Event, words: &Lexicon) -> bool {
    if a.clause == b.clause || a.kind == CITED {
        return true;
    }
    let names = |e: &Event| -> Vec<String> {
        told.find(&words.named, &e.clause)
            .into_iter()
            .map(|r| told.slice(&r).to_owned())
            .filter(|n| !words.not_named.is_match(n))
            .collect()
    };
    let (before, after) = if a.clause.start < b.clause.start {
        (names(a), names(b))
    } else {
        (names(b), names(a))
    };
    // A clause that names nothing goes on about what was named; one that names something of its own begins a new matter.
    after.is_empty()
        || before.iter().any(|n| {
            let n: Vec<char> = n.chars().collect();
            n.windows(2).any(|pair| {
                after
                    .iter()
                    .any(|m| m.contains(&pair.iter().collect::<String>()))
            })
        })
}

/// The day written out, without the year that is not there.
pub(super) fn day_shown(event: &Event, day: Date) -> String {
    if event.year == Year::Missing {
        format!("{:02}-{:02}", day.month(), day.day())
    } else {
        day.to_string()
    }
}
