//! SM-F: how one issue is put right; with SM-B, more time.
mod closing;
mod extending;
mod sorts;

use std::collections::BTreeSet;

use super::{Machine, Trial};
use crate::model::{
    DeadlineSet, Extrapolation, Guard, Institution, LookBackResult, MeasureKind, RectificationAct,
    RectificationCase, RectificationPlan, RectificationState, RectificationWork, Role,
};

/// Who enters what the host unit sends in.
const RECORDERS: &[Role] = &[Role::责任部门, Role::台账管理员];

impl Machine for RectificationCase {
    type Facts = ();

    fn follows(act: &RectificationAct, state: RectificationState) -> bool {
        use RectificationState as S;
        let is_worked_on = matches!(state, S::整改中 | S::重新整改);
        match act {
            RectificationAct::Open { .. } => state == S::待报方案,
            RectificationAct::SubmitPlan { .. } => matches!(state, S::待报方案 | S::重新整改),
            RectificationAct::ReturnPlan { .. } | RectificationAct::AcceptPlan {} => {
                state == S::方案已报
            }
            RectificationAct::Progress { .. }
            | RectificationAct::ApplyExtension { .. }
            | RectificationAct::ReviewExtension { .. }
            | RectificationAct::DecideExtension { .. }
            | RectificationAct::ApplyClose { .. } => is_worked_on,
            RectificationAct::Extrapolate { .. } | RectificationAct::Institute { .. } => {
                is_worked_on || matches!(state, S::申请销号 | S::核查中 | S::核查到位)
            }
            RectificationAct::SendBack { .. } => matches!(state, S::申请销号 | S::核查到位),
            RectificationAct::BeginVerify { .. } => state == S::申请销号,
            RectificationAct::ConcludeVerify { .. } => state == S::核查中,
            RectificationAct::CloseOut { .. } => state == S::核查到位,
            RectificationAct::StartLookBack { .. } => state == S::销号,
            RectificationAct::LookedBack { .. } => state == S::回头看,
        }
    }

    fn begins(act: &RectificationAct) -> bool {
        matches!(act, RectificationAct::Open { .. })
    }

    fn roles(&self, act: &RectificationAct) -> &'static [Role] {
        match act {
            RectificationAct::Open { .. }
            | RectificationAct::ApplyClose { .. }
            | RectificationAct::BeginVerify { .. }
            | RectificationAct::ReviewExtension { .. } => &[Role::责任部门],
            RectificationAct::SubmitPlan { .. }
            | RectificationAct::Progress { .. }
            | RectificationAct::Extrapolate { .. }
            | RectificationAct::Institute { .. }
            | RectificationAct::ApplyExtension { .. } => RECORDERS,
            RectificationAct::ReturnPlan { .. } => &[Role::责任部门, Role::责任部门负责人],
            RectificationAct::AcceptPlan {} | RectificationAct::ConcludeVerify { .. } => {
                &[Role::责任部门负责人]
            }
            // What was found in place is sent back by whoever would have closed it.
            RectificationAct::SendBack { .. } if self.state == RectificationState::核查到位 => {
                &[Role::分管副组长, Role::组长]
            }
            RectificationAct::SendBack { .. } => &[Role::责任部门, Role::责任部门负责人],
            RectificationAct::CloseOut { .. } if self.important => &[Role::组长],
            RectificationAct::CloseOut { .. } | RectificationAct::DecideExtension { .. } => {
                &[Role::分管副组长]
            }
            RectificationAct::StartLookBack { .. } | RectificationAct::LookedBack { .. } => {
                Role::BUSINESS
            }
        }
    }

    fn one_of_each() -> Vec<RectificationAct> {
        sorts::all()
    }

    fn step(trial: &mut Trial<'_, Self>) -> RectificationState {
        use RectificationState as S;
        let stays = trial.next.state;
        match &trial.event.act {
            RectificationAct::Open {
                issue,
                opinion,
                unit,
                problem,
                important,
            } => {
                trial.require_rests_on(opinion);
                trial.require(trial.next.rev == 0, Guard::State, "已经立项");
                let next = &mut trial.next;
                next.issue.clone_from(issue);
                next.opinion.clone_from(opinion);
                next.unit.clone_from(unit);
                next.problem.clone_from(problem);
                next.important = *important;
                S::待报方案
            }
            RectificationAct::SubmitPlan { plan } => {
                trial.submit_plan(plan);
                S::方案已报
            }
            RectificationAct::ReturnPlan { reason } => {
                trial.require_text(reason, Guard::Reason, "退回须写明理由");
                S::待报方案
            }
            RectificationAct::AcceptPlan {} => {
                trial.accept_plan();
                S::整改中
            }
            RectificationAct::Progress { work } => {
                trial.progress(work);
                stays
            }
            RectificationAct::Extrapolate { extrapolation } => {
                trial.extrapolate(extrapolation);
                stays
            }
            RectificationAct::Institute { institution } => {
                trial.institute(institution);
                stays
            }
            RectificationAct::ApplyExtension { .. } => {
                trial.apply_extension();
                stays
            }
            RectificationAct::ReviewExtension { agrees, opinion } => {
                trial.review_extension(*agrees, opinion);
                stays
            }
            RectificationAct::DecideExtension { grants, paper } => {
                trial.decide_extension(*grants, paper);
                stays
            }
            RectificationAct::ApplyClose {
                source,
                signed_by_principal,
            } => {
                trial.apply_close(source, *signed_by_principal);
                S::申请销号
            }
            RectificationAct::SendBack { reason } => {
                trial.require_text(reason, Guard::Reason, "退回须写明理由");
                trial.next.application = None;
                trial.next.verification = None;
                S::整改中
            }
            RectificationAct::BeginVerify { verifiers } => {
                trial.begin_verify(verifiers);
                S::核查中
            }
            RectificationAct::ConcludeVerify { .. } => trial.conclude_verify(),
            RectificationAct::CloseOut {
                checklist,
                publicity,
                collective,
            } => {
                trial.close_out(checklist, publicity, collective);
                S::销号
            }
            RectificationAct::StartLookBack { look_back } => {
                trial.require_rests_on(look_back);
                trial.next.look_backs.push(look_back.clone());
                S::回头看
            }
            RectificationAct::LookedBack {
                look_back,
                result,
                new_deadline,
            } => {
                trial.require_rests_on(look_back);
                if *result == LookBackResult::稳固 {
                    return S::结束;
                }
                trial.reopen(look_back, *new_deadline);
                S::重新整改
            }
        }
    }
}

