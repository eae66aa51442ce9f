//! What can go wrong with an index, and what to tell people about it.
use std::sync::Arc;

use tantivy::{TantivyError, directory::error::LockError};

use crate::model::Reason;

/// What can go wrong with an index. Nothing is lost by it: an index can always be built anew from the store.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The folder cannot be read or written.
    #[error("the index folder cannot be read or written: {0}")]
    Disk(Arc<std::io::Error>),
    /// Another process is writing this index.
    #[error("another process is writing this index")]
    Busy,
    /// Files of the index are missing or broken.
    #[error("the index is damaged: {0}")]
    Damaged(String),
    /// The search engine failed otherwise.
    #[error("the search engine failed: {0}")]
    Engine(String),
}

impl IndexError {
    /// The error as a message to people.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(e) => Reason::new("index-disk").with("detail", e),
            Self::Busy => Reason::new("index-busy"),
            Self::Damaged(detail) => Reason::new("index-damaged").with("detail", detail),
            Self::Engine(detail) => Reason::new("index-failed").with("detail", detail),
        }
    }
}

impl From<std::io::Error> for IndexError {
    fn from(e: std::io::Error) -> Self {
        Self::Disk(Arc::new(e))
    }
}

impl From<TantivyError> for IndexError {
    fn from(e: TantivyError) -> Self {
        match e {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy,
            TantivyError::LockFailure(LockError::IoError(e), _) | TantivyError::IoError(e) => {
                Self::Disk(e)
            }
            TantivyError::OpenDirectoryError(_)
            | TantivyError::OpenReadError(_)
            | TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::DeserializeError(_) => Self::Damaged(e.to_string()),
            other => Self::Engine(other.to_string()),
        }
    }
}
