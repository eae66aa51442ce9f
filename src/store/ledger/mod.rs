//! Ledgers as they were taken over: books in versions, entries as they stand, and everything that happened to them.
mod acts;
mod reading;
mod take_over;

pub use acts::PersonAct;
pub use reading::{EntryStory, KeptBook, KeptEntry, KeptSeries, LedgerMark};
pub use take_over::{
    BookTaken, EntryChange, EntryFate, EntryNow, FieldChange, SeriesTaken, StepTaken, TakeOver,
};

/// The kind of thing an entry is in the event log.
const ENTRY: &str = "entry";

/// How the event log names an entry.
fn entry_id(series: i64, key: &str) -> String {
    format!("{series}:{key}")
}
