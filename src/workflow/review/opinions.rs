//! Opinions: drafted from issues, passed by a session, decided, issued, delivered, answered; and the rectifications they open.
use super::{Bundle, On, as_seen};
use crate::{
    model::{
        FlagAct, FlagState, Issue, IssueAct, IssueState, Opinion, OpinionAct, OpinionItem,
        OpinionPlan, Outcome, Person, RectificationAct, RectificationCase, RectificationState,
        ReplyStance, ReviewSession, UnitKind,
    },
    review::OpinionFacts,
    workflow::{Office, OfficeError},
};

impl Office {
    /// Drafts an opinion from issues that sessions accepted.
    ///
    /// # Errors
    /// When the act is refused or the store fails.
    pub fn draft_opinion(
        &mut self,
        by: &Person,
        plan: OpinionPlan,
    ) -> Result<Opinion, OfficeError> {
        let by = &self.known(by)?;
        let opinion = Opinion {
            no: self.next_no::<Opinion>("意见", 0)?,
            ..Opinion::default()
        };
        let act = OpinionAct::Draft {
            plan: Box::new(plan),
            items: Vec::new(),
        };
        self.do_with_opinion(by, opinion, act)
    }

    /// An opinion by its number.
    ///
    /// # Errors
    /// When there is none of that number or the store fails.
    pub fn opinion(&mut self, no: &str) -> Result<Opinion, OfficeError> {
        self.require_record(no)
    }

