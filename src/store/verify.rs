//! Whether everything kept is what the event log says: the chain of events, and every row of every table.
use std::collections::BTreeMap;

use sqlx::{Row, SqliteConnection};

use super::{
    Store, StoreError,
    seal::{self, Rows, SEALED},
    telling::event,
};

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The event does not fit the chain.
    Chain,
    /// The row says something else than it did when it was last told.
    Changed,
    /// The row was told but is gone.
    Missing,
    /// Nothing was ever told of the row.
    Untold,
    /// The row says wrongly whether it is current.
    Current,
}

/// A row that is not what the event log says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tampered {
    /// The row: table and key, e.g. `review/session/研判2026-001`, `event/17`.
    pub row: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What verifying the log found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogCheck {
    /// Events.
    pub events: u64,
    /// Rows that were compared with what was told of them.
    pub rows: u64,
    /// Hash of the last event; kept elsewhere it proves later that nothing was cut off at the end.
    pub head: String,
    /// Whether the hash that was kept elsewhere stands in the chain, where one was given.
    pub holds: Option<bool>,
    /// Everything that is not as it should be.
    pub faults: Vec<Tampered>,
}

impl LogCheck {
    /// Whether nothing was tampered with.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty() && self.holds != Some(false)
    }
}

/// Events in memory at one time.
const AT_A_TIME: i64 = 10_000;

impl Store {
    /// Verifies the chain of events and every row of every table against it. `head` is the hash of an event kept elsewhere.
    ///
    /// # Errors
    /// When the database fails.
    pub fn verify(&mut self, head: Option<&str>) -> Result<LogCheck, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut check = LogCheck {
                holds: head.map(|_| false),
                ..LogCheck::default()
            };
            let told = chain(connection, &mut check, head).await?;
            rows(connection, &mut check, told).await?;
            current(connection, &mut check).await?;
            check.faults.sort();
            Ok(check)
        })
    }
}

/// Follows the chain; what the events last told of every row.
async fn chain(
    connection: &mut SqliteConnection,
    check: &mut LogCheck,
    head: Option<&str>,
) -> Result<Rows, StoreError> {
    /// What an event tells of rows.
    #[derive(serde::Deserialize)]
    struct Told {
        #[serde(default)]
        rows: Rows,
    }
    let mut told = Rows::new();
    let mut seq = 0;
    loop {
        let some = sqlx::query("SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?")
            .bind(seq)
            .bind(AT_A_TIME)
            .fetch_all(&mut *connection)
            .await?;
        for row in &some {
            let event = event(row)?;
            if event.seq != seq + 1 || !event.fits(&check.head) {
                check.faults.push(Tampered {
                    row: format!("event/{}", event.seq),
                    fault: Fault::Chain,
                });
            }
            if let Ok(rows) = serde_json::from_str::<Told>(&event.detail) {
                told.extend(rows.rows);
            }
            if head == Some(event.hash.as_str()) {
                check.holds = Some(true);
            }
            seq = event.seq;
            check.events += 1;
            check.head = event.hash;
        }
        if some.is_empty() {
            return Ok(told);
        }
    }
}

/// Compares every row with what was told of it.
async fn rows(
    connection: &mut SqliteConnection,
    check: &mut LogCheck,
    mut told: Rows,
) -> Result<(), StoreError> {
    for sealed in SEALED {
        for (row, hash) in seal::rows(connection, sealed.table, "", &[]).await? {
            check.rows += 1;
            let fault = match told.remove(&row) {
                None => Fault::Untold,
                Some(said) if said != hash => Fault::Changed,
                Some(_) => continue,
            };
            check.faults.push(Tampered { row, fault });
        }
    }
    check.faults.extend(told.into_keys().map(|row| Tampered {
        row,
        fault: Fault::Missing,
    }));
    Ok(())
}

/// What follows from other rows: the newest version of a file is current, and a flag is when the latest run raised it.
async fn current(
    connection: &mut SqliteConnection,
    check: &mut LogCheck,
) -> Result<(), StoreError> {
    let claims: BTreeMap<&str, &str> = BTreeMap::from([
        (
            "document",
            "SELECT CAST(key AS TEXT) FROM (SELECT key, current, max(key) OVER (PARTITION BY batch, file) AS newest FROM document) \
             WHERE current <> (key = newest)",
        ),
        (
            "flag",
            "SELECT id FROM flag WHERE current <> (last_run = (SELECT id FROM run ORDER BY seq DESC LIMIT 1)) \
             OR last_run NOT IN (SELECT id FROM run)",
        ),
    ]);
    for (table, sql) in claims {
        for row in sqlx::query(sql).fetch_all(&mut *connection).await? {
            let key: String = row.try_get(0)?;
            check.faults.push(Tampered {
                row: format!("{table}/{key}"),
                fault: Fault::Current,
            });
        }
    }
    Ok(())
}
