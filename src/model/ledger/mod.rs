//! The nouns of the ledgers: books, their records, what a record says of a matter, and what reports claim beside it.

mod book;
mod claim;
mod diff;
mod due;
mod entry;
mod facets;
mod matrix;
mod mismatch;
mod settings;
mod sheet;
mod step;

pub use book::{AsOf, Book, BookColumn, BookKind, BookRow, Field, Record, Series};
pub use claim::{Claim, Claimed, LinkedBy, Report, Subject};
pub use diff::{BookDiff, Duplicate, FieldChange, Renumbered, RowChange, RowName, VersionName};
pub use due::{
    Deadlines, Decision, Due, DueCount, DueCounts, DueLevel, DueLine, DueList, Extension, Settled,
    Share, Timeliness,
};
pub use entry::{
    Actor, Application, CheckItem, CheckPoint, CheckRun, ClosedOut, DeadlineSet, EntryAct,
    EntryEvent, EntryFacts, EntryOn, EntryRecord, EntryState, ExtensionCase, ExtensionState, Guard,
    HistoryEntry, ItemProof, LookBackPlan, LookBackResult, Paper, Publicity, Recurrence, Refusal,
    Relevance, Role, StandingReview, Unmet, Verdict, Waiver, close_out_unmet,
};
pub use facets::{Closure, Completion, Facets, Schedule};
pub use matrix::{
    LoopMatrix, LoopRow, LoopStage, MatrixName, StageRecord, StepCell, StepLag, StepMatrix, StepRow,
};
pub use mismatch::{Agreement, Mismatch, Pair, Reconciliation};
pub use settings::{LedgerSettings, ReconcileSettings};
pub use sheet::{BookLine, CheckLine, ReconciliationSheet, Side};
pub use step::{Step, StepKind, WorkItem};
