//! What people do with flags, sessions, opinions and all that follows: each act tried by its machine and kept with what it leads to.
//!
//! Where one act carries another with it (a signed session settles its flags, a close-out plans a look-back), all of them are kept in
//! one transaction or none, each as an event of the same person, naming the record it rests on.

mod flags;
mod issues;
mod log;
mod look_backs;
mod offline;
mod opinions;
mod reconciliations;
mod rectifications;
mod rules;
mod sessions;
mod words;

pub use log::{LogFilter, LogLine};
pub use offline::{read_session_file, session_file_text, view_in_file};
pub(super) use rules::mark as mark_rules;

use serde_json::{Value, json};

use super::{Office, OfficeError};
use crate::{
    model::{Person, Reason, ReviewEvent, ReviewRecord, Role},
    review::{Guards, Machine, apply},
    store::{Act, RecordAct, StoreError},
};

/// Acts that are kept together.
#[derive(Debug, Default)]
pub(super) struct Bundle {
    acts: Vec<RecordAct>,
    also: Vec<Act>,
}

impl Bundle {
    /// Tells something more with the last act.
    fn tell(&mut self, name: &'static str, value: Value) {
        if let Some(act) = self.acts.last_mut() {
            act.told = Some((name, value));
        }
    }
}

/// What an act is tried with, besides the record and itself.
#[derive(Debug)]
pub(super) struct On<'a, M: Machine> {
    /// Who acts.
    by: &'a Person,
    /// What must be known.
    facts: &'a M::Facts,
    /// The record whose decision it carries on.
    rests_on: Option<&'a str>,
}

impl Office {
    /// A record of this name, if there is one.
    fn read_record<M: ReviewRecord>(&mut self, id: &str) -> Result<Option<M>, OfficeError> {
        let kept = self.store.record(M::KIND, id)?;
        kept.map(|k| serde_json::from_str(&k.body).map_err(|e| StoreError::Record(e).into()))
            .transpose()
    }

    /// The record of this name.
    fn require_record<M: ReviewRecord>(&mut self, id: &str) -> Result<M, OfficeError> {
        self.read_record(id.trim())?
            .ok_or_else(|| OfficeError::NoSuchRecord {
                kind: M::KIND,
                id: id.to_owned(),
            })
    }

    /// Every record of the kind, in the order of their names.
    fn all_records<M: ReviewRecord>(&mut self) -> Result<Vec<M>, OfficeError> {
        let kept = self.store.records(M::KIND)?;
        let read = |k: &crate::store::KeptRecord| serde_json::from_str(&k.body);
        let all: Result<Vec<M>, _> = kept.iter().map(read).collect();
        Ok(all.map_err(StoreError::Record)?)
    }

    /// The next free number of a kind: `研判2026-001`.
    fn next_no<M: ReviewRecord>(&mut self, word: &str, taken: u32) -> Result<String, OfficeError> {
        let prefix = format!("{word}{}-", self.on.year());
        let last = self
            .store
            .record_ids(M::KIND)?
            .iter()
            .filter_map(|id| id.strip_prefix(&prefix)?.parse::<u32>().ok())
            .max()
            .unwrap_or(0);
        let next = last.saturating_add(1).saturating_add(taken);
        Ok(format!("{prefix}{next:03}"))
    }

    /// Tries an act on a record and puts it into the bundle.
    fn step<M: Machine>(
        &self,
        bundle: &mut Bundle,
        record: &M,
        act: M::Act,
        on: &On<'_, M>,
    ) -> Result<M, OfficeError> {
        let event = ReviewEvent {
            record: record.id().to_owned(),
            on: self.on,
            by: on.by.acting_as(record.roles(&act)),
            act,
        };
        let guards = Guards {
            today: self.on,
            settings: &self.settings.review,
            facts: on.facts,
            rests_on: on.rests_on,
        };
        let next = apply(record, &event, &guards)
            .map_err(|refusal| OfficeError::ReviewRefused(Box::new(refusal)))?;
        bundle.acts.push(RecordAct {
            kind: M::KIND,
            id: next.id().to_owned(),
            before: M::state_name(record.state()),
            after: M::state_name(next.state()),
            rev: next.rev(),
            body: serde_json::to_string(&next).map_err(StoreError::Record)?,
            act: json!(event),
            told: None,
        });
        Ok(next)
    }

