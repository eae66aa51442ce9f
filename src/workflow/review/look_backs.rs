//! Look-backs: planned by a close-out or by hand; what came back is opened again and becomes a new issue.
use jiff::civil::Date;

use super::{Bundle, On, as_seen};
use crate::{
    model::{
        Issue, IssueAct, IssueBody, LookBack, LookBackAct, LookBackFound, LookBackKind,
        LookBackResult, Person, RectificationAct, RectificationCase,
    },
    workflow::{Office, OfficeError},
};

impl Office {
    /// Plans a look-back by hand. Those at a host unit are planned by the close-out they look back at; by hand it is one at the
    /// group itself, or at a unit without a rectification.
    ///
    /// # Errors
    /// When the act is refused or the store fails.
    pub fn plan_look_back(
        &mut self,
        by: &Person,
        kind: LookBackKind,
        (title, unit): (&str, &str),
        due: Date,
    ) -> Result<LookBack, OfficeError> {
        let by = &self.known(by)?;
        let look_back = LookBack {
            no: self.next_no::<LookBack>("回头看", 0)?,
            ..LookBack::default()
        };
        let act = LookBackAct::Plan {
            kind,
            rectification: None,
            unit: unit.trim().to_owned(),
            title: title.trim().to_owned(),
            due,
        };
        let on = On {
            by,
            facts: &(),
            rests_on: None,
        };
        let mut bundle = Bundle::default();
        let next = self.step(&mut bundle, &look_back, act, &on)?;
        self.keep_bundle(bundle)?;
        Ok(next)
    }

    /// A look-back by its number.
    ///
    /// # Errors
    /// When there is none of that number or the store fails.
    pub fn look_back(&mut self, no: &str) -> Result<LookBack, OfficeError> {
        self.require_record(no)
    }

    /// Every look-back, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn look_backs(&mut self) -> Result<Vec<LookBack>, OfficeError> {
        self.all_records()
    }

    /// Does something with a look-back, and with the rectification and the issue it is about.
    ///
    /// # Errors
    /// When there is no such look-back, the act is refused, it moved on since it was seen, or the store fails.
    pub fn act_on_look_back(
        &mut self,
        no: &str,
        by: &Person,
        seen: Option<u32>,
        act: LookBackAct,
    ) -> Result<LookBack, OfficeError> {
        let by = &self.known(by)?;
        let look_back = self.require_record::<LookBack>(no)?;
        as_seen(&look_back, seen)?;
        let mut bundle = Bundle::default();
        let mut rests_on = None;
        let act = match act {
            LookBackAct::Transfer { .. } => {
                let issue = self.next_no::<Issue>("问题", 0)?;
                rests_on = Some(issue.clone());
                LookBackAct::Transfer { issue }
            }
            act => act,
        };
        let on = On {
            by,
            facts: &(),
            rests_on: rests_on.as_deref(),
        };
        let next = self.step(&mut bundle, &look_back, act.clone(), &on)?;
        match (&act, &next.rectification) {
            (LookBackAct::Start { .. }, Some(no)) => {
                let act = RectificationAct::StartLookBack {
                    look_back: next.no.clone(),
                };
                self.carry_to_rectification(&mut bundle, by, (no, &next.no), act)?;
            }
            (LookBackAct::Conclude { found, .. }, Some(no)) => {
                self.conclude(&mut bundle, by, (no, &next.no), found)?;
            }
            (LookBackAct::Transfer { issue }, _) => {
                self.open_again(&mut bundle, by, &next, issue)?
            }
            _ => {}
        }
        self.keep_bundle(bundle)?;
        Ok(next)
    }

    fn carry_to_rectification(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        (no, rests_on): (&str, &str),
        act: RectificationAct,
    ) -> Result<RectificationCase, OfficeError> {
        let case = self.require_record::<RectificationCase>(no)?;
        let on = On {
            by,
            facts: &(),
            rests_on: Some(rests_on),
        };
        self.step(bundle, &case, act, &on)
    }

    fn conclude(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        (rectification, look_back): (&str, &str),
        found: &LookBackFound,
    ) -> Result<(), OfficeError> {
        let LookBackFound::Host {
            result,
            new_deadline,
            ..
        } = found
        else {
            return Ok(());
        };
        let act = RectificationAct::LookedBack {
            look_back: look_back.to_owned(),
            result: *result,
            new_deadline: *new_deadline,
        };
        let case = self.carry_to_rectification(bundle, by, (rectification, look_back), act)?;
        let act = match result {
            LookBackResult::稳固 => IssueAct::End {
                reason: format!("{look_back}：稳固"),
            },
            LookBackResult::反弹 | LookBackResult::不到位 => IssueAct::Reopen {
                look_back: look_back.to_owned(),
            },
        };
        self.carry_to_issue(bundle, by, (&case.issue, look_back), act)?;
        Ok(())
    }

    /// What came back, as a new issue with the old one beside it.
    fn open_again(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        look_back: &LookBack,
        no: &str,
    ) -> Result<(), OfficeError> {
        let Some(LookBackFound::Host { relapse, .. }) = &look_back.found else {
            return Ok(());
        };
        let old = match &look_back.rectification {
            Some(no) => {
                let case = self.require_record::<RectificationCase>(no)?;
                Some(self.require_record::<Issue>(&case.issue)?)
            }
            None => None,
        };
        let old = old.as_ref();
        let body = IssueBody {
            unit: look_back.unit.clone(),
            category: old.map(|i| i.body.category.clone()).unwrap_or_default(),
            text: relapse.clone().unwrap_or_default(),
            basis: old.map(|i| i.body.basis.clone()).unwrap_or_default(),
            papers: look_back.evidence.clone(),
            ..IssueBody::default()
        };
        let issue = Issue {
            no: no.to_owned(),
            ..Issue::default()
        };
        let act = IssueAct::Accept {
            session: look_back.no.clone(),
            item: 0,
            flags: old.map(|i| i.flags.clone()).unwrap_or_default(),
            body: Box::new(body),
        };
        let on = On {
            by,
            facts: &(),
            rests_on: Some(&look_back.no),
        };
        self.step(bundle, &issue, act, &on)?;
        Ok(())
    }
}
