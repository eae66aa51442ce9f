//! From the application to the close-out, and back where it did not hold.
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Guard, RectificationAct, RectificationCase, RectificationState, Trial};
use crate::model::{
    Application, CheckItem, CheckRun, CloseOut, Paper, Publicity, Verdict, Verification,
    close_out_unmet,
};

/// People a check needs.
const VERIFIERS: usize = 2;

impl Trial<'_, RectificationCase> {
    pub(super) fn apply_close(&mut self, source: &Paper, signed_by_principal: bool) {
        self.require(source.is_named(), Guard::Source, "未注明销号申请所在的材料");
        self.require(
            signed_by_principal,
            Guard::Signatures,
            "销号申请须经主要负责人签字",
        );
        let open = self.next.extensions.iter().any(|e| !e.state.is_settled());
        self.require(!open, Guard::Extension, "延期申请尚未审批");
        let numbers = |wanted: &dyn Fn(&crate::model::Measure) -> bool| -> String {
            let missing: Vec<String> = self
                .next
                .measures
                .iter()
                .filter(|m| !wanted(m))
                .map(|m| m.seq.to_string())
                .collect();
            missing.join("、")
        };
        let undone = numbers(&|m| m.is_done);
        let unproven = numbers(&|m| m.evidence.iter().any(Paper::is_named));
        self.require(
            undone.is_empty(),
            Guard::Items,
            format!("第{undone}项措施未完成"),
        );
        self.require(
            unproven.is_empty(),
            Guard::Evidence,
            format!("第{unproven}项措施没有佐证"),
        );
        self.next.signed_by_principal = signed_by_principal;
        self.next.application = Some(Application {
            on: self.event.on,
            recorder: self.actor().to_owned(),
        });
        self.next.verification = None;
    }

    pub(super) fn begin_verify(&mut self, verifiers: &[String]) {
        let people: BTreeSet<String> = verifiers
            .iter()
            .map(|v| v.trim().to_owned())
            .filter(|v| !v.is_empty())
            .collect();
        self.require(
            people.len() >= VERIFIERS,
            Guard::TwoCheckers,
            format!("核查人{}人，应为{VERIFIERS}人以上", people.len()),
        );
        let recorder = self.next.application.as_ref().map(|a| a.recorder.clone());
        let records = recorder.is_some_and(|r| people.contains(r.trim()));
        self.require(!records, Guard::Separation, "核查人不能是销号申请的登记人");
        self.next.verification = Some(Verification {
            run: CheckRun {
                on: self.event.on,
                checkers: people.into_iter().collect(),
                verdict: None,
                checked_on: None,
                concluded_by: None,
            },
            methods: Vec::new(),
            findings: String::new(),
            evidence: Vec::new(),
        });
    }

    pub(super) fn conclude_verify(&mut self) -> RectificationState {
        let RectificationAct::ConcludeVerify {
            checked_on,
            verdict,
            methods,
            findings,
            evidence,
        } = &self.event.act
        else {
            return self.next.state;
        };
        self.require_text(findings, Guard::Verdict, "未写核查情况");
        self.require(!methods.is_empty(), Guard::Verdict, "未写核查方式");
        let applied = self.next.application.as_ref().map(|a| a.on);
        self.require_day(*checked_on, applied, "核查");
        let recorder = self.next.application.as_ref().map(|a| a.recorder.clone());
        self.require_other(recorder.as_deref(), "销号申请登记人");
        let actor = self.actor().to_owned();
        let Some(verification) = &mut self.next.verification else {
            self.miss(Guard::Verdict, "没有进行中的核查");
            return self.next.state;
        };
        let checks = verification.run.checkers.contains(&actor);
        verification.run.verdict = Some(*verdict);
        verification.run.checked_on = Some(*checked_on);
        verification.run.concluded_by = Some(actor);
        verification.methods.clone_from(methods);
        findings.trim().clone_into(&mut verification.findings);
        verification.evidence.clone_from(evidence);
        self.require(!checks, Guard::Separation, "作结论的人不能是核查人");
        match verdict {
            Verdict::到位 => RectificationState::核查到位,
            Verdict::部分到位 | Verdict::未到位 => {
                self.next.application = None;
                RectificationState::整改中
            }
        }
    }

    pub(super) fn close_out(
        &mut self,
        checklist: &[CheckItem],
        publicity: &Publicity,
        collective: &Paper,
    ) {
        let run = self.next.verification.as_ref().map(|v| v.run.clone());
        let in_place = run
            .as_ref()
            .is_some_and(|r| r.verdict == Some(Verdict::到位));
        self.require(in_place, Guard::Verdict, "没有结论为“到位”的核查");
        if let Some(run) = run {
            let checks = run.checkers.iter().any(|c| c == self.actor());
            self.require(!checks, Guard::Separation, "销号人不能是核查人");
            self.require_other(run.concluded_by.as_deref(), "作核查结论的人");
        }
        let recorder = self.next.application.as_ref().map(|a| a.recorder.clone());
        self.require_other(recorder.as_deref(), "销号申请登记人");
        self.require(
            self.next.extrapolation.is_some(),
            Guard::Content,
            "未登记举一反三情况",
        );
        self.require(
            self.next.institution.is_some(),
            Guard::Content,
            "未登记建章立制情况，也未说明理由",
        );
        self.unmet
            .extend(close_out_unmet(checklist, publicity, self.event.on));
        self.require(
            collective.is_named(),
            Guard::Collective,
            "未注明集体研究记录",
        );
        self.next.close_out = Some(CloseOut {
            checklist: checklist.to_vec(),
            publicity: publicity.clone(),
            collective: collective.clone(),
            by: self.actor().to_owned(),
            on: self.event.on,
        });
    }

    /// It did not hold: what belongs to the closing is taken back; the history keeps it.
    pub(super) fn reopen(&mut self, look_back: &str, new_deadline: Option<Date>) {
        match new_deadline {
            Some(day) => {
                let on = self.event.on;
                self.require(day > on, Guard::Deadline, format!("新时限{day}不晚于{on}"));
                self.set_deadline(day, look_back);
            }
            None => self.miss(Guard::Deadline, "重新整改须写明新的时限"),
        }
        let next = &mut self.next;
        next.relapses = next.relapses.saturating_add(1);
        next.application = None;
        next.verification = None;
        next.close_out = None;
        next.extrapolation = None;
        next.institution = None;
        next.signed_by_principal = false;
        for measure in &mut next.measures {
            measure.is_done = false;
        }
    }
}
