//! Asks another program: bytes in, bytes out, within a time.
use std::{
    fmt,
    io::{Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// How often a program that has answered is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The program cannot be started, or its pipes broke.
    Broken(std::io::Error),
    /// It ended with an error.
    Ended(ExitStatus),
    /// It took too long and was stopped.
    TooSlow,
    /// Its answer was longer than allowed.
    TooLong,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(error) => error.fmt(f),
            Self::Ended(status) => status.fmt(f),
            Self::TooSlow => f.write_str("timeout"),
            Self::TooLong => f.write_str("answer too long"),
        }
    }
}

/// Runs the program with `input` as its standard input and gives what it writes to its standard output.
pub(super) fn answer(
    command: &mut Command,
    input: &[u8],
    seconds: u64,
    most: u64,
) -> Result<Vec<u8>, Failure> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    own_group(command);
    let deadline = Instant::now() + Duration::from_secs(seconds);
    let mut child = command.spawn().map_err(Failure::Broken)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // A program that does not want all of it closes its end; its answer says whether that was well.
            let _ = stdin.map(|mut pipe| pipe.write_all(input));
        });
        scope.spawn(move || {
            let mut out = Vec::new();
            let read = match stdout {
                Some(pipe) => pipe.take(most.saturating_add(1)).read_to_end(&mut out),
                None => Ok(0),
            };
            // The other end waits until it has this or the time is over.
            let _ = sender.send(read.map(|_| out));
        });
        let read = receiver.recv_timeout(deadline.saturating_duration_since(Instant::now()));
        let outcome = match read {
            Err(_) => Err(Failure::TooSlow),
            Ok(Err(error)) => Err(Failure::Broken(error)),
            Ok(Ok(out)) if out.len() as u64 > most => Err(Failure::TooLong),
            Ok(Ok(out)) => ended(&mut child, deadline).and_then(|status| match status.success() {
                true => Ok(out),
                false => Err(Failure::Ended(status)),
            }),
        };
        if outcome.is_err() {
            stop(&mut child);
        }
        outcome
    })
}

/// Waits until the program has ended.
fn ended(child: &mut Child, deadline: Instant) -> Result<ExitStatus, Failure> {
    loop {
        if let Some(status) = child.try_wait().map_err(Failure::Broken)? {
            return Ok(status);
        }
        if Instant::now() >= deadline {
            return Err(Failure::TooSlow);
        }
        thread::sleep(PAUSE);
    }
}

/// The program may be a script that starts others: all of them are stopped together.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Stops the program; one that has already ended is left as it is.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        // Fails only when nothing of the group is left.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
