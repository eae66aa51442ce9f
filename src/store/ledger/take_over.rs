//! Takes over versions of ledgers in one transaction: what is kept and what is told of it can never disagree.
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection};

use super::{ENTRY, entry_id};
use crate::store::{
    Act, Actor, Store, StoreError, event_log, rows,
    seal::{self, Rows},
};

/// Everything one taking over changes. Numbers of new books and series are given by the caller, from [`Store::next_ledger_numbers`].
#[derive(Clone, Debug, Default)]
pub struct TakeOver<'a> {
    /// Revision of the documents that is now taken over.
    pub revision: u64,
    /// How books were read.
    pub reading: String,
    /// Books that are new or were read differently than before.
    pub books: Vec<BookTaken>,
    /// Books whose document no longer shows them.
    pub withdrawn: Vec<i64>,
    /// Books that now stand in another series or at another place: (book, series, place).
    pub moved: Vec<(i64, i64, u32)>,
    /// Series that are new or bear another name.
    pub series: Vec<SeriesTaken>,
    /// Series that turned out to be another one: (from, into).
    pub joined: Vec<(i64, i64)>,
    /// Differences between neighboring versions, in the order they are to be told.
    pub steps: Vec<StepTaken<'a>>,
    /// Entries that stand otherwise than before.
    pub entries: Vec<EntryNow<'a>>,
}

/// A book that is new or was read differently.
#[derive(Clone, Debug)]
pub struct BookTaken {
    /// Number; of a book that was there its old one.
    pub key: i64,
    /// Whether it was there.
    pub was_there: bool,
    /// The version of the file.
    pub document: i64,
    /// Index of the table.
    pub table: u32,
    /// Hash of what was read.
    pub digest: String,
    /// What it records.
    pub kind: String,
    /// Its series.
    pub series: i64,
    /// Its number in the series, from 0.
    pub place: u32,
    /// The day it speaks of, and the words that say so.
    pub as_of: Option<(String, String)>,
    /// Number of records.
    pub records: u32,
    /// The file, for the event.
    pub file: String,
    /// The book, packed by [`crate::store::pack`].
    pub body: Vec<u8>,
}

/// A series that is new or bears another name.
#[derive(Clone, Debug)]
pub struct SeriesTaken {
    /// Number.
    pub id: i64,
    /// Whether it was there.
    pub was_there: bool,
    /// What it records.
    pub kind: String,
    /// Who keeps it.
    pub unit: Option<String>,
    /// What it is known by.
    pub name: String,
}

/// What a version changed against the one before.
#[derive(Clone, Debug)]
pub struct StepTaken<'a> {
    /// The series.
    pub series: i64,
    /// The version before; `None` for the first.
    pub before: Option<i64>,
    /// The version.
    pub after: i64,
    /// File of the version.
    pub file: &'a str,
    /// SHA-256 of that file.
    pub sha256: &'a str,
    /// Its sheet.
    pub sheet: &'a str,
    /// What happened to entries.
    pub changes: Vec<EntryChange<'a>>,
}

/// What a version did to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFate {
    /// It came.
    Added,
    /// Some of its fields say something else.
    Changed,
    /// The version no longer holds it.
    Vanished,
    /// It is there again.
    Returned,
    /// The same cells were read differently: by a newer program or other settings.
    Reread,
}

impl EntryFate {
    fn action(self) -> &'static str {
        match self {
            Self::Added => "ledger.entry.added",
            Self::Changed => "ledger.entry.changed",
            Self::Vanished => "ledger.entry.vanished",
            Self::Returned => "ledger.entry.returned",
            Self::Reread => "ledger.entry.reread",
        }
    }
}

/// One entry in a step.
#[derive(Clone, Debug)]
pub struct EntryChange<'a> {
    /// What it is known by.
    pub key: String,
    /// Its number.
    pub no: Option<&'a str>,
    /// The matter.
    pub title: &'a str,
    /// What happened.
    pub fate: EntryFate,
    /// Row, from 0, in the version; of a vanished entry in the version before.
    pub row: u32,
    /// Fields that say something else.
    pub fields: Vec<FieldChange<'a>>,
}

/// One field of an entry in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange<'a> {
    /// Canonical field, or empty.
    pub field: &'a str,
    /// Header of its column.
    pub header: &'a str,
    /// Text before, if there was any.
    pub before: Option<&'a str>,
    /// Text now, if there is any.
    pub after: Option<&'a str>,
    /// Cell of the text now; of a field that is empty now, of the text before.
    pub cell: String,
}

