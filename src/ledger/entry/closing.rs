//! From the application to the close-out: proof, check by two, conclusion, decision.
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Trial, months_after};
use crate::model::{
    Application, CheckItem, CheckRun, ClosedOut, EntryRecord, EntryState, Guard, ItemProof,
    LookBackPlan, Paper, Publicity, StepKind, Verdict, Waiver, close_out_unmet,
};

/// Steps that must be there before a matter can be found done; the other two follow the close-out.
const BEFORE_CLOSING: [StepKind; 5] = [
    StepKind::Convey,
    StepKind::Deploy,
    StepKind::Plan,
    StepKind::Execute,
    StepKind::Assess,
];

/// People a check needs.
const CHECKERS: usize = 2;

impl Trial<'_> {
    /// Names the steps that are neither taken nor waived with a reason.
    pub(super) fn require_steps(&mut self, steps: &[StepKind], waivers: &[Waiver]) {
        let facts = self.guards.facts;
        let missing: Vec<&str> = steps
            .iter()
            .filter(|step| !facts.steps.contains(step) && !facts.waived.contains(step))
            .filter(|step| {
                !waivers
                    .iter()
                    .any(|w| w.step == **step && !w.reason.trim().is_empty())
            })
            .map(|step| step.title())
            .collect();
        self.require(
            missing.is_empty(),
            Guard::Steps,
            format!("缺{}，也未说明不适用的理由", missing.join("、")),
        );
    }

    pub(super) fn apply_close(
        &mut self,
        source: &Paper,
        waivers: &[Waiver],
        items: &[ItemProof],
    ) -> EntryState {
        self.require(
            source.place.is_some(),
            Guard::Source,
            "办结申请须注明所在材料的位置",
        );
        self.require(
            !self.next.extensions.iter().any(|e| !e.state.is_settled()),
            Guard::Extension,
            "延期申请尚未审批",
        );
        self.require_steps(&BEFORE_CLOSING, waivers);
        let listed: BTreeSet<u32> = self
            .guards
            .facts
            .items
            .iter()
            .copied()
            .chain(items.iter().map(|i| i.seq))
            .collect();
        let numbers = |wanted: &dyn Fn(&ItemProof) -> bool| -> String {
            let missing: Vec<String> = listed
                .iter()
                .filter(|seq| !items.iter().any(|i| i.seq == **seq && wanted(i)))
                .map(ToString::to_string)
                .collect();
            missing.join("、")
        };
        let undone = numbers(&|item| item.is_done);
        let unproven = numbers(&|item| item.evidence.iter().any(Paper::is_named));
        self.require(
            undone.is_empty(),
            Guard::Items,
            format!("第{undone}项任务未完成"),
        );
        self.require(
            unproven.is_empty(),
            Guard::Evidence,
            format!("第{unproven}项任务没有佐证"),
        );
        // A matter without listed tasks is one task, proven as a whole.
        let proven = !listed.is_empty() || self.guards.facts.evidence > 0;
        self.require(proven, Guard::Evidence, "没有佐证材料");
        self.next.application = Some(Application {
            on: self.event.on,
            recorder: self.actor().to_owned(),
        });
        self.next.check = None;
        EntryState::申请办结
    }

    pub(super) fn send_back(&mut self, reason: &str) -> EntryState {
        self.require_text(reason, Guard::Reason, "退回须写明理由");
        self.next.application = None;
        EntryState::在办
    }

    pub(super) fn begin_check(&mut self, checkers: &[String]) -> EntryState {
        let people: BTreeSet<String> = checkers
            .iter()
            .map(|c| c.trim().to_owned())
            .filter(|c| !c.is_empty())
            .collect();
        self.require(!people.is_empty(), Guard::TwoCheckers, "未写明核查人");
        let recorder = self.next.application.as_ref().map(|a| a.recorder.clone());
        let records = recorder.is_some_and(|r| people.contains(r.trim()));
        self.require(!records, Guard::Separation, "核查人不能是办结申请的登记人");
        self.next.check = Some(CheckRun {
            on: self.event.on,
            checkers: people.into_iter().collect(),
            verdict: None,
            checked_on: None,
            concluded_by: None,
        });
        EntryState::核查中
    }

    pub(super) fn conclude_check(
        &mut self,
        checked_on: Date,
        verdict: Verdict,
        findings: &str,
    ) -> EntryState {
        self.require_text(findings, Guard::Verdict, "未写核查情况");
        let on = self.event.on;
        self.require(
            checked_on <= on,
            Guard::Day,
            format!("核查日期{checked_on}晚于作结论日期{on}"),
        );
        let recorder = self.next.application.as_ref().map(|a| a.recorder.clone());
        self.require_other(recorder.as_deref(), "办结申请登记人");
        let actor = self.actor().to_owned();
        let Some(check) = &mut self.next.check else {
            self.miss(Guard::Verdict, "没有进行中的核查");
            return EntryState::核查中;
        };
        let (checks, people) = (check.checkers.contains(&actor), check.checkers.len());
        check.verdict = Some(verdict);
        check.checked_on = Some(checked_on);
        check.concluded_by = Some(actor);
        self.require(!checks, Guard::Separation, "作结论的人不能是核查人");
        if verdict != Verdict::到位 {
            self.next.application = None;
            return EntryState::在办;
        }
        self.require(
            people >= CHECKERS,
            Guard::TwoCheckers,
            format!("核查人{people}人，应为{CHECKERS}人以上"),
        );
        EntryState::已办结
    }

    pub(super) fn close_out(
        &mut self,
        checklist: &[CheckItem],
        publicity: &Publicity,
        collective: &Paper,
    ) -> EntryState {
        let concluded = self.next.check.clone();
        let in_place = concluded
            .as_ref()
            .is_some_and(|c| c.verdict == Some(Verdict::到位));
        self.require(in_place, Guard::Verdict, "没有结论为“到位”的核查");
        if let Some(check) = &concluded {
            let checks = check.checkers.iter().any(|c| c == self.actor());
            self.require(!checks, Guard::Separation, "销号人不能是核查人");
            self.require_other(check.concluded_by.as_deref(), "作核查结论的人");
        }
        let recorder = self.next.application.as_ref().map(|a| a.recorder.clone());
        self.require_other(recorder.as_deref(), "办结申请登记人");
        self.unmet
            .extend(close_out_unmet(checklist, publicity, self.event.on));
        self.require(
            collective.is_named(),
            Guard::Collective,
            "未注明集体研究记录",
        );
        let on = self.event.on;
        self.next.close_out = Some(ClosedOut {
            on,
            by: self.actor().to_owned(),
        });
        self.next.look_back = Some(LookBackPlan {
            due: months_after(on, self.guards.settings.look_back_months),
            started_on: None,
            people: Vec::new(),
            result: None,
            concluded_by: None,
        });
        EntryState::已销号
    }
}

/// Takes back what belongs to a closing that did not hold; the history keeps it.
pub(super) fn reopen(entry: &mut EntryRecord) {
    entry.application = None;
    entry.check = None;
    entry.close_out = None;
    entry.look_back = None;
}
