//! How much of a measure is done: 应整治96个,累计整治71个; 210个中改造163个. The same reading for reports and for cells of ledgers.
use std::ops::Range;

use rust_decimal::Decimal;

use super::{
    Found,
    clause::Sentence,
    counts,
    lexicon::{WORDS, holds},
    mood::Spot,
    quoted,
    subject::Scope,
};
use crate::model::{Claimed, Hedge, NumValue, char_slice};

/// Longest words between a mark and a number that say what is measured, in characters.
const LONGEST_LABEL: usize = 20;
/// Words that say how much there is to do.
const DUE: &[&str] = &["应", "需", "共需", "须", "计划", "共应"];
/// Words that say how much is done, longest first.
const REACHED: &[&str] = &[
    "已累计",
    "累计已",
    "累计完成",
    "累计",
    "已完成",
    "完成",
    "已",
];

/// An amount with its place in the text.
#[derive(Clone, Debug)]
pub(in crate::reconcile) struct Amount {
    /// The number.
    pub(in crate::reconcile) value: NumValue,
    /// What it is of: 整治, 清理养殖网箱.
    pub(in crate::reconcile) what: String,
    /// How much there is to do.
    pub(in crate::reconcile) of: Option<Decimal>,
    /// Whether 累计 is said.
    pub(in crate::reconcile) is_running: bool,
    /// The words and the number.
    pub(in crate::reconcile) range: Range<u32>,
}

impl Amount {
    /// Whether two amounts are of one thing.
    pub(in crate::reconcile) fn same_thing(
        a: (&str, &NumValue, Option<Decimal>),
        b: (&str, &NumValue, Option<Decimal>),
    ) -> bool {
        let words = a.0 == b.0
            || (a.0.len().min(b.0.len()) >= 6 && (a.0.ends_with(b.0) || b.0.ends_with(a.0)));
        // With the same amount to do, 改造 and 改造船舶 are one.
        let begins = a.0.starts_with(b.0) || b.0.starts_with(a.0);
        a.1.unit == b.1.unit
            && ((a.2 == b.2 && words)
                || (a.2.is_some() && a.2 == b.2 && begins && !a.0.is_empty() && !b.0.is_empty()))
    }
}

/// The amounts in a match form, from left to right. `numbers` are those in it.
pub(in crate::reconcile) fn amounts(plain: &str, numbers: &[NumValue]) -> Vec<Amount> {
    let chars: Vec<char> = plain.chars().collect();
    let mut out: Vec<Amount> = Vec::new();
    // Amounts to do of this sentence: what, unit, number.
    let mut due: Vec<(String, String, Decimal)> = Vec::new();
    let mut before: Option<&NumValue> = None;
    let mut last_of_unit: Option<&NumValue> = None;
    for number in numbers {
        let from = before.map_or(0, |b| b.end).min(number.start);
        let gap: String = chars
            .get(from as usize..number.start as usize)
            .unwrap_or_default()
            .iter()
            .collect();
        if gap.contains(['。', ';', '!']) {
            due.clear();
        }
        let start = gap
            .rfind([',', '。', ';', '、', ':', '(', ')', '\n'])
            .map_or(0, |at| {
                at + gap
                    .get(at..)
                    .and_then(|r| r.chars().next())
                    .map_or(1, char::len_utf8)
            });
        let label = gap.get(start..).unwrap_or_default();
        let begins = number.start - u32::try_from(label.chars().count()).unwrap_or(0);
        let of_before =
            before.filter(|b| start == 0 && b.unit == number.unit && label.starts_with('中'));
        if label.chars().count() <= LONGEST_LABEL && !number.unit.is_empty() && number.unit != "%" {
            if let Some((_, what)) = split(label, DUE) {
                due.retain(|(w, u, _)| !(*w == what && *u == number.unit));
                due.push((what, number.unit.clone(), number.value));
            } else if let Some(total) = of_before {
                let words = label.trim_start_matches('中');
                let what = split(words, REACHED).map_or_else(|| words.to_owned(), |(_, w)| w);
                push(
                    &mut out,
                    number,
                    what,
                    Some(total.value),
                    label.contains("累计"),
                    begins,
                );
            } else if let Some((context, what)) = split(label, REACHED) {
                // 应建网点120个,已建64个,转运点4个,已建1个: the last is not of the 120.
                let of = due
                    .iter()
                    .rev()
                    .find(|(w, u, n)| {
                        let next =
                            last_of_unit.is_none_or(|l| l.unit != number.unit || l.value == *n);
                        *u == number.unit
                            && next
                            && number.value <= *n
                            && (w.starts_with(&what) || what.starts_with(w.as_str()))
                    })
                    .map(|(_, _, n)| *n);
                let is_running = label.contains("累计");
                push(
                    &mut out,
                    number,
                    format!("{context}{what}"),
                    of,
                    is_running,
                    begins,
                );
            }
        }
        before = Some(number);
        if !number.unit.is_empty() && number.unit != "%" {
            last_of_unit = Some(number);
        }
    }
    out
}

