//! SM-E: an opinion from the draft to the end.
use jiff::civil::Date;

use super::{Machine, Trial};
use crate::model::{
    Assessment, Delivery, Guard, Issued, LeaderDecision, Opinion, OpinionAct, OpinionForm,
    OpinionItem, OpinionPlan, OpinionState, Paper, Reply, ReplyStance, Role,
};

/// What must be known of an opinion besides itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpinionFacts {
    /// Issues that may go into it: accepted, in no other opinion.
    pub ready: Vec<String>,
    /// Issues that signed sessions accepted, by the session that is named.
    pub accepted: Vec<String>,
    /// Whether the session that is named is signed.
    pub session_is_signed: bool,
    /// Whether a signed item of that session was about this very draft.
    pub session_saw_draft: bool,
    /// Rectifications that were opened for it.
    pub rectifications: usize,
    /// Of these, struck off.
    pub closed: usize,
}

impl Machine for Opinion {
    type Facts = OpinionFacts;

    fn follows(act: &OpinionAct, state: OpinionState) -> bool {
        use OpinionState as S;
        match act {
            OpinionAct::Draft { .. } | OpinionAct::Pass { .. } => state == S::草拟,
            OpinionAct::LeaderDecide { .. } => state == S::研判通过,
            OpinionAct::Issue { .. } => matches!(state, S::研判通过 | S::组领导决定),
            OpinionAct::Deliver { .. } => state == S::签发,
            OpinionAct::RecordReply { .. } => {
                matches!(state, S::送达 | S::已回复 | S::整改中 | S::已评估)
            }
            OpinionAct::Rectify {} => state == S::已回复,
            OpinionAct::Assess { .. } => matches!(state, S::已回复 | S::整改中),
            OpinionAct::End {} => state == S::已评估,
            OpinionAct::Withdraw { .. } => !matches!(state, S::结束 | S::撤回),
        }
    }

    fn begins(act: &OpinionAct) -> bool {
        matches!(act, OpinionAct::Draft { .. })
    }

    fn roles(&self, act: &OpinionAct) -> &'static [Role] {
        match act {
            OpinionAct::Draft { .. } | OpinionAct::Rectify {} => &[Role::责任部门],
            OpinionAct::Pass { .. } => &[Role::责任部门, Role::台账管理员, Role::记录人],
            OpinionAct::LeaderDecide { .. } | OpinionAct::Withdraw { .. } => &[Role::组长],
            OpinionAct::Issue { level, .. } => match level.or(self.rule_level()) {
                Some(level) => level.signers(),
                None => &[Role::组长],
            },
            OpinionAct::Deliver { .. } | OpinionAct::RecordReply { .. } => {
                &[Role::责任部门, Role::台账管理员]
            }
            OpinionAct::Assess { .. } => &[Role::责任部门负责人],
            OpinionAct::End {} if self.important => &[Role::组长],
            OpinionAct::End {} => &[Role::分管副组长],
        }
    }

    fn one_of_each() -> Vec<OpinionAct> {
        let text = String::new;
        vec![
            OpinionAct::Draft {
                plan: Box::default(),
                items: Vec::new(),
            },
            OpinionAct::Pass { session: text() },
            OpinionAct::LeaderDecide {
                agrees: false,
                text: text(),
                paper: Paper::default(),
            },
            OpinionAct::Issue {
                level: None,
                level_reason: None,
                doc_no: None,
            },
            OpinionAct::Deliver {
                delivery: Delivery {
                    on: Date::ZERO,
                    receiver_title: text(),
                    way: text(),
                    place: text(),
                    speaker: text(),
                    record_signed: false,
                    recorder: text(),
                },
                reply_due: None,
            },
            OpinionAct::RecordReply {
                item: 0,
                stance: ReplyStance::认可,
                text: text(),
                on: Date::ZERO,
                source: Paper::default(),
            },
            OpinionAct::Rectify {},
            OpinionAct::Assess { text: text() },
            OpinionAct::End {},
            OpinionAct::Withdraw { reason: text() },
        ]
    }

    fn step(trial: &mut Trial<'_, Self>) -> OpinionState {
        use OpinionState as S;
        match &trial.event.act {
            OpinionAct::Draft { plan, items } => {
                trial.draft(plan, items);
                S::草拟
            }
            OpinionAct::Pass { session } => {
                trial.pass(session);
                S::研判通过
            }
            OpinionAct::LeaderDecide {
                agrees,
                text,
                paper,
            } => trial.leader_decides(*agrees, text, paper),
            OpinionAct::Issue { .. } => {
                trial.issue();
                S::签发
            }
            OpinionAct::Deliver {
                delivery,
                reply_due,
            } => {
                trial.deliver(delivery, *reply_due);
                S::送达
            }
            OpinionAct::RecordReply {
                item,
                stance,
                text,
                on,
                source,
            } => trial.reply((*item, *stance), text, *on, source),
            OpinionAct::Rectify {} => S::整改中,
            OpinionAct::Assess { text } => {
                trial.assess(text);
                S::已评估
            }
            OpinionAct::End {} => {
                let by = trial.next.assessment.as_ref().map(|a| a.by.clone());
                trial.require_other(by.as_deref(), "作评估的人");
                S::结束
            }
            OpinionAct::Withdraw { reason } => {
                trial.require_text(reason, Guard::Reason, "未写撤回的理由");
                trial.next.withdrawn = Some(reason.trim().to_owned());
                S::撤回
            }
        }
    }
}

