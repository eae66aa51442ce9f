//! What pages show, kept as long as the workspace has not moved: built by one reader, read by everyone.
use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::answer::Problem;

/// Values kept besides those that are in use; documents and searches come and go.
const KEPT: usize = 64;

type Value = Arc<dyn Any + Send + Sync>;

/// One view: what it was made from, and what was made.
#[derive(Default)]
struct Slot(Mutex<Option<(String, Value)>>);

/// By name, with the turn in which each was last used.
type Slots = HashMap<String, (u64, Arc<Slot>)>;

/// All of them, and how many turns there were.
#[derive(Default)]
pub(super) struct Views {
    slots: Mutex<(u64, Slots)>,
}

impl std::fmt::Debug for Views {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Views")
    }
}

impl Views {
    /// The view of this name as of `mark`; made by `make` when it is older or not there, by one thread while others wait for it.
    pub(super) fn get<T: Any + Send + Sync>(
        &self,
        name: &str,
        mark: &str,
        make: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<Arc<T>, Problem> {
        let slot = self.slot(name);
        let mut held = slot.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((as_of, value)) = held.as_ref()
            && as_of == mark
            && let Ok(value) = Arc::clone(value).downcast::<T>()
        {
            return Ok(value);
        }
        let made = Arc::new(make()?);
        let value: Value = Arc::<T>::clone(&made);
        *held = Some((mark.to_owned(), value));
        Ok(made)
    }

    /// Lets go of a view, to be made anew when it is asked for again.
    pub(super) fn forget(&self, name: &str) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.1.remove(name);
    }

    /// The slot of a name; the one that was not used for longest makes room when there are many.
    fn slot(&self, name: &str) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let (turn, slots) = &mut *slots;
        *turn += 1;
        if let Some((used, slot)) = slots.get_mut(name) {
            *used = *turn;
            return Arc::clone(slot);
        }
        if slots.len() >= KEPT {
            let oldest = slots.iter().min_by_key(|(_, (used, _))| *used);
            if let Some(name) = oldest.map(|(name, _)| name.clone()) {
                slots.remove(&name);
            }
        }
        let slot = Arc::<Slot>::default();
        slots.insert(name.to_owned(), (*turn, Arc::clone(&slot)));
        slot
    }
}
