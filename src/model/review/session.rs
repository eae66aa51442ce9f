//! A session of collective review: who came, what was laid before them, what each said, and what they made of it.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{IssueBody, LeaderDecision, Past, SessionAct};
use crate::model::{FlagId, RejectCode};

words! {
    /// Where a session stands.
    #[derive(Default)]
    SessionState {
        /// Being prepared.
        #[default]
        筹备,
        /// The material is locked.
        材料锁定,
        /// In session.
        进行,
        /// The minutes are written but not yet signed by all.
        纪要草稿,
        /// Signed by the chair and all present.
        已签认,
        /// Filed.
        归档,
    }
}

words! {
    /// What kind of session it is.
    #[derive(Default)]
    SessionKind {
        /// On flags and opinions.
        #[default]
        集体研判,
        /// Meeting of the group.
        组务会,
        /// The study of a quarter.
        季度专题,
        /// On one topic.
        专题会,
    }
}

words! {
    /// What somebody came as.
    #[derive(Default)]
    Part {
        /// As a member, with a view to state.
        #[default]
        出席,
        /// To listen and answer.
        列席,
    }
}

words! {
    /// How somebody stands to an item.
    Stance {
        /// For it.
        同意,
        /// Against it; the reason is kept.
        不同意,
        /// Neither; the reason is kept.
        保留,
    }
}

words! {
    /// What a session makes of an item.
    Outcome {
        /// Accepted: it becomes an issue and goes into an opinion.
        采纳形成意见,
        /// Not accepted.
        不采纳,
        /// More is to be found out first.
        补充核实,
        /// To be watched.
        转跟踪,
        /// To be decided by the head of the group.
        上提决定,
    }
}

/// Somebody invited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// Account.
    pub account: String,
    /// Name as shown.
    pub name: String,
    /// As what.
    pub part: Part,
    /// The day the person signed in.
    #[serde(default)]
    pub signed_in: Option<Date>,
    /// The day the person signed the minutes.
    #[serde(default)]
    pub signed: Option<Date>,
    /// What the person adds to the minutes in dissent.
    #[serde(default)]
    pub dissent: Option<String>,
}

/// Why somebody did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Account.
    pub account: String,
    /// Why.
    pub reason: String,
}

/// Somebody who keeps out of an item, or of all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    /// Account.
    pub account: String,
    /// The item; all of them where none is named.
    pub item: Option<u32>,
    /// Why.
    pub reason: String,
}

/// A piece of the material a session was given, with its hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MaterialPiece {
    /// What it is: `flag`, `document`, `entry`, `opinion`.
    pub kind: String,
    /// Which one.
    pub id: String,
    /// SHA-256 of what it said, hexadecimal.
    pub sha256: String,
}

impl MaterialPiece {
    /// SHA-256 over pieces in their order, hexadecimal.
    #[must_use]
    pub fn hash_of(pieces: &[Self]) -> String {
        let mut hash = Sha256::new();
        for piece in pieces {
            for part in [&piece.kind, &piece.id, &piece.sha256] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
        }
        hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// What somebody says of an item.
#[doc(alias = "研判意见")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Account.
    pub account: String,
    /// How the person stands.
    pub stance: Stance,
    /// In words; needed unless the person agrees.
    pub text: String,
    /// The day.
    pub on: Date,
    /// Whether it was given away from the server and merged.
    #[serde(default)]
    pub is_offline: bool,
}

/// What the session made of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concluded {
    /// Outcome.
    pub outcome: Outcome,
    /// Why not, where flags were not accepted.
    #[serde(default)]
    pub code: Option<RejectCode>,
    /// In words.
    pub reason: String,
    /// What becomes of it, where it was accepted.
    #[serde(default)]
    pub issues: Vec<IssueBody>,
    /// Who said so for the session.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// One matter on the agenda.
#[doc(alias = "议题")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaItem {
    /// Number, from 1; never used again when an item is taken off.
    pub seq: u32,
    /// The matter.
    pub title: String,
    /// Flags it is about.
    pub flags: Vec<FlagId>,
    /// Ledger numbers it is about.
    pub entries: Vec<String>,
    /// The draft of an opinion it is about.
    pub opinion: Option<String>,
    /// Account of whoever reports on it.
    pub reporter: String,
    /// What each member says.
    pub views: Vec<View>,
    /// Views that are kept back from the reader because not all have spoken yet.
    #[serde(skip_serializing_if = "is_zero")]
    pub hidden_views: u32,
    /// Outcome.
    pub concluded: Option<Concluded>,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// The minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// The text.
    pub text: String,
    /// Who wrote them.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// What was added after the minutes were signed. The minutes stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionNote {
    /// The text.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// A session of collective review.
#[doc(alias = "集体研判")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewSession {
    /// Number, e.g. `研判2026-001`.
    pub no: String,
    /// Where it stands.
    pub state: SessionState,
    /// Acts so far.
    pub rev: u32,
    /// Kind.
    pub kind: SessionKind,
    /// The day.
    pub date: Date,
    /// The place.
    pub place: String,
    /// Account of the chair.
    pub chair: String,
    /// Account of the recorder.
    pub recorder: String,
    /// Whether views are hidden from each other until all have spoken.
    pub is_blind: bool,
    /// Whether the larger quorum is needed.
    pub is_grave: bool,
    /// Members that must be present, once it began.
    pub quorum_needed: u32,
    /// Who was invited.
    pub attendees: Vec<Attendee>,
    /// Who did not come, and why.
    pub absent: Vec<Absence>,
    /// Who keeps out of what, and why.
    pub recused: Vec<Recusal>,
    /// The agenda.
    pub agenda: Vec<AgendaItem>,
    /// The material as it was locked.
    pub material: Vec<MaterialPiece>,
    /// SHA-256 over the material, hexadecimal; there once it is locked.
    pub material_hash: Option<String>,
    /// The minutes.
    pub minutes: Option<Minutes>,
    /// What was added after they were signed.
    pub notes: Vec<SessionNote>,
    /// What the head of the group decided of items laid before him.
    pub decisions: Vec<LeaderDecision>,
    /// Every act, oldest first.
    pub history: Vec<Past<SessionAct, SessionState>>,
}

