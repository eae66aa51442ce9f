//! What can go wrong with the workspace's files and database.
use std::path::PathBuf;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// `taizhang.toml` is wrong.
    #[error("{path}: {message}")]
    Settings {
        /// The file.
        path: PathBuf,
        /// Line and reason.
        message: String,
    },
    /// No workspace was found.
    #[error("no workspace in {start} or above it")]
    NoWorkspace {
        /// Where the search began.
        start: PathBuf,
    },
    /// Another process is writing.
    #[error("{path} is in use by another taizhang")]
    Locked {
        /// The workspace.
        path: PathBuf,
    },
    /// The workspace lies on a network share.
    #[error("{path} lies on a network share ({kind})")]
    NetworkShare {
        /// The folder.
        path: PathBuf,
        /// Kind of file system.
        kind: String,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The database is of another form.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored record cannot be understood.
    #[error("stored record: {0}")]
    Record(#[from] serde_json::Error),
    /// The event log was tampered with.
    #[error("event {seq} does not fit the chain")]
    BrokenChain {
        /// Number of the first event that does not fit.
        seq: i64,
    },
}

impl StoreError {
    /// Wraps an error of the file system.
    pub(super) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
