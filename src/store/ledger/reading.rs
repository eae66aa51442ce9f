//! What was taken over, read again: books, series, entries, and the story of an entry.
use std::collections::BTreeSet;

use serde_json::Value;
use sqlx::Row;

use super::{ENTRY, entry_id};
use crate::{
    model::Book,
    store::{Store, StoreError, documents::unpack},
};

/// How far ledgers were taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerMark {
    /// Revision of the documents.
    pub revision: u64,
    /// How books were read.
    pub reading: String,
}

/// A version of a book as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptBook {
    /// Number.
    pub key: i64,
    /// The version of the file.
    pub document: i64,
    /// Hash of what was read.
    pub digest: String,
    /// Its series.
    pub series: i64,
    /// Its number in the series, from 0.
    pub place: u32,
    /// The book.
    pub book: Book,
}

/// A series as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSeries {
    /// Number.
    pub id: i64,
    /// What it records.
    pub kind: String,
    /// Who keeps it.
    pub unit: Option<String>,
    /// What it is known by.
    pub name: String,
    /// The series it turned out to be.
    pub joined_into: Option<i64>,
}

/// An entry as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEntry {
    /// Series.
    pub series: i64,
    /// What it is known by.
    pub key: String,
    /// Its number.
    pub no: Option<String>,
    /// The matter.
    pub title: String,
    /// Fields as JSON.
    pub fields: String,
    /// The version that no longer holds it.
    pub vanished_in: Option<i64>,
    /// State people brought it to; `None` when no person acted on it yet.
    pub state: Option<String>,
    /// What people did with it, as JSON.
    pub record: Option<String>,
}

/// One thing that happened to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryStory {
    /// Number of the event.
    pub seq: i64,
    /// When it was told.
    pub at: String,
    /// Account.
    pub actor: String,
    /// What was done, e.g. `ledger.entry.changed`.
    pub action: String,
    /// Details.
    pub detail: Value,
}

const ENTRY_COLUMNS: &str =
    "SELECT series, key, no, title, fields, vanished_in, state, record FROM entry";

fn entry(row: &sqlx::sqlite::SqliteRow) -> Result<KeptEntry, StoreError> {
    Ok(KeptEntry {
        series: row.try_get(0)?,
        key: row.try_get(1)?,
        no: row.try_get(2)?,
        title: row.try_get(3)?,
        fields: row.try_get(4)?,
        vanished_in: row.try_get(5)?,
        state: row.try_get(6)?,
        record: row.try_get(7)?,
    })
}

impl Store {
    /// How far ledgers were taken over; revision 0 when never.
    ///
    /// # Errors
    /// When the database fails.
    pub fn ledger_mark(&mut self) -> Result<LedgerMark, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let row = runtime.block_on(
            sqlx::query("SELECT revision, reading FROM ledger_mark").fetch_optional(connection),
        )?;
        row.map_or(Ok(LedgerMark::default()), |row| {
            Ok(LedgerMark {
                revision: u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0),
                reading: row.try_get(1)?,
            })
        })
    }

    /// Numbers the next new book and the next new series will bear.
    ///
    /// # Errors
    /// When the database fails.
    pub fn next_ledger_numbers(&mut self) -> Result<(i64, i64), StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let row = runtime.block_on(
            sqlx::query(
                "SELECT (SELECT coalesce(max(key), 0) + 1 FROM book), (SELECT coalesce(max(id), 0) + 1 FROM series)",
            )
            .fetch_one(connection),
        )?;
        Ok((row.try_get(0)?, row.try_get(1)?))
    }

    /// Every version of every book that still stands, by series and place.
    ///
    /// # Errors
    /// When the database fails or a book cannot be understood.
    pub fn books(&mut self) -> Result<Vec<KeptBook>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query(
                "SELECT key, document, digest, series, place, body FROM book WHERE withdrawn = 0 ORDER BY series, place, key",
            )
            .fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| {
                Ok(KeptBook {
                    key: row.try_get(0)?,
                    document: row.try_get(1)?,
                    digest: row.try_get(2)?,
                    series: row.try_get(3)?,
                    place: row.try_get(4)?,
                    book: unpack(row.try_get(5)?)?,
                })
            })
            .collect()
    }

    /// Every series, those that joined another included.
    ///
    /// # Errors
    /// When the database fails.
    pub fn kept_series(&mut self) -> Result<Vec<KeptSeries>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT id, kind, unit, name, joined_into FROM series ORDER BY id")
                .fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| {
                Ok(KeptSeries {
                    id: row.try_get(0)?,
                    kind: row.try_get(1)?,
                    unit: row.try_get(2)?,
                    name: row.try_get(3)?,
                    joined_into: row.try_get(4)?,
                })
            })
            .collect()
    }

    /// Pairs of versions whose differences were told: (before, 0 for none; after).
    ///
    /// # Errors
    /// When the database fails.
    pub fn told_steps(&mut self) -> Result<BTreeSet<(i64, i64)>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime
            .block_on(sqlx::query("SELECT before, after FROM book_step").fetch_all(connection))?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect()
    }

    /// Every entry of a series, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub fn entries(&mut self, series: i64) -> Result<Vec<KeptEntry>, StoreError> {
        let sql = format!("{ENTRY_COLUMNS} WHERE series = ? ORDER BY key");
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(series)
                .fetch_all(connection),
        )?;
        rows.iter().map(entry).collect()
    }

    /// What every entry of a number says now, as JSON texts; empty when no ledger holds it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn entries_numbered(&mut self, no: &str) -> Result<Vec<String>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT fields FROM entry WHERE no = ? ORDER BY series, key")
                .bind(no)
                .fetch_all(connection),
        )?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Entries people acted on, in all series.
    ///
    /// # Errors
    /// When the database fails.
    pub fn entries_acted_on(&mut self) -> Result<Vec<KeptEntry>, StoreError> {
        let sql = format!("{ENTRY_COLUMNS} WHERE record IS NOT NULL ORDER BY series, key");
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(connection))?;
        rows.iter().map(entry).collect()
    }

    /// Everything that happened to an entry, in the order it was told. `series` are the series it stands or stood in.
    ///
    /// # Errors
    /// When the database fails or an event cannot be understood.
    pub fn story(&mut self, series: &[i64], key: &str) -> Result<Vec<EntryStory>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let mut found = Vec::new();
        for id in series {
            let rows = runtime.block_on(
                sqlx::query(
                    "SELECT seq, at, actor, action, detail FROM event WHERE entity = ? AND entity_id = ? ORDER BY seq",
                )
                .bind(ENTRY)
                .bind(entry_id(*id, key))
                .fetch_all(&mut *connection),
            )?;
            for row in &rows {
                found.push(EntryStory {
                    seq: row.try_get(0)?,
                    at: row.try_get(1)?,
                    actor: row.try_get(2)?,
                    action: row.try_get(3)?,
                    detail: serde_json::from_str(row.try_get(4)?)?,
                });
            }
        }
        found.sort_by_key(|s| s.seq);
        Ok(found)
    }
}
