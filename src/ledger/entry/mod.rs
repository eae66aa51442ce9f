//! Which act may follow which state of an entry, and under which conditions.
//!
//! Nothing is decided here: every act is a person's, on exactly one entry, and what a condition misses is said in words.

mod aside;
mod closing;
mod extending;
mod facts;
mod looking_back;
mod opening;
mod sorts;
mod table;

pub use facts::facts;
pub use sorts::one_of_each;
pub use table::{follows, roles};

use jiff::{Span, civil::Date};

use crate::model::{
    EntryAct, EntryEvent, EntryFacts, EntryRecord, EntryState, Guard, HistoryEntry, LedgerSettings,
    Refusal, Unmet,
};

/// What the conditions of an act are judged by, besides the entry and the act.
#[derive(Clone, Copy, Debug)]
pub struct Guards<'a> {
    /// The day taken as today.
    pub today: Date,
    /// The office's limits.
    pub settings: &'a LedgerSettings,
    /// What the ledger shows of the entry.
    pub facts: &'a EntryFacts,
}

/// The entry after an act.
///
/// # Errors
/// A [`Refusal`] with every condition that is not met; the entry is then as it was.
pub fn apply(
    record: &EntryRecord,
    event: &EntryEvent,
    guards: &Guards<'_>,
) -> Result<EntryRecord, Refusal> {
    let mut trial = Trial {
        next: record.clone(),
        event,
        guards,
        unmet: Vec::new(),
    };
    trial.always();
    let mut to = record.state;
    if table::follows(&event.act, record.state) {
        to = trial.act();
    } else {
        trial.miss(
            Guard::State,
            format!("“{}”状态下不能{}", record.state.name(), event.act.title()),
        );
    }
    let Trial {
        mut next, unmet, ..
    } = trial;
    if !unmet.is_empty() {
        return Err(Refusal {
            entry: record.no.clone(),
            act: event.act.title().to_owned(),
            state: record.state,
            unmet,
        });
    }
    next.state = to;
    next.history.push(HistoryEntry {
        event: event.clone(),
        from: record.state,
        to,
    });
    Ok(next)
}

/// An act being tried on a copy of the entry; the copy counts only when nothing is missing.
struct Trial<'t> {
    next: EntryRecord,
    event: &'t EntryEvent,
    guards: &'t Guards<'t>,
    unmet: Vec<Unmet>,
}

impl Trial<'_> {
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
    /// What every act needs: a person in a fitting role, one entry, a day in its order.
    fn always(&mut self) {
        let event = self.event;
        self.require(!self.actor().is_empty(), Guard::Person, "未写明经办人");
        let is_it = event.entry.trim() == self.next.no.trim() && !self.next.no.trim().is_empty();
        self.require(
            is_it,
            Guard::OneEntry,
            format!(
                "一次只能办理一项，须写明编号{}，所写为“{}”",
                self.next.no, event.entry
            ),
        );
        let roles = table::roles(&event.act, self.next.important);
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
        let today = self.guards.today;
        self.require(
            event.on <= today,
            Guard::Day,
            format!("办理日期{}晚于今日{today}", event.on),
        );
        if let Some(last) = self.next.history.last().map(|h| h.event.on) {
            self.require(
                event.on >= last,
                Guard::Day,
                format!("办理日期{}早于上一次办理日期{last}", event.on),
            );
        }
    }
    /// Checks and does the act; the state it leads to.
    fn act(&mut self) -> EntryState {
        let event = self.event;
        match &event.act {
            EntryAct::Register { secrecy_passed } => self.register(*secrecy_passed),
            EntryAct::Confirm {
                lead,
                deadline,
                standing,
                relevance,
                important,
            } => self.confirm(lead, *deadline, (*standing, *important), *relevance),
            EntryAct::Progress {
                source,
                period,
                text,
            } => self.progress(source, period, text),
            EntryAct::ApplyExtension {
                source,
                applied_on,
                new_deadline,
                reason,
                progress,
            } => self.apply_extension(source, (*applied_on, *new_deadline), reason, progress),
            EntryAct::ReviewExtension { agrees, opinion } => {
                self.review_extension(*agrees, opinion)
            }
            EntryAct::DecideExtension { grants, paper } => self.decide_extension(*grants, paper),
            EntryAct::ApplyClose {
                source,
                waivers,
                items,
            } => self.apply_close(source, waivers, items),
            EntryAct::SendBack { reason } => self.send_back(reason),
            EntryAct::BeginCheck { checkers } => self.begin_check(checkers),
            EntryAct::ConcludeCheck {
                checked_on,
                verdict,
                findings,
            } => self.conclude_check(*checked_on, *verdict, findings),
            EntryAct::CloseOut {
                checklist,
                publicity,
                collective,
            } => self.close_out(checklist, publicity, collective),
            EntryAct::StartLookBack { people } => self.start_look_back(people),
            EntryAct::ConcludeLookBack { .. } => self.conclude_look_back(),
            EntryAct::MakeStanding {
                reason,
                cycle_months,
            } => self.make_standing(reason, *cycle_months),
            EntryAct::EndStanding { reason } => self.end_standing(reason),
            EntryAct::Suspend { reason, paper } => self.suspend(reason, paper),
            EntryAct::Merge { into, .. } => self.merge(into),
        }
    }
}

/// The day so many months later; the end of the calendar where it does not reach that far.
fn months_after(day: Date, months: u32) -> Date {
    Span::new()
        .try_months(months)
        .and_then(|span| day.checked_add(span))
        .unwrap_or(Date::MAX)
}
