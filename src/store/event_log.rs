//! Who did what and when: added to, never changed, each event bound to the one before by its hash.
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

use super::{Store, StoreError, rows, telling::event};

/// Who acts, and when. The surface fills it in; nothing below looks at a clock.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Account of the operating system.
    pub name: String,
    /// Time, RFC 3339 in UTC.
    pub at: String,
}

/// One thing that was done.
#[derive(Clone, Debug)]
pub struct Act {
    /// What was done, e.g. `document.imported`.
    pub action: &'static str,
    /// Kind of thing it was done to.
    pub entity: &'static str,
    /// Which one.
    pub entity_id: String,
    /// Details as JSON.
    pub detail: serde_json::Value,
}

/// An event as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Number, from 1 without gaps.
    pub seq: i64,
    /// Time, RFC 3339.
    pub at: String,
    /// Account.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// Kind of thing.
    pub entity: String,
    /// Which one.
    pub entity_id: String,
    /// Details as JSON text.
    pub detail: String,
    /// Hash of the event before; empty for the first.
    pub prev_hash: String,
    /// SHA-256 over all of the above, hexadecimal.
    pub hash: String,
}

impl Event {
    /// Whether it follows the event of that hash and bears its own.
    pub(super) fn fits(&self, before: &str) -> bool {
        self.prev_hash == before && self.hash == self.expected_hash()
    }
    /// The hash this event must bear.
    fn expected_hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.seq.to_le_bytes());
        for part in [
            &self.prev_hash,
            &self.at,
            &self.actor,
            &self.action,
            &self.entity,
            &self.entity_id,
            &self.detail,
        ] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Adds acts inside the caller's transaction.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    actor: &Actor,
    acts: &[Act],
) -> Result<(), StoreError> {
    let last = sqlx::query("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
        .fetch_optional(&mut *connection)
        .await?;
    let (mut seq, mut prev_hash) = match last {
        Some(row) => (row.try_get::<i64, _>(0)?, row.try_get::<String, _>(1)?),
        None => (0, String::new()),
    };
    let mut events = Vec::with_capacity(acts.len());
    for act in acts {
        seq += 1;
        let mut event = Event {
            seq,
            at: actor.at.clone(),
            actor: actor.name.clone(),
            action: act.action.to_owned(),
            entity: act.entity.to_owned(),
            entity_id: act.entity_id.clone(),
            detail: act.detail.to_string(),
            prev_hash,
            hash: String::new(),
        };
        event.hash = event.expected_hash();
        prev_hash = event.hash.clone();
        events.push(event);
    }
    rows::insert(
        connection,
        ("INSERT INTO event", 9, ""),
        &events,
        |row, event| {
            row.push_bind(event.seq)
                .push_bind(event.at.clone())
                .push_bind(event.actor.clone())
                .push_bind(event.action.clone())
                .push_bind(event.entity.clone())
                .push_bind(event.entity_id.clone())
                .push_bind(event.detail.clone())
                .push_bind(event.prev_hash.clone())
                .push_bind(event.hash.clone());
        },
    )
    .await
}

impl Store {
    /// All events, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn events(&mut self) -> Result<Vec<Event>, StoreError> {
        let Self {
            runtime,
            connection,
        } = self;
        let rows = runtime
            .block_on(sqlx::query("SELECT * FROM event ORDER BY seq").fetch_all(connection))?;
        rows.iter().map(event).collect()
    }

    /// Checks the whole chain and returns the number of events.
    ///
    /// # Errors
    /// [`StoreError::BrokenChain`] with the first event that does not fit, or when the database fails.
    pub fn verify_events(&mut self) -> Result<u64, StoreError> {
        let mut prev_hash = String::new();
        let mut count = 0;
        for (event, seq) in self.events()?.into_iter().zip(1..) {
            if event.seq != seq
                || event.prev_hash != prev_hash
                || event.hash != event.expected_hash()
            {
                return Err(StoreError::BrokenChain { seq });
            }
            prev_hash = event.hash;
            count += 1;
        }
        Ok(count)
    }
}
