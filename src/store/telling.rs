//! Decisions of people: events and nothing else, so that nothing of them is ever edited.
use sqlx::{Connection, Row, sqlite::SqliteRow};

use super::{Act, Actor, Event, Store, StoreError, event_log};

impl Store {
    /// Adds acts of people to the event log, all or none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn tell(&mut self, actor: &Actor, acts: &[Act]) -> Result<(), StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
            event_log::append(&mut tx, actor, acts).await?;
            tx.commit().await?;
            Ok(())
        })
    }

    /// Acts of people on records of a kind, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn acts_on(&mut self, kind: &str) -> Result<Vec<Event>, StoreError> {
        self.told(kind, &[super::review::ACTED])
    }

    /// Events of one action on one kind of thing, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn told(&mut self, entity: &str, actions: &[&str]) -> Result<Vec<Event>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT * FROM event WHERE entity = ? ORDER BY seq")
                .bind(entity)
                .fetch_all(connection),
        )?;
        let events = rows.iter().map(event).collect::<Result<Vec<_>, _>>()?;
        Ok(events
            .into_iter()
            .filter(|e| actions.contains(&e.action.as_str()))
            .collect())
    }
}

/// An event from its row.
pub(super) fn event(row: &SqliteRow) -> Result<Event, StoreError> {
    Ok(Event {
        seq: row.try_get(0)?,
        at: row.try_get(1)?,
        actor: row.try_get(2)?,
        action: row.try_get(3)?,
        entity: row.try_get(4)?,
        entity_id: row.try_get(5)?,
        detail: row.try_get(6)?,
        prev_hash: row.try_get(7)?,
        hash: row.try_get(8)?,
    })
}
