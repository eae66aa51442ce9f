//! An accepted problem: what it says stays as it was signed; only what was empty may be filled in.
use super::{Machine, Trial};
use crate::model::{Guard, Issue, IssueAct, IssueBody, IssueState, Role};

impl Machine for Issue {
    type Facts = ();

    fn follows(act: &IssueAct, state: IssueState) -> bool {
        use IssueState as S;
        match act {
            IssueAct::Accept { .. } | IssueAct::Include { .. } => state == S::待形成意见,
            IssueAct::Complete { .. } => matches!(state, S::待形成意见 | S::已列入意见),
            IssueAct::Exclude { .. } => matches!(state, S::已列入意见 | S::已反馈),
            IssueAct::Tell { .. } => state == S::已列入意见,
            IssueAct::Rectify { .. } => state == S::已反馈,
            IssueAct::CloseOut { .. } => matches!(state, S::整改中 | S::重新整改),
            IssueAct::Reopen { .. } => state == S::已销号,
            IssueAct::End { .. } => matches!(state, S::已反馈 | S::已销号),
        }
    }

    fn begins(act: &IssueAct) -> bool {
        matches!(act, IssueAct::Accept { .. })
    }

    fn roles(&self, act: &IssueAct) -> &'static [Role] {
        match act {
            IssueAct::Complete { .. } => &[
                Role::责任部门,
                Role::责任部门负责人,
                Role::台账管理员,
                Role::记录人,
            ],
            _ => Role::BUSINESS,
        }
    }

    fn one_of_each() -> Vec<IssueAct> {
        // Everything else is carried by other records.
        vec![IssueAct::Complete {
            body: Box::default(),
        }]
    }

    fn step(trial: &mut Trial<'_, Self>) -> IssueState {
        use IssueState as S;
        match &trial.event.act {
            IssueAct::Accept {
                session,
                item,
                flags,
                body,
            } => {
                trial.require_rests_on(session);
                trial.require(trial.next.rev == 0, Guard::State, "已经认定");
                trial.require_text(&body.text, Guard::Content, "未写问题内容");
                trial.next.session.clone_from(session);
                trial.next.item = *item;
                trial.next.flags.clone_from(flags);
                trial.next.body = (**body).clone();
                S::待形成意见
            }
            IssueAct::Complete { body } => {
                trial.complete(body);
                trial.next.state
            }
            IssueAct::Include { opinion } => {
                trial.require_rests_on(opinion);
                trial.next.opinion = Some(opinion.clone());
                S::已列入意见
            }
            IssueAct::Exclude { opinion, reason } => {
                trial.require_rests_on(opinion);
                trial.require_text(reason, Guard::Reason, "未写退出的理由");
                trial.next.opinion = None;
                S::待形成意见
            }
            IssueAct::Tell { opinion } => {
                trial.require_rests_on(opinion);
                S::已反馈
            }
            IssueAct::Rectify { rectification } => {
                trial.require_rests_on(rectification);
                trial.next.rectification = Some(rectification.clone());
                S::整改中
            }
            IssueAct::CloseOut { rectification } => {
                trial.require_rests_on(rectification);
                S::已销号
            }
            IssueAct::Reopen { look_back } => {
                trial.require_rests_on(look_back);
                S::重新整改
            }
            IssueAct::End { reason } => {
                trial.require_text(reason, Guard::Reason, "未写结束的理由");
                let opinion = trial.next.opinion.clone().unwrap_or_default();
                let look_back = trial.guards.rests_on.unwrap_or_default();
                let rests_on = if trial.next.state == S::已销号 {
                    look_back.to_owned()
                } else {
                    opinion
                };
                trial.require_rests_on(&rests_on);
                S::结束
            }
        }
    }
}

impl Trial<'_, Issue> {
    /// What the session signed stays; what it left open may be filled in.
    fn complete(&mut self, body: &IssueBody) {
        let there = &self.next.body;
        let kept = |old: &str, new: &str| old.trim().is_empty() || old == new;
        let chosen = |is_open: bool, is_same: bool| is_open || is_same;
        let (s, t) = (&there.suggestion, &body.suggestion);
        let checks = [
            (kept(&there.text, &body.text), "问题内容"),
            (kept(&there.unit, &body.unit), "所涉单位"),
            (kept(&there.category, &body.category), "类别"),
            (kept(&there.basis, &body.basis), "依据"),
            (
                there.evidence.iter().all(|e| body.evidence.contains(e)),
                "证据",
            ),
            (
                there.papers.iter().all(|p| body.papers.contains(p)),
                "佐证材料",
            ),
            (
                chosen(there.gap.is_none(), there.gap == body.gap),
                "差距类型",
            ),
            (
                chosen(there.blocker.is_none(), there.blocker == body.blocker),
                "堵点类型",
            ),
            (
                chosen(there.deviation.is_none(), there.deviation == body.deviation),
                "偏差类型",
            ),
            (
                chosen(there.cause.is_none(), there.cause == body.cause),
                "原因分析",
            ),
            (kept(&s.text, &t.text), "意见建议"),
            (kept(&s.object, &t.object), "建议对象"),
            (kept(&s.action, &t.action), "建议动作"),
            (
                chosen(s.deadline.is_none(), s.deadline == t.deadline),
                "建议时限",
            ),
            (kept(&s.check_standard, &t.check_standard), "检验标准"),
        ];
        let changed: Vec<&str> = checks
            .into_iter()
            .filter(|(holds, _)| !holds)
            .map(|(_, name)| name)
            .collect();
        self.require(
            changed.is_empty(),
            Guard::Signed,
            format!("{}是研判签认的内容，只能补空缺，不能改", changed.join("、")),
        );
        if let Some(cause) = &body.cause {
            let is_said = cause.values.is_empty() || !cause.text.trim().is_empty();
            self.require(is_said, Guard::Content, "选了原因就须写明分析");
        }
        self.next.body = body.clone();
    }
}
