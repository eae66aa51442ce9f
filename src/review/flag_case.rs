//! SM-C: a flag from the first look to the end.
use super::{Machine, Trial};
use crate::model::{
    CollectiveOutcome, Disposition, Explanation, FlagAct, FlagCase, FlagState, Guard, Outcome,
    Paper, Proposal, RejectCode, ReplyStance, Role,
};

/// What must be known of a flag besides its case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagFacts {
    /// Who wrote the rule that raised it, where it is said.
    pub rule_author: Option<String>,
    /// The session whose locked agenda it stands on and that has not settled it yet.
    pub before: Option<String>,
    /// What the signed session, or the head of the group, made of it.
    pub collective: Option<CollectiveOutcome>,
    /// Whether a flag it is to go with exists.
    pub target_is_there: bool,
}

/// Who looks at flags first.
const OFFICERS: &[Role] = &[Role::责任部门, Role::责任部门负责人];

impl Machine for FlagCase {
    type Facts = FlagFacts;

    fn follows(act: &FlagAct, state: FlagState) -> bool {
        use FlagState as S;
        match act {
            FlagAct::Assign { .. } => {
                matches!(state, S::新 | S::已分派 | S::暂存 | S::退回补充)
            }
            // Another officer may take over what nobody was given to look at, or what was looked at before.
            FlagAct::Claim {} => matches!(
                state,
                S::新 | S::采纳待研判 | S::不采纳 | S::合并 | S::暂存 | S::退回补充
            ),
            // An officer may think again until a session is given the flag.
            FlagAct::Propose { .. } => matches!(
                state,
                S::已分派 | S::采纳待研判 | S::不采纳 | S::合并 | S::暂存 | S::退回补充
            ),
            FlagAct::Outcome { .. } => state == S::采纳待研判,
            FlagAct::Include { .. } => state == S::研判采纳,
            FlagAct::Exclude { .. } => state == S::已形成意见,
            // The right of reply has no end.
            FlagAct::Explain { .. } => true,
            FlagAct::End { .. } => {
                matches!(state, S::不采纳 | S::合并 | S::研判不采纳 | S::已形成意见)
            }
        }
    }

    fn begins(_: &FlagAct) -> bool {
        // The program raised it; whoever looks first begins.
        true
    }

    fn roles(&self, act: &FlagAct) -> &'static [Role] {
        match act {
            FlagAct::Assign { .. } => &[Role::台账管理员],
            FlagAct::Claim {} | FlagAct::Propose { .. } => OFFICERS,
            FlagAct::Outcome { .. } | FlagAct::Include { .. } | FlagAct::Exclude { .. } => {
                Role::BUSINESS
            }
            FlagAct::Explain { .. } => &[Role::台账管理员, Role::责任部门],
            FlagAct::End { .. } => &[Role::责任部门负责人, Role::台账管理员],
        }
    }

    fn one_of_each() -> Vec<FlagAct> {
        let text = String::new;
        vec![
            FlagAct::Assign { to: text() },
            FlagAct::Claim {},
            FlagAct::Propose {
                proposal: Proposal::采纳,
                code: None,
                note: None,
                into: None,
            },
            FlagAct::Explain {
                stance: ReplyStance::说明情况,
                text: text(),
                on: jiff::civil::Date::ZERO,
                source: Paper::default(),
                opinion: None,
            },
            FlagAct::End { reason: text() },
        ]
    }

    fn step(trial: &mut Trial<'_, Self>) -> FlagState {
        match &trial.event.act {
            FlagAct::Assign { to } => trial.assign(to),
            FlagAct::Claim {} => {
                let me = trial.actor().to_owned();
                trial.assign(&me)
            }
            FlagAct::Propose {
                proposal,
                code,
                note,
                into,
            } => trial.propose(*proposal, *code, note.as_deref(), into.as_deref()),
            FlagAct::Outcome { outcome } => trial.outcome(outcome),
            FlagAct::Include { opinion } => {
                trial.require_rests_on(opinion);
                trial.next.opinion = Some(opinion.clone());
                FlagState::已形成意见
            }
            FlagAct::Exclude { opinion, reason } => {
                trial.require_rests_on(opinion);
                trial.require_text(reason, Guard::Reason, "未写退出的理由");
                trial.next.opinion = None;
                FlagState::研判采纳
            }
            FlagAct::Explain {
                stance,
                text,
                on,
                source,
                opinion,
            } => {
                trial.require_day(*on, None, "说明材料");
                trial.explain(*stance, text, *on, source, opinion.as_deref());
                trial.next.state
            }
            FlagAct::End { reason } => {
                trial.require_text(reason, Guard::Reason, "未写结束的理由");
                let by = trial.next.disposition.as_ref().map(|d| d.by.clone());
                trial.require_other(by.as_deref(), "提出初核意见的人");
                FlagState::结束
            }
        }
    }
}

