//! What all records of review have in common: a kind, a name, a state, and a history of acts by named people.
use std::fmt::Debug;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::model::{Actor, Guard, Role, Unmet};

/// A person who acts, with the roles the person holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Account.
    pub account: String,
    /// Name as shown; the account where there is none.
    #[serde(default)]
    pub name: String,
    /// Roles the person holds.
    pub roles: Vec<Role>,
}

impl Person {
    /// A person of one role.
    #[must_use]
    pub fn new(account: impl Into<String>, roles: &[Role]) -> Self {
        let account = account.into();
        Self {
            name: account.clone(),
            account,
            roles: roles.to_vec(),
        }
    }
    /// Whether the person holds any of the roles.
    #[must_use]
    pub fn is_any(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|r| roles.contains(r))
    }
    /// The person acting in the first of the wanted roles that the person holds; else in the first role held, which the machine
    /// will refuse by name.
    #[must_use]
    pub fn acting_as(&self, wanted: &[Role]) -> Actor {
        let role = wanted
            .iter()
            .copied()
            .find(|r| self.roles.contains(r))
            .or_else(|| self.roles.first().copied());
        Actor {
            account: self.account.clone(),
            role: role.unwrap_or(Role::只读),
        }
    }
}

/// An act that was applied to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past<A, S> {
    /// The day of the act.
    pub on: Date,
    /// Who acted, as what.
    pub by: Actor,
    /// What was done.
    pub act: A,
    /// State before.
    pub from: S,
    /// State after.
    pub to: S,
}

/// One act on one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewEvent<A> {
    /// Name of the record: exactly one.
    pub record: String,
    /// The day of the act.
    pub on: Date,
    /// Who acts, as what.
    pub by: Actor,
    /// What is done.
    pub act: A,
}

/// A record that only the acts of named people change.
pub trait ReviewRecord: Clone + Debug + PartialEq + Serialize + DeserializeOwned {
    /// Kind of the record, as the store and the event log name it.
    const KIND: &'static str;
    /// What can be done with it.
    type Act: Clone + Debug + PartialEq + Serialize + DeserializeOwned;
    /// Where it can stand.
    type State: Copy + Debug + PartialEq + Serialize + DeserializeOwned;
    /// What it is called: unique in its kind.
    fn id(&self) -> &str;
    /// Where it stands.
    fn state(&self) -> Self::State;
    /// The office's word of a state.
    fn state_name(state: Self::State) -> &'static str;
    /// The office's word of an act.
    fn act_title(act: &Self::Act) -> &'static str;
    /// How many acts led to it; a page sends it back to say what it was looking at.
    fn rev(&self) -> u32;
    /// Every act, oldest first; never shortened.
    fn history(&self) -> &[Past<Self::Act, Self::State>];
    /// Takes an act and the state it leads to into the history.
    fn keep(&mut self, past: Past<Self::Act, Self::State>);
}

/// An act that was refused. The record stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRefusal {
    /// Kind of the record.
    pub kind: String,
    /// The record.
    pub record: String,
    /// The act, in the office's word.
    pub act: String,
    /// The state it stands in, in the office's word.
    pub state: String,
    /// Everything that is not met; never empty.
    pub unmet: Vec<Unmet>,
}

impl ReviewRefusal {
    /// Whether a guard is among those not met.
    #[must_use]
    pub fn names(&self, guard: Guard) -> bool {
        self.unmet.iter().any(|u| u.guard == guard)
    }
}

impl std::fmt::Display for ReviewRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}（{}）不能{}：", self.record, self.state, self.act)?;
        for (at, unmet) in self.unmet.iter().enumerate() {
            if at > 0 {
                f.write_str("；")?;
            }
            write!(f, "【{}】{}", unmet.guard.title(), unmet.missing)?;
        }
        Ok(())
    }
}
