//! What is kept of an entry: its state, what led to it, and every act in order.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EntryEvent, EntryState, LookBackResult, Relevance, Verdict};
use crate::model::{Period, StepKind};

/// A deadline as it was set. The last one is the current one; none is ever taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineSet {
    /// Number, from 1.
    pub seq: u32,
    /// The day.
    pub date: Date,
    /// On what it rests.
    pub basis: String,
    /// Who set it.
    pub set_by: String,
}

/// How an application for more time stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ExtensionState {
    /// Applied for in time.
    已申请,
    /// Applied for after the deadline; still to be decided.
    逾期申请,
    /// The department agrees.
    初审同意,
    /// The department does not.
    初审不同意,
    /// Granted: the new deadline is in force.
    批准,
    /// Refused.
    不批准,
}

impl ExtensionState {
    /// Whether nothing more is to be done about it.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::批准 | Self::不批准)
    }
}

/// One application for more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionCase {
    /// Number among the applications of the entry, from 1.
    pub nth: u32,
    /// The day of the paper.
    pub applied_on: Date,
    /// The deadline in force then.
    pub old_deadline: Date,
    /// The deadline asked for.
    pub new_deadline: Date,
    /// Why.
    pub reason: String,
    /// Whether it was applied for after the deadline. Stays, whatever is decided.
    pub is_late: bool,
    /// Who entered it.
    pub recorder: String,
    /// Who reviewed it first.
    pub reviewer: Option<String>,
    /// Who decided.
    pub decider: Option<String>,
    /// How it stands.
    pub state: ExtensionState,
}

/// The application to be found done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// The day it was entered.
    pub on: Date,
    /// Who entered it.
    pub recorder: String,
}

/// A check of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRun {
    /// The day it began.
    pub on: Date,
    /// Who checks.
    pub checkers: Vec<String>,
    /// What was found, once concluded.
    pub verdict: Option<Verdict>,
    /// The day of the check.
    pub checked_on: Option<Date>,
    /// Who concluded it.
    pub concluded_by: Option<String>,
}

/// A close-out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedOut {
    /// The day.
    pub on: Date,
    /// Who decided.
    pub by: String,
}

/// A look-back: planned with the close-out, then carried out, then concluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookBackPlan {
    /// By when it is planned.
    pub due: Date,
    /// When it began.
    pub started_on: Option<Date>,
    /// Who carries it out.
    pub people: Vec<String>,
    /// What was found.
    pub result: Option<LookBackResult>,
    /// Who concluded it.
    pub concluded_by: Option<String>,
}

/// The cycle in which a standing matter is reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingReview {
    /// Why it stands.
    pub reason: String,
    /// Months between reviews.
    pub cycle_months: u32,
    /// The next review.
    pub next: Date,
}

/// A matter that came back after it was struck off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// The day it was found.
    pub on: Date,
    /// What was found.
    pub result: LookBackResult,
    /// Number of the new problem.
    pub new_issue: String,
}

/// An act that was applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The act.
    pub event: EntryEvent,
    /// State before.
    pub from: EntryState,
    /// State after.
    pub to: EntryState,
}

/// An entry of the ledger under supervision.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EntryRecord {
    /// 台账编号.
    pub no: String,
    /// Where it stands.
    pub state: EntryState,
    /// Whether the head of the group must close it.
    pub important: bool,
    /// 长期事项, as confirmed.
    pub is_standing: bool,
    /// Responsible units.
    pub lead: Vec<String>,
    /// Relevance to the duties of the office.
    pub relevance: Option<Relevance>,
    /// Deadlines as they were set, the current one last.
    pub deadlines: Vec<DeadlineSet>,
    /// The review cycle, while it stands.
    pub standing: Option<StandingReview>,
    /// The period of the last progress.
    pub last_period: Option<Period>,
    /// Applications for more time.
    pub extensions: Vec<ExtensionCase>,
    /// The application to be found done, while one is open or was followed.
    pub application: Option<Application>,
    /// Its check.
    pub check: Option<CheckRun>,
    /// The close-out.
    pub close_out: Option<ClosedOut>,
    /// The look-back.
    pub look_back: Option<LookBackPlan>,
    /// Number of the entry it went into; its own stays searchable.
    pub merged_into: Option<String>,
    /// Times it came back.
    pub recurrences: Vec<Recurrence>,
    /// Every act, oldest first; never shortened.
    pub history: Vec<HistoryEntry>,
}

impl EntryRecord {
    /// A row that is not yet an entry.
    #[must_use]
    pub fn new(no: impl Into<String>) -> Self {
        Self {
            no: no.into(),
            ..Self::default()
        }
    }
    /// The deadline in force.
    #[must_use]
    pub fn deadline(&self) -> Option<Date> {
        self.deadlines.last().map(|d| d.date)
    }
    /// Extensions that were granted.
    #[must_use]
    pub fn granted(&self) -> u32 {
        let granted = self
            .extensions
            .iter()
            .filter(|e| e.state == ExtensionState::批准);
        u32::try_from(granted.count()).unwrap_or(u32::MAX)
    }
    /// Who entered the row.
    #[must_use]
    pub fn registered_by(&self) -> Option<&str> {
        self.history.first().map(|h| h.event.by.account.as_str())
    }
}

/// What the ledger itself shows of an entry when an act is tried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFacts {
    /// Whether another entry bears the number.
    pub is_duplicate: bool,
    /// Units named in the ledger that the office does not know.
    pub unknown_units: Vec<String>,
    /// Steps the ledger shows as taken.
    pub steps: Vec<StepKind>,
    /// Steps the ledger declares not to apply, with a reason.
    pub waived: Vec<StepKind>,
    /// Numbers of the tasks the ledger lists.
    pub items: Vec<u32>,
    /// Papers that prove something, for the entry as a whole.
    pub evidence: u32,
    /// Whether the ledger says that the work is done.
    pub is_done: bool,
    /// The state of the entry it is to go into, if there is one of that number.
    pub merge_target: Option<EntryState>,
}
