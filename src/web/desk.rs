//! Threads with an office of their own, and the queue before them: SQLite connections are used by one thread at a time.
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
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
pub(super) type Opening = Arc<dyn Fn() -> Result<Office, OfficeError> + Send + Sync>;

/// The queue of one or several offices: whichever is free takes what waits longest, so that nothing quick stands behind one slow
/// thing while another office has nothing to do.
#[derive(Debug)]
pub(super) struct Desk {
    queue: mpsc::SyncSender<Job>,
}

impl Desk {
    /// Opens so many offices and their threads.
    pub(super) fn open(open: &Opening, offices: usize) -> Result<Self, OfficeError> {
        let (queue, jobs) = mpsc::sync_channel::<Job>(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..offices {
            let (open, jobs, mut office) = (Arc::clone(open), Arc::clone(&jobs), open()?);
            thread::spawn(move || {
                loop {
                    let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(job) = next else {
                        break;
                    };
                    if catch_unwind(AssertUnwindSafe(|| job(&mut office))).is_err() {
                        // Whatever a broken verb left half done is let go with its office.
                        match open() {
                            Ok(fresh) => office = fresh,
                            Err(_) => break,
                        }
                    }
                }
            });
        }
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
