//! Counts of matters and rates: 14项任务中,完成1项; 办结率98.5%.
use rust_decimal::Decimal;

use super::{
    Found,
    clause::{Clause, Sentence},
    lexicon::{WORDS, holds},
    mood::Spot,
    quoted,
    status::predicates,
    subject::{Scope, numbers_in},
};
use crate::{
    model::{Claimed, Facets, NumValue, Subject, char_slice},
    normalize::status,
};

/// Words that are a state only beside a number, and the words of status they stand for.
const BESIDE_NUMBERS: &[(&str, &str)] = &[
    ("推进", "正在推进"),
    ("在建", "正在推进"),
    ("在施", "正在推进"),
    ("在办", "正在推进"),
    ("进行中", "正在推进"),
    ("剩余未完成", "正在推进"),
];

/// What numbers before said is counted, by measure word.
#[derive(Debug, Default)]
pub(super) struct Running {
    nouns: Vec<(String, String)>,
    /// Total and finished number of this sentence, for its rates.
    pub(super) total: Option<(String, Decimal)>,
    pub(super) done: Option<(String, Decimal)>,
}

impl Running {
    fn noun(&self, unit: &str) -> Option<&str> {
        self.nouns
            .iter()
            .rev()
            .find(|(u, _)| u == unit)
            .map(|(_, noun)| noun.as_str())
    }
}

/// A number with the words around it.
pub(super) struct Counted<'a> {
    pub(super) number: &'a NumValue,
    /// Between the mark or number before it and the number.
    pub(super) label: String,
    /// After it, up to the next mark or number.
    noun: String,
    pub(super) clause: usize,
    /// Index of the clause's first byte of `label` in its bare text.
    pub(super) label_at: usize,
}

/// The counts and rates of a sentence. `running` carries on from sentence to sentence of a passage.
pub(super) fn claims(
    sentence: &Sentence<'_>,
    scope: &Scope,
    running: &mut Running,
    out: &mut Vec<Found>,
) {
    running.total = None;
    running.done = None;
    let limits = span(sentence);
    for (index, clause) in sentence.clauses.iter().enumerate() {
        for counted in counted(sentence, clause, index) {
            let claimed = if counted.number.unit == "%" {
                super::rates::rate(sentence, clause, &counted, running)
            } else {
                count(
                    sentence,
                    clause,
                    &counted,
                    running,
                    scope,
                    limits.as_deref(),
                )
            };
            if let Some(claimed) = claimed {
                out.push(Found {
                    claimed,
                    subject: subject(sentence, &counted, scope),
                    range: quoted(sentence, clause),
                    at: counted.number.start,
                });
            }
        }
    }
}

fn counted<'a>(sentence: &Sentence<'a>, clause: &Clause, index: usize) -> Vec<Counted<'a>> {
    let numbers: Vec<&NumValue> = sentence.numbers(&clause.range).collect();
    let chars: Vec<char> = clause.bare.chars().collect();
    let cut = |from: u32, to: u32| -> &[char] {
        let (from, to) = (
            from.saturating_sub(clause.range.start),
            to.saturating_sub(clause.range.start),
        );
        chars.get(from as usize..to as usize).unwrap_or_default()
    };
    let bytes = |at: u32| {
        cut(clause.range.start, at)
            .iter()
            .map(|c| c.len_utf8())
            .sum::<usize>()
    };
    let mut out = Vec::new();
    for (k, number) in numbers.iter().enumerate() {
        // What is counted in brackets is a remark on what stands before them.
        let hidden = cut(number.start, number.end)
            .iter()
            .any(|c| matches!(c, '□' | '■'));
        if hidden {
            continue;
        }
        let from = k
            .checked_sub(1)
            .and_then(|p| numbers.get(p))
            .map_or(clause.range.start, |p| p.end);
        let to = numbers.get(k + 1).map_or(clause.range.end, |n| n.start);
        let label = cut(from.min(number.start), number.start);
        let tail = cut(number.end, to.max(number.end));
        let label_from = label
            .iter()
            .rposition(|c| matches!(c, '、' | '(' | ')' | '■' | ' '))
            .map_or(0, |p| p + 1);
        let kept = label.get(label_from..).unwrap_or_default();
        let noun: String = tail
            .iter()
            .take_while(|c| !matches!(c, '、' | '(' | ')' | '■' | ' '))
            .collect();
        // Words between two numbers without a mark belong to the second, all but the noun: 6项任务 完成4项.
        let noun = if k + 1 < numbers.len() && noun.chars().count() == tail.len() {
            leading_noun(&noun)
        } else {
            noun
        };
        out.push(Counted {
            number,
            label: kept.iter().collect(),
            noun,
            clause: index,
            label_at: bytes(from.min(number.start) + u32::try_from(label_from).unwrap_or(0)),
        });
    }
    out
}

