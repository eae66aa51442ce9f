//! An entry as the acts of people had brought it by a day.
use jiff::civil::Date;

use super::{EntryAct, EntryRecord, EntryState};

/// Where acts had brought an entry by a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryOn {
    /// Its state.
    pub state: EntryState,
    /// The deadline in force.
    pub deadline: Option<Date>,
    /// Extensions granted.
    pub granted: u32,
    /// The day it was found done.
    pub found_done: Option<Date>,
    /// The day it was struck off.
    pub closed: Option<Date>,
    /// The day its look-back was concluded.
    pub looked_back: Option<Date>,
    /// The day it was last opened again after a look-back.
    pub reopened: Option<Date>,
}

impl EntryRecord {
    /// The entry as it stood at the end of a day.
    #[must_use]
    pub fn on(&self, day: Date) -> EntryOn {
        let mut then = EntryOn::default();
        let mut asked_for = None;
        for step in self.history.iter().take_while(|h| h.event.on <= day) {
            then.state = step.to;
            match &step.event.act {
                EntryAct::Confirm { deadline, .. } => then.deadline = *deadline,
                EntryAct::ApplyExtension { new_deadline, .. } => asked_for = Some(*new_deadline),
                EntryAct::DecideExtension { grants: true, .. } => {
                    then.deadline = asked_for.take().or(then.deadline);
                    then.granted = then.granted.saturating_add(1);
                }
                EntryAct::DecideExtension { grants: false, .. } => asked_for = None,
                EntryAct::ConcludeCheck { .. } if step.to == EntryState::已办结 => {
                    then.found_done = Some(step.event.on);
                }
                EntryAct::CloseOut { .. } => then.closed = Some(step.event.on),
                EntryAct::ConcludeLookBack { new_deadline, .. } => {
                    then.looked_back = Some(step.event.on);
                    if step.to == EntryState::在办 {
                        then.deadline = new_deadline.or(then.deadline);
                        then.reopened = Some(step.event.on);
                        (then.found_done, then.closed) = (None, None);
                    }
                }
                _ => {}
            }
        }
        then
    }
}