impl Trial<'_, Opinion> {
    fn draft(&mut self, plan: &OpinionPlan, items: &[OpinionItem]) {
        self.require_text(&plan.to_unit, Guard::Unit, "未写发给哪个单位");
        self.require(!items.is_empty(), Guard::Content, "没有列入问题");
        let ready = &self.guards.facts.ready;
        let mine: Vec<String> = self.next.items.iter().map(|i| i.issue.clone()).collect();
        let not_ready: Vec<&str> = items
            .iter()
            .map(|i| i.issue.as_str())
            .filter(|no| !ready.iter().any(|r| r == no) && !mine.iter().any(|m| m == no))
            .collect();
        self.require(
            not_ready.is_empty(),
            Guard::Decided,
            format!(
                "{}不是研判采纳的问题，或已在别的意见里",
                not_ready.join("、")
            ),
        );
        let strangers: Vec<&str> = items
            .iter()
            .filter(|i| i.body.unit.trim() != plan.to_unit.trim())
            .map(|i| i.issue.as_str())
            .collect();
        self.require(
            strangers.is_empty(),
            Guard::Unit,
            format!("{}不是{}的问题", strangers.join("、"), plan.to_unit),
        );
        let by = self.actor().to_owned();
        let next = &mut self.next;
        next.form = plan.form;
        next.carrier = plan.carrier;
        next.important = plan.important;
        next.to_unit = plan.to_unit.trim().to_owned();
        next.copies_to = plan.copies_to.trim().to_owned();
        next.unit_kind = plan.unit_kind;
        next.background.clone_from(&plan.background);
        next.reply_workdays = plan
            .reply_workdays
            .unwrap_or(self.guards.settings.reply_workdays);
        next.title = match plan.title.trim() {
            "" => format!("关于{}有关问题的{}", next.to_unit, next.carrier.name()),
            title => title.to_owned(),
        };
        next.items = items.to_vec();
        next.drafter = by;
        next.session = None;
        next.decision = None;
    }

    fn pass(&mut self, session: &str) {
        let facts = self.guards.facts;
        self.require(
            facts.session_is_signed,
            Guard::Signatures,
            format!("{session}的纪要尚未全部签认"),
        );
        let unseen: Vec<String> = self
            .next
            .items
            .iter()
            .filter(|i| !facts.session_saw_draft && !facts.accepted.contains(&i.issue))
            .map(|i| i.issue.clone())
            .collect();
        self.require(
            unseen.is_empty(),
            Guard::Decided,
            format!("{session}没有采纳{}", unseen.join("、")),
        );
        self.next.session = Some(session.to_owned());
    }

    fn leader_decides(&mut self, agrees: bool, text: &str, paper: &Paper) -> OpinionState {
        let important = self.next.important;
        self.require(important, Guard::Decided, "不是重要意见，不须组领导决定");
        self.require_text(text, Guard::Reason, "未写决定内容");
        let drafter = self.next.drafter.clone();
        self.require_other(Some(&drafter), "起草人");
        self.next.decision = Some(LeaderDecision {
            item: None,
            outcome: None,
            agrees,
            code: None,
            text: text.trim().to_owned(),
            paper: paper.clone(),
            issues: Vec::new(),
            by: self.actor().to_owned(),
            on: self.event.on,
        });
        match agrees {
            true => OpinionState::组领导决定,
            false => OpinionState::草拟,
        }
    }

    fn issue(&mut self) {
        let OpinionAct::Issue {
            level,
            level_reason,
            doc_no,
        } = &self.event.act
        else {
            return;
        };
        self.require(self.next.session.is_some(), Guard::Decided, "未经集体研判");
        let decided = self.next.state == OpinionState::组领导决定
            && self.next.decision.as_ref().is_some_and(|d| d.agrees);
        self.require(
            !self.next.important || decided,
            Guard::Decided,
            "重要意见须先经组领导研究决定",
        );
        let drafter = self.next.drafter.clone();
        self.require_other(Some(&drafter), "起草人");
        let lacking: Vec<String> = self
            .next
            .items
            .iter()
            .filter_map(|item| {
                let body = &item.body;
                let must = [
                    (&body.text, "问题"),
                    (&body.basis, "依据"),
                    (&body.suggestion.text, "意见建议"),
                ];
                let missing: Vec<&str> = must
                    .into_iter()
                    .filter(|(text, _)| text.trim().is_empty())
                    .map(|(_, name)| name)
                    .collect();
                (!missing.is_empty()).then(|| format!("第{}条缺{}", item.seq, missing.join("、")))
            })
            .collect();
        self.require(lacking.is_empty(), Guard::Content, lacking.join("；"));
        let rule = self.next.rule_level();
        let reason = level_reason
            .as_deref()
            .map(str::trim)
            .filter(|r| !r.is_empty());
        let Some(at) = level.or(rule) else {
            self.miss(Guard::Liaison, "不知道是哪类单位，须写明联系层级");
            return;
        };
        if let Some(rule) = rule {
            self.require(
                at == rule || reason.is_some(),
                Guard::Liaison,
                format!(
                    "按联系规则应由{}联系；由{}联系须写明理由",
                    rule.name(),
                    at.name()
                ),
            );
        }
        self.next.issued = Some(Issued {
            on: self.event.on,
            by: self.actor().to_owned(),
            level: at,
            level_reason: reason.map(ToOwned::to_owned),
            doc_no: doc_no.clone(),
        });
    }

    fn deliver(&mut self, delivery: &Delivery, reply_due: Option<Date>) {
        let issued = self.next.issued.as_ref().map(|i| i.on);
        self.require_day(delivery.on, issued, "送达");
        self.require_text(
            &delivery.receiver_title,
            Guard::Delivery,
            "未写接收人的职务",
        );
        self.require_text(&delivery.way, Guard::Delivery, "未写送达方式");
        if self.next.form == OpinionForm::口头 {
            self.require_text(&delivery.place, Guard::Delivery, "口头意见未写地点");
            self.require_text(&delivery.speaker, Guard::Delivery, "口头意见未写由谁反馈");
            self.require(
                delivery.record_signed,
                Guard::Delivery,
                "口头意见的记录未签字",
            );
        }
        self.next.delivered = Some(Delivery {
            recorder: self.actor().to_owned(),
            ..delivery.clone()
        });
        self.next.reply_due = reply_due;
    }

    fn reply(
        &mut self,
        (item, stance): (u32, ReplyStance),
        text: &str,
        on: Date,
        source: &Paper,
    ) -> OpinionState {
        let is_there = self.next.items.iter().any(|i| i.seq == item);
        self.require(is_there, Guard::Content, format!("意见里没有第{item}条"));
        self.require_text(text, Guard::Content, "未写回复内容");
        self.require(source.is_named(), Guard::Source, "未注明回复所在的材料");
        let delivered = self.next.delivered.as_ref().map(|d| d.on);
        self.require_day(on, delivered, "回复");
        self.next.replies.push(Reply {
            item,
            stance,
            text: text.trim().to_owned(),
            on,
            source: source.clone(),
            recorder: self.actor().to_owned(),
        });
        match self.next.state {
            OpinionState::送达 if self.next.unanswered().is_empty() => OpinionState::已回复,
            state => state,
        }
    }

    fn assess(&mut self, text: &str) {
        self.require_text(text, Guard::Content, "未写评估意见");
        let facts = self.guards.facts;
        match self.next.state {
            OpinionState::整改中 => self.require(
                facts.closed == facts.rectifications,
                Guard::Items,
                format!(
                    "{}项整改中{}项已销号，须全部销号后评估",
                    facts.rectifications, facts.closed
                ),
            ),
            // Without rectification only where the unit explained everything.
            _ => {
                let explained = self.next.items.iter().all(|item| {
                    let of = self.next.replies.iter().rev().find(|r| r.item == item.seq);
                    of.is_some_and(|r| r.stance == ReplyStance::说明情况)
                });
                self.require(
                    explained,
                    Guard::Items,
                    "有认可或部分认可的问题，须先转入整改",
                );
            }
        }
        self.next.assessment = Some(Assessment {
            text: text.trim().to_owned(),
            by: self.actor().to_owned(),
            on: self.event.on,
        });
    }
}