/// How an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryNow<'a> {
    /// The series.
    pub series: i64,
    /// What it is known by.
    pub key: String,
    /// Its number.
    pub no: Option<&'a str>,
    /// The matter.
    pub title: &'a str,
    /// Fields as JSON: `[{"field","header","text"}]`.
    pub fields: String,
    /// The version that no longer holds it.
    pub vanished_in: Option<i64>,
}

/// Entries told at a time, so that the details of a large ledger are never all in memory.
const CHANGES_AT_A_TIME: usize = 2_000;

impl Store {
    /// Keeps a taking over and tells it in the event log, all or nothing.
    ///
    /// # Errors
    /// When the database fails; then nothing of it is kept.
    pub fn take_over(&mut self, actor: &Actor, over: &TakeOver<'_>) -> Result<(), StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        runtime.block_on(async {
            let mut tx = connection.begin().await?;
            let before = ledger_rows(&mut tx).await?;
            series(&mut tx, actor, over).await?;
            books(&mut tx, actor, over).await?;
            for step in &over.steps {
                told(&mut tx, actor, step).await?;
            }
            entries(&mut tx, &over.entries).await?;
            sqlx::query("INSERT OR REPLACE INTO ledger_mark VALUES (1, ?, ?)")
                .bind(i64::try_from(over.revision).unwrap_or(i64::MAX))
                .bind(&over.reading)
                .execute(&mut *tx)
                .await?;
            let now = seal::changed(&before, ledger_rows(&mut tx).await?);
            taken(&mut tx, actor, over.revision, now).await?;
            tx.commit().await?;
            Ok(())
        })
    }
}

/// Hashes of everything kept of ledgers.
async fn ledger_rows(tx: &mut SqliteConnection) -> Result<Rows, StoreError> {
    let mut all = Rows::new();
    for table in ["series", "book", "book_step", "entry", "ledger_mark"] {
        all.append(&mut seal::rows(tx, table, "", &[]).await?);
    }
    Ok(all)
}

/// Tells what the rows are now that were added or changed.
async fn taken(
    tx: &mut SqliteConnection,
    actor: &Actor,
    revision: u64,
    rows: Rows,
) -> Result<(), StoreError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut act = Act {
            action: "ledger.taken",
            entity: "ledger",
            entity_id: revision.to_string(),
            detail: Value::Null,
        };
        let some = rows.by_ref().take(CHANGES_AT_A_TIME).collect();
        seal::tell(&mut act.detail, some);
        event_log::append(tx, actor, &[act]).await?;
    }
    Ok(())
}

async fn series(
    tx: &mut SqliteConnection,
    actor: &Actor,
    over: &TakeOver<'_>,
) -> Result<(), StoreError> {
    let mut acts = Vec::new();
    for s in &over.series {
        sqlx::query(
            "INSERT INTO series (id, kind, unit, name) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (id) DO UPDATE SET kind = ?2, unit = ?3, name = ?4",
        )
        .bind(s.id)
        .bind(&s.kind)
        .bind(s.unit.as_deref())
        .bind(&s.name)
        .execute(&mut *tx)
        .await?;
        acts.push(Act {
            action: if s.was_there {
                "ledger.series.renamed"
            } else {
                "ledger.series.opened"
            },
            entity: "series",
            entity_id: s.id.to_string(),
            detail: json!({ "kind": s.kind, "unit": s.unit, "name": s.name }),
        });
    }
    for &(from, into) in &over.joined {
        sqlx::query("UPDATE series SET joined_into = ? WHERE id = ?")
            .bind(into)
            .bind(from)
            .execute(&mut *tx)
            .await?;
        // What people did goes on under the series that goes on; the old rows stay where they are.
        sqlx::query(
            "INSERT INTO entry SELECT ?, key, no, title, fields, vanished_in, state, record \
             FROM entry WHERE series = ? AND record IS NOT NULL \
             ON CONFLICT (series, key) DO UPDATE SET state = excluded.state, record = excluded.record \
             WHERE entry.record IS NULL",
        )
        .bind(into)
        .bind(from)
        .execute(&mut *tx)
        .await?;
        acts.push(Act {
            action: "ledger.series.joined",
            entity: "series",
            entity_id: from.to_string(),
            detail: json!({ "into": into }),
        });
    }
    event_log::append(tx, actor, &acts).await
}

