//! Who may write when: long work is done by one process at a time and holds the right to write only while it writes.
use std::{
    thread,
    time::{Duration, Instant},
};

use super::{Office, OfficeError};
use crate::store::{StoreError, WorkspaceLock};

/// Between two tries to get a lock.
const TRY_AGAIN: Duration = Duration::from_millis(50);
/// How long a step of long work waits for its turn to write. Acts of people take milliseconds, so whatever holds it longer is stuck.
const TURN: Duration = Duration::from_secs(60);

/// How long a command waits for its turn before it says that somebody else is writing.
pub(super) const ACT: Duration = Duration::from_secs(3);

/// A lock, waited for at most this long.
pub(super) fn within(
    patience: Duration,
    lock: impl Fn() -> Result<WorkspaceLock, StoreError>,
) -> Result<WorkspaceLock, StoreError> {
    let since = Instant::now();
    loop {
        match lock() {
            Err(StoreError::Locked { .. }) if since.elapsed() < patience => {
                thread::sleep(TRY_AGAIN);
            }
            tried => break tried,
        }
    }
}

impl Office {
    /// Does long work that no other process may do at the same time: importing, taking over, raising flags, indexing. Acts of people
    /// go on meanwhile: the right to write is let go, and each step that writes takes it for itself.
    ///
    /// # Errors
    /// When another process does such work longer than `patience`, or the work fails.
    pub fn alone<T>(
        &mut self,
        patience: Duration,
        work: impl FnOnce(&mut Self) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        let is_outermost = self.is_alone.is_none();
        if is_outermost {
            self.is_alone = Some(within(patience, || self.workspace.lock_long_work())?);
        }
        let held = self.lock.take().is_some();
        let mut done = work(self);
        if held {
            match within(TURN, || self.workspace.lock()) {
                Ok(lock) => self.lock = Some(lock),
                Err(error) => done = done.and(Err(error.into())),
            }
        }
        if is_outermost {
            self.is_alone = None;
        }
        done
    }

    /// Does one thing that writes, holding the right to write meanwhile.
    pub(super) fn writing<T>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        if self.lock.is_some() {
            return act(self);
        }
        self.lock = Some(within(TURN, || self.workspace.lock())?);
        let done = act(self);
        self.lock = None;
        done
    }
}
