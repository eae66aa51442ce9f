//! SM-J: one version of a rule, from the draft to use and out of use.
use super::{Machine, Trial};
use crate::model::{Guard, Role, RuleAct, RuleCase, RuleState};

impl Machine for RuleCase {
    type Facts = ();

    fn follows(act: &RuleAct, state: RuleState) -> bool {
        use RuleState as S;
        match act {
            RuleAct::Draft { .. } => state == S::草案,
            RuleAct::Try {} => matches!(state, S::草案 | S::停用),
            RuleAct::Approve { .. } => state == S::试运行,
            RuleAct::Enable {} => state == S::批准,
            RuleAct::Disable { .. } => matches!(state, S::试运行 | S::批准 | S::启用),
        }
    }

    fn begins(act: &RuleAct) -> bool {
        matches!(act, RuleAct::Draft { .. })
    }

    fn roles(&self, act: &RuleAct) -> &'static [Role] {
        match act {
            RuleAct::Draft { .. } => Role::BUSINESS,
            RuleAct::Try {} | RuleAct::Enable {} => &[Role::台账管理员, Role::责任部门负责人],
            RuleAct::Approve { .. } | RuleAct::Disable { .. } => {
                &[Role::责任部门负责人, Role::分管副组长, Role::组长]
            }
        }
    }

    fn one_of_each() -> Vec<RuleAct> {
        let text = String::new;
        vec![
            RuleAct::Draft {
                rule: text(),
                version: 0,
                hash: text(),
                author: text(),
            },
            RuleAct::Try {},
            RuleAct::Approve { reason: text() },
            RuleAct::Enable {},
            RuleAct::Disable { reason: text() },
        ]
    }

    fn step(trial: &mut Trial<'_, Self>) -> RuleState {
        use RuleState as S;
        match &trial.event.act {
            RuleAct::Draft {
                rule,
                version,
                hash,
                author,
            } => {
                trial.require(trial.next.rev == 0, Guard::State, "已经提出");
                trial.require_text(rule, Guard::Content, "未写哪条规则");
                trial.require_text(author, Guard::Person, "未写规则作者");
                let next = &mut trial.next;
                next.rule.clone_from(rule);
                next.version = *version;
                next.hash.clone_from(hash);
                next.author.clone_from(author);
                S::草案
            }
            RuleAct::Try {} => {
                trial.next.approver = None;
                S::试运行
            }
            RuleAct::Approve { reason } => {
                trial.require_text(reason, Guard::Reason, "未写批准的依据");
                let author = trial.next.author.clone();
                trial.require_other(Some(&author), "规则作者");
                let drafter = trial.next.history.first().map(|p| p.by.account.clone());
                trial.require_other(drafter.as_deref(), "提出规则的人");
                trial.next.approver = Some(trial.actor().to_owned());
                S::批准
            }
            RuleAct::Enable {} => S::启用,
            RuleAct::Disable { reason } => {
                trial.require_text(reason, Guard::Reason, "未写停用的理由");
                S::停用
            }
        }
    }
}
