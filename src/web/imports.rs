//! Imports asked for on the page: one at a time on a thread of their own; how far they are, and what came of the last ones.
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use super::house::{self, House};
use crate::{
    model::Reason,
    workflow::{ImportedFile, Office, OfficeError, Progress, Stage},
};

/// Finished imports that are remembered until the next start; what they brought stands in the store.
const REMEMBERED: usize = 20;
/// How long an import waits for another writer; then it is tried again, because what was confirmed must be imported.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often the thread looks whether the workbench is still there.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Who imports what a stopped server had still to import.
const NOBODY: &str = "workbench";

/// An import that is over.
#[derive(Clone, Debug)]
pub(super) struct Finished {
    /// The batch.
    pub(super) batch: String,
    /// Who sent it.
    pub(super) by: String,
    /// When it was over, RFC 3339.
    pub(super) at: String,
    /// Files that were sent and are no material: hidden ones and what office programs leave behind.
    pub(super) left_out: Vec<String>,
    /// What came of each file, or why nothing did.
    pub(super) outcome: Result<Vec<ImportedFile>, Reason>,
}

/// How far the import is.
#[derive(Clone, Debug)]
pub(super) struct Running {
    /// What it is at; `None` before it begins.
    pub(super) stage: Option<Stage>,
    /// Steps done of those to be done.
    pub(super) done: u64,
    /// Steps to be done.
    pub(super) total: u64,
}

/// A sending that waits.
#[derive(Clone, Debug)]
struct Waiting {
    batch: String,
    by: String,
    files: Vec<String>,
}

impl Waiting {
    /// Files of it that the import did not take up.
    fn left_out(&self, imported: &[ImportedFile]) -> Vec<String> {
        let taken: BTreeSet<&str> = imported.iter().map(|f| f.record.file.as_str()).collect();
        let left = self.files.iter().filter(|f| !taken.contains(f.as_str()));
        left.cloned().collect()
    }
}

#[derive(Debug, Default)]
struct State {
    /// Sendings that wait.
    waiting: Vec<Waiting>,
    /// Whether the thread is at work, and at what.
    stage: Option<Option<Stage>>,
    finished: Vec<Finished>,
}

/// The imports.
#[derive(Debug, Default)]
pub(super) struct Imports {
    state: Mutex<State>,
    more: Condvar,
    done: AtomicU64,
    total: AtomicU64,
}

impl Imports {
    /// Starts the thread; what a stopped server left is imported first.
    pub(super) fn start(house: &Arc<House>) {
        let weak = Arc::downgrade(house);
        thread::spawn(move || work(&weak));
    }

    /// A sending was confirmed.
    pub(super) fn add(&self, batch: &str, by: &str, files: Vec<String>) {
        self.state().waiting.push(Waiting {
            batch: batch.to_owned(),
            by: by.to_owned(),
            files,
        });
        self.more.notify_one();
    }

    /// How far the import is, when one is running or waiting.
    pub(super) fn running(&self) -> Option<Running> {
        let state = self.state();
        if state.stage.is_none() && state.waiting.is_empty() {
            return None;
        }
        Some(Running {
            stage: state.stage.flatten(),
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
        })
    }

    /// The last imports, newest first.
    pub(super) fn finished(&self) -> Vec<Finished> {
        self.state().finished.iter().rev().cloned().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits a while for the next sending; whether there is one.
    fn wait(&self) -> bool {
        let state = self.state();
        if !state.waiting.is_empty() {
            return true;
        }
        let waited = self.more.wait_timeout(state, LOOK_EVERY);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !state.waiting.is_empty()
    }

    /// The sending of a batch; what a stopped server left behind is nobody's.
    fn sending(&self, batch: &str) -> Waiting {
        let state = self.state();
        let sent = state.waiting.iter().find(|w| w.batch == batch);
        sent.cloned().unwrap_or_else(|| Waiting {
            batch: batch.to_owned(),
            by: NOBODY.to_owned(),
            files: Vec::new(),
        })
    }

    fn end(&self, finished: Finished) {
        let mut state = self.state();
        if let Some(at) = state.waiting.iter().position(|w| w.batch == finished.batch) {
            state.waiting.remove(at);
        }
        state.finished.push(finished);
        if state.finished.len() > REMEMBERED {
            state.finished.remove(0);
        }
    }
}

impl Progress for Imports {
    fn start(&self, stage: Stage, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.state().stage = Some(Some(stage));
    }
    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
    fn finish(&self) {}
    fn notice(&self, _: &Reason) {}
}

/// Imports what was confirmed, as long as there is a workbench.
fn work(weak: &Weak<House>) {
    let mut office: Option<Office> = None;
    let mut is_first = true;
    loop {
        let Some(house) = weak.upgrade() else {
            break;
        };
        if !house.imports.wait() && !is_first {
            continue;
        }
        is_first = false;
        if office.is_none() {
            office = house::office(&house.opening).ok();
        }
        if let Some(office) = &mut office {
            import_all(&house, office);
        }
        house.imports.state().stage = None;
    }
}

/// Imports every confirmed sending, then examines what is new. Between the two others may write.
fn import_all(house: &Arc<House>, office: &mut Office) {
    let imports = &house.imports;
    let mut brought = false;
    loop {
        let Ok(Some(batch)) = office.next_incoming() else {
            // Whatever still waits by name has no folder any more: it came in together with another of its name.
            imports.state().waiting.clear();
            break;
        };
        imports.state().stage = Some(None);
        let sending = imports.sending(&batch);
        let by = sending.by.clone();
        let as_who = (house.actor(&by), house.opening.clock.on());
        let outcome = office.alone(PATIENCE, |office| {
            office.acting(as_who, PATIENCE, |office| office.import_incoming(imports))
        });
        let failed = outcome.is_err();
        brought |= !failed;
        imports.end(Finished {
            batch,
            by,
            at: house.opening.clock.at(),
            left_out: match &outcome {
                Ok(files) => sending.left_out(files),
                Err(_) => Vec::new(),
            },
            outcome: outcome.map_err(|e| e.reason()),
        });
        let _ = house.look(office);
        if failed {
            // It stays confirmed and is tried again when the server starts.
            break;
        }
    }
    if brought {
        let as_who = (house.actor(NOBODY), house.opening.clock.on());
        let examined = office.alone(PATIENCE, |office| {
            office.acting(as_who, PATIENCE, |office| office.raise_flags(imports))
        });
        if let Err(error) = examined {
            told(imports, house, &error);
        }
        let _ = house.look(office);
    }
}

fn told(imports: &Imports, house: &House, error: &OfficeError) {
    imports.end(Finished {
        batch: String::new(),
        by: NOBODY.to_owned(),
        at: house.opening.clock.at(),
        left_out: Vec::new(),
        outcome: Err(error.reason()),
    });
}
