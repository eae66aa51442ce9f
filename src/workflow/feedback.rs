//! What reviewers decide on flags, what that says of rules, and the standing people give to rules.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{Office, OfficeError};
use crate::{
    model::{
        Certainty, Decided, Flag, FlagAct, FlagCase, FlagDecision, FlagDraft, Person, Proposal,
        Reason, RejectCode, ReviewRecord as _, Role, RuleRecord, RuleStanding,
    },
    store::Act,
};

/// Who may make mere leads of a rule's flags and take that back: those who approve its versions.
pub const MUTERS: &[Role] = &[Role::责任部门负责人, Role::分管副组长, Role::组长];
/// What standings are on, and the actions that tell of them.
const RULE: &str = "rule";
const DEMOTED: &str = "rule.demoted";
const RESTORED: &str = "rule.restored";

/// Fewest characters of a flag's identity by which it may be named.
const LEAST_OF_ID: usize = 4;

/// What a reviewer says of a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideRequest {
    /// The flag: its identity, or the beginning of it.
    pub flag: String,
    /// Whether it is accepted.
    pub accept: bool,
    /// Why not; only when it is rejected.
    pub code: Option<RejectCode>,
    /// What the reviewer adds.
    pub note: Option<String>,
    /// Who decides.
    pub by: String,
}

impl Office {
    /// Records what an officer proposes on a flag. Nothing is edited: a later decision is one more act of its case, and counts until
    /// a session is given the flag.
    ///
    /// # Errors
    /// When there is no such flag, a rejection gives no reason, the person is not named or wrote the rule that is accepted, or
    /// the store fails.
    pub fn decide_flag(&mut self, request: &DecideRequest) -> Result<FlagDecision, OfficeError> {
        let refuse = |reason: Reason| Err(OfficeError::DecisionRefused(reason));
        let by = named(&request.by)?;
        let note = request.note.as_ref().filter(|n| !n.trim().is_empty());
        let decided = match (request.accept, request.code) {
            (true, None) => Decided::Accept,
            (true, Some(_)) => return refuse(Reason::new("accept-takes-no-reason")),
            (false, None) => {
                let codes: Vec<String> = RejectCode::ALL.iter().map(|c| c.name()).collect();
                return refuse(Reason::new("reject-needs-reason").with("codes", codes.join("、")));
            }
            (false, Some(RejectCode::其他)) if note.is_none() => {
                return refuse(Reason::new("other-needs-note"));
            }
            (false, Some(code)) => Decided::Reject(code),
        };
        let flag = self.flag_named(&request.flag)?;
        let rule = &flag.draft.rule;
        let person = self.person(&by, &[Role::责任部门])?;
        if decided == Decided::Accept && self.rule_author(rule)?.as_deref() == Some(by.as_str()) {
            return refuse(Reason::new("author-accepts").with("rule", rule));
        }
        let act = FlagAct::Propose {
            proposal: match decided {
                Decided::Accept => Proposal::采纳,
                Decided::Reject(_) => Proposal::不采纳,
            },
            code: request.code,
            note: note.cloned(),
            into: None,
        };
        let case = self.act_on_flag(flag.id(), &person, None, act)?;
        Ok(FlagDecision {
            flag: case.flag,
            indicator: case.indicator,
            rule: case.rule,
            rule_version: case.rule_version,
            decided,
            note: note.cloned(),
            by,
            at: self.actor.at.clone(),
        })
    }

    /// Every decision on flags, oldest first.
    ///
    /// # Errors
    /// When the store fails or an event cannot be understood.
    pub fn decisions(&mut self) -> Result<Vec<FlagDecision>, OfficeError> {
        /// What an act on a flag tells besides itself.
        #[derive(serde::Deserialize)]
        struct Told {
            decision: Option<FlagDecision>,
        }
        let mut all = Vec::new();
        for event in self.store.acts_on(FlagCase::KIND)? {
            let told: Told =
                serde_json::from_str(&event.detail).map_err(crate::store::StoreError::Record)?;
            all.extend(told.decision);
        }
        Ok(all)
    }