impl Trial<'_, FlagCase> {
    fn assign(&mut self, to: &str) -> FlagState {
        self.require_text(to, Guard::Person, "未写明分派给谁");
        self.require_free();
        self.next.assignee = Some(to.trim().to_owned());
        FlagState::已分派
    }

    /// What a session was given stays as it is until the session is signed.
    fn require_free(&mut self) {
        if let Some(session) = &self.guards.facts.before {
            self.miss(
                Guard::Material,
                format!("已锁定为{session}的研判材料，研判结束前不能改初核意见"),
            );
        }
    }

    fn propose(
        &mut self,
        proposal: Proposal,
        code: Option<RejectCode>,
        note: Option<&str>,
        into: Option<&str>,
    ) -> FlagState {
        let facts = self.guards.facts;
        let note = note.map(str::trim).filter(|n| !n.is_empty());
        self.require_free();
        let is_theirs = self.next.assignee.as_deref() == Some(self.actor());
        let is_head = self.event.by.role == Role::责任部门负责人;
        self.require(
            is_theirs || is_head,
            Guard::Person,
            format!(
                "已分派给{}，应由其本人或责任部门负责人提出意见",
                self.next.assignee.as_deref().unwrap_or("他人")
            ),
        );
        match proposal {
            Proposal::采纳 => {
                let author = facts.rule_author.clone();
                self.require_other(author.as_deref(), "这条规则的作者");
            }
            Proposal::不采纳 => {
                self.require(code.is_some(), Guard::Reason, "不采纳须选择理由");
                self.require(
                    code != Some(RejectCode::其他) || note.is_some(),
                    Guard::Reason,
                    "理由为“其他”时须写明",
                );
            }
            Proposal::合并 => {
                let is_other = into.is_some_and(|i| i != self.next.flag);
                self.require(
                    is_other && facts.target_is_there,
                    Guard::Target,
                    "须写明并入哪一条提示",
                );
            }
            Proposal::暂存 | Proposal::退回补充 => {
                self.require(note.is_some(), Guard::Reason, "须写明理由");
            }
        }
        self.require(
            code.is_none() || proposal == Proposal::不采纳,
            Guard::Reason,
            "只有不采纳才选理由",
        );
        self.next.disposition = Some(Disposition {
            proposal,
            code,
            note: note.map(ToOwned::to_owned),
            into: into.map(ToOwned::to_owned),
            by: self.actor().to_owned(),
            on: self.event.on,
        });
        match proposal {
            Proposal::采纳 => FlagState::采纳待研判,
            Proposal::不采纳 => FlagState::不采纳,
            Proposal::合并 => FlagState::合并,
            Proposal::暂存 => FlagState::暂存,
            Proposal::退回补充 => FlagState::退回补充,
        }
    }

    fn outcome(&mut self, outcome: &CollectiveOutcome) -> FlagState {
        self.require_rests_on(&outcome.session);
        let is_it = self.guards.facts.collective.as_ref() == Some(outcome);
        self.require(
            is_it,
            Guard::Decided,
            format!("{}的签认纪要里没有这样的研判结果", outcome.session),
        );
        self.next.outcomes.push(outcome.clone());
        match outcome.outcome {
            Outcome::采纳形成意见 => FlagState::研判采纳,
            Outcome::不采纳 => FlagState::研判不采纳,
            Outcome::补充核实 => FlagState::退回补充,
            Outcome::转跟踪 => FlagState::暂存,
            Outcome::上提决定 => FlagState::采纳待研判,
        }
    }

    fn explain(
        &mut self,
        stance: ReplyStance,
        text: &str,
        on: jiff::civil::Date,
        source: &Paper,
        opinion: Option<&str>,
    ) {
        self.require_text(text, Guard::Content, "未写说明内容");
        self.require(source.is_named(), Guard::Source, "未注明说明所在的材料");
        self.next.explanations.push(Explanation {
            stance,
            text: text.to_owned(),
            on,
            source: source.clone(),
            opinion: opinion.map(ToOwned::to_owned),
            recorder: self.actor().to_owned(),
        });
    }
}
