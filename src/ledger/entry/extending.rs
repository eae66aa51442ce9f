//! More time: applied for by the host's paper, reviewed, decided; only then is there a new deadline.
use jiff::civil::Date;

use super::Trial;
use crate::model::{DeadlineSet, EntryState, ExtensionCase, ExtensionState, Guard, Paper};

impl Trial<'_> {
    /// The application that is not settled yet.
    fn open_case(&self) -> Option<&ExtensionCase> {
        self.next.extensions.iter().find(|e| !e.state.is_settled())
    }

    pub(super) fn apply_extension(
        &mut self,
        source: &Paper,
        (applied_on, new_deadline): (Date, Date),
        reason: &str,
        progress: &str,
    ) -> EntryState {
        self.require(
            source.place.is_some(),
            Guard::Source,
            "延期申请须注明所在材料的位置",
        );
        self.require_text(reason, Guard::Reason, "未写延期理由");
        self.require_text(progress, Guard::Reason, "未写目前进展");
        let on = self.event.on;
        self.require(
            applied_on <= on,
            Guard::Day,
            format!("申请日期{applied_on}晚于登记日期{on}"),
        );
        self.require(
            self.open_case().is_none(),
            Guard::Extension,
            "上一次延期申请尚未审批",
        );
        let (granted, limit) = (self.next.granted(), self.guards.settings.extensions);
        self.require(
            granted < limit,
            Guard::Extension,
            format!("已获批延期{granted}次，上限{limit}次"),
        );
        let Some(old_deadline) = self.next.deadline() else {
            self.miss(Guard::Deadline, "本事项没有时限，无从延期");
            return EntryState::在办;
        };
        self.require(
            new_deadline > old_deadline,
            Guard::Extension,
            format!("申请延至{new_deadline}，不晚于现行时限{old_deadline}"),
        );
        let is_late = applied_on > old_deadline;
        let case = ExtensionCase {
            nth: u32::try_from(self.next.extensions.len() + 1).unwrap_or(u32::MAX),
            applied_on,
            old_deadline,
            new_deadline,
            reason: reason.trim().to_owned(),
            is_late,
            recorder: self.actor().to_owned(),
            reviewer: None,
            decider: None,
            state: if is_late {
                ExtensionState::逾期申请
            } else {
                ExtensionState::已申请
            },
        };
        self.next.extensions.push(case);
        EntryState::在办
    }

    pub(super) fn review_extension(&mut self, agrees: bool, opinion: &str) -> EntryState {
        self.require_text(opinion, Guard::Reason, "未写初审意见");
        let waits = self.open_case().is_some_and(|e| e.reviewer.is_none());
        self.require(waits, Guard::Extension, "没有待初审的延期申请");
        let reviewer = self.actor().to_owned();
        for case in &mut self.next.extensions {
            if !case.state.is_settled() {
                case.reviewer = Some(reviewer.clone());
                case.state = if agrees {
                    ExtensionState::初审同意
                } else {
                    ExtensionState::初审不同意
                };
            }
        }
        EntryState::在办
    }

    pub(super) fn decide_extension(&mut self, grants: bool, paper: &Paper) -> EntryState {
        self.require(paper.is_named(), Guard::Paper, "未注明审批文件");
        let Some(case) = self.open_case().cloned() else {
            self.miss(Guard::Extension, "没有待审批的延期申请");
            return EntryState::在办;
        };
        self.require(
            case.reviewer.is_some(),
            Guard::Extension,
            "延期申请尚未初审",
        );
        self.require_other(Some(&case.recorder), "延期申请登记人");
        self.require_other(case.reviewer.as_deref(), "延期初审人");
        let decider = self.actor().to_owned();
        for open in &mut self.next.extensions {
            if !open.state.is_settled() {
                open.decider = Some(decider.clone());
                open.state = if grants {
                    ExtensionState::批准
                } else {
                    ExtensionState::不批准
                };
            }
        }
        if grants {
            let seq = self.next.deadlines.last().map_or(0, |d| d.seq) + 1;
            self.next.deadlines.push(DeadlineSet {
                seq,
                date: case.new_deadline,
                basis: format!("第{}次延期申请获批，{}", case.nth, paper.name.trim()),
                set_by: decider,
            });
        }
        EntryState::在办
    }
}
