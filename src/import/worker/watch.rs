//! Ends a process that takes longer than it may.
use std::{
    process::Child,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

/// Kills a process and whatever it has started, so that none of them keeps its pipes open.
#[cfg(unix)]
pub(super) fn kill(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    // They may have ended just now; then there is nothing to kill.
    let _ended = group.map(|group| kill_process_group(group, Signal::KILL));
}

#[cfg(not(unix))]
pub(super) fn kill(child: &mut Child) {
    let _ended = child.kill();
}

/// Watches one process. Reading and writing its pipes may block; when the time is up the process is killed, which ends both.
#[derive(Debug)]
pub(super) struct Watch {
    time: Sender<Option<Duration>>,
    rang: Arc<AtomicBool>,
}

impl Watch {
    /// Begins to watch, with no time set.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(super) fn start(child: &Arc<Mutex<Child>>) -> std::io::Result<Self> {
        let (time, told) = channel::<Option<Duration>>();
        let rang = Arc::new(AtomicBool::new(false));
        let (child, bell) = (Arc::clone(child), Arc::clone(&rang));
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || {
                let mut left = None;
                loop {
                    left = match left {
                        None => match told.recv() {
                            Ok(time) => time,
                            Err(_) => return,
                        },
                        Some(time) => match told.recv_timeout(time) {
                            Ok(time) => time,
                            Err(RecvTimeoutError::Disconnected) => return,
                            Err(RecvTimeoutError::Timeout) => {
                                bell.store(true, Ordering::Release);
                                let mut child =
                                    child.lock().unwrap_or_else(PoisonError::into_inner);
                                kill(&mut child);
                                return;
                            }
                        },
                    };
                }
            })?;
        Ok(Self { time, rang })
    }

    /// From now on the process has this much time; `None` stops the clock.
    pub(super) fn set(&self, time: Option<Duration>) {
        // The watch is gone only when it has rung.
        let _gone = self.time.send(time);
    }

    /// Whether the time was up.
    pub(super) fn rang(&self) -> bool {
        self.rang.load(Ordering::Acquire)
    }
}
