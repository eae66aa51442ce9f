//! How near a stretch came to being flagged by a rule: what was found, what was lacking, and what cleared it.
use std::ops::Range;

use super::Reading;
use crate::{
    detect::{
        desk::Desk,
        gate, honest,
        near::NearMiss,
        pack::rule::{Feature, Kind, Rule, When},
    },
    model::char_slice,
};

/// What stands for the demand that groups are found in one clause.
const SAME_CLAUSE: &str = "同在一个分句";

/// Every stretch in which a rule found something, in reading order.
pub(in crate::detect) fn accounts(desk: &Desk<'_>, rule: &Rule) -> Vec<NearMiss> {
    let scanner = desk.packs().scanner();
    let mut all = Vec::new();
    if !desk.reads(rule) {
        return all;
    }
    for sheet in desk.sheets() {
        let possible = match &rule.kind {
            Kind::Pattern { when } => when.iter().any(|w| scanner.possible(w.group, &sheet.hits)),
            Kind::Score {
                features, required, ..
            } => required
                .iter()
                .filter_map(|n| features.get(*n))
                .any(|f| f.group.is_none_or(|g| scanner.possible(g, &sheet.hits))),
        };
        if !possible {
            continue;
        }
        for unit in gate::units(&rule.terrain(), desk, sheet.passage()) {
            all.extend(Reading::new(desk, rule, sheet, &unit).and_then(|r| r.account()));
        }
    }
    all
}

/// How many stretches a rule's gates let it see.
pub(in crate::detect) fn units(desk: &Desk<'_>, rule: &Rule) -> usize {
    if !desk.reads(rule) {
        return 0;
    }
    let passages = 0..u32::try_from(desk.document().passages.len()).unwrap_or(u32::MAX);
    passages
        .map(|p| gate::units(&rule.terrain(), desk, p).len())
        .sum()
}

impl Reading<'_, '_> {
    /// What the rule found here; nothing when it found nothing.
    fn account(&self) -> Option<NearMiss> {
        let mut account = NearMiss {
            indicator: self.rule.indicator.clone(),
            rule: self.rule.id.clone(),
            rule_version: self.rule.version,
            source: self
                .desk
                .document()
                .source_ref(self.sheet.passage(), self.unit.clone()),
            quote: char_slice(&self.passage.text, &self.unit),
            found: Vec::new(),
            missing: Vec::new(),
            score: None,
            cleared_by: Vec::new(),
        };
        match &self.rule.kind {
            Kind::Pattern { when } => self.groups(when, &mut account),
            Kind::Score {
                features,
                threshold,
                required,
                ..
            } => self.sum(features, *threshold, required, &mut account),
        }
        if account.found.is_empty() {
            return None;
        }
        let drops = self.rule.unless.iter().filter(|u| !u.lowers);
        let holding = drops.filter(|u| self.holds(u)).map(|u| u.name.clone());
        account.cleared_by.extend(holding);
        if honest::admits(self.ruled.slice(&self.unit), |s| self.fills(s, &self.unit)) {
            account.cleared_by.push(honest::NAME.to_owned());
        }
        Some(account)
    }

    fn groups(&self, when: &[When], account: &mut NearMiss) {
        for w in when {
            let uses: Vec<Range<u32>> = self.uses(w.group, w.mentions_count, &self.reach(w.within));
            match uses.is_empty() {
                true => account.missing.push(w.name.clone()),
                false => account.found.push((w.name.clone(), self.quotes(&uses))),
            }
        }
        if account.missing.is_empty() && self.triggers(when).is_none() {
            account.missing.push(SAME_CLAUSE.to_owned());
        }
    }

    fn sum(
        &self,
        features: &[Feature],
        threshold: f64,
        required: &[usize],
        account: &mut NearMiss,
    ) {
        let mut sum = 0.0;
        let mut has_required = false;
        for (f, nth) in features.iter().zip(0..) {
            let uses = self.feature(f);
            let count = u32::try_from(uses.len()).unwrap_or(u32::MAX).min(f.cap);
            sum += f64::from(count) * f.weight;
            if !uses.is_empty() {
                has_required |= required.contains(&nth);
                account.found.push((f.name.clone(), self.quotes(&uses)));
            }
        }
        account.score = Some((sum, threshold));
        if !has_required {
            let names = required.iter().filter_map(|n| features.get(*n));
            let names: Vec<&str> = names.map(|f| f.name.as_str()).collect();
            account.missing.push(names.join("/"));
        }
    }
}
