//! The second reader: taught on everything, or tried with one writer left out at a time.
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Lessons;
use crate::{
    detect::{self, Pairing, RealSentence, RulePacks, SecondReader, leave_writers_out},
    model::Certainty,
    workflow::{OfficeError, Tally},
};

/// A taught reader, as files.
#[derive(Clone, Debug)]
pub struct Taught {
    /// Name and content.
    pub files: [(&'static str, String); 3],
    /// Features with a weight: in the gates, in the judge.
    pub features: (usize, usize),
}

/// Answers on one writer that nothing was taught from, for one indicator.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trial {
    /// The reader by itself.
    pub reader: Tally,
    /// Rules and comparisons by themselves. They were written by people who read some of these texts.
    pub rules: Tally,
    /// The whole detector: flagged by either.
    pub both: Tally,
}

/// Flags on real papers that nothing was taught from.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnPaper {
    /// Sentences flagged by the reader.
    pub reader: usize,
    /// Sentences flagged by the reader or by rules.
    pub whole: usize,
    /// Sentences read.
    pub sentences: usize,
}

impl Lessons {
    /// Teaches the reader on everything. `facts` stand at the head of the files.
    ///
    /// # Errors
    /// When the built-in rules are refused.
    pub fn teach_reader(&self, facts: &[(&str, String)]) -> Result<Taught, OfficeError> {
        let packs = RulePacks::load(&[]).map_err(OfficeError::Rules)?;
        let reader: SecondReader = detect::teach(&self.labelled, &self.ruled(&packs));
        Ok(Taught {
            files: reader.write(facts),
            features: reader.features(),
        })
    }

    /// The real sentences with what the rules say of each.
    fn ruled(&self, packs: &RulePacks) -> Vec<RealSentence> {
        let ids = detect::learned();
        self.real
            .par_iter()
            .map(|sentence| {
                let said = detect::each_by_rules(packs, ids, &Pairing::read(&sentence.plain));
                let flagged = ids.iter().zip(said).filter(|(_, s)| !s.is_empty());
                RealSentence {
                    ruled: flagged.map(|(id, _)| (*id).to_owned()).collect(),
                    ..sentence.clone()
                }
            })
            .collect()
    }

    /// Leaves each of these writers out in turn: figures by writer and indicator, and on papers by indicator.
    ///
    /// # Errors
    /// When the built-in rules are refused.
    #[expect(clippy::type_complexity, reason = "two tables of figures")]
    pub fn try_reader(
        &self,
        writers: &[String],
    ) -> Result<(BTreeMap<(String, String), Trial>, BTreeMap<String, OnPaper>), OfficeError> {
        let packs = RulePacks::load(&[]).map_err(OfficeError::Rules)?;
        let (tried, on_real) = leave_writers_out(&self.labelled, &self.ruled(&packs), writers);
        let by_rules: Vec<bool> = tried
            .par_iter()
            .map(|t| {
                let said = detect::each_by_rules(&packs, &[&t.indicator], &t.pairing);
                let mut said = said.into_iter().flatten();
                said.any(|j| t.opens_to_rules || j.certainty == Certainty::确定)
            })
            .collect();
        let mut trials: BTreeMap<(String, String), Trial> = BTreeMap::new();
        for (t, ruled) in tried.iter().zip(by_rules) {
            let trial = trials
                .entry((t.writer.clone(), t.indicator.clone()))
                .or_default();
            trial.reader.count(t.holds, t.flagged);
            trial.rules.count(t.holds, ruled);
            trial.both.count(t.holds, ruled || t.flagged);
        }
        let unlearned = self.labelled.iter().filter(|l| {
            writers.contains(&l.writer) && !detect::learned().contains(&l.indicator.as_str())
        });
        for l in unlearned {
            let said = detect::each_by_rules(&packs, &[&l.indicator], &l.pairing);
            let ruled = said.iter().any(|s| !s.is_empty());
            let trial = trials
                .entry((l.writer.clone(), l.indicator.clone()))
                .or_default();
            trial.reader.count(l.holds, false);
            trial.rules.count(l.holds, ruled);
            trial.both.count(l.holds, ruled);
        }
        let mut papers: BTreeMap<String, OnPaper> = BTreeMap::new();
        for t in on_real {
            let paper = papers.entry(t.indicator).or_default();
            paper.reader += t.flagged.0;
            paper.whole += t.flagged.1;
            paper.sentences += t.sentences;
        }
        Ok((trials, papers))
    }
}
