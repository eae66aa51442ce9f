//! Why a text stays silent: what rules found in it, and what they lacked.
use super::{
    INDICATORS, RulePacks,
    desk::Desk,
    laid_out,
    pairing::{Pairing, Part},
    run, specimen,
};
use crate::model::SourceRef;

/// A score that lacks no more than this is near its threshold: features weigh 0.5 to 1, so one word more would decide.
const NEAR: f64 = 0.5;

/// A stretch in which a rule found something.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// The indicator.
    pub indicator: String,
    /// The rule.
    pub rule: String,
    /// Its version.
    pub rule_version: u32,
    /// The place; none when the stretch is not inside one cell.
    pub source: Option<SourceRef>,
    /// The words.
    pub quote: String,
    /// Groups or features that were found, with their words.
    pub found: Vec<(String, Vec<String>)>,
    /// What was lacking.
    pub missing: Vec<String>,
    /// Score and threshold, of scored rules.
    pub score: Option<(f64, f64)>,
    /// Exemptions that cleared it.
    pub cleared_by: Vec<String>,
}

impl NearMiss {
    /// Whether it was no miss: nothing lacks, the score suffices, and no exemption holds.
    #[must_use]
    pub fn is_flagged(&self) -> bool {
        self.missing.is_empty()
            && self.cleared_by.is_empty()
            && self
                .score
                .is_none_or(|(score, threshold)| score >= threshold)
    }
    /// Whether one thing more, or one less, would have decided otherwise: one group found, one exemption, one word of a score.
    #[must_use]
    pub fn is_near(&self) -> bool {
        let gap = self
            .score
            .map_or(0.0, |(score, threshold)| threshold - score);
        if self.is_flagged() {
            return self.score.is_some() && gap > -NEAR;
        }
        let lacks_words = gap > 0.0;
        gap <= NEAR && self.missing.len() + self.cleared_by.len() + usize::from(lacks_words) == 1
    }
    /// How far it is from a flag: things lacking or clearing it, then the gap of its score.
    fn distance(&self) -> (usize, f64) {
        let gap = self
            .score
            .map_or(0.0, |(score, threshold)| (threshold - score).max(0.0));
        (
            self.missing.len() + self.cleared_by.len() + usize::from(gap > 0.0),
            gap,
        )
    }
}

/// What came nearest to a flag of each rule of an indicator, nearest rule first. Empty when no rule found anything.
#[must_use]
pub fn why_silent(packs: &RulePacks, indicator: &str, pairing: &Pairing) -> Vec<NearMiss> {
    let parts: Vec<&Part> = specimen::own_parts(pairing);
    let mut nearest: Vec<NearMiss> = Vec::new();
    for layout in specimen::layouts(packs, indicator) {
        let page = laid_out::page(&layout, pairing.unit(), &parts);
        let desk = Desk::new(packs, &page);
        for rule in packs.rules().iter().filter(|r| r.indicator == indicator) {
            for one in run::accounts(&desk, rule) {
                match nearest.iter_mut().find(|n| n.rule == one.rule) {
                    Some(known) if one.distance() < known.distance() => *known = one,
                    Some(_) => {}
                    None => nearest.push(one),
                }
            }
        }
    }
    nearest.sort_by(|a, b| {
        let ((a, a_gap), (b, b_gap)) = (a.distance(), b.distance());
        a.cmp(&b).then(a_gap.total_cmp(&b_gap))
    });
    nearest
}

/// One rule's share in the examination of a document.
#[derive(Clone, Debug, Default)]
pub struct RuleProbe {
    /// The indicator.
    pub indicator: String,
    /// The rule; of an indicator that is code, the names of its checks.
    pub rule: String,
    /// Its version.
    pub version: u32,
    /// Stretches its gates let it see; none for code, which looks where it likes.
    pub units: Option<u32>,
    /// How many it flagged.
    pub flags: u32,
    /// How long it took.
    pub took: std::time::Duration,
    /// Stretches at its threshold.
    pub near: Vec<NearMiss>,
}

/// Runs every rule over a document by itself. `clock` tells the time gone since some moment. The scan for words and the reading of
/// mentions serve all rules; they come first, under the names `words` and `mentions`.
#[must_use]
pub fn probe(
    document: &crate::model::Document,
    packs: &RulePacks,
    clock: &dyn Fn() -> std::time::Duration,
) -> Vec<RuleProbe> {
    let desk = Desk::new(packs, document);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let shared = |name: &str, took| RuleProbe {
        rule: name.to_owned(),
        took,
        ..RuleProbe::default()
    };
    let begun = clock();
    let sheets = desk.sheets().len();
    let scanned = clock();
    if sheets > 0 && !desk.is_out_of_scope() {
        for sheet in desk.sheets() {
            desk.mentions(sheet);
        }
    }
    let mut probes = vec![
        shared("words", scanned.saturating_sub(begun)),
        shared("mentions", clock().saturating_sub(scanned)),
    ];
    for rule in packs.rules() {
        let from = clock();
        let flags = desk.run_rule(rule).len();
        let took = clock().saturating_sub(from);
        let near = run::accounts(&desk, rule);
        probes.push(RuleProbe {
            indicator: rule.indicator.clone(),
            rule: rule.id.clone(),
            version: rule.version,
            units: Some(number(run::units(&desk, rule))),
            flags: number(flags),
            took,
            near: near.into_iter().filter(NearMiss::is_near).collect(),
        });
    }
    for indicator in INDICATORS {
        let code: Vec<(&str, u32)> = indicator.code_rules();
        let Some((_, version)) = code.first() else {
            continue;
        };
        let names: Vec<&str> = code.iter().map(|(name, _)| *name).collect();
        let from = clock();
        let flags = indicator.examine(&desk, document);
        let took = clock().saturating_sub(from);
        let own = flags.iter().filter(|f| names.contains(&f.rule.as_str()));
        probes.push(RuleProbe {
            indicator: indicator.id().to_owned(),
            rule: names.join(" "),
            version: *version,
            flags: number(own.count()),
            took,
            ..RuleProbe::default()
        });
    }
    probes
}
