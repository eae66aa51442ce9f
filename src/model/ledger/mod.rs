//! The nouns of the ledgers: books, their records, what a record says of a matter, and what reports claim beside it.

mod book;
mod claim;
mod due;
mod facets;
mod mismatch;
mod settings;
mod sheet;
mod step;

pub use book::{AsOf, Book, BookColumn, BookKind, BookRow, Field, Record, Series};
pub use claim::{Claim, Claimed, LinkedBy, Report, Subject};
pub use due::{
    Deadlines, Decision, Due, DueCount, DueCounts, DueLevel, DueLine, DueList, Extension, Settled,
    Share, Timeliness,
};
pub use facets::{Closure, Completion, Facets, Schedule};
pub use mismatch::{Agreement, Mismatch, Pair, Reconciliation};
pub use settings::{LedgerSettings, ReconcileSettings};
pub use sheet::{BookLine, CheckLine, ReconciliationSheet, Side};
pub use step::{Step, StepKind, WorkItem};