fn push(
    out: &mut Vec<Amount>,
    number: &NumValue,
    what: String,
    of: Option<Decimal>,
    is_running: bool,
    begins: u32,
) {
    let stands = of.is_some() || is_running;
    if what.is_empty() || !stands || number.hedge != Hedge::None {
        return;
    }
    out.push(Amount {
        value: number.clone(),
        what,
        of,
        is_running,
        range: begins..number.end,
    });
}

/// The words before and after the last of the marks in a label; the part before must end where the mark begins a new thought.
fn split(label: &str, marks: &[&str]) -> Option<(String, String)> {
    let (at, mark) = marks
        .iter()
        .filter_map(|m| label.rfind(m).map(|at| (at, *m)))
        .max_by_key(|(at, m)| (at + m.len(), m.len()))?;
    let context = label.get(..at)?;
    let what = label
        .get(at + mark.len()..)?
        .trim_end_matches(['了', '约', '达', '为', '有']);
    // 相应, 响应, 供应, 应急: no duty.
    let word = context.ends_with(['相', '响', '供', '反', '效', '对'])
        || what.starts_with(['急', '对', '用']);
    (!word).then(|| {
        (
            context.trim_start_matches(['其', '中']).to_owned(),
            what.to_owned(),
        )
    })
}

/// The amounts of a sentence.
pub(super) fn claims(sentence: &Sentence<'_>, scope: &Scope, out: &mut Vec<Found>) {
    let plain = sentence.text();
    let numbers: Vec<NumValue> = sentence
        .numbers(&sentence.range)
        .map(|n| NumValue {
            start: n.start - sentence.range.start,
            end: n.end - sentence.range.start,
            ..n.clone()
        })
        .collect();
    if numbers.is_empty() {
        return;
    }
    let flow = holds(&WORDS.counting.flow, &plain);
    for amount in amounts(&plain, &numbers) {
        let at = amount.value.start + sentence.range.start;
        let Some((index, clause)) = sentence
            .clauses
            .iter()
            .enumerate()
            .find(|(_, c)| c.range.contains(&at))
        else {
            continue;
        };
        let byte = clause
            .bare
            .char_indices()
            .nth((at - clause.range.start) as usize)
            .map_or(clause.bare.len(), |(b, _)| b);
        let spot = Spot {
            sentence,
            clause,
            index: Some(index),
            start: byte,
            end: byte,
            under_plan: scope.is_plan,
        };
        // 累计受理举报126件 is a count of matters already.
        let counted = out
            .iter()
            .any(|f| matches!(&f.claimed, Claimed::Count { value, .. } if value.start == at));
        let hidden = char_slice(
            &clause.bare,
            &(at - clause.range.start..at - clause.range.start + 1),
        )
        .contains(['□', '■']);
        if hidden
            || counted
            || !spot.is_fact()
            || (flow && amount.of.is_none() && !amount.is_running)
        {
            continue;
        }
        let subject = counts::subject_at(sentence, at, scope);
        if subject.no.is_none() {
            continue;
        }
        out.push(Found {
            claimed: Claimed::Amount {
                value: NumValue {
                    start: at,
                    end: amount.value.end + sentence.range.start,
                    ..amount.value
                },
                what: amount.what,
                of: amount.of,
                is_running: amount.is_running,
            },
            subject,
            range: quoted(sentence, clause),
            at,
        });
    }
}
