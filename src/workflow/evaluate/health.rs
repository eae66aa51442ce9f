//! How rules fare on a corpus: which never speak, which always do, which are slow, and what stands at their thresholds.
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use super::{Evaluator, corpus::CorpusSize};
use crate::{
    detect::{self, NearMiss, RuleProbe},
    model::ReadingSettings,
    workflow::{OfficeError, Progress},
};

/// A rule that flags at least this share of what it sees says nothing about the difference between texts.
const ALWAYS: f64 = 0.5;
/// Fewer stretches than this are too few to say that a rule always fires.
const FEW: u32 = 20;
/// A rule is slow when it takes so many times what the middle rule takes.
const SLOW: u32 = 5;
/// And only from here on: below, the clock itself weighs too much.
const LEAST_TIME: Duration = Duration::from_millis(20);
/// Examples kept per rule and side of its threshold.
const EXAMPLES: usize = 5;

/// What stands out about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symptom {
    /// It saw text and flagged nothing.
    Never,
    /// Its gates let it see nothing at all.
    SawNothing,
    /// It flags half of what it sees or more.
    Always,
    /// It takes much longer than others.
    Slow,
}

/// One rule on a corpus.
#[derive(Clone, Debug, Default)]
pub struct RuleHealth {
    /// Counts and time over all documents; of its stretches at the threshold those kept as examples.
    pub probe: RuleProbe,
    /// Documents in which it flagged something.
    pub documents: u32,
    /// What stands out.
    pub symptoms: Vec<Symptom>,
    /// Stretches at its threshold, all of them.
    pub near: u32,
}

/// All rules on a corpus.
#[derive(Clone, Debug, Default)]
pub struct Health {
    /// What was read.
    pub size: CorpusSize,
    /// The rules in their order; first the work that serves all of them (`words`, `mentions`).
    pub rules: Vec<RuleHealth>,
}

impl Evaluator {
    /// Runs every rule by itself over every document under these paths; `over` may force their type.
    ///
    /// # Errors
    /// When a path does not exist.
    pub fn health(
        &self,
        paths: &[PathBuf],
        over: &ReadingSettings,
        progress: &dyn Progress,
    ) -> Result<Health, OfficeError> {
        let begun = Instant::now();
        let (size, probes) = self.each(paths, over, progress, |document| {
            detect::probe(document, &self.packs, &|| begun.elapsed())
        })?;
        let mut rules: Vec<RuleHealth> = Vec::new();
        for probe in probes.into_iter().flatten() {
            let at = rules
                .iter_mut()
                .find(|r| (&r.probe.indicator, &r.probe.rule) == (&probe.indicator, &probe.rule));
            match at {
                Some(rule) => rule.add(probe),
                None => {
                    let mut rule = RuleHealth {
                        probe: RuleProbe {
                            indicator: probe.indicator.clone(),
                            rule: probe.rule.clone(),
                            version: probe.version,
                            ..RuleProbe::default()
                        },
                        ..RuleHealth::default()
                    };
                    rule.add(probe);
                    rules.push(rule);
                }
            }
        }
        diagnose(&mut rules);
        Ok(Health { size, rules })
    }
}

impl RuleHealth {
    fn add(&mut self, probe: RuleProbe) {
        self.documents += u32::from(probe.flags > 0);
        self.probe.flags += probe.flags;
        self.probe.took += probe.took;
        self.probe.units = match (self.probe.units, probe.units) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
        self.near += u32::try_from(probe.near.len()).unwrap_or(u32::MAX);
        for near in probe.near {
            let alike = |n: &&NearMiss| n.is_flagged() == near.is_flagged();
            if self.probe.near.iter().filter(alike).count() < EXAMPLES {
                self.probe.near.push(near);
            }
        }
    }

    /// Share of what it saw that it flagged; none for code, and when it saw nothing.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let units = self.probe.units.filter(|n| *n > 0)?;
        Some(f64::from(self.probe.flags) / f64::from(units))
    }
}

fn diagnose(rules: &mut [RuleHealth]) {
    let mut times: Vec<Duration> = rules
        .iter()
        .filter(|r| !r.probe.indicator.is_empty())
        .map(|r| r.probe.took)
        .collect();
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    for rule in rules.iter_mut().filter(|r| !r.probe.indicator.is_empty()) {
        let probe = &rule.probe;
        let mut symptoms = Vec::new();
        match probe.units {
            Some(0) => symptoms.push(Symptom::SawNothing),
            _ if probe.flags == 0 => symptoms.push(Symptom::Never),
            Some(units) if units >= FEW && rule.share() >= Some(ALWAYS) => {
                symptoms.push(Symptom::Always);
            }
            _ => {}
        }
        if probe.took >= LEAST_TIME && probe.took > middle * SLOW {
            symptoms.push(Symptom::Slow);
        }
        rule.symptoms = symptoms;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{RuleHealth, RuleProbe, Symptom, diagnose};

    fn rule(units: Option<u32>, flags: u32, millis: u64) -> RuleHealth {
        RuleHealth {
            probe: RuleProbe {
                indicator: "x".to_owned(),
                units,
                flags,
                took: Duration::from_millis(millis),
                ..RuleProbe::default()
            },
            ..RuleHealth::default()
        }
    }

    #[test]
    fn what_stands_out_is_named() {
        let mut rules = [
            rule(Some(0), 0, 1),
            rule(Some(90), 0, 1),
            rule(Some(90), 45, 1),
            rule(Some(3), 3, 1),
            rule(Some(90), 1, 200),
            rule(None, 0, 1),
        ];
        diagnose(&mut rules);
        let found: Vec<&[Symptom]> = rules.iter().map(|r| r.symptoms.as_slice()).collect();
        assert_eq!(
            found,
            [
                &[Symptom::SawNothing][..],
                &[Symptom::Never],
                &[Symptom::Always],
                &[],
                &[Symptom::Slow],
                &[Symptom::Never],
            ]
        );
    }
}
