//! The acts of people on an entry. An act names exactly one entry and who does it as what.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Guard, Role, Unmet};
use crate::model::{Period, SourceRef, StepKind};

/// Who acts, as what.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// Account of the person.
    pub account: String,
    /// The role in which the person acts.
    pub role: Role,
}

/// A paper an act rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paper {
    /// Title or document number.
    pub name: String,
    /// Its place among the imported files, where it is one of them.
    pub place: Option<SourceRef>,
}

impl Paper {
    /// Whether it can be found again.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !self.name.trim().is_empty() || self.place.is_some()
    }
}

/// How closely a matter touches the duties of the office; decided by people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Relevance {
    /// Closely: it gets a detail ledger.
    密切,
    /// Somewhat.
    一般,
    /// Not.
    无关,
}

/// A step that was declared not to apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The step.
    pub step: StepKind,
    /// Why.
    pub reason: String,
}

/// What shows that one task is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemProof {
    /// Number of the task.
    pub seq: u32,
    /// Whether it is done.
    pub is_done: bool,
    /// Papers that prove it.
    pub evidence: Vec<Paper>,
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// In place.
    到位,
    /// In part.
    部分到位,
    /// Not.
    未到位,
}

/// The ten points of a close-out, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckPoint {
    /// Measures compared one by one.
    Measures,
    /// Violations dealt with.
    Violations,
    /// Proof of effect, dated.
    Effect,
    /// 举一反三.
    Extrapolation,
    /// Institutions, lasting mechanisms.
    Institution,
    /// Application signed by the principal.
    Signature,
    /// Checked on site by two.
    SiteCheck,
    /// Record of the collective decision.
    Collective,
    /// Public notice and objections.
    Publicity,
    /// File complete.
    File,
}

impl CheckPoint {
    /// All ten, in their order.
    pub const ALL: [Self; 10] = [
        Self::Measures,
        Self::Violations,
        Self::Effect,
        Self::Extrapolation,
        Self::Institution,
        Self::Signature,
        Self::SiteCheck,
        Self::Collective,
        Self::Publicity,
        Self::File,
    ];
    /// The office's words.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Measures => "整改措施逐条对照",
            Self::Violations => "违法违规问题处理",
            Self::Effect => "成效佐证（数据、照片、文字，有日期）",
            Self::Extrapolation => "举一反三",
            Self::Institution => "制度和长效机制",
            Self::Signature => "申请经主要负责人签字",
            Self::SiteCheck => "两人以上现场核查",
            Self::Collective => "集体研究认定记录",
            Self::Publicity => "公示及异议处理",
            Self::File => "一事一档资料齐全",
        }
    }
    /// Whether the point may be declared not to apply, with a reason.
    #[must_use]
    pub fn may_not_apply(self) -> bool {
        matches!(self, Self::Violations | Self::Publicity)
    }
}

/// One point of the list as a person filled it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// Which point.
    pub point: CheckPoint,
    /// Whether it is met; otherwise it does not apply, for the reason in `says`.
    pub is_met: bool,
    /// What shows it, or why it does not apply.
    pub says: String,
}

/// The public notice before a close-out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Publicity {
    /// It was held.
    Held {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// Objections that are not settled.
        open_objections: u32,
    },
    /// There was none.
    None {
        /// Why.
        reason: String,
    },
}

/// What the ten points and the public notice of a close-out miss, on its day.
#[must_use]
pub fn close_out_unmet(checklist: &[CheckItem], publicity: &Publicity, on: Date) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    let mut require = |holds: bool, guard: Guard, missing: String| {
        if !holds {
            unmet.push(Unmet { guard, missing });
        }
    };
    for point in CheckPoint::ALL {
        let title = point.title();
        let mut of_it = checklist.iter().filter(|i| i.point == point);
        let (Some(item), None) = (of_it.next(), of_it.next()) else {
            require(false, Guard::Checklist, format!("“{title}”应填一次"));
            continue;
        };
        require(
            item.is_met || point.may_not_apply(),
            Guard::Checklist,
            format!("“{title}”未达到"),
        );
        let missing = match item.is_met {
            true => format!("“{title}”未写依据"),
            false => format!("“{title}”未写不适用的理由"),
        };
        require(!item.says.trim().is_empty(), Guard::Checklist, missing);
    }
    let mut points = checklist.iter();
    let claims = points.any(|i| i.point == CheckPoint::Publicity && i.is_met);
    let mut notice = |holds: bool, missing: String| require(holds, Guard::Publicity, missing);
    match publicity {
        Publicity::Held {
            from,
            to,
            open_objections,
        } => {
            notice(from <= to, format!("公示起止颠倒：{from}至{to}"));
            notice(*to < on, format!("公示至{to}，{on}尚未结束"));
            let settled = *open_objections == 0;
            notice(settled, format!("还有{open_objections}件异议未处理"));
        }
        Publicity::None { reason } => {
            let said = !reason.trim().is_empty();
            notice(said, "未公示，也未写明理由".to_owned());
            notice(!claims, "清单称已公示，但没有公示起止日期".to_owned());
        }
    }
    unmet
}

