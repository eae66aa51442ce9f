//! What a surface may show while a verb is at work.
use crate::model::Reason;

/// A stretch of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Files are read, cut up and examined.
    Reading,
    /// The index is brought up to date from the store.
    Indexing,
    /// Documents are examined by rules.
    Examining,
    /// Documents are compared with each other.
    Comparing,
    /// Ledgers are taken over.
    TakingOver,
}

/// Told how the work goes; all methods may be called from several threads.
pub trait Progress: Sync {
    /// A stretch of `total` steps begins.
    fn start(&self, stage: Stage, total: u64);
    /// One more step is done.
    fn step(&self);
    /// The stretch is over.
    fn finish(&self);
    /// Something the person should know though nothing failed.
    fn notice(&self, reason: &Reason);
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _: Stage, _: u64) {}
    fn step(&self) {}
    fn finish(&self) {}
    fn notice(&self, _: &Reason) {}
}
