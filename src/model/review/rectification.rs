//! How a host unit puts one issue right: plan, measures, check by two, close-out, look-back.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Past;
use crate::model::{
    Application, CheckItem, CheckRun, DeadlineSet, ExtensionCase, LookBackResult, Paper, Publicity,
    Verdict,
};

words! {
    /// Where a rectification stands.
    #[derive(Default)]
    RectificationState {
        /// The plan is awaited.
        #[default]
        待报方案,
        /// The plan came in.
        方案已报,
        /// Being worked on.
        整改中,
        /// The unit applied for it to be struck off.
        申请销号,
        /// Being checked.
        核查中,
        /// Found in place by the check; not yet struck off.
        核查到位,
        /// Struck off.
        销号,
        /// Being looked back at.
        回头看,
        /// It came back and is being worked on again.
        重新整改,
        /// Ended.
        结束,
    }
}

words! {
    /// The official classes of rectification.
    RectificationKind {
        /// At once.
        立行立改,
        /// In stages.
        分阶段整改,
        /// For as long as it takes.
        持续整改,
    }
}

words! {
    /// What a measure is for.
    MeasureKind {
        /// For now.
        当下改,
        /// For good.
        长久立,
    }
}

words! {
    /// How something was checked.
    VerifyMethod {
        /// Papers were called in.
        调阅,
        /// On site.
        实地,
        /// By telephone.
        电话,
        /// In a meeting.
        座谈,
        /// In talks with single people.
        谈心谈话,
        /// By samples.
        抽查,
    }
}

/// One measure of the plan.
#[doc(alias = "整改措施")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Number, from 1.
    pub seq: u32,
    /// What is done.
    pub text: String,
    /// What it is for.
    pub kind: MeasureKind,
    /// Unit that does it.
    #[serde(default)]
    pub unit: String,
    /// Title of whoever answers for it: a title, no name.
    #[serde(default)]
    pub owner_title: String,
    /// By when.
    #[serde(default)]
    pub deadline: Option<Date>,
    /// How far it is, in the unit's words.
    #[serde(default)]
    pub progress: String,
    /// Whether it is done.
    #[serde(default)]
    pub is_done: bool,
    /// Papers that prove it.
    #[serde(default)]
    pub evidence: Vec<Paper>,
}

/// The plan of a rectification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RectificationPlan {
    /// The paper.
    pub source: Paper,
    /// Goal.
    pub goal: String,
    /// Class.
    pub kind: RectificationKind,
    /// Unit in the lead.
    pub lead_unit: String,
    /// Title of whoever answers for it: a title, no name.
    #[serde(default)]
    pub responsible_title: String,
    /// By when.
    pub deadline: Date,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Why there is no measure for good, if there is none.
    #[serde(default)]
    pub no_lasting_reason: Option<String>,
}

/// What a unit found elsewhere of the same kind.
#[doc(alias = "举一反三")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extrapolation {
    /// Where it looked.
    pub scope: String,
    /// Places it looked at.
    pub checked: u32,
    /// Problems it found.
    pub found: u32,
    /// Of these, put right.
    pub fixed: u32,
    /// Papers.
    #[serde(default)]
    pub evidence: Vec<Paper>,
}

/// What was laid down for good, or why nothing was.
#[doc(alias = "建章立制")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Institution {
    /// A rule was laid down.
    Made {
        /// Its name.
        name: String,
        /// Its number.
        #[serde(default)]
        doc_no: String,
        /// The day.
        on: Date,
        /// What it solves.
        solves: String,
    },
    /// None was needed.
    None {
        /// Why.
        reason: String,
    },
}

/// A check on site or of papers.
#[doc(alias = "核查")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Who checks; two or more.
    pub run: CheckRun,
    /// How.
    #[serde(default)]
    pub methods: Vec<VerifyMethod>,
    /// What was found, in words.
    #[serde(default)]
    pub findings: String,
    /// Papers, photographs.
    #[serde(default)]
    pub evidence: Vec<Paper>,
}

/// A close-out.
#[doc(alias = "销号")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseOut {
    /// The ten points.
    pub checklist: Vec<CheckItem>,
    /// The public notice.
    pub publicity: Publicity,
    /// The record of the collective decision.
    pub collective: Paper,
    /// Who decided.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// What a unit did, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RectificationWork {
    /// Number of the measure.
    pub measure: u32,
    /// In words.
    pub text: String,
    /// Whether it is done.
    #[serde(default)]
    pub is_done: bool,
    /// The report.
    pub source: Paper,
    /// Papers that prove it.
    #[serde(default)]
    pub evidence: Vec<Paper>,
}

