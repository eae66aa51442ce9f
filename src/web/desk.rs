//! A thread with an office of its own, and the queue before it: SQLite connections are used by one thread at a time.
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use super::answer::Problem;
use crate::{
    model::Reason,
    workflow::{Office, OfficeError},
};

/// Things to do that may wait before one desk; beyond it people are told to try again.
const QUEUE: usize = 256;
/// How long a person waits for an answer before being told to try again. Nothing that did not begin by then is done.
const PATIENCE: Duration = Duration::from_secs(30);

type Job = Box<dyn FnOnce(&mut Office) + Send>;
type Opening = Box<dyn Fn() -> Result<Office, OfficeError> + Send>;

/// The queue of one office.
#[derive(Debug)]
pub(super) struct Desk {
    queue: mpsc::SyncSender<Job>,
}

impl Desk {
    /// Opens the office and its thread.
    pub(super) fn open(open: Opening) -> Result<Self, OfficeError> {
        let mut office = open()?;
        let (queue, jobs) = mpsc::sync_channel::<Job>(QUEUE);
        thread::spawn(move || {
            for job in jobs {
                if catch_unwind(AssertUnwindSafe(|| job(&mut office))).is_err() {
                    // Whatever a broken verb left half done is let go with its office.
                    match open() {
                        Ok(fresh) => office = fresh,
                        Err(_) => break,
                    }
                }
            }
        });
        Ok(Self { queue })
    }

    /// Has something done and waits for it.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut Office) -> Result<T, OfficeError> + Send + 'static,
    ) -> Result<T, Problem> {
        let begun = Arc::new(AtomicBool::new(false));
        let (done, answer) = mpsc::sync_channel(1);
        let claim = Arc::clone(&begun);
        let job = move |office: &mut Office| {
            if !claim.swap(true, Ordering::AcqRel) {
                let _ = done.send(verb(office));
            }
        };
        let busy = || Problem::Broken(Reason::new("office-busy"));
        self.queue.try_send(Box::new(job)).map_err(|_| busy())?;
        match answer.recv_timeout(PATIENCE) {
            Ok(answer) => Ok(answer?),
            // Claimed here, it is never begun; begun already, its outcome must be waited for, or the person would be misled.
            Err(_) if !begun.swap(true, Ordering::AcqRel) => Err(busy()),
            Err(_) => match answer.recv() {
                Ok(answer) => Ok(answer?),
                Err(_) => Err(Problem::Broken(Reason::new("office-failed"))),
            },
        }
    }
}
