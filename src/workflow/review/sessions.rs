//! Sessions of collective review: called, held, signed; and what a signed session settles.
use std::collections::{BTreeMap, BTreeSet};

use super::{Bundle, On, as_seen};
use crate::{
    import::sha256_hex,
    model::{
        AgendaItem, CollectiveOutcome, Concluded, Evidence, FlagCase, FlagId, FlagState, Issue,
        IssueAct, IssueBody, MaterialPiece, Opinion, OpinionState, Outcome, Person, ReviewSession,
        SessionAct, SessionPlan, SessionState,
    },
    review::SessionFacts,
    store::StoreError,
    workflow::{Office, OfficeError},
};

impl Office {
    /// Calls a session.
    ///
    /// # Errors
    /// When the act is refused or the store fails.
    pub fn plan_session(
        &mut self,
        by: &Person,
        plan: SessionPlan,
    ) -> Result<ReviewSession, OfficeError> {
        let by = &self.known(by)?;
        let session = ReviewSession {
            no: self.next_no::<ReviewSession>("研判", 0)?,
            ..ReviewSession::default()
        };
        let facts = SessionFacts::default();
        let on = On {
            by,
            facts: &facts,
            rests_on: None,
        };
        let mut bundle = Bundle::default();
        let next = self.step(&mut bundle, &session, SessionAct::Plan { plan }, &on)?;
        self.keep_bundle(bundle)?;
        Ok(next)
    }

    /// A session as a person may see it: where it is blind, the views of others are kept back until all have spoken.
    ///
    /// # Errors
    /// When there is none of that number or the store fails.
    pub fn session(&mut self, no: &str, viewer: &Person) -> Result<ReviewSession, OfficeError> {
        let session = self.require_record::<ReviewSession>(no)?;
        Ok(session.seen_by(&viewer.account))
    }

