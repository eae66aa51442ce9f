//! Issues: what sessions accepted, completed by people, carried on by opinions and rectifications.
use super::{Bundle, On, as_seen};
use crate::{
    model::{Issue, IssueAct, Person},
    workflow::{Office, OfficeError},
};

impl Office {
    /// An issue by its number.
    ///
    /// # Errors
    /// When there is none of that number or the store fails.
    pub fn issue(&mut self, no: &str) -> Result<Issue, OfficeError> {
        self.require_record(no)
    }

    /// Every issue, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn issues(&mut self) -> Result<Vec<Issue>, OfficeError> {
        self.all_records()
    }

    /// Does something with an issue; by hand only what is missing is filled in.
    ///
    /// # Errors
    /// When there is no such issue, the act is refused, the issue moved on since it was seen, or the store fails.
    pub fn act_on_issue(
        &mut self,
        no: &str,
        by: &Person,
        seen: Option<u32>,
        act: IssueAct,
    ) -> Result<Issue, OfficeError> {
        let by = &self.known(by)?;
        let issue = self.require_record::<Issue>(no)?;
        as_seen(&issue, seen)?;
        let mut bundle = Bundle::default();
        let on = On {
            by,
            facts: &(),
            rests_on: None,
        };
        let next = self.step(&mut bundle, &issue, act, &on)?;
        self.keep_bundle(bundle)?;
        Ok(next)
    }

    /// Does something with an issue because of another record.
    pub(super) fn carry_to_issue(
        &mut self,
        bundle: &mut Bundle,
        by: &Person,
        (no, rests_on): (&str, &str),
        act: IssueAct,
    ) -> Result<Issue, OfficeError> {
        let issue = self.require_record::<Issue>(no)?;
        let on = On {
            by,
            facts: &(),
            rests_on: Some(rests_on),
        };
        self.step(bundle, &issue, act, &on)
    }
}
