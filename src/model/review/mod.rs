//! The nouns of collective review: what people decided on flags, in which session, and what came of it.
//!
//! Every record is changed by the acts of named people only ([`ReviewRecord`]); the machines that say which act may follow which
//! state stand in [`crate::review`].

/// A closed list of the office's words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $word:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$doc])* $word),+
        }
        impl $name {
            /// Every one, in the order they are shown.
            pub const ALL: &[Self] = &[$(Self::$word),+];
            /// The office's word.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$word => stringify!($word)),+
                }
            }
            /// The one of that word.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|w| w.name() == name.trim())
            }
        }
    };
}

/// Makes a struct a [`ReviewRecord`]: its kind, its acts, its states, and the field that names it.
macro_rules! record {
    ($name:ident, $kind:literal, $act:ident, $state:ident, $id:ident) => {
        impl crate::model::ReviewRecord for $name {
            const KIND: &'static str = $kind;
            type Act = $act;
            type State = $state;
            fn id(&self) -> &str {
                &self.$id
            }
            fn state(&self) -> $state {
                self.state
            }
            fn state_name(state: $state) -> &'static str {
                state.name()
            }
            fn act_title(act: &$act) -> &'static str {
                act.title()
            }
            fn rev(&self) -> u32 {
                self.rev
            }
            fn history(&self) -> &[crate::model::Past<$act, $state>] {
                &self.history
            }
            fn keep(&mut self, past: crate::model::Past<$act, $state>) {
                self.state = past.to;
                self.rev = self.rev.saturating_add(1);
                self.history.push(past);
            }
        }
    };
}

mod flag_case;
mod issue;
mod liaison;
mod look_back;
mod offline;
mod opinion;
mod recon_run;
mod record;
mod rectification;
mod rule_case;
mod session;
mod session_act;
mod settings;

pub use flag_case::{
    CollectiveOutcome, Disposition, Explanation, FlagAct, FlagCase, FlagState, Proposal,
};
pub use issue::{
    Blocker, Cause, CauseDepth, Deviation, Gap, Issue, IssueAct, IssueBody, IssueState, RootCause,
    Suggestion,
};
pub use liaison::{ContactLevel, UnitKind};
pub use look_back::{
    HostSections, LookBack, LookBackAct, LookBackFound, LookBackKind, LookBackState, SelfSections,
};
pub use offline::{MergeConflict, MergeOutcome, OfflineView, SessionFile, SessionFlag};
pub use opinion::{
    Assessment, Carrier, Delivery, Issued, LeaderDecision, Opinion, OpinionAct, OpinionForm,
    OpinionItem, OpinionPlan, OpinionState, Reply, ReplyStance, Warning,
};
pub use recon_run::{DiffAnswer, DiffAnswered, ReconAct, ReconRun, ReconRunState, ReconSigned};
pub use record::{Past, Person, ReviewEvent, ReviewRecord, ReviewRefusal};
pub use rectification::{
    CloseOut, Extrapolation, Institution, Measure, MeasureKind, RectificationAct,
    RectificationCase, RectificationKind, RectificationPlan, RectificationState, RectificationWork,
    Verification, VerifyMethod,
};
pub use rule_case::{RuleAct, RuleCase, RuleState};
pub use session::{
    Absence, AgendaItem, Attendee, Concluded, MaterialPiece, Minutes, Outcome, Part, Recusal,
    ReviewSession, SessionKind, SessionNote, SessionState, Stance, View,
};
pub use session_act::{AgendaDraft, Invited, SessionAct, SessionPlan};
pub use settings::ReviewSettings;
