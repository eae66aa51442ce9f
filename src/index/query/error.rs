//! Where and why a written query cannot be understood.
use crate::model::Reason;

/// Where and why a written query cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the query cannot be understood at character {at}: {}", reason.code)]
pub struct QueryError {
    /// First character of the faulty part, from 0.
    pub at: u32,
    /// Length of the faulty part in characters; 0 when something is missing there.
    pub len: u32,
    /// What is wrong.
    pub reason: Reason,
}

impl QueryError {
    pub(super) fn new(at: usize, len: usize, code: &str) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            at: count(at),
            len: count(len),
            reason: Reason::new(code),
        }
    }

    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.reason = self.reason.with(name, value);
        self
    }
}