    /// What came of every version of every rule that raised a flag or takes part now.
    ///
    /// # Errors
    /// When the store fails or rules are refused.
    pub fn rule_records(&mut self) -> Result<Vec<RuleRecord>, OfficeError> {
        let standings = self.rule_standings()?;
        let decisions = self.decisions()?;
        let mut records: BTreeMap<(String, u32), RuleRecord> = BTreeMap::new();
        for v in self.rule_versions()? {
            record(&mut records, (&v.indicator, &v.rule, v.version));
        }
        // The last decision on a flag counts, for the version that had raised it then.
        let last: BTreeMap<&str, &FlagDecision> =
            decisions.iter().map(|d| (d.flag.as_str(), d)).collect();
        for kept in self.store.flags()? {
            let draft = &kept.flag.draft;
            let decided_for = last.get(kept.flag.id()).map(|d| (&d.rule, d.rule_version));
            if decided_for != Some((&draft.rule, draft.rule_version)) {
                let of = (&*draft.indicator, &*draft.rule, draft.rule_version);
                record(&mut records, of).raised += 1;
            }
        }
        for decision in last.into_values() {
            let of = (&*decision.indicator, &*decision.rule, decision.rule_version);
            let record = record(&mut records, of);
            record.raised += 1;
            match decision.decided {
                Decided::Accept => record.accepted += 1,
                Decided::Reject(code) => {
                    record.rejected += 1;
                    *record.codes.entry(code).or_default() += 1;
                }
            }
        }
        let floor = f64::from(self.settings.flags.acceptance_floor) / 100.0;
        let least = self.settings.flags.acceptance_decisions;
        let mut records: Vec<RuleRecord> = records.into_values().collect();
        for record in &mut records {
            record.is_demoted = standings.get(&record.rule).is_some_and(|s| s.is_demoted);
            record.is_candidate = !record.is_demoted
                && record.accepted + record.rejected >= least
                && record.acceptance().is_some_and(|share| share < floor);
        }
        Ok(records)
    }

    /// Makes the flags of a rule mere leads (线索) from the next run on. A person's act; the figures only propose it.
    ///
    /// # Errors
    /// When there is no such rule, it is demoted already, nobody or no reason is named, or the store fails.
    pub fn demote_rule(
        &mut self,
        rule: &str,
        by: &str,
        reason: &str,
    ) -> Result<RuleStanding, OfficeError> {
        self.set_standing(rule, by, reason, true)
    }

    /// Takes a demotion back.
    ///
    /// # Errors
    /// As [`Office::demote_rule`].
    pub fn restore_rule(
        &mut self,
        rule: &str,
        by: &str,
        reason: &str,
    ) -> Result<RuleStanding, OfficeError> {
        self.set_standing(rule, by, reason, false)
    }

    /// The standing of every rule that people ever gave one.
    ///
    /// # Errors
    /// When the store fails or an event cannot be understood.
    pub fn rule_standings(&mut self) -> Result<BTreeMap<String, RuleStanding>, OfficeError> {
        let mut standings = BTreeMap::new();
        for event in self.store.told(RULE, &[DEMOTED, RESTORED])? {
            let standing: RuleStanding =
                serde_json::from_str(&event.detail).map_err(crate::store::StoreError::Record)?;
            standings.insert(standing.rule.clone(), standing);
        }
        Ok(standings)
    }

    /// Rules whose flags are only leads.
    pub(super) fn demoted_rules(&mut self) -> Result<BTreeSet<String>, OfficeError> {
        let standings = self.rule_standings()?.into_values();
        Ok(standings.filter(|s| s.is_demoted).map(|s| s.rule).collect())
    }