record!(ReviewSession, "session", SessionAct, SessionState, no);

impl SessionState {
    /// Whether the minutes are signed: nothing before them is edited any more.
    #[must_use]
    pub fn is_signed(self) -> bool {
        matches!(self, Self::已签认 | Self::归档)
    }
}

impl ReviewSession {
    /// An item of the agenda.
    #[must_use]
    pub fn item(&self, seq: u32) -> Option<&AgendaItem> {
        self.agenda.iter().find(|i| i.seq == seq)
    }
    /// Somebody invited.
    #[must_use]
    pub fn attendee(&self, account: &str) -> Option<&Attendee> {
        self.attendees.iter().find(|a| a.account == account)
    }
    /// The name of an account as shown; the account where it is unknown.
    #[must_use]
    pub fn name_of<'a>(&'a self, account: &'a str) -> &'a str {
        match self.attendee(account) {
            Some(a) if !a.name.is_empty() => &a.name,
            _ => account,
        }
    }
    /// Whether somebody keeps out of an item.
    #[must_use]
    pub fn is_recused(&self, account: &str, item: u32) -> bool {
        self.recused
            .iter()
            .any(|r| r.account == account && r.item.is_none_or(|i| i == item))
    }
    /// Members who are to state a view on an item: present, and not keeping out of it.
    #[must_use]
    pub fn voters(&self, item: u32) -> Vec<&Attendee> {
        let voters = self.attendees.iter();
        voters
            .filter(|a| a.part == Part::出席 && a.signed_in.is_some())
            .filter(|a| !self.is_recused(&a.account, item))
            .collect()
    }
    /// Accounts of members who have yet to state a view on an item.
    #[must_use]
    pub fn silent(&self, item: u32) -> Vec<&str> {
        let has_view = |account: &str| {
            self.item(item)
                .is_some_and(|i| i.views.iter().any(|v| v.account == account))
        };
        let voters = self.voters(item).into_iter();
        voters
            .map(|a| a.account.as_str())
            .filter(|account| !has_view(account))
            .collect()
    }
    /// Whether the views on an item lie open to all who may see the session.
    #[must_use]
    pub fn views_are_open(&self, item: u32) -> bool {
        let is_concluded = self.item(item).is_some_and(|i| i.concluded.is_some());
        let began = !matches!(self.state, SessionState::筹备 | SessionState::材料锁定);
        !self.is_blind || is_concluded || (began && self.silent(item).is_empty())
    }
    /// The session as somebody may see it: where it is blind, the views of others are kept back until all have spoken.
    #[must_use]
    pub fn seen_by(&self, account: &str) -> Self {
        let mut seen = self.clone();
        let closed: Vec<u32> = self
            .agenda
            .iter()
            .map(|i| i.seq)
            .filter(|seq| !self.views_are_open(*seq))
            .collect();
        for item in seen.agenda.iter_mut().filter(|i| closed.contains(&i.seq)) {
            let all = item.views.len();
            item.views.retain(|v| v.account == account);
            item.hidden_views = u32::try_from(all - item.views.len()).unwrap_or(u32::MAX);
        }
        seen.history.retain(|past| match &past.act {
            SessionAct::StateView { item, .. } => {
                past.by.account == account || !closed.contains(item)
            }
            SessionAct::MergeViews { views, .. } => views
                .iter()
                .all(|v| v.account == account || !closed.contains(&v.item)),
            _ => true,
        });
        seen
    }
    /// Flags it has yet to settle: all of them until it is signed, then those the head of the group has yet to decide on.
    #[must_use]
    pub fn open_flags(&self) -> Vec<FlagId> {
        let is_open =
            |i: &&AgendaItem| !self.state.is_signed() || self.final_outcome(i.seq).is_none();
        let items = self.agenda.iter().filter(is_open);
        items.flat_map(|i| i.flags.iter().cloned()).collect()
    }
    /// What becomes of an item in the end: the outcome of the session, or of the head of the group where it was laid before him.
    #[must_use]
    pub fn final_outcome(&self, item: u32) -> Option<Outcome> {
        let concluded = self.item(item)?.concluded.as_ref()?;
        match concluded.outcome {
            Outcome::上提决定 => self
                .decisions
                .iter()
                .rev()
                .find(|d| d.item == Some(item))
                .and_then(|d| d.outcome),
            outcome => Some(outcome),
        }
    }
}
