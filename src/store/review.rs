//! What people decided: the records as they stand, kept with the events that led to them.
use serde_json::{Value, json};
use sqlx::{Connection, Row, sqlite::SqliteRow};

use super::{Act, Actor, Store, StoreError, event_log, seal};

/// A record of review as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRecord {
    /// Name.
    pub id: String,
    /// How many acts led to it.
    pub rev: u32,
    /// The record as JSON.
    pub body: String,
}

/// A person's act on one record.
#[derive(Clone, Debug)]
pub struct RecordAct {
    /// Kind of the record.
    pub kind: &'static str,
    /// Name of the record.
    pub id: String,
    /// What was done, with who and when, as JSON.
    pub act: Value,
    /// State before.
    pub before: &'static str,
    /// State it leads to.
    pub after: &'static str,
    /// How many acts lead to it then.
    pub rev: u32,
    /// The whole record it leads to, as JSON.
    pub body: String,
    /// What else is told with the act.
    pub told: Option<(&'static str, Value)>,
}

/// The event that tells of an act on a record.
pub(super) const ACTED: &str = "review.act";

fn kept(row: &SqliteRow) -> Result<KeptRecord, StoreError> {
    Ok(KeptRecord {
        id: row.try_get(0)?,
        rev: u32::try_from(row.try_get::<i64, _>(1)?).unwrap_or(u32::MAX),
        body: row.try_get(2)?,
    })
}

impl Store {
    /// A record, if there is one of that name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn record(&mut self, kind: &str, id: &str) -> Result<Option<KeptRecord>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let row = runtime.block_on(
            sqlx::query("SELECT id, rev, body FROM review WHERE kind = ? AND id = ?")
                .bind(kind)
                .bind(id)
                .fetch_optional(connection),
        )?;
        row.as_ref().map(kept).transpose()
    }

    /// Every record of a kind, in the order of their names.
    ///
    /// # Errors
    /// When the database fails.
    pub fn records(&mut self, kind: &str) -> Result<Vec<KeptRecord>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT id, rev, body FROM review WHERE kind = ? ORDER BY id")
                .bind(kind)
                .fetch_all(connection),
        )?;
        rows.iter().map(kept).collect()
    }

    /// Names of the records of a kind, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn record_ids(&mut self, kind: &str) -> Result<Vec<String>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT id FROM review WHERE kind = ? ORDER BY id")
                .bind(kind)
                .fetch_all(connection),
        )?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Keeps acts and the records they lead to, all or none; `false` when a record is no longer what its act was decided on.
    /// `also` is told in the same transaction.
    ///
    /// # Errors
    /// When the database fails; then nothing of it is kept.
    pub fn keep_records(
        &mut self,
        actor: &Actor,
        acts: &[RecordAct],
        also: &[Act],
    ) -> Result<bool, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
            let mut events = Vec::with_capacity(acts.len() + also.len());
            for act in acts {
                let changed = if act.rev <= 1 {
                    sqlx::query("INSERT INTO review VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                        .bind(act.kind)
                        .bind(&act.id)
                        .bind(act.after)
                        .bind(act.rev)
                        .bind(&act.body)
                        .execute(&mut *tx)
                        .await?
                } else {
                    sqlx::query(
                        "UPDATE review SET state = ?, rev = ?, body = ? WHERE kind = ? AND id = ? AND rev = ?",
                    )
                    .bind(act.after)
                    .bind(act.rev)
                    .bind(&act.body)
                    .bind(act.kind)
                    .bind(&act.id)
                    .bind(act.rev.saturating_sub(1))
                    .execute(&mut *tx)
                    .await?
                };
                if changed.rows_affected() != 1 {
                    return Ok(false);
                }
                let mut event = event_of(act);
                let wanted = "WHERE kind = ? AND id = ?";
                let row = seal::rows(&mut tx, "review", wanted, &[act.kind, &act.id]).await?;
                seal::tell(&mut event.detail, row);
                events.push(event);
            }
            events.extend_from_slice(also);
            event_log::append(&mut tx, actor, &events).await?;
            tx.commit().await?;
            Ok(true)
        })
    }
}

fn event_of(act: &RecordAct) -> Act {
    let mut detail =
        json!({ "act": act.act, "before": act.before, "after": act.after, "rev": act.rev });
    if let (Some((name, value)), Some(object)) = (&act.told, detail.as_object_mut()) {
        object.insert((*name).to_owned(), value.clone());
    }
    Act {
        action: ACTED,
        entity: act.kind,
        entity_id: act.id.clone(),
        detail,
    }
}
