//! Flags as they were raised, and the runs that raised them.
use sqlx::{Connection, Row};

use super::{Act, Actor, Store, StoreError, documents::unpack, event_log, seal};
use crate::model::{Flag, FlagId, ReconciliationSheet, RunRecord};

/// A flag with the batch its file belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFlag {
    /// Batch.
    pub batch: i64,
    /// The flag.
    pub flag: Flag,
    /// Whether the latest run still raised it.
    pub current: bool,
}

impl Store {
    /// Every flag ever raised, in the order of their identities.
    ///
    /// # Errors
    /// When the database fails or a record cannot be understood.
    pub fn flags(&mut self) -> Result<Vec<KeptFlag>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT batch, body, current FROM flag ORDER BY id").fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| {
                Ok(KeptFlag {
                    batch: row.try_get(0)?,
                    flag: serde_json::from_str(row.try_get(1)?)?,
                    current: row.try_get::<i64, _>(2)? != 0,
                })
            })
            .collect()
    }

    /// A flag by its whole identity.
    ///
    /// # Errors
    /// When the database fails or the record cannot be understood.
    pub fn flag(&mut self, id: &str) -> Result<Option<Flag>, StoreError> {
        let found = self.flags_named(id)?;
        Ok(found.into_iter().find(|f| f.id() == id))
    }

    /// Flags whose identity begins so; two at most, which is enough to see that the name is not clear.
    ///
    /// # Errors
    /// When the database fails or a record cannot be understood.
    pub fn flags_named(&mut self, beginning: &str) -> Result<Vec<Flag>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query(
                "SELECT body FROM flag WHERE id >= ?1 AND id < ?1 || 'z' ORDER BY id LIMIT 2",
            )
            .bind(beginning)
            .fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| Ok(serde_json::from_str(row.try_get(0)?)?))
            .collect()
    }

    /// Identity of every flag ever raised and whether the latest run still raised it, in the order of the identities.
    fn flag_ids(&mut self) -> Result<Vec<(FlagId, bool)>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT id, current FROM flag ORDER BY id").fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get::<i64, _>(1)? != 0)))
            .collect()
    }

    /// Keeps what a run raised: new flags are added, flags it no longer raised are marked, none is removed. `sheet` is its
    /// reconciliation sheet, packed by [`super::pack`].
    ///
    /// # Errors
    /// When the database fails; then nothing of the run is kept.
    pub fn keep_run(
        &mut self,
        actor: &Actor,
        run: &RunRecord,
        inputs: &str,
        flags: &[(i64, Flag)],
        sheet: &[u8],
    ) -> Result<(), StoreError> {
        let before = self.flag_ids()?;
        let raised: Vec<&str> = {
            let mut ids: Vec<&str> = flags.iter().map(|(_, f)| f.id()).collect();
            ids.sort_unstable();
            ids
        };
        let new: Vec<&str> = raised
            .iter()
            .copied()
            .filter(|id| {
                before
                    .binary_search_by(|(b, _)| b.as_str().cmp(id))
                    .is_err()
            })
            .collect();
        let gone: Vec<&str> = before
            .iter()
            .filter(|(id, current)| *current && raised.binary_search(&id.as_str()).is_err())
            .map(|(id, _)| id.as_str())
            .collect();
        let mut act = Act {
            action: "run.finished",
            entity: "run",
            entity_id: run.id.clone(),
            detail: serde_json::json!({ "flags": flags.len(), "new": new, "gone": gone }),
        };
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut tx = connection.begin().await?;
            let told = seal::rows(&mut tx, "flag", "", &[]).await?;
            sqlx::query("UPDATE flag SET current = 0 WHERE current = 1")
                .execute(&mut *tx)
                .await?;
            for (batch, flag) in flags {
                sqlx::query(
                    "INSERT INTO flag VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?6) \
                     ON CONFLICT (id) DO UPDATE SET body = ?5, current = 1, last_run = ?6",
                )
                .bind(flag.id())
                .bind(batch)
                .bind(flag.draft.source.file())
                .bind(&flag.draft.rule)
                .bind(serde_json::to_string(flag)?)
                .bind(&run.id)
                .execute(&mut *tx)
                .await?;
            }
            sqlx::query("INSERT INTO run (id, inputs, body, sheet) VALUES (?, ?, ?, ?)")
                .bind(&run.id)
                .bind(inputs)
                .bind(serde_json::to_string(run)?)
                .bind(sheet)
                .execute(&mut *tx)
                .await?;
            // Of the flags only those that are new or say something else: a run mostly finds what the last one found.
            let now = seal::rows(&mut tx, "flag", "", &[]).await?;
            seal::tell(&mut act.detail, seal::changed(&told, now));
            let wanted = "WHERE seq = (SELECT max(seq) FROM run)";
            let told = seal::rows(&mut tx, "run", wanted, &[]).await?;
            seal::tell(&mut act.detail, told);
            event_log::append(&mut tx, actor, &[act]).await?;
            tx.commit().await?;
            Ok(())
        })
    }

    /// The latest run and what it was made from, if there was one.
    ///
    /// # Errors
    /// When the database fails or the record cannot be understood.
    pub fn last_run(&mut self) -> Result<Option<(RunRecord, String)>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let row = runtime.block_on(
            sqlx::query("SELECT body, inputs FROM run ORDER BY seq DESC LIMIT 1")
                .fetch_optional(connection),
        )?;
        match row {
            Some(row) => Ok(Some((
                serde_json::from_str(row.try_get(0)?)?,
                row.try_get(1)?,
            ))),
            None => Ok(None),
        }
    }

    /// The reconciliation sheet of a run, if it made one.
    ///
    /// # Errors
    /// When the database fails or the record cannot be understood.
    pub fn sheet(&mut self, run: &str) -> Result<Option<ReconciliationSheet>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let row = runtime.block_on(
            sqlx::query("SELECT sheet FROM run WHERE id = ? AND sheet IS NOT NULL ORDER BY seq DESC LIMIT 1")
                .bind(run)
                .fetch_optional(connection),
        )?;
        row.map(|row| unpack(&row.try_get::<Vec<u8>, _>(0)?))
            .transpose()
    }

    /// The reconciliation sheets of all runs, oldest first.
    ///
    /// # Errors
    /// When the database fails or a record cannot be understood.
    pub fn sheets(&mut self) -> Result<Vec<ReconciliationSheet>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT sheet FROM run WHERE sheet IS NOT NULL ORDER BY seq")
                .fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| unpack(&row.try_get::<Vec<u8>, _>(0)?))
            .collect()
    }
}