/// What is done with a rectification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum RectificationAct {
    /// 立项: an opinion was turned into work.
    Open {
        /// Number of the issue.
        issue: String,
        /// Number of the opinion.
        opinion: String,
        /// The unit.
        unit: String,
        /// The problem.
        problem: String,
        /// Whether the head of the group must close it.
        important: bool,
    },
    /// 报送方案, by the host's paper.
    SubmitPlan {
        /// The plan.
        plan: Box<RectificationPlan>,
    },
    /// 退回方案.
    ReturnPlan {
        /// Why.
        reason: String,
    },
    /// 同意方案.
    AcceptPlan {},
    /// 登记进展, by the host's paper.
    Progress {
        /// What was done.
        work: RectificationWork,
    },
    /// 举一反三.
    Extrapolate {
        /// What was found elsewhere.
        extrapolation: Extrapolation,
    },
    /// 建章立制.
    Institute {
        /// What was laid down.
        institution: Institution,
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
    /// 申请销号, by the host's paper.
    ApplyClose {
        /// The paper.
        source: Paper,
        /// Whether the head of the unit signed it.
        signed_by_principal: bool,
    },
    /// 退回.
    SendBack {
        /// Why.
        reason: String,
    },
    /// 开始核查.
    BeginVerify {
        /// Accounts of those who check.
        verifiers: Vec<String>,
    },
    /// 核查结论.
    ConcludeVerify {
        /// The day of the check.
        checked_on: Date,
        /// What was found.
        verdict: Verdict,
        /// How.
        methods: Vec<VerifyMethod>,
        /// In words.
        findings: String,
        /// Papers, photographs.
        #[serde(default)]
        evidence: Vec<Paper>,
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
        /// Number of the look-back.
        look_back: String,
    },
    /// 回头看结论.
    LookedBack {
        /// Number of the look-back.
        look_back: String,
        /// What was found.
        result: LookBackResult,
        /// By when it must be done now, where it came back.
        #[serde(default)]
        new_deadline: Option<Date>,
    },
}

impl RectificationAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Open { .. } => "立项",
            Self::SubmitPlan { .. } => "报送方案",
            Self::ReturnPlan { .. } => "退回方案",
            Self::AcceptPlan {} => "同意方案",
            Self::Progress { .. } => "登记进展",
            Self::Extrapolate { .. } => "登记举一反三",
            Self::Institute { .. } => "登记建章立制",
            Self::ApplyExtension { .. } => "申请延期",
            Self::ReviewExtension { .. } => "延期初审",
            Self::DecideExtension { .. } => "延期审批",
            Self::ApplyClose { .. } => "申请销号",
            Self::SendBack { .. } => "退回",
            Self::BeginVerify { .. } => "开始核查",
            Self::ConcludeVerify { .. } => "核查结论",
            Self::CloseOut { .. } => "销号",
            Self::StartLookBack { .. } => "开展回头看",
            Self::LookedBack { .. } => "回头看结论",
        }
    }
}

/// How one issue is put right.
#[doc(alias = "整改")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RectificationCase {
    /// Number, e.g. `整改2026-001`.
    pub no: String,
    /// Where it stands.
    pub state: RectificationState,
    /// Acts so far.
    pub rev: u32,
    /// Number of the issue.
    pub issue: String,
    /// Number of the opinion.
    pub opinion: String,
    /// The unit.
    pub unit: String,
    /// The problem.
    pub problem: String,
    /// Whether the head of the group must close it.
    pub important: bool,
    /// The plan as it was accepted or is awaiting that.
    pub plan: Option<RectificationPlan>,
    /// Who entered the plan.
    pub plan_recorder: Option<String>,
    /// Measures, as far as they are.
    pub measures: Vec<Measure>,
    /// Deadlines as they were set, the current one last.
    pub deadlines: Vec<DeadlineSet>,
    /// Applications for more time.
    pub extensions: Vec<ExtensionCase>,
    /// What was found elsewhere.
    pub extrapolation: Option<Extrapolation>,
    /// What was laid down for good.
    pub institution: Option<Institution>,
    /// The application to be struck off.
    pub application: Option<Application>,
    /// Whether the head of the unit signed it.
    pub signed_by_principal: bool,
    /// The check.
    pub verification: Option<Verification>,
    /// The close-out.
    pub close_out: Option<CloseOut>,
    /// Numbers of its look-backs, the current one last.
    pub look_backs: Vec<String>,
    /// Times it came back.
    pub relapses: u32,
    /// Every act, oldest first.
    pub history: Vec<Past<RectificationAct, RectificationState>>,
}

record!(
    RectificationCase,
    "rectification",
    RectificationAct,
    RectificationState,
    no
);

impl RectificationCase {
    /// The deadline in force.
    #[must_use]
    pub fn deadline(&self) -> Option<Date> {
        self.deadlines.last().map(|d| d.date)
    }
    /// Whether it is not yet struck off after its deadline.
    #[must_use]
    pub fn is_overdue(&self, on: Date) -> bool {
        use RectificationState as S;
        let is_open = !matches!(self.state, S::销号 | S::回头看 | S::结束);
        is_open && self.deadline().is_some_and(|due| due < on)
    }
}

impl RectificationState {
    /// Whether someone must have decided for it to be reached.
    #[must_use]
    pub fn is_decided(self) -> bool {
        matches!(self, Self::核查到位 | Self::销号 | Self::结束)
    }
}
