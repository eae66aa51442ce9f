//! Versions of rules: proposed, tried, approved by somebody else, used, put out of use; and what that means for their flags.
use std::collections::BTreeMap;

use super::{Bundle, On, as_seen};
use crate::{
    model::{Certainty, FlagDraft, Person, ReviewRecord as _, RuleAct, RuleCase, RuleState},
    workflow::{Office, OfficeError},
};

impl Office {
    /// Every version of a rule that people gave a standing. A version without one takes part.
    ///
    /// # Errors
    /// When the store fails.
    pub fn rule_cases(&mut self) -> Result<Vec<RuleCase>, OfficeError> {
        self.all_records()
    }

    /// The standing of one version, by `<rule>@<version>`.
    ///
    /// # Errors
    /// When there is none or the store fails.
    pub fn rule_case(&mut self, id: &str) -> Result<RuleCase, OfficeError> {
        self.require_record(id)
    }

    /// Proposes the present version of a rule: it raises nothing until it is tried.
    ///
    /// # Errors
    /// When there is no such rule, it was proposed before, the act is refused or the store fails.
    pub fn propose_rule(&mut self, by: &Person, rule: &str) -> Result<RuleCase, OfficeError> {
        let by = &self.known(by)?;
        let version = self.rule_versions()?.into_iter().find(|v| v.rule == rule);
        let Some(version) = version else {
            return Err(OfficeError::NoSuchRecord {
                kind: RuleCase::KIND,
                id: rule.to_owned(),
            });
        };
        let id = format!("{}@{}", version.rule, version.version);
        let case = match self.read_record::<RuleCase>(&id)? {
            Some(there) => there,
            None => RuleCase {
                id,
                ..RuleCase::default()
            },
        };
        let author = self.packs()?.author_of(rule).map(ToOwned::to_owned);
        let act = RuleAct::Draft {
            rule: version.rule,
            version: version.version,
            hash: version.hash,
            author: author.unwrap_or_else(|| by.account.clone()),
        };
        self.do_with_rule(by, &case, act)
    }

    /// Does something with a version of a rule, named `<rule>@<version>`.
    ///
    /// # Errors
    /// When there is none, the act is refused, it moved on since it was seen, or the store fails.
    pub fn act_on_rule(
        &mut self,
        id: &str,
        by: &Person,
        seen: Option<u32>,
        act: RuleAct,
    ) -> Result<RuleCase, OfficeError> {
        let by = &self.known(by)?;
        let case = self.require_record::<RuleCase>(id)?;
        as_seen(&case, seen)?;
        self.do_with_rule(by, &case, act)
    }

    fn do_with_rule(
        &mut self,
        by: &Person,
        case: &RuleCase,
        act: RuleAct,
    ) -> Result<RuleCase, OfficeError> {
        let mut bundle = Bundle::default();
        let on = On {
            by,
            facts: &(),
            rests_on: None,
        };
        let next = self.step(&mut bundle, case, act, &on)?;
        self.keep_bundle(bundle)?;
        Ok(next)
    }

    /// Where versions stand that are not simply in use.
    pub(in crate::workflow) fn standing_of_rules(
        &mut self,
    ) -> Result<BTreeMap<(String, u32), RuleState>, OfficeError> {
        let cases = self.rule_cases()?.into_iter();
        let held = cases.filter(|c| c.state != RuleState::启用);
        Ok(held.map(|c| ((c.rule, c.version), c.state)).collect())
    }
}

/// Drops the flags of versions that are drafts or out of use, and marks those of versions on trial as leads.
pub(in crate::workflow) fn mark(
    found: &mut Vec<(i64, FlagDraft)>,
    standing: &BTreeMap<(String, u32), RuleState>,
) {
    if standing.is_empty() {
        return;
    }
    found.retain_mut(
        |(_, draft)| match standing.get(&(draft.rule.clone(), draft.rule_version)) {
            Some(RuleState::草案 | RuleState::停用) => false,
            Some(RuleState::试运行 | RuleState::批准) => {
                draft.certainty = Certainty::线索;
                draft.reason.push_str("（试：该规则在试运行。）");
                true
            }
            Some(RuleState::启用) | None => true,
        },
    );
}