    /// Keeps a bundle, all or none.
    fn keep_bundle(&mut self, bundle: Bundle) -> Result<(), OfficeError> {
        let kept = self
            .store
            .keep_records(&self.actor, &bundle.acts, &bundle.also)?;
        match kept {
            true => Ok(()),
            false => Err(moved(bundle.acts.first().map_or("", |act| act.id.as_str()))),
        }
    }

    /// Which acts the state of a record and the roles of a person leave open, by their names in machine output. Further conditions
    /// may still stand in the way; an act that is refused says which.
    #[must_use]
    pub fn may<M: Machine>(record: &M, by: &Person) -> Vec<String> {
        M::one_of_each()
            .iter()
            .filter(|act| M::follows(act, record.state()) && by.is_any(record.roles(act)))
            .filter_map(|act| Some(json!(act).get("act")?.as_str()?.to_owned()))
            .collect()
    }
}

/// The record was changed since the person looked at it.
fn moved(id: &str) -> OfficeError {
    OfficeError::RecordMoved { id: id.to_owned() }
}

/// Refuses an act on a record that is no longer what the person was looking at.
fn as_seen<M: ReviewRecord>(record: &M, seen: Option<u32>) -> Result<(), OfficeError> {
    match seen {
        Some(rev) if rev != record.rev() => Err(moved(record.id())),
        _ => Ok(()),
    }
}

impl Office {
    /// The person as the office knows it: once there are accounts, an active one of that name, and only the roles it holds.
    pub(in crate::workflow) fn known(&mut self, by: &Person) -> Result<Person, OfficeError> {
        let accounts = self.store.accounts()?;
        if accounts.is_empty() {
            return Ok(by.clone());
        }
        let refuse = |code: &str| {
            let reason = Reason::new(code).with("name", &by.account);
            Err(OfficeError::AccountRefused(reason))
        };
        let name = by.account.trim();
        let Some(kept) = accounts.into_iter().find(|k| k.account.name == name) else {
            return refuse("account-unknown");
        };
        if !kept.account.is_active {
            return refuse("account-inactive");
        }
        let holds = |role: &&Role| kept.account.roles.contains(role);
        Ok(Person {
            account: kept.account.name.clone(),
            name: kept.account.display.clone(),
            roles: by.roles.iter().filter(holds).copied().collect(),
        })
    }

    /// The person of a name, else of the account of the operating system that runs the command, in these roles only: as far as the
    /// account holds them, once the office has accounts.
    ///
    /// # Errors
    /// When there are accounts but none of that name, it holds none of the roles, or the store fails.
    pub fn acting_person(
        &mut self,
        name: Option<&str>,
        roles: &[Role],
    ) -> Result<Person, OfficeError> {
        let name = name.map_or_else(|| self.actor.name.clone(), |n| n.trim().to_owned());
        holding(self.known(&Person::new(name, roles))?, roles)
    }

    /// The person of a name, who must hold one of these roles once the office has accounts.
    ///
    /// # Errors
    /// When there are accounts but none of that name, it holds none of the roles, or the store fails.
    pub fn person_in(&mut self, name: &str, roles: &[Role]) -> Result<Person, OfficeError> {
        holding(self.person(name, roles)?, roles)
    }

    /// The person of a name: with the roles of the account; with `trusted` roles as long as the office has no accounts.
    ///
    /// # Errors
    /// When there are accounts but none of that name, or the store fails.
    pub fn person(&mut self, name: &str, trusted: &[Role]) -> Result<Person, OfficeError> {
        let roles = match self.store.accounts()?.is_empty() {
            true => trusted,
            false => Role::ALL,
        };
        self.known(&Person::new(name.trim(), roles))
    }
}

/// The person, if it holds one of the roles.
fn holding(person: Person, roles: &[Role]) -> Result<Person, OfficeError> {
    if person.is_any(roles) {
        return Ok(person);
    }
    let titles: Vec<String> = roles.iter().map(|r| r.name()).collect();
    let reason = Reason::new("account-lacks-role").with("name", &person.account);
    Err(OfficeError::AccountRefused(
        reason.with("roles", titles.join("、")),
    ))
}
