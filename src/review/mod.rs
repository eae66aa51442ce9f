//! Which act may follow which state of a flag, a session, an issue, an opinion, a rectification, a look-back, a reconciliation, a
//! version of a rule; and under which conditions.
//!
//! Nothing is decided here: every act is a named person's, on exactly one record, and what a condition misses is said in words.
//! Acts that only carry on what another record decided (an issue closed because its rectification was) name that record, and the
//! caller vouches for it in [`Guards::rests_on`].

mod flag_case;
mod issue;
mod look_back;
mod opinion;
mod recon_run;
mod rectification;
mod rule_case;
mod session;

pub use flag_case::FlagFacts;
pub use opinion::OpinionFacts;
pub use session::SessionFacts;

use jiff::{Span, civil::Date};

use crate::model::{
    Guard, Past, ReviewEvent, ReviewRecord, ReviewRefusal, ReviewSettings, Role, Unmet,
};

/// A record with its table of states and roles.
pub trait Machine: ReviewRecord {
    /// What must be known besides the record and the act.
    type Facts: Default + std::fmt::Debug;
    /// Whether the act may follow the state.
    fn follows(act: &Self::Act, state: Self::State) -> bool;
    /// Whether the act may be the first one of a record: nothing is done with what nobody called into being.
    fn begins(act: &Self::Act) -> bool;
    /// Who may do it.
    fn roles(&self, act: &Self::Act) -> &'static [Role];
    /// One act of each sort, with nothing in it: for asking which sorts a state and a role leave open.
    fn one_of_each() -> Vec<Self::Act>;
    /// Checks the act and does it on the copy; the state it leads to.
    fn step(trial: &mut Trial<'_, Self>) -> Self::State;
}

/// What the conditions of an act are judged by, besides the record and the act.
#[derive(Debug)]
pub struct Guards<'a, M: Machine> {
    /// The day taken as today.
    pub today: Date,
    /// How the office reviews.
    pub settings: &'a ReviewSettings,
    /// What else must be known.
    pub facts: &'a M::Facts,
    /// The record whose decision this act carries on, where it does.
    pub rests_on: Option<&'a str>,
}

/// The record after an act.
///
/// # Errors
/// A [`ReviewRefusal`] with every condition that is not met; the record is then as it was.
pub fn apply<M: Machine>(
    record: &M,
    event: &ReviewEvent<M::Act>,
    guards: &Guards<'_, M>,
) -> Result<M, ReviewRefusal> {
    let mut trial = Trial {
        next: record.clone(),
        event,
        guards,
        unmet: Vec::new(),
    };
    trial.always();
    let from = record.state();
    let mut to = from;
    if record.rev() == 0 && !M::begins(&event.act) {
        let act = M::act_title(&event.act);
        trial.miss(Guard::State, format!("尚未立项，不能{act}"));
    } else if M::follows(&event.act, from) {
        to = M::step(&mut trial);
    } else {
        let (state, act) = (M::state_name(from), M::act_title(&event.act));
        trial.miss(Guard::State, format!("“{state}”状态下不能{act}"));
    }
    let Trial {
        mut next, unmet, ..
    } = trial;
    if !unmet.is_empty() {
        return Err(ReviewRefusal {
            kind: M::KIND.to_owned(),
            record: record.id().to_owned(),
            act: M::act_title(&event.act).to_owned(),
            state: M::state_name(from).to_owned(),
            unmet,
        });
    }
    next.keep(Past {
        on: event.on,
        by: event.by.clone(),
        act: event.act.clone(),
        from,
        to,
    });
    Ok(next)
}

/// An act being tried on a copy of the record; the copy counts only when nothing is missing.
#[derive(Debug)]
pub struct Trial<'t, M: Machine> {
    next: M,
    event: &'t ReviewEvent<M::Act>,
    guards: &'t Guards<'t, M>,
    unmet: Vec<Unmet>,
}

impl<M: Machine> Trial<'_, M> {
    fn miss(&mut self, guard: Guard, missing: impl Into<String>) {
        self.unmet.push(Unmet {
            guard,
            missing: missing.into(),
        });
    }
    /// Notes what is missing unless the condition holds.
    fn require(&mut self, holds: bool, guard: Guard, missing: impl Into<String>) {
        if !holds {
            self.miss(guard, missing);
        }
    }
    fn require_text(&mut self, text: &str, guard: Guard, missing: &str) {
        self.require(!text.trim().is_empty(), guard, missing);
    }
    /// The account of whoever acts.
    fn actor(&self) -> &str {
        self.event.by.account.trim()
    }
    /// Whoever acts must not be the one who did something before.
    fn require_other(&mut self, than: Option<&str>, did: &str) {
        let is_same = than.is_some_and(|account| account.trim() == self.actor());
        self.require(!is_same, Guard::Separation, format!("不能与{did}为同一人"));
    }
    /// Whoever acts must be this person.
    fn require_self(&mut self, account: &str, who: &str) {
        let is_it = account.trim() == self.actor();
        self.require(is_it, Guard::Person, format!("应由{who}办理"));
    }
    /// The act only carries on what another record decided.
    fn require_rests_on(&mut self, record: &str) {
        let rests = self.guards.rests_on == Some(record) && !record.is_empty();
        self.require(
            rests,
            Guard::Decided,
            format!("须依据{record}的决定，不能单独办理"),
        );
    }
    /// A day that something outside happened on: not before what it follows, not after today.
    fn require_day(&mut self, on: Date, not_before: Option<Date>, what: &str) {
        let today = self.guards.today;
        self.require(
            on <= today,
            Guard::Day,
            format!("{what}日期{on}晚于今日{today}"),
        );
        if let Some(first) = not_before {
            self.require(
                on >= first,
                Guard::Day,
                format!("{what}日期{on}早于{first}"),
            );
        }
    }
    /// What every act needs: a person in a fitting role, one record, a day in its order.
    fn always(&mut self) {
        let event = self.event;
        self.require(!self.actor().is_empty(), Guard::Person, "未写明经办人");
        let name = self.next.id().trim().to_owned();
        let is_it = event.record.trim() == name && !name.is_empty();
        self.require(
            is_it,
            Guard::OneEntry,
            format!("一次只能办理一项，须写明{name}，所写为“{}”", event.record),
        );
        let roles = self.next.roles(&event.act);
        if !roles.contains(&event.by.role) {
            let names: Vec<String> = roles.iter().map(|r| r.name()).collect();
            self.miss(
                Guard::Role,
                format!(
                    "应由{}办理，不能由{}办理",
                    names.join("或"),
                    event.by.role.name()
                ),
            );
        }
        let last = self.next.history().last().map(|past| past.on);
        let today = self.guards.today;
        self.require(
            event.on <= today,
            Guard::Day,
            format!("办理日期{}晚于今日{today}", event.on),
        );
        if let Some(last) = last {
            self.require(
                event.on >= last,
                Guard::Day,
                format!("办理日期{}早于上一次办理日期{last}", event.on),
            );
        }
    }
}

/// The day so many months later; the end of the calendar where it does not reach that far.
#[must_use]
pub fn months_after(day: Date, months: u32) -> Date {
    Span::new()
        .try_months(months)
        .and_then(|span| day.checked_add(span))
        .unwrap_or(Date::MAX)
}
