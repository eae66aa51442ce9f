//! Hashes of rows, told in the event log with what changed them: a row that says something else was tampered with.
//!
//! An event whose detail has `rows` says of each row it names what the row must hash to from then on.
use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::StoreError;

/// Hexadecimal digits of a row's hash that are told: 128 bits, which nobody can aim at.
const DIGITS: usize = 32;

/// Rows in memory at one time, with all they hold.
const AT_A_TIME: usize = 1_000;

/// A table whose rows are told.
#[derive(Debug)]
pub(super) struct Sealed {
    /// Its name.
    pub(super) table: &'static str,
    /// What its rows are known by, as SQL.
    pub(super) key: &'static str,
    /// Columns that are hashed.
    pub(super) columns: &'static [&'static str],
}

/// Every table but the event log, which binds itself, and the migrations. What a row says of being current is not hashed but
/// reckoned again when the log is verified. `document.revision` says only in which order documents came and is bound by nothing.
pub(super) const SEALED: &[Sealed] = &[
    sealed("account", "name", &["body", "secret"]),
    sealed("batch", "id", &["name", "root"]),
    sealed(
        "book",
        "key",
        &[
            "document",
            "tab",
            "digest",
            "kind",
            "series",
            "place",
            "as_of",
            "because",
            "records",
            "body",
            "withdrawn",
        ],
    ),
    sealed("book_step", "after || ':' || before", &[]),
    sealed(
        "document",
        "key",
        &[
            "batch", "file", "sha256", "reading", "record", "body", "doc_type",
        ],
    ),
    sealed(
        "entry",
        "series || ':' || key",
        &["no", "title", "fields", "vanished_in", "state", "record"],
    ),
    sealed("examined", "document", &["rules", "drafts"]),
    sealed(
        "flag",
        "id",
        &["batch", "file", "rule", "body", "first_run"],
    ),
    sealed("ledger_mark", "one", &["revision", "reading"]),
    sealed("review", "kind || '/' || id", &["state", "rev", "body"]),
    sealed("run", "seq", &["id", "inputs", "body", "sheet"]),
    sealed("series", "id", &["kind", "unit", "name", "joined_into"]),
];

const fn sealed(
    table: &'static str,
    key: &'static str,
    columns: &'static [&'static str],
) -> Sealed {
    Sealed {
        table,
        key,
        columns,
    }
}

/// Hashes of rows by their names, e.g. `flag/0a1b…`.
pub(super) type Rows = BTreeMap<String, String>;

/// The hash of a row from its columns as bytes; nothing and an empty text are told apart.
fn hash_of(row: &SqliteRow, columns: usize) -> Result<String, StoreError> {
    let mut hash = Sha256::new();
    for at in 1..=columns {
        match row.try_get::<Option<Vec<u8>>, _>(at)? {
            None => hash.update([0]),
            Some(bytes) => {
                hash.update([1]);
                hash.update((bytes.len() as u64).to_le_bytes());
                hash.update(&bytes);
            }
        }
    }
    let mut digits: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    digits.truncate(DIGITS);
    Ok(digits)
}

/// Hashes of the rows of a table that `wanted` picks (`WHERE …` with `?`), as they stand in this transaction.
pub(super) async fn rows(
    connection: &mut SqliteConnection,
    table: &str,
    wanted: &str,
    binds: &[&str],
) -> Result<Rows, StoreError> {
    let Some(sealed) = SEALED.iter().find(|s| s.table == table) else {
        return Ok(Rows::new());
    };
    let columns: String = sealed
        .columns
        .iter()
        .map(|c| format!(", CAST({c} AS BLOB)"))
        .collect();
    // Without an order a table is gone through as it lies, which within one transaction is always the same.
    let sql = format!(
        "SELECT CAST({} AS TEXT){columns} FROM {table} {wanted} LIMIT {AT_A_TIME} OFFSET ?",
        sealed.key
    );
    let mut found = Rows::new();
    let mut seen = 0;
    loop {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.clone()));
        for bind in binds {
            query = query.bind((*bind).to_owned());
        }
        let some = query.bind(seen).fetch_all(&mut *connection).await?;
        for row in &some {
            let key: String = row.try_get(0)?;
            let hash = hash_of(row, sealed.columns.len())?;
            found.insert(format!("{table}/{key}"), hash);
        }
        if some.len() < AT_A_TIME {
            break;
        }
        seen += i64::try_from(AT_A_TIME).unwrap_or(i64::MAX);
    }
    Ok(found)
}

/// The row of a number.
pub(super) async fn row(
    connection: &mut SqliteConnection,
    table: &str,
    (column, number): (&str, i64),
) -> Result<Rows, StoreError> {
    let wanted = format!("WHERE {column} = CAST(? AS INTEGER)");
    rows(connection, table, &wanted, &[&number.to_string()]).await
}

/// Adds rows to the detail of an event.
pub(super) fn tell(detail: &mut Value, rows: Rows) {
    if detail.is_null() {
        *detail = Value::Object(Map::new());
    }
    if rows.is_empty() {
        return;
    }
    if let Some(object) = detail.as_object_mut() {
        let told = object
            .entry("rows")
            .or_insert_with(|| Value::Object(Map::new()));
        if let Some(told) = told.as_object_mut() {
            told.extend(rows.into_iter().map(|(k, v)| (k, Value::String(v))));
        }
    }
}

/// Of rows as they stand, those that are new or no longer what they were.
pub(super) fn changed(before: &Rows, after: Rows) -> Rows {
    after
        .into_iter()
        .filter(|(name, hash)| before.get(name) != Some(hash))
        .collect()
}