    /// Every session as a person may see it, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sessions(&mut self, viewer: &Person) -> Result<Vec<ReviewSession>, OfficeError> {
        let all = self.all_records::<ReviewSession>()?;
        Ok(all.iter().map(|s| s.seen_by(&viewer.account)).collect())
    }

    /// Does something in or around a session. When the last signature is given, the flags of its agenda learn what was made of
    /// them, and what was accepted becomes an issue.
    ///
    /// # Errors
    /// When there is no such session, the act is refused, the session moved on since it was seen, or the store fails.
    pub fn act_on_session(
        &mut self,
        no: &str,
        by: &Person,
        seen: Option<u32>,
        act: SessionAct,
    ) -> Result<ReviewSession, OfficeError> {
        let by = &self.known(by)?;
        let session = self.require_record::<ReviewSession>(no)?;
        as_seen(&session, seen)?;
        let act = self.filled_in(&session, act)?;
        let facts = self.session_facts(&session, &act)?;
        let on = On {
            by,
            facts: &facts,
            rests_on: None,
        };
        let mut bundle = Bundle::default();
        let next = self.step(&mut bundle, &session, act.clone(), &on)?;
        match &act {
            SessionAct::Sign { .. } if next.state == SessionState::已签认 => {
                let mut opened = 0;
                for item in &next.agenda {
                    if let Some(concluded) = &item.concluded {
                        self.settle_item(
                            &mut bundle,
                            by,
                            (&next.no, item),
                            concluded,
                            &mut opened,
                        )?;
                    }
                }
            }
            SessionAct::LeaderDecide { item, .. } => {
                let decided = next.decisions.last().and_then(as_concluded);
                if let (Some(item), Some(decided)) = (next.item(*item), decided) {
                    self.settle_item(&mut bundle, by, (&next.no, item), &decided, &mut 0)?;
                }
            }
            _ => {}
        }
        self.keep_bundle(bundle)?;
        Ok(next.seen_by(&by.account))
    }

    /// What a decided item means for its flags and issues.
    fn settle_item(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        (session, item): (&str, &AgendaItem),
        concluded: &Concluded,
        opened: &mut u32,
    ) -> Result<(), OfficeError> {
        let outcome = CollectiveOutcome {
            session: session.to_owned(),
            item: item.seq,
            outcome: concluded.outcome,
            code: concluded.code,
            reason: concluded.reason.clone(),
        };
        self.settle_flags(bundle, by, &item.flags, &outcome)?;
        if concluded.outcome != Outcome::采纳形成意见 {
            return Ok(());
        }
        for body in &concluded.issues {
            let issue = Issue {
                no: self.next_no::<Issue>("问题", *opened)?,
                ..Issue::default()
            };
            let act = IssueAct::Accept {
                session: session.to_owned(),
                item: item.seq,
                flags: item.flags.clone(),
                body: Box::new(body.clone()),
            };
            let on = On {
                by,
                facts: &(),
                rests_on: Some(session),
            };
            self.step(bundle, &issue, act, &on)?;
            *opened += 1;
        }
        Ok(())
    }

    /// Fills in what the program knows better than people: the material and its hashes, and the quotations of the flags an issue
    /// rests on. Nothing that is a judgement.
    fn filled_in(
        &mut self,
        session: &ReviewSession,
        act: SessionAct,
    ) -> Result<SessionAct, OfficeError> {
        Ok(match act {
            SessionAct::Lock { .. } => SessionAct::Lock {
                material: self.material_of(session)?,
            },
            SessionAct::Conclude {
                item,
                outcome,
                code,
                reason,
                issues,
            } => SessionAct::Conclude {
                issues: self.with_evidence(session, item, issues)?,
                item,
                outcome,
                code,
                reason,
            },
            SessionAct::LeaderDecide {
                item,
                outcome,
                code,
                text,
                paper,
                issues,
            } => SessionAct::LeaderDecide {
                issues: self.with_evidence(session, item, issues)?,
                item,
                outcome,
                code,
                text,
                paper,
            },
            act => act,
        })
    }

    /// Issues with the quotations of the flags of the item, and with the unit and the kind of flag where nothing was written.
    fn with_evidence(
        &mut self,
        session: &ReviewSession,
        item: u32,
        mut issues: Vec<IssueBody>,
    ) -> Result<Vec<IssueBody>, OfficeError> {
        let flags = session
            .item(item)
            .map(|i| i.flags.clone())
            .unwrap_or_default();
        let mut quoted: Vec<Evidence> = Vec::new();
        let (mut unit, mut category) = (None, None);
        for id in &flags {
            let flag = self.flag_named(id)?;
            quoted.push(Evidence {
                source: flag.draft.source.clone(),
                note: flag.draft.reason.clone(),
            });
            quoted.extend(flag.draft.evidence.iter().cloned());
            unit = unit.or(flag.draft.unit);
            category = category.or(Some(flag.draft.indicator));
        }
        let title = match category {
            Some(id) => {
                let cards = crate::workflow::rules::all_cards(&*self.packs()?);
                cards
                    .into_iter()
                    .find(|c| c.id == id)
                    .map(|c| c.family)
                    .unwrap_or(id)
            }
            None => String::new(),
        };
        for issue in &mut issues {
            if issue.evidence.is_empty() {
                issue.evidence.clone_from(&quoted);
            }
            if issue.unit.trim().is_empty() {
                issue.unit = unit.clone().unwrap_or_default();
            }
            if issue.category.trim().is_empty() {
                issue.category.clone_from(&title);
            }
        }
        Ok(issues)
    }

    /// What a session is given: its flags, the files they quote, the entries and drafts of its agenda, each with its hash.
    fn material_of(&mut self, session: &ReviewSession) -> Result<Vec<MaterialPiece>, OfficeError> {
        let mut material = BTreeSet::new();
        let mut add = |kind: &str, id: &str, sha256: String| {
            material.insert(MaterialPiece {
                kind: kind.to_owned(),
                id: id.to_owned(),
                sha256,
            });
        };
        for item in &session.agenda {
            for id in &item.flags {
                let flag = self.flag_named(id)?;
                let json = serde_json::to_string(&flag).map_err(StoreError::Record)?;
                add("flag", id, sha256_hex(json.as_bytes()));
                let places = flag.draft.evidence.iter().map(|e| &e.source);
                for place in std::iter::once(&flag.draft.source).chain(places) {
                    add("document", place.file(), place.sha256().to_owned());
                }
            }
            for no in &item.entries {
                let rows = self.store.entries_numbered(no)?;
                add("entry", no, sha256_hex(rows.join("\n").as_bytes()));
            }
            if let Some(no) = &item.opinion {
                let draft = self.require_record::<Opinion>(no)?;
                let json = serde_json::to_string(&draft.items).map_err(StoreError::Record)?;
                add("opinion", no, sha256_hex(json.as_bytes()));
            }
        }
        Ok(material.into_iter().collect())
    }

    fn session_facts(
        &mut self,
        session: &ReviewSession,
        act: &SessionAct,
    ) -> Result<SessionFacts, OfficeError> {
        let mut facts = SessionFacts::default();
        match act {
            SessionAct::AddItem { item } => {
                facts.ready = self.flags_ready(&session.no, &item.flags)?;
                for no in &item.entries {
                    if !self.store.entries_numbered(no)?.is_empty() {
                        facts.entries.insert(no.clone());
                    }
                }
                if let Some(no) = &item.opinion {
                    let draft = self.read_record::<Opinion>(no)?;
                    if draft.is_some_and(|o| o.state == OpinionState::草拟) {
                        facts.opinions.insert(no.clone());
                    }
                }
            }
            SessionAct::Lock { .. } => {
                let flags: Vec<FlagId> = session
                    .agenda
                    .iter()
                    .flat_map(|i| i.flags.iter().cloned())
                    .collect();
                facts.ready = self.flags_ready(&session.no, &flags)?;
            }
            SessionAct::Conclude { item, .. } | SessionAct::LeaderDecide { item, .. } => {
                let flags = session
                    .item(*item)
                    .map(|i| i.flags.clone())
                    .unwrap_or_default();
                let mut authors = BTreeMap::new();
                for id in flags {
                    let flag = self.flag_named(&id)?;
                    if let Some(author) = self.rule_author(&flag.draft.rule)? {
                        authors.insert(id, author);
                    }
                }
                facts.authors = authors;
            }
            _ => {}
        }
        Ok(facts)
    }

    /// Of some flags, those that an officer proposed to accept and that stand on no other open agenda.
    fn flags_ready(
        &mut self,
        session: &str,
        flags: &[FlagId],
    ) -> Result<BTreeSet<FlagId>, OfficeError> {
        let elsewhere: BTreeSet<FlagId> = self
            .all_records::<ReviewSession>()?
            .into_iter()
            .filter(|s| s.no != session)
            .flat_map(|s| s.open_flags())
            .collect();
        let mut ready = BTreeSet::new();
        for id in flags.iter().filter(|id| !elsewhere.contains(*id)) {
            let case = self.read_record::<FlagCase>(id)?;
            if case.is_some_and(|c| c.state == FlagState::采纳待研判) {
                ready.insert(id.clone());
            }
        }
        Ok(ready)
    }
}

/// A leader's decision in the form of an outcome.
fn as_concluded(decision: &crate::model::LeaderDecision) -> Option<Concluded> {
    Some(Concluded {
        outcome: decision.outcome?,
        code: decision.code,
        reason: decision.text.clone(),
        issues: decision.issues.clone(),
        by: decision.by.clone(),
        on: decision.on,
    })
}
