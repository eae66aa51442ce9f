//! What the second reader would say of writers and papers it never saw.
use rayon::prelude::*;

use crate::detect::pairing::Pairing;

use super::{
    features::{COMPARED, LEARNED},
    train::{Labelled, Lesson, RealSentence},
};

/// One labelled text and what a reader taught by the others says of it.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Who wrote it.
    pub writer: String,
    /// What it is labelled for.
    pub indicator: String,
    /// Whether the fault is there.
    pub holds: bool,
    /// The text.
    pub pairing: Pairing,
    /// Whether the reader speaks.
    pub flagged: bool,
    /// Whether its gate stands where rules of wording are believed.
    pub opens_to_rules: bool,
    /// Log odds of the gate and of the judge.
    pub scores: (f32, f32),
}

/// How often the reader would speak on real papers it never saw.
#[derive(Clone, Debug)]
pub struct TriedOnReal {
    /// The writer that was left out besides.
    pub writer: String,
    /// The indicator.
    pub indicator: String,
    /// Sentences flagged by the reader, and by the reader or rules that are believed.
    pub flagged: (usize, usize),
    /// Sentences read.
    pub sentences: usize,
}

/// Leaves each of `writers` out in turn: gates, judges and their limits come from the other writers and from half of the papers;
/// of the other half every second sentence sets the limits of the gates, and the rest is counted.
///
/// Texts of indicators the reader does not know are passed over.
#[must_use]
pub fn leave_writers_out(
    labelled: &[Labelled],
    real: &[RealSentence],
    writers: &[String],
) -> (Vec<Tried>, Vec<TriedOnReal>) {
    let lesson = Lesson::new(labelled, real);
    let all = lesson.writers();
    let left = lesson.real_numbers(true);
    let (sets, counted): (Vec<(usize, usize)>, Vec<_>) = left
        .into_iter()
        .enumerate()
        .partition(|(nth, _)| nth % 2 == 0);
    let sets: Vec<usize> = sets.into_iter().map(|(_, n)| n).collect();
    let counted: Vec<usize> = counted.into_iter().map(|(_, n)| n).collect();
    let (mut tried, mut on_real) = (Vec::new(), Vec::new());
    for writer in writers {
        let others: Vec<&str> = all.iter().copied().filter(|w| w != writer).collect();
        let unseen: Vec<(usize, f32)> = others
            .par_iter()
            .flat_map_iter(|other| lesson.judged(&lesson.judge(&[writer.as_str(), *other]), other))
            .collect();
        let judge = lesson.judge(&[writer.as_str()]);
        let gates = lesson.gates(&[writer.as_str()], |n| !lesson.is_left(n));
        let limits = lesson.limits(&unseen, &judge, &gates, &sets);
        for (text, fault) in lesson.judged(&judge, writer) {
            let (Some(item), Some(nth)) = (lesson.labelled.get(text), lesson.numbers.get(text))
            else {
                continue;
            };
            let gate = lesson.gate_of(&gates, text);
            let pair = item.pairing.parts.len() > 1;
            let asked = !COMPARED.contains(&item.indicator.as_str());
            let flagged = asked
                && limits
                    .get(*nth)
                    .is_some_and(|l| fault >= l.fault && (pair || gate >= l.gate));
            tried.push(Tried {
                writer: item.writer.clone(),
                indicator: item.indicator.clone(),
                holds: item.holds,
                pairing: item.pairing.clone(),
                flagged,
                opens_to_rules: pair || limits.get(*nth).is_some_and(|l| gate >= l.rules),
                scores: (gate, fault),
            });
        }
        let scores = lesson.real_gates(&gates, &counted);
        for (nth, indicator) in (0_u8..).zip(LEARNED) {
            let Some(limit) = limits.get(nth) else {
                continue;
            };
            let (mut by_reader, mut by_either) = (0, 0);
            for (n, scores) in counted.iter().zip(&scores) {
                let gate = scores.get(usize::from(nth)).copied().unwrap_or(f32::MIN);
                let reader =
                    gate >= limit.gate && lesson.real_judge(&judge, *n, nth) >= limit.fault;
                let rules = gate >= limit.rules && lesson.is_ruled(*n, indicator);
                by_reader += usize::from(reader);
                by_either += usize::from(reader || rules);
            }
            on_real.push(TriedOnReal {
                writer: writer.clone(),
                indicator: (*indicator).to_owned(),
                flagged: (by_reader, by_either),
                sentences: counted.len(),
            });
        }
    }
    (tried, on_real)
}