    /// Every opinion, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn opinions(&mut self) -> Result<Vec<Opinion>, OfficeError> {
        self.all_records()
    }

    /// Does something with an opinion, and with the issues, flags and rectifications that go with it.
    ///
    /// # Errors
    /// When there is no such opinion, the act is refused, the opinion moved on since it was seen, or the store fails.
    pub fn act_on_opinion(
        &mut self,
        no: &str,
        by: &Person,
        seen: Option<u32>,
        act: OpinionAct,
    ) -> Result<Opinion, OfficeError> {
        let by = &self.known(by)?;
        let opinion = self.require_record::<Opinion>(no)?;
        as_seen(&opinion, seen)?;
        self.do_with_opinion(by, opinion, act)
    }

    fn do_with_opinion(
        &mut self,
        by: &Person,
        opinion: Opinion,
        act: OpinionAct,
    ) -> Result<Opinion, OfficeError> {
        let act = self.opinion_filled_in(&opinion, act)?;
        let facts = self.opinion_facts(&opinion, &act)?;
        let on = On {
            by,
            facts: &facts,
            rests_on: None,
        };
        let mut bundle = Bundle::default();
        let next = self.step(&mut bundle, &opinion, act.clone(), &on)?;
        let b = &mut bundle;
        match &act {
            OpinionAct::Draft { .. } => self.include(b, by, &opinion, &next)?,
            OpinionAct::Deliver { .. } => {
                for item in &next.items {
                    let tell = IssueAct::Tell {
                        opinion: next.no.clone(),
                    };
                    self.carry_to_issue(b, by, (&item.issue, &next.no), tell)?;
                }
            }
            OpinionAct::RecordReply { item, .. } => self.explain(b, by, &next, *item)?,
            OpinionAct::Rectify {} => self.open_rectifications(b, by, &next)?,
            OpinionAct::End {} => self.end_explained(b, by, &next)?,
            OpinionAct::Withdraw { reason } => self.exclude_all(b, by, &next, reason)?,
            _ => {}
        }
        self.keep_bundle(bundle)?;
        Ok(next)
    }

    /// Fills in what the program knows: the words of the issues, the kind of the unit, the day a reply is due.
    fn opinion_filled_in(
        &mut self,
        opinion: &Opinion,
        act: OpinionAct,
    ) -> Result<OpinionAct, OfficeError> {
        Ok(match act {
            OpinionAct::Draft { mut plan, .. } => {
                let mut items = Vec::new();
                for (seq, no) in (1..).zip(&plan.issues) {
                    let issue = self.require_record::<Issue>(no)?;
                    items.push(OpinionItem {
                        seq,
                        issue: issue.no,
                        body: issue.body,
                    });
                }
                plan.unit_kind = plan.unit_kind.or_else(|| self.unit_kind(&plan.to_unit));
                OpinionAct::Draft { plan, items }
            }
            OpinionAct::Deliver {
                delivery,
                reply_due,
            } => {
                let due = match reply_due {
                    Some(due) => due,
                    None => {
                        let workdays = self.workdays()?;
                        workdays.add(delivery.on, opinion.reply_workdays).value()
                    }
                };
                OpinionAct::Deliver {
                    delivery,
                    reply_due: Some(due),
                }
            }
            act => act,
        })
    }

    /// The kind of a unit, as the settings know it by name or alias.
    fn unit_kind(&self, name: &str) -> Option<UnitKind> {
        let name = name.trim();
        let units = self.settings.reading.units.iter();
        let mut fits = units.filter(|u| u.name == name || u.aliases.iter().any(|a| a == name));
        fits.next()?.kind
    }

    fn opinion_facts(
        &mut self,
        opinion: &Opinion,
        act: &OpinionAct,
    ) -> Result<OpinionFacts, OfficeError> {
        let mut facts = OpinionFacts::default();
        match act {
            OpinionAct::Draft { items, .. } => {
                for item in items {
                    let issue = self.require_record::<Issue>(&item.issue)?;
                    if issue.state == IssueState::待形成意见 {
                        facts.ready.push(issue.no);
                    }
                }
            }
            OpinionAct::Pass { session } => {
                let session = self.require_record::<ReviewSession>(session)?;
                facts.session_is_signed = session.state.is_signed();
                for issue in opinion.items.iter().map(|i| i.issue.as_str()) {
                    let issue = self.require_record::<Issue>(issue)?;
                    if issue.session == session.no {
                        facts.accepted.push(issue.no);
                    }
                }
                // What a session saw of a draft counts only while the draft says the same.
                let now = serde_json::to_string(&opinion.items)
                    .map_err(crate::store::StoreError::Record)?;
                let hash = crate::import::sha256_hex(now.as_bytes());
                let saw_it = session
                    .material
                    .iter()
                    .any(|m| m.kind == "opinion" && m.id == opinion.no && m.sha256 == hash);
                facts.session_saw_draft = saw_it
                    && session.agenda.iter().any(|i| {
                        i.opinion.as_deref() == Some(opinion.no.as_str())
                            && session.final_outcome(i.seq) == Some(Outcome::采纳形成意见)
                    });
            }
            OpinionAct::Assess { .. } => {
                use RectificationState as S;
                let of = self.rectifications_of(&opinion.no)?;
                facts.rectifications = of.len();
                facts.closed = of
                    .iter()
                    .filter(|r| matches!(r.state, S::销号 | S::回头看 | S::结束))
                    .count();
            }
            _ => {}
        }
        Ok(facts)
    }

    /// Rectifications that an opinion opened.
    fn rectifications_of(&mut self, opinion: &str) -> Result<Vec<RectificationCase>, OfficeError> {
        let all = self.all_records::<RectificationCase>()?;
        Ok(all.into_iter().filter(|r| r.opinion == opinion).collect())
    }

    /// Tells issues and flags that they are in a draft, and those that no longer are.
    fn include(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        before: &Opinion,
        after: &Opinion,
    ) -> Result<(), OfficeError> {
        let has = |opinion: &Opinion, no: &str| opinion.items.iter().any(|i| i.issue == no);
        let gone = before.items.iter().filter(|i| !has(after, &i.issue));
        for item in gone {
            self.exclude(bundle, by, (&item.issue, &after.no), "草稿不再列入")?;
        }
        for item in after.items.iter().filter(|i| !has(before, &i.issue)) {
            let act = IssueAct::Include {
                opinion: after.no.clone(),
            };
            let issue = self.carry_to_issue(bundle, by, (&item.issue, &after.no), act)?;
            let act = FlagAct::Include {
                opinion: after.no.clone(),
            };
            let is_open = |c: &crate::model::FlagCase| c.state == FlagState::研判采纳;
            self.carry_to_flags(bundle, by, (&issue.flags, &after.no), &act, is_open)?;
        }
        Ok(())
    }

    fn exclude(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        (issue, opinion): (&str, &str),
        reason: &str,
    ) -> Result<(), OfficeError> {
        let act = IssueAct::Exclude {
            opinion: opinion.to_owned(),
            reason: reason.to_owned(),
        };
        let issue = self.carry_to_issue(bundle, by, (issue, opinion), act)?;
        let act = FlagAct::Exclude {
            opinion: opinion.to_owned(),
            reason: reason.to_owned(),
        };
        let is_in = |c: &crate::model::FlagCase| {
            c.state == FlagState::已形成意见 && c.opinion.as_deref() == Some(opinion)
        };
        self.carry_to_flags(bundle, by, (&issue.flags, opinion), &act, is_in)
    }

    fn exclude_all(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        opinion: &Opinion,
        reason: &str,
    ) -> Result<(), OfficeError> {
        for item in &opinion.items {
            let issue = self.require_record::<Issue>(&item.issue)?;
            // What is being put right goes on; the withdrawal stands in the opinion.
            if matches!(issue.state, IssueState::已列入意见 | IssueState::已反馈) {
                self.exclude(bundle, by, (&item.issue, &opinion.no), reason)?;
            }
        }
        Ok(())
    }

    /// Puts what the unit says beside every flag the item rests on.
    fn explain(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        opinion: &Opinion,
        item: u32,
    ) -> Result<(), OfficeError> {
        let of_item = opinion.items.iter().find(|i| i.seq == item);
        let (Some(of_item), Some(reply)) = (of_item, opinion.replies.last()) else {
            return Ok(());
        };
        let issue = self.require_record::<Issue>(&of_item.issue)?;
        let act = FlagAct::Explain {
            stance: reply.stance,
            text: reply.text.clone(),
            on: reply.on,
            source: reply.source.clone(),
            opinion: Some(opinion.no.clone()),
        };
        self.carry_to_flags(bundle, by, (&issue.flags, &opinion.no), &act, |_| true)
    }

    /// Opens a rectification for every item the unit agrees to, wholly or in part.
    fn open_rectifications(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        opinion: &Opinion,
    ) -> Result<(), OfficeError> {
        let agreed: Vec<&OpinionItem> = opinion
            .items
            .iter()
            .filter(|item| !is_explained(opinion, item.seq))
            .collect();
        if agreed.is_empty() {
            return Err(OfficeError::ActUnclear {
                what: format!("{}的问题驻在单位都已说明情况，没有须整改的", opinion.no),
            });
        }
        for (taken, item) in (0..).zip(agreed) {
            let rectification = RectificationCase {
                no: self.next_no::<RectificationCase>("整改", taken)?,
                ..RectificationCase::default()
            };
            let act = RectificationAct::Open {
                issue: item.issue.clone(),
                opinion: opinion.no.clone(),
                unit: item.body.unit.clone(),
                problem: item.body.text.clone(),
                important: opinion.important,
            };
            let on = On {
                by,
                facts: &(),
                rests_on: Some(&opinion.no),
            };
            let opened = self.step(bundle, &rectification, act, &on)?;
            let act = IssueAct::Rectify {
                rectification: opened.no.clone(),
            };
            self.carry_to_issue(bundle, by, (&item.issue, &opened.no), act)?;
        }
        Ok(())
    }

    /// Ends the issues that the unit explained and that were left at that.
    fn end_explained(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        opinion: &Opinion,
    ) -> Result<(), OfficeError> {
        for item in &opinion.items {
            let issue = self.require_record::<Issue>(&item.issue)?;
            if issue.state == IssueState::已反馈 {
                let act = IssueAct::End {
                    reason: "驻在单位已说明情况，评估后结束".to_owned(),
                };
                self.carry_to_issue(bundle, by, (&item.issue, &opinion.no), act)?;
            }
        }
        Ok(())
    }
}

/// Whether the last the unit said of an item is an explanation.
fn is_explained(opinion: &Opinion, item: u32) -> bool {
    let last = opinion.replies.iter().rev().find(|r| r.item == item);
    last.is_some_and(|r| r.stance == ReplyStance::说明情况)
}