/// The noun of what is counted with which the words begin.
fn leading_noun(words: &str) -> String {
    WORDS
        .nouns
        .keys()
        .filter(|w| words.starts_with(w.as_str()))
        .max_by_key(|w| w.len())
        .cloned()
        .unwrap_or_default()
}

/// The words that limit a sentence's numbers to a span of time or to a sample, if any do.
fn span(sentence: &Sentence<'_>) -> Option<String> {
    let text = sentence.text();
    if holds(&WORDS.counting.stock, &text) && !text.contains("抽") {
        return None;
    }
    WORDS
        .counting
        .flow
        .iter()
        .filter(|w| text.contains(w.as_str()))
        .max_by_key(|w| w.len())
        .cloned()
}

fn count(
    sentence: &Sentence<'_>,
    clause: &Clause,
    counted: &Counted<'_>,
    running: &mut Running,
    scope: &Scope,
    limits: Option<&str>,
) -> Option<Claimed> {
    let number = counted.number;
    let unit = number.unit.as_str();
    let whole =
        number.value.fract().is_zero() && number.value >= Decimal::ZERO && number.scale <= 0;
    if !whole || !WORDS.counting.units.iter().any(|u| u == unit) {
        return None;
    }
    let noun = noun_of(&counted.noun, &counted.label);
    let state = state(sentence, clause, counted, scope)?;
    if let Some(noun) = &noun {
        running.nouns.retain(|(u, _)| u != unit);
        running.nouns.push((unit.to_owned(), noun.clone()));
    }
    let of = noun.or_else(|| running.noun(unit).map(str::to_owned))?;
    // A bare number without measure word counts only beside a noun of its own or a state.
    if unit.is_empty() && state.is_none() && !counted.label.ends_with(['数', '为', '共']) {
        return None;
    }
    // 其中水环境28个, 其余8个: parts by something else than their state, no totals.
    let is_first = running.total.is_none() && running.done.is_none();
    let says_total = holds(&WORDS.counting.total, &counted.label)
        || !counted.noun.is_empty() && noun_only(&leading_noun(&counted.noun));
    let is_rest = [
        "其中", "其余", "余", "另", "剩", "还有", "其他", "批准", "改正",
    ]
    .iter()
    .any(|w| counted.label.contains(w));
    if state.is_none() && (is_rest || !(is_first || says_total)) {
        return None;
    }
    match &state {
        None => running.total = Some((of.clone(), number.value)),
        Some(s) if s.is_done() => running.done = Some((of.clone(), number.value)),
        Some(_) => {}
    }
    let is_part = counted.label.contains("其中") || state.is_some();
    Some(Claimed::Count {
        value: number.clone(),
        of,
        state,
        is_part,
        during: limits.map(str::to_owned),
    })
}

/// What is counted, from the words after the number, else from those before it.
fn noun_of(after: &str, before: &str) -> Option<String> {
    let after = after.trim_start_matches(['的', '个', '件']);
    let by_length = |found: Vec<(&String, &String)>| {
        found
            .into_iter()
            .max_by_key(|(w, _)| w.len())
            .map(|(_, noun)| noun.clone())
    };
    let follows = by_length(
        WORDS
            .nouns
            .iter()
            .filter(|(w, _)| after.starts_with(w.as_str()))
            .collect(),
    );
    if follows.is_some() {
        return follows;
    }
    let label = before
        .trim_end_matches(['共', '有', '为', '达', '计', '约', ':'])
        .trim_end_matches("总数")
        .trim_end_matches("合计")
        .trim_end_matches('数');
    by_length(
        WORDS
            .nouns
            .iter()
            .filter(|(w, _)| label.ends_with(w.as_str()))
            .collect(),
    )
}

