//! Documents as they were read, every version of every file.
use std::{collections::BTreeMap, path::Path};

use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Connection, Row, sqlite::SqliteRow};

use super::{Act, Actor, Store, StoreError, event_log, seal};
use crate::model::{Document, FileRecord, FlagDraft};

/// Compression level of stored bodies: the fastest that still shrinks Chinese JSON to about a fifth.
const ZSTD_LEVEL: i32 = 3;

/// A folder that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Number.
    pub id: i64,
    /// Name, also the folder under `corpora/` that holds copied originals.
    pub name: String,
    /// The folder as given, absolute.
    pub root: String,
}

/// One version of a file as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Number of the version; the search index knows it by this number.
    pub key: i64,
    /// Batch.
    pub batch: i64,
    /// Reading settings and reader version it was read with.
    pub reading: String,
    /// Its row in the import report.
    pub record: FileRecord,
    /// Whether a document was read.
    pub has_body: bool,
    /// Whether it is the newest version of its file.
    pub current: bool,
}

/// A file to be kept.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// Its row in the import report.
    pub record: FileRecord,
    /// Reading settings and reader version.
    pub reading: String,
    /// The document, packed by [`pack`]; `None` when nothing was read.
    pub body: Option<Vec<u8>>,
    /// What the rules of that version found, packed by [`pack`].
    pub drafts: Option<(String, Vec<u8>)>,
}

/// Packs a value for the store: JSON under zstd.
///
/// # Errors
/// When the value cannot be written as JSON.
pub fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    let json = serde_json::to_vec(value)?;
    zstd::bulk::compress(&json, ZSTD_LEVEL).map_err(StoreError::file(Path::new("zstd")))
}

/// Unpacks what [`pack`] made.
pub(super) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    let json = zstd::stream::decode_all(bytes).map_err(StoreError::file(Path::new("zstd")))?;
    Ok(serde_json::from_slice(&json)?)
}

fn kept(row: &SqliteRow) -> Result<Kept, StoreError> {
    Ok(Kept {
        key: row.try_get("key")?,
        batch: row.try_get("batch")?,
        reading: row.try_get("reading")?,
        record: serde_json::from_str(row.try_get("record")?)?,
        has_body: row.try_get::<i64, _>("has_body")? != 0,
        current: row.try_get::<i64, _>("current")? != 0,
    })
}

const KEPT_COLUMNS: &str =
    "SELECT key, batch, reading, record, body IS NOT NULL AS has_body, current FROM document";

impl Store {
    /// The batch of a root folder, made on first use with `name` (a number is added if the name is taken).
    ///
    /// # Errors
    /// When the database fails.
    pub fn batch(&mut self, actor: &Actor, root: &str, name: &str) -> Result<Batch, StoreError> {
        let there = self.batches()?;
        if let Some(found) = there.iter().find(|b| b.root == root) {
            return Ok(found.clone());
        }
        let free = std::iter::once(name.to_owned())
            .chain((2..).map(|n| format!("{name}-{n}")))
            .find(|n| there.iter().all(|b| b.name != *n))
            .unwrap_or_default();
        let Self {
            runtime,
            connection,
        } = self;
        let id = runtime.block_on(async {
            let mut tx = connection.begin().await?;
            let id = sqlx::query("INSERT INTO batch (name, root) VALUES (?, ?)")
                .bind(&free)
                .bind(root)
                .execute(&mut *tx)
                .await?
                .last_insert_rowid();
            let mut act = Act {
                action: "batch.opened",
                entity: "batch",
                entity_id: id.to_string(),
                detail: serde_json::json!({ "name": free }),
            };
            seal::tell(
                &mut act.detail,
                seal::row(&mut tx, "batch", ("id", id)).await?,
            );
            event_log::append(&mut tx, actor, &[act]).await?;
            tx.commit().await?;
            Ok::<_, StoreError>(id)
        })?;
        Ok(Batch {
            id,
            name: free,
            root: root.to_owned(),
        })
    }

