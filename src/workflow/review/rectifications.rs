//! Rectifications: from the plan to the close-out, which plans the look-back.
use super::{Bundle, On, as_seen};
use crate::{
    model::{
        IssueAct, LookBack, LookBackAct, LookBackKind, Person, RectificationAct, RectificationCase,
    },
    review::months_after,
    workflow::{Office, OfficeError},
};

impl Office {
    /// A rectification by its number.
    ///
    /// # Errors
    /// When there is none of that number or the store fails.
    pub fn rectification(&mut self, no: &str) -> Result<RectificationCase, OfficeError> {
        self.require_record(no)
    }

    /// Every rectification, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn rectifications(&mut self) -> Result<Vec<RectificationCase>, OfficeError> {
        self.all_records()
    }

    /// Does something with a rectification. The close-out strikes the issue off and plans the look-back.
    ///
    /// # Errors
    /// When there is no such rectification, the act is refused, it moved on since it was seen, or the store fails.
    pub fn act_on_rectification(
        &mut self,
        no: &str,
        by: &Person,
        seen: Option<u32>,
        act: RectificationAct,
    ) -> Result<RectificationCase, OfficeError> {
        let by = &self.known(by)?;
        let case = self.require_record::<RectificationCase>(no)?;
        as_seen(&case, seen)?;
        let closes = matches!(act, RectificationAct::CloseOut { .. });
        let mut bundle = Bundle::default();
        let on = On {
            by,
            facts: &(),
            rests_on: None,
        };
        let next = self.step(&mut bundle, &case, act, &on)?;
        if closes {
            let act = IssueAct::CloseOut {
                rectification: next.no.clone(),
            };
            self.carry_to_issue(&mut bundle, by, (&next.issue, &next.no), act)?;
            let look_back = LookBack {
                no: self.next_no::<LookBack>("回头看", 0)?,
                ..LookBack::default()
            };
            let plan = LookBackAct::Plan {
                kind: LookBackKind::驻在单位,
                rectification: Some(next.no.clone()),
                unit: next.unit.clone(),
                title: next.problem.clone(),
                due: months_after(self.on, self.settings.review.look_back_months),
            };
            let on = On {
                by,
                facts: &(),
                rests_on: Some(&next.no),
            };
            self.step(&mut bundle, &look_back, plan, &on)?;
        }
        self.keep_bundle(bundle)?;
        Ok(next)
    }
}
