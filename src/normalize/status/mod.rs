//! Words of status into four facets: completion, schedule, closure, standing.
//!
//! Order of the tests in a clause: plan or intent, negation, qualifier (部分, 阶段性, 基本), share, then the word itself. What
//! the clauses of one text say is merged; work that is done in one clause and under way in another is done in part.
mod clause;
mod lexicon;
mod yes_no;

use rust_decimal::Decimal;

use crate::model::{Closure, Completion, Facets, Schedule, fold};

use clause::Said;
use lexicon::WORDS_OF_STATUS;

/// What a status cell, or a sentence, says. [`Facets::is_empty`] when it says nothing of a status.
///
/// A share alone (`80%`) gives only [`Facets::percent`], and 是 or √ nothing: what they speak of stands in the header, see
/// [`facets_under`]. Whatever says something of a status and nothing of closing is [`Closure::Open`].
#[must_use]
pub fn facets(text: &str) -> Facets {
    let mut said = Vec::new();
    let folded = fold(text);
    let squeezed: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    if WORDS_OF_STATUS.is_one_word(&squeezed) {
        said.push(clause::read(&squeezed));
        return merge(&said);
    }
    for sentence in folded.split(['。', ';', '!', '?']) {
        for clause in clauses(sentence) {
            said.push(clause::read(&clause));
        }
    }
    let mut facets = merge(&said);
    if facets.is_empty() {
        facets.percent = only_percent(&folded);
    }
    facets
}

/// What a cell says under its header: 是 and √ under 是否完成, 80% under 完成率, 正常 under 进度.
#[must_use]
pub fn facets_under(header: &str, text: &str) -> Facets {
    yes_no::facets_under(header, text)
}

/// Whether a text is nothing but words of status, as the cells of a status column are.
#[must_use]
pub fn is_status(text: &str) -> bool {
    let folded = fold(text.trim());
    if folded.chars().count() > LONGEST_STATUS || folded.is_empty() {
        return false;
    }
    let mut any = false;
    for clause in clauses(&folded) {
        let said = clause::read(&clause);
        any |= said.is_something();
        if clause::left_over(&clause) > LEFT_OVER {
            return false;
        }
    }
    any
}

/// Whether the shipped words can be read; see `status.toml`.
#[must_use]
pub fn words_are_sound() -> bool {
    lexicon::is_sound()
}

/// Longest text that can be nothing but a status, in characters: 未完成但达到序时进度，已申请延期至12月底 and its like.
const LONGEST_STATUS: usize = 24;
/// Characters of a clause that may be neither status nor a word around it: 已于, 了, 年.
const LEFT_OVER: usize = 3;

/// The clauses of a text. Line ends and blanks part clauses only where what stands before says something: 已完\n成 is one word.
fn clauses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = String::new();
    for c in text.chars() {
        if WORDS_OF_STATUS.lists.separators.contains(c) && !is_slash_of_date(c, &open) {
            if !open.is_empty() {
                found.push(std::mem::take(&mut open));
            }
        } else if c.is_whitespace() {
            if clause::read(&open).is_something() {
                found.push(std::mem::take(&mut open));
            }
        } else {
            open.push(c);
        }
    }
    if !open.is_empty() {
        found.push(open);
    }
    found
}

/// 2026/6 and 3/5 are not cut.
fn is_slash_of_date(c: char, before: &str) -> bool {
    c == '/' && before.ends_with(|c: char| c.is_ascii_digit())
}

/// All clauses together: the furthest completion, unless other work is under way or not begun; standing if any says so.
fn merge(said: &[Said]) -> Facets {
    let mut facets = Facets::default();
    let mut done = false;
    let mut under_way = false;
    let mut any = false;
    let mut is_term = false;
    for s in said.iter().filter(|s| s.is_something()) {
        any = true;
        facets.completion = facets.completion.max(s.completion);
        done |= s.completion == Some(Completion::Done);
        under_way |= s.denies_done;
        is_term |= s.is_term;
        facets.schedule = match (facets.schedule, s.schedule) {
            (Some(a), Some(b)) => Some(graver(a, b)),
            (a, b) => a.or(b),
        };
        facets.closure = facets.closure.max(s.closure);
        facets.standing |= s.standing;
        facets.percent = facets.percent.or(s.percent);
    }
    if !any {
        return facets;
    }
    let closure = facets.closure.unwrap_or(Closure::Open);
    facets.closure = Some(closure);
    if done && under_way && closure == Closure::Open {
        facets.completion = Some(Completion::Stage);
    }
    if is_term && facets.standing && !under_way && facets.completion == Some(Completion::Started) {
        facets.completion = None;
    }
    if facets.completion == Some(Completion::Done) {
        facets.schedule = facets.schedule.and_then(when_done);
    }
    facets
}

/// Of two schedules the one that matters more to a reader.
fn graver(a: Schedule, b: Schedule) -> Schedule {
    let weight = |s| match s {
        Schedule::Overdue => 5,
        Schedule::Late => 4,
        Schedule::Behind => 3,
        Schedule::Early => 2,
        Schedule::OnTime => 1,
        Schedule::OnTrack => 0,
    };
    if weight(b) > weight(a) { b } else { a }
}

/// What a schedule says of work that is done.
fn when_done(schedule: Schedule) -> Option<Schedule> {
    match schedule {
        Schedule::Overdue | Schedule::Behind | Schedule::Late => Some(Schedule::Late),
        Schedule::OnTrack => None,
        on_time => Some(on_time),
    }
}

/// The share when the text is nothing else: `80%`, `百分之八十`, `0.8` is none.
fn only_percent(folded: &str) -> Option<Decimal> {
    let bare: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    let number = bare.strip_suffix('%')?;
    number.parse().ok()
}
