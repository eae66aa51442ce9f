//! What officers and sessions do with flags, and what the host unit says of them.
use std::collections::BTreeMap;

use serde_json::json;

use super::{Bundle, On, as_seen};
use crate::{
    model::{
        CollectiveOutcome, Decided, Flag, FlagAct, FlagCase, FlagDecision, FlagId, FlagState,
        Person, Proposal, ReviewSession,
    },
    review::FlagFacts,
    workflow::{Office, OfficeError},
};

impl Office {
    /// What people did with a flag, named by its identity or the beginning of it.
    ///
    /// # Errors
    /// When there is no such flag or the store fails.
    pub fn flag_case(&mut self, flag: &str) -> Result<FlagCase, OfficeError> {
        let flag = self.flag_named(flag)?;
        self.case_of(&flag)
    }

    /// What people did with every flag that somebody did something with.
    ///
    /// # Errors
    /// When the store fails.
    pub fn flag_cases(&mut self) -> Result<BTreeMap<FlagId, FlagCase>, OfficeError> {
        let cases = self.all_records::<FlagCase>()?;
        Ok(cases.into_iter().map(|c| (c.flag.clone(), c)).collect())
    }

    /// Does something with a flag. An officer who speaks on a flag nobody was given takes it first.
    ///
    /// # Errors
    /// When there is no such flag, the act is refused, the case moved on since it was seen, or the store fails.
    pub fn act_on_flag(
        &mut self,
        flag: &str,
        by: &Person,
        seen: Option<u32>,
        act: FlagAct,
    ) -> Result<FlagCase, OfficeError> {
        let by = &self.known(by)?;
        let flag = self.flag_named(flag)?;
        let mut case = self.case_of(&flag)?;
        as_seen(&case, seen)?;
        let facts = self.flag_facts(&flag, &act)?;
        let on = On {
            by,
            facts: &facts,
            rests_on: None,
        };
        let mut bundle = Bundle::default();
        case.rule_version = flag.draft.rule_version;
        let is_theirs = case.assignee.as_deref() == Some(by.account.trim());
        let takes_over = matches!(act, FlagAct::Propose { .. })
            && !is_theirs
            && case.state != FlagState::已分派;
        if takes_over {
            case = self.step(&mut bundle, &case, FlagAct::Claim {}, &on)?;
        }
        let next = self.step(&mut bundle, &case, act, &on)?;
        if let Some(decision) = self.decision_on(&flag, &next) {
            bundle.tell("decision", json!(decision));
        }
        self.keep_bundle(bundle)?;
        Ok(next)
    }

    /// The case of a flag as kept, or as it is before anybody did anything.
    pub(super) fn case_of(&mut self, flag: &Flag) -> Result<FlagCase, OfficeError> {
        let kept = self.read_record::<FlagCase>(flag.id())?;
        Ok(kept.unwrap_or_else(|| FlagCase {
            flag: flag.id().to_owned(),
            indicator: flag.draft.indicator.clone(),
            rule: flag.draft.rule.clone(),
            rule_version: flag.draft.rule_version,
            replaces: flag.replaces.clone(),
            ..FlagCase::default()
        }))
    }

    fn flag_facts(&mut self, flag: &Flag, act: &FlagAct) -> Result<FlagFacts, OfficeError> {
        let rule_author = self.rule_author(&flag.draft.rule)?;
        let before = self
            .all_records::<ReviewSession>()?
            .into_iter()
            .find(|s| s.material_hash.is_some() && s.open_flags().iter().any(|f| f == flag.id()))
            .map(|s| s.no);
        let target_is_there = match act {
            FlagAct::Propose {
                into: Some(into), ..
            } => self.store.flag(into)?.is_some(),
            _ => false,
        };
        Ok(FlagFacts {
            rule_author,
            before,
            collective: None,
            target_is_there,
        })
    }

    /// Who wrote a rule: as its text says, or as it was proposed.
    pub(in crate::workflow) fn rule_author(
        &mut self,
        rule: &str,
    ) -> Result<Option<String>, OfficeError> {
        if let Some(author) = self.packs()?.author_of(rule) {
            return Ok(Some(author.to_owned()));
        }
        let cases = self.rule_cases()?;
        let of = cases.into_iter().rev().find(|c| c.rule == rule);
        Ok(of.map(|c| c.author))
    }

    /// What the last act on a case says of the rule, where it is a decision on the flag.
    fn decision_on(&self, flag: &Flag, case: &FlagCase) -> Option<FlagDecision> {
        let last = case.history.last()?;
        let FlagAct::Propose {
            proposal,
            code,
            note,
            ..
        } = &last.act
        else {
            return None;
        };
        let decided = match (proposal, code) {
            (Proposal::采纳, _) => Decided::Accept,
            (Proposal::不采纳, Some(code)) => Decided::Reject(*code),
            _ => return None,
        };
        Some(FlagDecision {
            flag: flag.id().to_owned(),
            indicator: flag.draft.indicator.clone(),
            rule: flag.draft.rule.clone(),
            rule_version: flag.draft.rule_version,
            decided,
            note: note.clone(),
            by: last.by.account.clone(),
            at: self.actor.at.clone(),
        })
    }

    /// Tells flags what a signed session, or the head of the group, made of them.
    pub(super) fn settle_flags(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        flags: &[FlagId],
        outcome: &CollectiveOutcome,
    ) -> Result<(), OfficeError> {
        for id in flags {
            let flag = self.flag_named(id)?;
            let case = self.case_of(&flag)?;
            let facts = FlagFacts {
                collective: Some(outcome.clone()),
                ..FlagFacts::default()
            };
            let act = FlagAct::Outcome {
                outcome: outcome.clone(),
            };
            let on = On {
                by,
                facts: &facts,
                rests_on: Some(&outcome.session),
            };
            self.step(bundle, &case, act, &on)?;
        }
        Ok(())
    }

    /// Does the same with several flags because of another record.
    pub(super) fn carry_to_flags(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        (flags, rests_on): (&[FlagId], &str),
        act: &FlagAct,
        only: impl Fn(&FlagCase) -> bool,
    ) -> Result<(), OfficeError> {
        for id in flags {
            let Some(case) = self.read_record::<FlagCase>(id)? else {
                continue;
            };
            if only(&case) {
                let on = On {
                    by,
                    facts: &FlagFacts::default(),
                    rests_on: Some(rests_on),
                };
                self.step(bundle, &case, act.clone(), &on)?;
            }
        }
        Ok(())
    }
}
