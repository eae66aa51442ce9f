//! An opinion to a host unit, oral or written, from the draft to the end.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ContactLevel, IssueBody, Outcome, Past, UnitKind};
use crate::model::{Paper, RejectCode};

words! {
    /// How an opinion is given.
    #[derive(Default)]
    OpinionForm {
        /// In writing.
        #[default]
        书面,
        /// By word of mouth; a record of it is signed.
        口头,
    }
}

words! {
    /// What paper carries it.
    #[derive(Default)]
    Carrier {
        /// An opinion.
        #[default]
        反馈意见,
        /// A letter of notice.
        工作提示函,
        /// An order to hurry.
        督办单,
    }
}

words! {
    /// Where an opinion stands.
    #[derive(Default)]
    OpinionState {
        /// A draft.
        #[default]
        草拟,
        /// A session passed it.
        研判通过,
        /// The head of the group decided it.
        组领导决定,
        /// Signed and issued.
        签发,
        /// Delivered.
        送达,
        /// The unit replied to all of it.
        已回复,
        /// The unit is putting things right.
        整改中,
        /// What was done was looked at.
        已评估,
        /// Ended.
        结束,
        /// Withdrawn.
        撤回,
    }
}

words! {
    /// How a host unit stands to an item.
    ReplyStance {
        /// It agrees.
        认可,
        /// In part.
        部分认可,
        /// It explains.
        说明情况,
    }
}

impl OpinionState {
    /// Whether it may be seen as a paper that left the building: no 草稿 mark.
    #[must_use]
    pub fn is_issued(self) -> bool {
        matches!(
            self,
            Self::签发 | Self::送达 | Self::已回复 | Self::整改中 | Self::已评估 | Self::结束
        )
    }
}

/// One item of an opinion: an issue as it stood when the opinion was drafted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpinionItem {
    /// Number in the opinion, from 1.
    pub seq: u32,
    /// Number of the issue.
    pub issue: String,
    /// What it says.
    pub body: IssueBody,
}

/// What a leader decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderDecision {
    /// The item of the agenda, where it was one.
    #[serde(default)]
    pub item: Option<u32>,
    /// Outcome of the item.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// Whether it is agreed to.
    pub agrees: bool,
    /// Why flags are not accepted, where they are not.
    #[serde(default)]
    pub code: Option<RejectCode>,
    /// In words.
    pub text: String,
    /// On paper.
    #[serde(default)]
    pub paper: Paper,
    /// What becomes of the item.
    #[serde(default)]
    pub issues: Vec<IssueBody>,
    /// Who decided.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// How an opinion was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The day.
    pub on: Date,
    /// Who signed.
    pub by: String,
    /// The level at which the unit is spoken to.
    pub level: ContactLevel,
    /// Why at another level than the rule says.
    #[serde(default)]
    pub level_reason: Option<String>,
    /// Document number.
    #[serde(default)]
    pub doc_no: Option<String>,
}

/// How an opinion was delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The day.
    pub on: Date,
    /// Title of whoever received it: a title, no name.
    pub receiver_title: String,
    /// How: 机要, 当面, ….
    pub way: String,
    /// The place; of an oral opinion.
    #[serde(default)]
    pub place: String,
    /// Who spoke; of an oral opinion.
    #[serde(default)]
    pub speaker: String,
    /// Whether the record was signed; of an oral opinion.
    #[serde(default)]
    pub record_signed: bool,
    /// Who entered it.
    #[serde(default)]
    pub recorder: String,
}

/// What the host unit says of an item.
#[doc(alias = "回复")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Number of the item.
    pub item: u32,
    /// How it stands to it.
    pub stance: ReplyStance,
    /// Its words.
    pub text: String,
    /// The day of its paper.
    pub on: Date,
    /// The paper.
    pub source: Paper,
    /// Who entered it.
    pub recorder: String,
}

/// What was made of what the unit did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// In words.
    pub text: String,
    /// Who said so.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// Something people should look at before they go on. Never a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Where: the item, or the whole.
    pub item: Option<u32>,
    /// What, in Chinese.
    pub text: String,
}

/// An opinion as it is drafted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OpinionPlan {
    /// Form.
    pub form: OpinionForm,
    /// What paper carries it.
    pub carrier: Carrier,
    /// Title; made of unit and carrier where empty.
    pub title: String,
    /// Whether the head of the group must decide it.
    pub important: bool,
    /// The unit.
    pub to_unit: String,
    /// Who else is sent a copy (抄送), in the order of the paper.
    pub copies_to: String,
    /// Its kind; taken from the settings where the unit is known there.
    pub unit_kind: Option<UnitKind>,
    /// How it came about: basis, time, way.
    pub background: String,
    /// Workdays the unit has to reply.
    pub reply_workdays: Option<u32>,
    /// Numbers of the issues.
    pub issues: Vec<String>,
}