/// The state the number is of: `None` inside for a total. The outer `None`: planned, denied or reported, no claim.
fn state(
    sentence: &Sentence<'_>,
    clause: &Clause,
    counted: &Counted<'_>,
    scope: &Scope,
) -> Option<Option<Facets>> {
    let spot = |start: usize, end: usize| Spot {
        sentence,
        clause,
        index: Some(counted.clause),
        start,
        end,
        under_plan: scope.is_plan,
    };
    let number_at: usize = counted.label_at + counted.label.len();
    // Before the number: 已完成1项, 其中已销号26项, 未达到序时进度3项.
    let in_label = predicates(&counted.label).pop();
    if let Some(p) = in_label {
        let between = counted.label.get(p.end..).unwrap_or_default();
        let bare = between.trim_start_matches(['了', '的', '有', '为', '达', '共', '约', '计']);
        let close =
            bare.is_empty() || noun_only(bare) || WORDS.whole_object.iter().any(|w| w == bare);
        if close {
            let at = spot(counted.label_at + p.start, number_at);
            return at.is_fact().then_some(Some(p.facets));
        }
    }
    // 推进2项, 在建3项: words that are a state only beside a number.
    if let Some((_, said)) = BESIDE_NUMBERS
        .iter()
        .find(|(w, _)| counted.label.ends_with(w))
    {
        let at = spot(number_at, number_at);
        return at.is_fact().then(|| Some(status::facets(said)));
    }
    // After it: 4项通过市级验收销号, 3项未达到序时进度, 2项任务已完成.
    let in_noun = predicates(&counted.noun);
    if let [p] = in_noun.as_slice() {
        let rest = counted.noun.get(p.end..).unwrap_or_default();
        let last = rest.is_empty() || rest.starts_with(['并', '且']);
        let after = number_at + counted.number.raw.len();
        let at = spot(after + p.start, after + p.end);
        if last {
            return at.is_fact().then_some(Some(p.facets));
        }
    }
    let at = spot(number_at, number_at);
    let planned = !at.is_stated();
    let asked = ["计划", "拟", "力争", "确保", "目标"]
        .iter()
        .any(|w| at.before().contains(w));
    (!planned && !asked).then_some(None)
}

/// 任务, 整改任务: nothing but a noun of what is counted.
fn noun_only(words: &str) -> bool {
    WORDS.nouns.contains_key(words)
}

/// What the count is about: the number of a record before it, else the matter of the passage.
fn subject(sentence: &Sentence<'_>, counted: &Counted<'_>, scope: &Scope) -> Subject {
    Subject {
        unit: unit(sentence, counted),
        ..subject_at(sentence, counted.number.start, scope)
    }
}

/// The matter of a number that begins at a character of the passage.
pub(super) fn subject_at(sentence: &Sentence<'_>, end: u32, scope: &Scope) -> Subject {
    // A number in brackets behind a part (完成1项(…)) names that part, not what is counted next.
    let after_part = sentence.inner.iter().any(|c| {
        c.range.end <= end
            && sentence
                .numbers(&(sentence.range.start..c.range.start))
                .any(|n| n.end + 1 == c.range.start)
    });
    let before = if after_part {
        end..end
    } else {
        sentence.range.start..end
    };
    let found = numbers_in(sentence, &before);
    let mut named: Vec<String> = found.into_iter().flat_map(|n| n.nos).collect();
    named.sort();
    named.dedup();
    let no = match named.as_slice() {
        [no] => Some(no.clone()),
        // Several numbers: the count is of all of them together, so of none.
        [_, ..] => None,
        [] => scope.no.clone(),
    };
    // The matter's own name before its number: 危险废物规范化评估(ZZ2026-009)6项任务完成4项.
    let title = if no == scope.no {
        scope.title.clone()
    } else {
        String::new()
    };
    Subject {
        no,
        title,
        ..Subject::default()
    }
}

/// The place or office named just before the number: 滨江县1件.
fn unit(sentence: &Sentence<'_>, counted: &Counted<'_>) -> Option<String> {
    let label = counted.label.trim_start_matches("其中");
    let ends = [
        "省", "市", "县", "区", "旗", "镇", "乡", "街道", "局", "厅", "处", "站", "中心",
    ];
    let short = (2..=14).contains(&label.chars().count());
    if !short || !ends.iter().any(|e| label.ends_with(e)) {
        return None;
    }
    let len = u32::try_from(label.chars().count()).ok()?;
    let range = counted.number.start.checked_sub(len)?..counted.number.start;
    Some(char_slice(&sentence.passage.text, &range))
}
