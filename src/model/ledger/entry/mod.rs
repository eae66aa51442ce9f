//! An entry of the ledger under supervision: its state, the acts of people on it, and what is kept of them.

mod act;
mod on_day;
mod record;
mod refusal;
mod state;

pub use act::{
    Actor, CheckItem, CheckPoint, EntryAct, EntryEvent, ItemProof, LookBackResult, Paper,
    Publicity, Relevance, Verdict, Waiver, close_out_unmet,
};
pub use on_day::EntryOn;
pub use record::{
    Application, CheckRun, ClosedOut, DeadlineSet, EntryFacts, EntryRecord, ExtensionCase,
    ExtensionState, HistoryEntry, LookBackPlan, Recurrence, StandingReview,
};
pub use refusal::{Guard, Refusal, Unmet};
pub use state::{EntryState, Role};