    /// [`Office::demote_rule`] or, where `is_demoted` is not set, [`Office::restore_rule`] by a person of the office: only those who
    /// may put a version out of use.
    ///
    /// # Errors
    /// As those, and when the person holds none of the roles.
    pub fn stand_rule(
        &mut self,
        rule: &str,
        by: &Person,
        (is_demoted, reason): (bool, &str),
    ) -> Result<RuleStanding, OfficeError> {
        let by = self.known(by)?;
        if !by.is_any(MUTERS) {
            let names: Vec<String> = MUTERS.iter().map(|r| r.name()).collect();
            let reason = Reason::new("standing-needs-role").with("roles", names.join("、"));
            return Err(OfficeError::DecisionRefused(reason));
        }
        self.set_standing(rule, &by.account, reason, is_demoted)
    }

    fn set_standing(
        &mut self,
        rule: &str,
        by: &str,
        reason: &str,
        is_demoted: bool,
    ) -> Result<RuleStanding, OfficeError> {
        let refuse = |reason: Reason| Err(OfficeError::DecisionRefused(reason));
        let by = named(by)?;
        if reason.trim().is_empty() {
            return refuse(Reason::new("standing-needs-reason"));
        }
        if !self.rule_versions()?.iter().any(|v| v.rule == rule) {
            return refuse(Reason::new("no-such-rule").with("rule", rule));
        }
        self.person_in(&by, Role::BUSINESS)?;
        if self.demoted_rules()?.contains(rule) == is_demoted {
            let code = match is_demoted {
                true => "rule-is-demoted",
                false => "rule-is-not-demoted",
            };
            return refuse(Reason::new(code).with("rule", rule));
        }
        let standing = RuleStanding {
            rule: rule.to_owned(),
            is_demoted,
            reason: reason.trim().to_owned(),
            by,
            at: self.actor.at.clone(),
        };
        let action = if is_demoted { DEMOTED } else { RESTORED };
        self.told(action, RULE, rule, json!(standing))?;
        Ok(standing)
    }

    fn told(
        &mut self,
        action: &'static str,
        entity: &'static str,
        id: &str,
        detail: serde_json::Value,
    ) -> Result<(), OfficeError> {
        let act = Act {
            action,
            entity,
            entity_id: id.to_owned(),
            detail,
        };
        Ok(self.store.tell(&self.actor, &[act])?)
    }

    /// The flag of this identity, or the only one whose identity begins so.
    pub(super) fn flag_named(&mut self, id: &str) -> Result<Flag, OfficeError> {
        let none = || OfficeError::DecisionRefused(Reason::new("no-such-flag").with("id", id));
        if id.chars().count() < LEAST_OF_ID {
            return Err(none());
        }
        let mut fit = self.store.flags_named(id)?.into_iter();
        match (fit.next(), fit.next()) {
            (Some(flag), None) => Ok(flag),
            _ => Err(none()),
        }
    }
}

fn record<'r>(
    records: &'r mut BTreeMap<(String, u32), RuleRecord>,
    (indicator, rule, version): (&str, &str, u32),
) -> &'r mut RuleRecord {
    records
        .entry((rule.to_owned(), version))
        .or_insert_with(|| RuleRecord {
            indicator: indicator.to_owned(),
            rule: rule.to_owned(),
            version,
            ..RuleRecord::default()
        })
}

fn named(by: &str) -> Result<String, OfficeError> {
    match by.trim() {
        "" => Err(OfficeError::DecisionRefused(Reason::new(
            "decision-nameless",
        ))),
        by => Ok(by.to_owned()),
    }
}

/// Makes leads of the flags of demoted rules, and says so.
pub(super) fn temper<'d>(
    drafts: impl Iterator<Item = &'d mut FlagDraft>,
    demoted: &BTreeSet<String>,
) {
    for draft in drafts.filter(|d| demoted.contains(&d.rule)) {
        draft.certainty = Certainty::线索;
        draft.reason.push_str("（该规则已由人工降为线索。）");
    }
}
