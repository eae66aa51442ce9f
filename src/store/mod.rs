//! Keeps everything that cannot be rebuilt: documents as read, flags, runs, ledgers in their versions, the event log; and knows the workspace folder.

mod accounts;
mod documents;
mod error;
mod event_log;
mod flags;
mod incoming;
mod ledger;
mod mark;
mod originals;
mod review;
mod rows;
mod seal;
mod settings;
mod telling;
mod verify;
mod workspace;

use std::path::Path;

use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

pub use accounts::KeptAccount;
pub use documents::{Batch, Kept, NewDocument, pack};
pub use error::StoreError;
pub use event_log::{Act, Actor, Event};
pub use flags::KeptFlag;
pub use incoming::{Incoming, done_incoming, next_incoming, sweep_incoming};
pub use ledger::{
    BookTaken, EntryChange, EntryFate, EntryNow, EntryStory, FieldChange, KeptBook, KeptEntry,
    KeptSeries, LedgerMark, PersonAct, SeriesTaken, StepTaken, TakeOver,
};
pub use mark::Mark;
pub use originals::{keep_original, original};
pub use review::{KeptRecord, RecordAct};
pub use settings::{AccountSettings, FlagSettings, ImportSettings, Settings};
pub use verify::{Fault, LogCheck, Tampered};
pub use workspace::{Workspace, WorkspaceLock, read_rule_packs, write_whole};

/// The workspace's database. One writer at a time; see [`WorkspaceLock`].
#[derive(Debug)]
pub struct Store {
    runtime: tokio::runtime::Runtime,
    connection: SqliteConnection,
}

impl Store {
    /// Opens the database file, creating it and bringing it to the current form.
    ///
    /// # Errors
    /// When the file cannot be opened, is of a newer form, or lies on a network share (write-ahead logging is unsafe there).
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        workspace::refuse_network_share(file)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|e| StoreError::File {
                path: file.to_owned(),
                source: e,
            })?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(std::time::Duration::from_secs(20))
            .disable_statement_logging();
        let connection = runtime.block_on(async {
            let mut connection = SqliteConnection::connect_with(&options).await?;
            sqlx::migrate!("src/store/migrations")
                .run(&mut connection)
                .await?;
            Ok::<_, StoreError>(connection)
        })?;
        Ok(Self {
            runtime,
            connection,
        })
    }
}

impl Drop for Store {
    /// Moves what stands in the write-ahead log into the database file, so that a copy of that one file is whole.
    /// A reader in another process may prevent it; the next close does it then.
    fn drop(&mut self) {
        let Self {
            runtime,
            connection,
        } = self;
        let _ = runtime.block_on(async {
            sqlx::query("PRAGMA busy_timeout = 0")
                .execute(&mut *connection)
                .await?;
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(&mut *connection)
                .await
        });
    }
}