/// What is done with an opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum OpinionAct {
    /// 草拟, again as long as it is a draft. The verb fills the items in.
    Draft {
        /// The opinion as it is drafted.
        plan: Box<OpinionPlan>,
        /// Its items.
        #[serde(default)]
        items: Vec<OpinionItem>,
    },
    /// 研判通过: by a signed session.
    Pass {
        /// Number of the session.
        session: String,
    },
    /// 组领导决定, of an important one.
    LeaderDecide {
        /// Whether it is agreed to; if not, it is a draft again.
        agrees: bool,
        /// In words.
        text: String,
        /// On paper.
        #[serde(default)]
        paper: Paper,
    },
    /// 签发.
    Issue {
        /// The level at which the unit is spoken to; the rule's where none is named.
        #[serde(default)]
        level: Option<ContactLevel>,
        /// Why at another level than the rule says.
        #[serde(default)]
        level_reason: Option<String>,
        /// Document number.
        #[serde(default)]
        doc_no: Option<String>,
    },
    /// 送达. The verb reckons by when the unit is to reply.
    Deliver {
        /// How.
        delivery: Delivery,
        /// By when it is to reply.
        #[serde(default)]
        reply_due: Option<Date>,
    },
    /// 登记回复.
    RecordReply {
        /// Number of the item.
        item: u32,
        /// How the unit stands to it.
        stance: ReplyStance,
        /// Its words.
        text: String,
        /// The day of its paper.
        on: Date,
        /// The paper.
        source: Paper,
    },
    /// 转入整改. The verb opens a rectification for every item.
    Rectify {},
    /// 评估.
    Assess {
        /// In words.
        text: String,
    },
    /// 结束.
    End {},
    /// 撤回.
    Withdraw {
        /// Why.
        reason: String,
    },
}

impl OpinionAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Draft { .. } => "草拟",
            Self::Pass { .. } => "研判通过",
            Self::LeaderDecide { .. } => "组领导决定",
            Self::Issue { .. } => "签发",
            Self::Deliver { .. } => "送达",
            Self::RecordReply { .. } => "登记回复",
            Self::Rectify {} => "转入整改",
            Self::Assess { .. } => "评估",
            Self::End {} => "结束",
            Self::Withdraw { .. } => "撤回",
        }
    }
}

/// An opinion to a host unit.
#[doc(alias = "反馈意见")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opinion {
    /// Number, e.g. `意见2026-001`.
    pub no: String,
    /// Where it stands.
    pub state: OpinionState,
    /// Acts so far.
    pub rev: u32,
    /// Form.
    pub form: OpinionForm,
    /// What paper carries it.
    pub carrier: Carrier,
    /// Title.
    pub title: String,
    /// Whether the head of the group must decide it.
    pub important: bool,
    /// The unit.
    pub to_unit: String,
    /// Who else is sent a copy (抄送), in the order of the paper.
    pub copies_to: String,
    /// Its kind.
    pub unit_kind: Option<UnitKind>,
    /// How it came about.
    pub background: String,
    /// Workdays the unit has to reply.
    pub reply_workdays: u32,
    /// Items.
    pub items: Vec<OpinionItem>,
    /// Who drafted it last.
    pub drafter: String,
    /// The session that passed it.
    pub session: Option<String>,
    /// What the head of the group decided.
    pub decision: Option<LeaderDecision>,
    /// How it was issued.
    pub issued: Option<Issued>,
    /// How it was delivered.
    pub delivered: Option<Delivery>,
    /// By when the unit is to reply.
    pub reply_due: Option<Date>,
    /// What the unit says.
    pub replies: Vec<Reply>,
    /// What was made of what the unit did.
    pub assessment: Option<Assessment>,
    /// Why it was withdrawn.
    pub withdrawn: Option<String>,
    /// Every act, oldest first.
    pub history: Vec<Past<OpinionAct, OpinionState>>,
}

record!(Opinion, "opinion", OpinionAct, OpinionState, no);

impl Opinion {
    /// The contact level the rule of liaison says, where the kind of the unit is known.
    #[must_use]
    pub fn rule_level(&self) -> Option<ContactLevel> {
        self.unit_kind.map(UnitKind::contact_level)
    }
    /// What people should look at before it is issued.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = self
            .items
            .iter()
            .filter_map(|item| {
                let missing = item.body.missing();
                (!missing.is_empty()).then(|| Warning {
                    item: Some(item.seq),
                    text: format!("第{}条缺{}", item.seq, missing.join("、")),
                })
            })
            .collect();
        match (self.rule_level(), &self.issued) {
            (None, _) => warnings.push(Warning {
                item: None,
                text: format!("不知道“{}”是哪类单位，无法核对联系层级", self.to_unit),
            }),
            (Some(rule), Some(issued)) if issued.level != rule => warnings.push(Warning {
                item: None,
                text: format!(
                    "按联系规则应由{}联系，实际为{}",
                    rule.name(),
                    issued.level.name()
                ),
            }),
            _ => {}
        }
        warnings
    }
    /// Whether the unit still owes a reply after the day by which it was to reply.
    #[must_use]
    pub fn is_reply_overdue(&self, on: Date) -> bool {
        self.state == OpinionState::送达 && self.reply_due.is_some_and(|due| due < on)
    }
    /// Numbers of the items the unit has not replied to.
    #[must_use]
    pub fn unanswered(&self) -> Vec<u32> {
        let has_reply = |seq: u32| self.replies.iter().any(|r| r.item == seq);
        let seqs = self.items.iter().map(|i| i.seq);
        seqs.filter(|seq| !has_reply(*seq)).collect()
    }
}