/// What a look-back found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LookBackResult {
    /// It holds.
    稳固,
    /// It came back.
    反弹,
    /// It was never in place.
    不到位,
}

/// What is done to the entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum EntryAct {
    /// 入账: an imported row becomes an entry.
    Register {
        /// Whether the check for secrecy marks was passed.
        secrecy_passed: bool,
    },
    /// 确认.
    Confirm {
        /// Responsible units.
        lead: Vec<String>,
        /// The deadline, if it can be laid on a calendar.
        deadline: Option<Date>,
        /// 长期事项.
        standing: bool,
        /// Relevance to the duties of the office.
        relevance: Option<Relevance>,
        /// Whether the head of the group must close it.
        important: bool,
    },
    /// 进展.
    Progress {
        /// The report.
        source: Paper,
        /// The period it speaks of.
        period: Period,
        /// What was done.
        text: String,
    },
    /// 申请延期, by the host's paper.
    ApplyExtension {
        /// The paper.
        source: Paper,
        /// The day of the paper.
        applied_on: Date,
        /// The deadline asked for.
        new_deadline: Date,
        /// Why.
        reason: String,
        /// How far the work is.
        progress: String,
    },
    /// 延期初审.
    ReviewExtension {
        /// Whether the department agrees.
        agrees: bool,
        /// Its opinion.
        opinion: String,
    },
    /// 延期审批.
    DecideExtension {
        /// Whether it is granted.
        grants: bool,
        /// The decision.
        paper: Paper,
    },
    /// 申请办结, by the host's paper.
    ApplyClose {
        /// The paper.
        source: Paper,
        /// Steps that do not apply.
        #[serde(default)]
        waivers: Vec<Waiver>,
        /// The tasks with their proof.
        #[serde(default)]
        items: Vec<ItemProof>,
    },
    /// 退回.
    SendBack {
        /// Why.
        reason: String,
    },
    /// 开始核查.
    BeginCheck {
        /// Accounts of those who check.
        checkers: Vec<String>,
    },
    /// 核查结论.
    ConcludeCheck {
        /// The day of the check.
        checked_on: Date,
        /// What was found.
        verdict: Verdict,
        /// In words.
        findings: String,
    },
    /// 销号.
    CloseOut {
        /// The ten points.
        checklist: Vec<CheckItem>,
        /// The public notice.
        publicity: Publicity,
        /// The record of the collective decision.
        collective: Paper,
    },
    /// 开展回头看.
    StartLookBack {
        /// Accounts of those who look back.
        people: Vec<String>,
    },
    /// 回头看结论.
    ConcludeLookBack {
        /// What was found.
        result: LookBackResult,
        /// 举一反三情况.
        extrapolation: String,
        /// 制度机制建设情况.
        institution: String,
        /// 抓落实提质效情况.
        effect: String,
        /// Steps that do not apply.
        #[serde(default)]
        waivers: Vec<Waiver>,
        /// Number of the new problem, where it came back.
        #[serde(default)]
        new_issue: Option<String>,
        /// By when it must be done now, where it came back.
        #[serde(default)]
        new_deadline: Option<Date>,
    },
    /// 转为长期坚持.
    MakeStanding {
        /// Why.
        reason: String,
        /// Months between reviews.
        cycle_months: u32,
    },
    /// 转回在办.
    EndStanding {
        /// Why.
        reason: String,
    },
    /// 中止.
    Suspend {
        /// Why.
        reason: String,
        /// The paper that says so.
        paper: Paper,
    },
    /// 并入.
    Merge {
        /// Number of the entry it goes into.
        into: String,
        /// The paper that says so.
        #[serde(default)]
        paper: Paper,
    },
}

impl EntryAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Register { .. } => "入账",
            Self::Confirm { .. } => "确认",
            Self::Progress { .. } => "登记进展",
            Self::ApplyExtension { .. } => "申请延期",
            Self::ReviewExtension { .. } => "延期初审",
            Self::DecideExtension { .. } => "延期审批",
            Self::ApplyClose { .. } => "申请办结",
            Self::SendBack { .. } => "退回",
            Self::BeginCheck { .. } => "开始核查",
            Self::ConcludeCheck { .. } => "核查结论",
            Self::CloseOut { .. } => "销号",
            Self::StartLookBack { .. } => "开展回头看",
            Self::ConcludeLookBack { .. } => "回头看结论",
            Self::MakeStanding { .. } => "转为长期坚持",
            Self::EndStanding { .. } => "转回在办",
            Self::Suspend { .. } => "中止",
            Self::Merge { .. } => "并入",
        }
    }
}

/// One act on one entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntryEvent {
    /// Number of the entry: exactly one.
    pub entry: String,
    /// The day of the act.
    pub on: Date,
    /// Who acts.
    pub by: Actor,
    /// What is done.
    pub act: EntryAct,
}
