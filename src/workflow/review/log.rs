//! The event log: verified, looked at, taken out; and every paper that leaves is told in it.
use serde_json::json;

use crate::{
    import::sha256_hex,
    model::{Person, Reason},
    store::{Act, Event, LogCheck},
    workflow::{Office, OfficeError, Paper},
};

/// Which events are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Only on this kind of thing, e.g. `session`.
    pub entity: Option<String>,
    /// Only on this thing.
    pub id: Option<String>,
    /// Only of this person: whoever worked the program, or whose act it was.
    pub by: Option<String>,
    /// Only from this day on.
    pub from: Option<jiff::civil::Date>,
    /// At most so many, the newest.
    pub most: Option<usize>,
}

/// An event as people see it. What members said in a session is not in it: the session itself shows that to whom it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Number.
    pub seq: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Whoever worked the program.
    pub actor: String,
    /// Whose act it was, in which role; of acts of review.
    pub by: Option<(String, String)>,
    /// What was done.
    pub action: String,
    /// Which act of the kind of thing, of acts of people.
    pub act: Option<String>,
    /// Kind of thing.
    pub entity: String,
    /// Which one.
    pub id: String,
    /// State before and after, of acts that change it.
    pub states: Option<(String, String)>,
    /// Hash.
    pub hash: String,
}

impl From<Event> for LogLine {
    fn from(event: Event) -> Self {
        let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap_or_default();
        let text = |pointer: &str| {
            let value = detail.pointer(pointer)?.as_str()?;
            Some(value.to_owned())
        };
        Self {
            seq: event.seq,
            at: event.at,
            actor: event.actor,
            by: text("/act/by/account").zip(text("/act/by/role")),
            action: event.action,
            act: text("/act/act/act"),
            entity: event.entity,
            id: event.entity_id,
            states: text("/before").zip(text("/after")),
            hash: event.hash,
        }
    }
}

impl Office {
    /// Verifies the chain of events and every row of every table against it. `head` is the hash of an event that was kept elsewhere.
    ///
    /// # Errors
    /// When the store fails.
    pub fn verify_log(&mut self, head: Option<&str>) -> Result<LogCheck, OfficeError> {
        Ok(self.store.verify(head)?)
    }

    /// Events, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn log(&mut self, filter: &LogFilter) -> Result<Vec<LogLine>, OfficeError> {
        let wanted = |has: &str, want: &Option<String>| want.as_ref().is_none_or(|w| w == has);
        let from = filter.from.map(|day| day.to_string());
        let mut lines: Vec<LogLine> = self
            .store
            .events()?
            .into_iter()
            .filter(|e| wanted(&e.entity, &filter.entity) && wanted(&e.entity_id, &filter.id))
            .filter(|e| from.as_ref().is_none_or(|from| e.at >= *from))
            .map(LogLine::from)
            .filter(|line| {
                filter.by.as_ref().is_none_or(|who| {
                    line.actor == *who || line.by.as_ref().is_some_and(|(name, _)| name == who)
                })
            })
            .collect();
        let most = filter.most.unwrap_or(usize::MAX);
        lines.drain(..lines.len().saturating_sub(most));
        Ok(lines)
    }

    /// Every event on one thing as it was told, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn history_of(&mut self, entity: &str, id: &str) -> Result<Vec<Event>, OfficeError> {
        Ok(self.store.events_on(entity, id)?)
    }

    /// Takes the log out as a paper: one event a line, without what members said in sessions whose views are still closed; told in
    /// the log itself with its hash and the reason.
    ///
    /// # Errors
    /// When no reason is given, it cannot be written, or the store fails.
    pub fn export_log(&mut self, by: &Person, reason: &str) -> Result<Paper, OfficeError> {
        let by = &self.known(by)?;
        let mut text = String::new();
        for line in self.log(&LogFilter::default())? {
            let line = json!({
                "seq": line.seq, "at": line.at, "actor": line.actor, "by": line.by, "action": line.action,
                "act": line.act, "entity": line.entity, "id": line.id, "states": line.states, "hash": line.hash,
            });
            text.push_str(&line.to_string());
            text.push('\n');
        }
        let name = format!("日志_{}", self.on);
        self.check_reason(reason)?;
        self.let_out_by(&by.account, (&name, "ndjson"), text.as_bytes(), reason)
    }

    /// Tells in the log that a paper left: its name, its hash, who took it out, and why.
    ///
    /// # Errors
    /// When no reason is given or the store fails.
    pub fn record_export(
        &mut self,
        by: &Person,
        name: &str,
        bytes: &[u8],
        reason: &str,
    ) -> Result<(), OfficeError> {
        self.check_reason(reason)?;
        self.tell_export(Some(&by.account), name, bytes, reason)
    }

    fn check_reason(&self, reason: &str) -> Result<(), OfficeError> {
        match reason.trim() {
            "" => Err(OfficeError::DecisionRefused(Reason::new(
                "export-needs-reason",
            ))),
            _ => Ok(()),
        }
    }

    /// Tells of a paper that a verb wrote into `reports/`.
    pub(in crate::workflow) fn tell_export(
        &mut self,
        by: Option<&str>,
        name: &str,
        bytes: &[u8],
        reason: &str,
    ) -> Result<(), OfficeError> {
        let act = Act {
            action: "paper.exported",
            entity: "paper",
            entity_id: name.to_owned(),
            detail: json!({
                "sha256": sha256_hex(bytes), "bytes": bytes.len(), "by": by, "reason": reason.trim(),
            }),
        };
        Ok(self.store.tell(&self.actor, &[act])?)
    }
}
