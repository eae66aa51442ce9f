//! The taught reader: what it answers about one text, and how it is written down.
use std::sync::LazyLock;

use super::{
    features::{COMPARED, Exhibit, LEARNED, number_of},
    limits::{LEAST_GATE, Limits},
};
use crate::detect::{
    linear::{FileError, Linear, Share},
    pack::short_hash,
};

/// A gate and a judge per indicator, with the scores from which they speak.
#[derive(Clone, Debug)]
pub struct SecondReader {
    pub(super) gates: Linear,
    pub(super) judge: Linear,
    pub(super) limits: Limits,
}

/// What the reader answers about one text for one indicator.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    /// Number of the indicator among the learned ones.
    pub(super) nth: u8,
    /// Log odds that it is about the phenomenon; `None` for a pair, which was laid side by side because it is.
    pub(super) gate: Option<f32>,
    /// Log odds of a fault rather than honest work, and the limit they reached.
    pub(super) fault: f32,
    pub(super) limit: f32,
}

impl Answer {
    /// The indicator.
    pub(crate) fn indicator(&self) -> &'static str {
        LEARNED
            .get(usize::from(self.nth))
            .copied()
            .unwrap_or_default()
    }
    /// How far above its limit.
    pub(crate) fn margin(&self) -> f32 {
        self.fault - self.limit
    }
}

const GATES: &str = include_str!("gates.weights");
const JUDGE: &str = include_str!("judge.weights");
const LIMITS: &str = include_str!("limits.tsv");

/// The reader that ships with the program; absent only when its files were spoilt, which a test would show.
pub(crate) static BUILT_IN: LazyLock<Option<SecondReader>> =
    LazyLock::new(|| SecondReader::read(GATES, JUDGE, LIMITS).ok());

/// Twelve digits that name the shipped files.
pub(super) static HASH: LazyLock<String> =
    LazyLock::new(|| short_hash(&[GATES, JUDGE, LIMITS].concat()));

impl SecondReader {
    /// Reads the three files that [`SecondReader::write`] wrote.
    ///
    /// # Errors
    /// The first line of a weights file that is wrong; line 0 for limits that do not fit the indicators.
    pub fn read(gates: &str, judge: &str, limits: &str) -> Result<Self, FileError> {
        Ok(Self {
            gates: Linear::read(gates)?,
            judge: Linear::read(judge)?,
            limits: Limits::read(limits).ok_or_else(|| FileError {
                line: 0,
                what: "limits".to_owned(),
            })?,
        })
    }

    /// The files `gates.weights`, `judge.weights` and `limits.tsv`. `facts` stand at the head of the weights.
    #[must_use]
    pub fn write(&self, facts: &[(&str, String)]) -> [(&'static str, String); 3] {
        let outputs: Vec<String> = (0..)
            .zip(LEARNED)
            .map(|(nth, id): (u8, _)| format!("{nth} {id}"))
            .collect();
        let mut of_gates = facts.to_vec();
        of_gates.push(("outputs", outputs.join(", ")));
        let mut of_judge = facts.to_vec();
        of_judge.push((
            "fields",
            "0 own text, 1 text beside it, then two more for each indicator (2n+2, 2n+3)"
                .to_owned(),
        ));
        of_judge.push(("indicators", outputs.join(", ")));
        [
            ("gates.weights", self.gates.write(&of_gates)),
            ("judge.weights", self.judge.write(&of_judge)),
            ("limits.tsv", self.limits.write()),
        ]
    }

    /// How many n-grams and comparisons have a weight: in the gates, in the judge.
    #[must_use]
    pub fn features(&self) -> (usize, usize) {
        (self.gates.features(), self.judge.features())
    }

    /// Indicators whose gate opens for a text by itself, with the gate's log odds.
    pub(super) fn opened(&self, exhibit: &Exhibit) -> Vec<(u8, f32)> {
        let scores = self.gates.scores(&exhibit.gate_bag(self.gates.settings()));
        let open = |nth: u8, score: f32| self.limits.get(nth).is_some_and(|l| score >= l.gate);
        (0_u8..)
            .zip(scores)
            .filter(|(nth, score)| open(*nth, *score))
            .collect()
    }

    /// Whether a rule of wording is believed about a text that stands by itself: whether the text is about the phenomenon at all.
    pub(super) fn believes(&self, plain: &str, indicator: &str) -> bool {
        let limit = number_of(indicator).and_then(|nth| Some((nth, self.limits.get(nth)?)));
        let Some((nth, limit)) = limit.filter(|(_, l)| l.rules > LEAST_GATE) else {
            return true;
        };
        let bag = Exhibit::alone(plain).gate_bag(self.gates.settings());
        let scores = self.gates.scores(&bag);
        scores
            .get(usize::from(nth))
            .is_none_or(|gate| *gate >= limit.rules)
    }

    /// Log odds of a fault, and the limit from which on it is spoken of.
    pub(super) fn fault(&self, exhibit: &Exhibit, nth: u8) -> (f32, f32) {
        let bag = exhibit.judge_bag(self.judge.settings(), nth);
        let score = self.judge.scores(&bag).first().copied().unwrap_or_default();
        (score, self.limits.get(nth).map_or(f32::MAX, |l| l.fault))
    }

    /// What the reader says of a text about one indicator; `None` when it has nothing to say.
    pub(crate) fn reads(&self, exhibit: &Exhibit, indicator: &str) -> Option<Answer> {
        let nth = number_of(indicator).filter(|_| !COMPARED.contains(&indicator))?;
        let gate = match exhibit.is_pair() {
            true => None,
            false => Some(self.opened(exhibit).into_iter().find(|(n, _)| *n == nth)?.1),
        };
        let (fault, limit) = self.fault(exhibit, nth);
        (fault >= limit).then_some(Answer {
            nth,
            gate,
            fault,
            limit,
        })
    }

    /// The n-grams that spoke loudest for a fault, the loudest first, and what they added.
    pub(super) fn loudest(&self, exhibit: &Exhibit, nth: u8) -> Vec<Share> {
        let bag = exhibit.judge_bag(self.judge.settings(), nth);
        self.judge.shares(&bag, 0)
    }
}
