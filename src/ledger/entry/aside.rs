//! States beside the way: standing, suspended, merged.
use super::{Trial, months_after};
use crate::{
    ledger::registers::plain,
    model::{EntryState, Guard, Paper, StandingReview},
};

impl Trial<'_> {
    pub(super) fn make_standing(&mut self, reason: &str, cycle_months: u32) -> EntryState {
        self.require_text(reason, Guard::Reason, "转为长期坚持须写明理由");
        let longest = self.guards.settings.standing_review_months;
        self.require(
            (1..=longest).contains(&cycle_months),
            Guard::Cycle,
            format!("复核周期{cycle_months}个月，应为1至{longest}个月"),
        );
        let is_done = self.guards.facts.is_done;
        if let Some(deadline) = self.next.deadline() {
            self.require(
                is_done,
                Guard::HardDeadline,
                format!("时限{deadline}的任务尚未完成，不能转为长期坚持"),
            );
        }
        self.next.standing = Some(StandingReview {
            reason: reason.trim().to_owned(),
            cycle_months,
            next: months_after(self.event.on, cycle_months),
        });
        EntryState::长期坚持
    }

    pub(super) fn end_standing(&mut self, reason: &str) -> EntryState {
        self.require_text(reason, Guard::Reason, "转回在办须写明理由");
        self.next.standing = None;
        EntryState::在办
    }

    pub(super) fn suspend(&mut self, reason: &str, paper: &Paper) -> EntryState {
        self.require_text(reason, Guard::Reason, "中止须写明理由");
        self.require(paper.is_named(), Guard::Paper, "中止须有依据文件");
        EntryState::中止
    }

    pub(super) fn merge(&mut self, into: &str) -> EntryState {
        let target = into.trim();
        self.require_text(target, Guard::Target, "未写明并入的台账编号");
        self.require(
            plain(target) != plain(&self.next.no),
            Guard::Target,
            "不能并入自身",
        );
        match self.guards.facts.merge_target {
            None => self.miss(Guard::Target, format!("台账中没有编号{target}")),
            Some(state @ (EntryState::并入 | EntryState::中止 | EntryState::归档)) => self
                .miss(
                    Guard::Target,
                    format!("编号{target}已{}，不能并入", state.name()),
                ),
            Some(_) => {}
        }
        self.next.merged_into = Some(target.to_owned());
        EntryState::并入
    }
}