impl Trial<'_, RectificationCase> {
    fn submit_plan(&mut self, plan: &RectificationPlan) {
        self.require(
            plan.source.is_named(),
            Guard::Source,
            "未注明整改方案所在的材料",
        );
        self.require_text(&plan.goal, Guard::Content, "未写整改目标");
        self.require_text(&plan.lead_unit, Guard::Unit, "未写牵头单位");
        self.require(!plan.measures.is_empty(), Guard::Items, "没有整改措施");
        let mut seen = BTreeSet::new();
        for measure in &plan.measures {
            let is_whole = seen.insert(measure.seq) && !measure.text.trim().is_empty();
            self.require(
                is_whole,
                Guard::Items,
                format!("第{}项措施重号或没有内容", measure.seq),
            );
        }
        let lasts = plan.measures.iter().any(|m| m.kind == MeasureKind::长久立);
        let says_why = plan
            .no_lasting_reason
            .as_ref()
            .is_some_and(|r| !r.trim().is_empty());
        self.require(
            lasts || says_why,
            Guard::Items,
            "没有“长久立”的措施，也未写明理由",
        );
        self.next.plan_recorder = Some(self.actor().to_owned());
        self.next.plan = Some(plan.clone());
    }

    fn accept_plan(&mut self) {
        let recorder = self.next.plan_recorder.clone();
        self.require_other(recorder.as_deref(), "登记方案的人");
        let Some(plan) = self.next.plan.clone() else {
            self.miss(Guard::Content, "没有整改方案");
            return;
        };
        self.next.measures.clone_from(&plan.measures);
        self.set_deadline(plan.deadline, "整改方案");
    }

    fn set_deadline(&mut self, date: jiff::civil::Date, basis: &str) {
        let seq = u32::try_from(self.next.deadlines.len()).unwrap_or(u32::MAX);
        let set_by = self.actor().to_owned();
        self.next.deadlines.push(DeadlineSet {
            seq: seq.saturating_add(1),
            date,
            basis: basis.to_owned(),
            set_by,
        });
    }

    fn progress(&mut self, work: &RectificationWork) {
        self.require_text(&work.text, Guard::Content, "未写进展内容");
        self.require(
            work.source.is_named(),
            Guard::Source,
            "未注明进展所在的材料",
        );
        let mut measures = self.next.measures.iter_mut();
        let Some(measure) = measures.find(|m| m.seq == work.measure) else {
            self.miss(Guard::Items, format!("没有第{}项措施", work.measure));
            return;
        };
        measure.progress.clone_from(&work.text);
        measure.is_done = work.is_done;
        for paper in &work.evidence {
            if !measure.evidence.contains(paper) {
                measure.evidence.push(paper.clone());
            }
        }
    }

    fn extrapolate(&mut self, extrapolation: &Extrapolation) {
        self.require_text(&extrapolation.scope, Guard::Content, "未写举一反三的范围");
        let Extrapolation {
            checked,
            found,
            fixed,
            ..
        } = extrapolation;
        self.require(
            fixed <= found,
            Guard::Content,
            format!("发现{found}个而整改{fixed}个，数字不合"),
        );
        self.require(*checked > 0, Guard::Content, "未写排查了多少");
        self.next.extrapolation = Some(extrapolation.clone());
    }

    fn institute(&mut self, institution: &Institution) {
        match institution {
            Institution::Made {
                name, solves, on, ..
            } => {
                self.require_text(name, Guard::Content, "未写制度名称");
                self.require_text(solves, Guard::Content, "未写制度解决什么问题");
                self.require_day(*on, None, "制度印发");
            }
            Institution::None { reason } => {
                self.require_text(reason, Guard::Reason, "未写不建制度的理由");
            }
        }
        self.next.institution = Some(institution.clone());
    }
}
