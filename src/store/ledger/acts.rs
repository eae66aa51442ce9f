//! What people do with an entry: one entry at a time, kept with the state it leads to.
use serde_json::{Value, json};
use sqlx::{Connection, Row};

use super::{ENTRY, entry_id};
use crate::store::{Act, Actor, Store, StoreError, event_log, seal};

/// A person's act on one entry.
#[derive(Clone, Debug)]
pub struct PersonAct<'a> {
    /// Series of the entry.
    pub series: i64,
    /// What the entry is known by.
    pub key: &'a str,
    /// What was done, with who and why, as JSON.
    pub act: Value,
    /// State it leads to.
    pub state: &'a str,
    /// The whole record it leads to, as JSON.
    pub record: &'a str,
    /// The record it was decided on; nothing is kept when it is no longer that.
    pub decided_on: Option<&'a str>,
}

impl Store {
    /// Keeps an act and the state it leads to; `false` when the entry is gone or changed since the act was decided.
    ///
    /// # Errors
    /// When the database fails; then nothing of it is kept.
    pub fn keep_act(&mut self, actor: &Actor, act: &PersonAct<'_>) -> Result<bool, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut tx = connection.begin().await?;
            let there = sqlx::query("SELECT state, record FROM entry WHERE series = ? AND key = ?")
                .bind(act.series)
                .bind(act.key)
                .fetch_optional(&mut *tx)
                .await?;
            let Some(there) = there else {
                return Ok(false);
            };
            let (state, record): (Option<String>, Option<String>) =
                (there.try_get(0)?, there.try_get(1)?);
            if record.as_deref() != act.decided_on {
                return Ok(false);
            }
            sqlx::query("UPDATE entry SET state = ?, record = ? WHERE series = ? AND key = ?")
                .bind(act.state)
                .bind(act.record)
                .bind(act.series)
                .bind(act.key)
                .execute(&mut *tx)
                .await?;
            let mut told = Act {
                action: "ledger.entry.act",
                entity: ENTRY,
                entity_id: entry_id(act.series, act.key),
                detail: json!({ "act": act.act, "before": state, "after": act.state }),
            };
            let wanted = "WHERE series = CAST(? AS INTEGER) AND key = ?";
            let row =
                seal::rows(&mut tx, ENTRY, wanted, &[&act.series.to_string(), act.key]).await?;
            seal::tell(&mut told.detail, row);
            event_log::append(&mut tx, actor, &[told]).await?;
            tx.commit().await?;
            Ok(true)
        })
    }
}