    /// All batches, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn batches(&mut self) -> Result<Vec<Batch>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query("SELECT id, name, root FROM batch ORDER BY id").fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| {
                Ok(Batch {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    root: row.try_get(2)?,
                })
            })
            .collect()
    }

    /// The root folder of every batch, by its number.
    ///
    /// # Errors
    /// When the database fails.
    pub fn roots(&mut self) -> Result<BTreeMap<i64, String>, StoreError> {
        Ok(self
            .batches()?
            .into_iter()
            .map(|b| (b.id, b.root))
            .collect())
    }

    /// The newest version of every file, ordered by batch and file.
    ///
    /// # Errors
    /// When the database fails.
    pub fn kept(&mut self) -> Result<Vec<Kept>, StoreError> {
        let sql = format!("{KEPT_COLUMNS} WHERE current = 1 ORDER BY batch, file");
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(connection))?;
        rows.iter().map(kept).collect()
    }

    /// Versions that came or went after `revision`, in the order they did.
    ///
    /// # Errors
    /// When the database fails.
    pub fn changed_since(&mut self, revision: u64) -> Result<Vec<Kept>, StoreError> {
        let sql = format!("{KEPT_COLUMNS} WHERE revision > ? ORDER BY revision, key");
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(i64::try_from(revision).unwrap_or(i64::MAX))
                .fetch_all(connection),
        )?;
        rows.iter().map(kept).collect()
    }

    /// Number of the last change to the documents; 0 when there are none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn revision(&mut self) -> Result<u64, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let row = runtime.block_on(
            sqlx::query("SELECT coalesce(max(revision), 0) FROM document").fetch_one(connection),
        )?;
        Ok(u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0))
    }

    /// Keeps files in one transaction; a file kept before becomes an older version.
    ///
    /// Returns for each the key of the new version. After the call [`Store::revision`] is one higher.
    ///
    /// # Errors
    /// When the database fails; then nothing of the group is kept.
    pub fn keep(
        &mut self,
        actor: &Actor,
        batch: &Batch,
        group: &[NewDocument],
    ) -> Result<Vec<i64>, StoreError> {
        let revision = i64::try_from(self.revision()? + 1).unwrap_or(i64::MAX);
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut tx = connection.begin().await?;
            let mut keys = Vec::with_capacity(group.len());
            let mut acts = Vec::with_capacity(group.len());
            for new in group {
                let older = sqlx::query(
                    "UPDATE document SET current = 0, revision = ? WHERE batch = ? AND file = ? AND current = 1",
                )
                .bind(revision)
                .bind(batch.id)
                .bind(&new.record.file)
                .execute(&mut *tx)
                .await?
                .rows_affected();
                let key = sqlx::query(
                    "INSERT INTO document (batch, file, sha256, reading, record, body, doc_type, revision, current) \
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                )
                .bind(batch.id)
                .bind(&new.record.file)
                .bind(&new.record.sha256)
                .bind(&new.reading)
                .bind(serde_json::to_string(&new.record)?)
                .bind(new.body.as_deref())
                .bind(new.record.doc_type.map(|t| t.name()))
                .bind(revision)
                .execute(&mut *tx)
                .await?
                .last_insert_rowid();
                if let Some((rules, drafts)) = &new.drafts {
                    sqlx::query("INSERT INTO examined VALUES (?, ?, ?)")
                        .bind(key)
                        .bind(rules)
                        .bind(drafts.as_slice())
                        .execute(&mut *tx)
                        .await?;
                }
                let mut act = Act {
                    action: if older == 0 { "document.imported" } else { "document.changed" },
                    entity: "document",
                    entity_id: key.to_string(),
                    detail: serde_json::json!({
                        "batch": batch.name,
                        "file": new.record.file,
                        "sha256": new.record.sha256,
                        "recovery": new.record.recovery,
                    }),
                };
                let told = seal::row(&mut tx, "document", ("key", key)).await?;
                seal::tell(&mut act.detail, told);
                let told = seal::row(&mut tx, "examined", ("document", key)).await?;
                seal::tell(&mut act.detail, told);
                acts.push(act);
                keys.push(key);
            }
            event_log::append(&mut tx, actor, &acts).await?;
            tx.commit().await?;
            Ok(keys)
        })
    }

    /// The document of a version, or `None` when nothing was read of it. Match forms are not filled in.
    ///
    /// # Errors
    /// When the database fails or the record cannot be understood.
    pub fn document(&mut self, key: i64) -> Result<Option<Document>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let row = runtime.block_on(
            sqlx::query("SELECT body FROM document WHERE key = ?")
                .bind(key)
                .fetch_optional(connection),
        )?;
        match row
            .map(|r| r.try_get::<Option<Vec<u8>>, _>(0))
            .transpose()?
            .flatten()
        {
            Some(bytes) => Ok(Some(unpack(&bytes)?)),
            None => Ok(None),
        }
    }

    /// What the rules of that version found, by document key; documents examined with other rules are absent.
    ///
    /// # Errors
    /// When the database fails or a record cannot be understood.
    pub fn drafts(&mut self, rules: &str) -> Result<BTreeMap<i64, Vec<FlagDraft>>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime.block_on(
            sqlx::query(
                "SELECT e.document, e.drafts FROM examined e JOIN document d ON d.key = e.document \
                 WHERE d.current = 1 AND e.rules = ?",
            )
            .bind(rules)
            .fetch_all(connection),
        )?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, unpack(&row.try_get::<Vec<u8>, _>(1)?)?)))
            .collect()
    }

    /// Keeps what the rules found in a version.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_drafts(
        &mut self,
        actor: &Actor,
        rules: &str,
        found: &[(i64, Vec<u8>)],
    ) -> Result<(), StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut tx = connection.begin().await?;
            let mut act = Act {
                action: "document.examined",
                entity: "rules",
                entity_id: rules.to_owned(),
                detail: serde_json::json!({ "documents": found.len() }),
            };
            for (key, drafts) in found {
                sqlx::query("INSERT OR REPLACE INTO examined VALUES (?, ?, ?)")
                    .bind(key)
                    .bind(rules)
                    .bind(drafts.as_slice())
                    .execute(&mut *tx)
                    .await?;
                let told = seal::row(&mut tx, "examined", ("document", *key)).await?;
                seal::tell(&mut act.detail, told);
            }
            event_log::append(&mut tx, actor, &[act]).await?;
            tx.commit().await?;
            Ok(())
        })
    }
}
