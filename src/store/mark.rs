//! How far the workspace has come: numbers that move with every change, cheap enough to be asked for all the time.
use std::collections::BTreeMap;

use sqlx::Row;

use super::{Event, Store, StoreError, telling::event};

/// How far the workspace has come. Two equal marks mean that nothing changed between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Last change to the documents.
    pub revision: u64,
    /// Number of the last run.
    pub run: i64,
    /// Number of the last event.
    pub event: i64,
    /// Number of the last event on each kind of thing.
    pub told: BTreeMap<String, i64>,
}

impl Mark {
    /// Number of the last event on a kind of thing; 0 when there is none.
    #[must_use]
    pub fn of(&self, entity: &str) -> i64 {
        self.told.get(entity).copied().unwrap_or_default()
    }
}

impl Store {
    /// How far the workspace has come since `last`; only what was added since is looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub fn mark(&mut self, last: &Mark) -> Result<Mark, StoreError> {
        let revision = self.revision()?;
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let run = sqlx::query("SELECT coalesce(max(seq), 0) FROM run")
                .fetch_one(&mut *connection)
                .await?
                .try_get(0)?;
            let rows =
                sqlx::query("SELECT entity, max(seq) FROM event WHERE seq > ? GROUP BY entity")
                    .bind(last.event)
                    .fetch_all(&mut *connection)
                    .await?;
            let mut mark = Mark {
                revision,
                run,
                ..last.clone()
            };
            for row in &rows {
                let (entity, seq): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
                mark.event = mark.event.max(seq);
                mark.told.insert(entity, seq);
            }
            Ok(mark)
        })
    }

    /// The last events before number `before`, newest first, at most `most`; only of one kind of thing or one person where asked.
    ///
    /// # Errors
    /// When the database fails.
    pub fn latest_events(
        &mut self,
        before: Option<i64>,
        (entity, actor): (Option<&str>, Option<&str>),
        most: u32,
    ) -> Result<Vec<Event>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query(
                "SELECT * FROM event WHERE seq < ?1 AND (?2 IS NULL OR entity = ?2) \
                 AND (?3 IS NULL OR actor = ?3) ORDER BY seq DESC LIMIT ?4",
            )
            .bind(before.unwrap_or(i64::MAX))
            .bind(entity)
            .bind(actor)
            .bind(most)
            .fetch_all(connection),
        )?;
        rows.iter().map(event).collect()
    }

    /// The newest events on one thing, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn events_on(&mut self, entity: &str, id: &str) -> Result<Vec<Event>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT * FROM event WHERE entity = ? AND entity_id = ? ORDER BY seq")
                .bind(entity)
                .bind(id)
                .fetch_all(connection),
        )?;
        rows.iter().map(event).collect()
    }
}