async fn books(
    tx: &mut SqliteConnection,
    actor: &Actor,
    over: &TakeOver<'_>,
) -> Result<(), StoreError> {
    let mut acts = Vec::new();
    for book in &over.books {
        let (as_of, because) = book.as_of.clone().unzip();
        sqlx::query(
            "INSERT INTO book VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0) \
             ON CONFLICT (key) DO UPDATE SET document = ?2, tab = ?3, digest = ?4, kind = ?5, series = ?6, place = ?7, \
             as_of = ?8, because = ?9, records = ?10, body = ?11, withdrawn = 0",
        )
        .bind(book.key)
        .bind(book.document)
        .bind(book.table)
        .bind(&book.digest)
        .bind(&book.kind)
        .bind(book.series)
        .bind(book.place)
        .bind(as_of.as_deref())
        .bind(because.as_deref())
        .bind(book.records)
        .bind(book.body.as_slice())
        .execute(&mut *tx)
        .await?;
        acts.push(Act {
            action: if book.was_there {
                "ledger.book.reread"
            } else {
                "ledger.book.taken"
            },
            entity: "book",
            entity_id: book.key.to_string(),
            detail: json!({
                "document": book.document, "table": book.table, "file": book.file, "kind": book.kind,
                "series": book.series, "as_of": as_of, "because": because, "records": book.records, "digest": book.digest,
            }),
        });
    }
    for &key in &over.withdrawn {
        sqlx::query("UPDATE book SET withdrawn = 1 WHERE key = ?")
            .bind(key)
            .execute(&mut *tx)
            .await?;
        acts.push(Act {
            action: "ledger.book.withdrawn",
            entity: "book",
            entity_id: key.to_string(),
            detail: Value::Null,
        });
    }
    for &(key, series, place) in &over.moved {
        sqlx::query("UPDATE book SET series = ?, place = ? WHERE key = ?")
            .bind(series)
            .bind(place)
            .bind(key)
            .execute(&mut *tx)
            .await?;
        acts.push(Act {
            action: "ledger.book.moved",
            entity: "book",
            entity_id: key.to_string(),
            detail: json!({ "series": series, "place": place }),
        });
    }
    event_log::append(tx, actor, &acts).await
}

/// Tells a step in the event log.
async fn told(
    tx: &mut SqliteConnection,
    actor: &Actor,
    step: &StepTaken<'_>,
) -> Result<(), StoreError> {
    for some in step.changes.chunks(CHANGES_AT_A_TIME) {
        let acts: Vec<Act> = some.iter().map(|c| change_act(step, c)).collect();
        event_log::append(tx, actor, &acts).await?;
    }
    sqlx::query("INSERT OR IGNORE INTO book_step (after, before) VALUES (?, ?)")
        .bind(step.after)
        .bind(step.before.unwrap_or(0))
        .execute(tx)
        .await?;
    Ok(())
}

fn change_act(step: &StepTaken<'_>, change: &EntryChange<'_>) -> Act {
    let fields: Vec<Value> = change
        .fields
        .iter()
        .map(|f| {
            json!({
                "field": f.field, "header": f.header, "before": f.before, "after": f.after, "cell": f.cell,
            })
        })
        .collect();
    Act {
        action: change.fate.action(),
        entity: ENTRY,
        entity_id: entry_id(step.series, &change.key),
        detail: json!({
            "before": step.before, "after": step.after, "file": step.file, "sha256": step.sha256, "sheet": step.sheet,
            "row": change.row, "no": change.no, "title": change.title, "fields": fields,
        }),
    }
}

async fn entries(tx: &mut SqliteConnection, now: &[EntryNow<'_>]) -> Result<(), StoreError> {
    let head = "INSERT INTO entry (series, key, no, title, fields, vanished_in)";
    let tail = "ON CONFLICT (series, key) DO UPDATE SET no = excluded.no, title = excluded.title, fields = excluded.fields, \
                vanished_in = excluded.vanished_in";
    rows::insert(tx, (head, 6, tail), now, |row, e| {
        row.push_bind(e.series)
            .push_bind(e.key.clone())
            .push_bind(e.no.map(ToOwned::to_owned))
            .push_bind(e.title.to_owned())
            .push_bind(e.fields.clone())
            .push_bind(e.vanished_in);
    })
    .await
}
