//! Rule files: loading them strictly, and keeping what was loaded.
mod allowed;
mod check;
mod error;
mod examples;
mod file;
mod lists;
pub(crate) mod pattern;
pub(crate) mod rule;

use std::collections::BTreeMap;

pub use error::RuleError;

use error::Faults;
use rule::Rule;

use super::{
    INDICATORS,
    scan::{Scanner, ScannerBuilder},
    second_reader, slots,
};
use crate::model::{CardBasis, IndicatorCard, Reason, RuleVersion, UnitProfile};

pub(crate) use allowed::OUT_OF_SCOPE;

/// All rules, built in and of the workspace, ready to run.
#[derive(Debug)]
pub struct RulePacks {
    rules: Vec<Rule>,
    scanner: Scanner,
    units: Vec<UnitProfile>,
}

impl RulePacks {
    /// Loads the built-in rules and `extra` ones: path for messages, and text.
    ///
    /// # Errors
    /// Every fault of every file. One bad file refuses the whole set: a rule that silently does not run would read as a clean report.
    pub fn load(extra: &[(String, String)]) -> Result<Self, Vec<RuleError>> {
        let built_in = INDICATORS
            .iter()
            .flat_map(|i| i.rule_files().iter().copied());
        let extra = extra.iter().map(|(p, t)| (p.as_str(), t.as_str(), false));
        Self::of(built_in.map(|(p, t)| (p, t, true)).chain(extra))
    }

    /// Loads exactly these rules; of the trusted ones the examples are not run again, because a test of the program runs them.
    fn of<'a>(
        files: impl Iterator<Item = (&'a str, &'a str, bool)>,
    ) -> Result<Self, Vec<RuleError>> {
        let mut builder = ScannerBuilder::default();
        if let Err(detail) = slots::register(&mut builder) {
            return Err(vec![RuleError {
                file: "detect/slots.toml".to_owned(),
                line: 1,
                reason: Reason::new("rule-syntax").with("detail", detail),
            }]);
        }
        let mut rules: Vec<Rule> = Vec::new();
        let mut faults = Vec::new();
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut tests = Vec::new();
        for (path, text, trusted) in files {
            let mut found = Faults::of(path, text);
            if let Some(file) = check::parse(text, &mut found) {
                if let Some(other) = seen.get(file.id.get_ref()) {
                    let reason = Reason::new("rule-duplicate-id")
                        .with("id", file.id.get_ref())
                        .with("other", other);
                    found.at(&file.id.span(), reason);
                }
                seen.insert(file.id.get_ref().clone(), path.to_owned());
                let rule =
                    check::compile_rule((path, text, trusted), &file, &mut builder, &mut found);
                if let Some(rule) = rule {
                    if !trusted {
                        tests.push((rules.len(), path, text, file.test));
                    }
                    rules.push(rule);
                }
            }
            faults.extend(found.into_inner());
        }
        let packs = Self {
            rules,
            scanner: builder.build(),
            units: Vec::new(),
        };
        for (nth, path, text, tests) in tests {
            faults.extend(examples::run(&packs, nth, path, text, &tests));
        }
        if faults.is_empty() {
            Ok(packs)
        } else {
            Err(faults)
        }
    }

    /// The same rules with the units the office knows.
    #[must_use]
    pub fn with_units(mut self, units: Vec<UnitProfile>) -> Self {
        self.units = units;
        self
    }

    /// The units the office knows.
    #[must_use]
    pub fn units(&self) -> &[UnitProfile] {
        &self.units
    }

    /// Every rule and its version; indicators that are code stand with their own id and the hash of their card.
    #[must_use]
    pub fn versions(&self) -> Vec<RuleVersion> {
        let code = INDICATORS.iter().flat_map(|i| {
            i.code_rules()
                .into_iter()
                .map(|(rule, version)| RuleVersion {
                    indicator: i.id().to_owned(),
                    rule: rule.to_owned(),
                    version,
                    hash: short_hash(i.card_toml()),
                })
        });
        let rules = self.rules.iter().map(|r| RuleVersion {
            indicator: r.indicator.clone(),
            rule: r.id.clone(),
            version: r.version,
            hash: r.hash.clone(),
        });
        rules.chain(code).chain(second_reader::versions()).collect()
    }

    /// Who wrote a rule, when its file says so.
    #[must_use]
    pub fn author_of(&self, rule: &str) -> Option<&str> {
        let rule = self.rules.iter().find(|r| r.id == rule)?;
        rule.author.as_deref()
    }

    /// Cards of all indicators in display order.
    #[must_use]
    pub fn cards(&self) -> Vec<IndicatorCard> {
        let mut cards: Vec<IndicatorCard> =
            INDICATORS.iter().filter_map(|i| i.card().ok()).collect();
        for rule in &self.rules {
            if cards.iter().all(|c| c.id != rule.indicator) {
                cards.push(card_of(rule));
            }
        }
        cards
    }

    /// The card of one indicator, built in or of the workspace.
    #[must_use]
    pub fn card(&self, id: &str) -> Option<IndicatorCard> {
        self.cards().into_iter().find(|c| c.id == id)
    }

    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    pub(crate) fn scanner(&self) -> &Scanner {
        &self.scanner
    }
}

/// Checks rule files without using them: the versions that would take part, or every fault with file and line.
///
/// Unlike [`RulePacks::load`] it also compiles every built-in expression and runs every built-in example.
///
/// # Errors
/// As [`RulePacks::load`].
pub fn check_rules(extra: &[(String, String)]) -> Result<Vec<RuleVersion>, Vec<RuleError>> {
    let built_in = INDICATORS
        .iter()
        .flat_map(|i| i.rule_files().iter().copied());
    let extra = extra.iter().map(|(p, t)| (p.as_str(), t.as_str()));
    let all = built_in.chain(extra).map(|(p, t)| (p, t, false));
    RulePacks::of(all).map(|packs| packs.versions())
}

/// The card of a workspace rule that has an indicator of its own, from what the rule file says.
fn card_of(rule: &Rule) -> IndicatorCard {
    IndicatorCard {
        id: rule.indicator.clone(),
        title: rule.name.clone(),
        english: rule.indicator.replace('-', " "),
        family: rule.family.clone(),
        looks_for: rule.message.reason.clone(),
        why: rule
            .basis
            .first()
            .map(|(_, point, _)| point.clone())
            .unwrap_or_default(),
        not_counted: rule.unless.iter().map(|u| u.name.clone()).collect(),
        evidence: rule.file.clone(),
        known_false_alarms: Vec::new(),
        ask: rule.message.ask.clone(),
        basis: rule
            .basis
            .iter()
            .map(|(title, point, url)| CardBasis {
                title: title.clone(),
                point: point.clone(),
                url: url.clone(),
            })
            .collect(),
    }
}

pub(super) fn short_hash(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes())
        .iter()
        .take(6)
        .map(|b| format!("{b:02x}"))
        .collect()
}
