//! The side of the import: keeps reading processes at hand, gives them files, and makes a row of whatever happens.
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufReader, BufWriter, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::{
    Answer, Order, WORKER_ARGUMENT, frame,
    watch::{self, Watch},
};
use crate::{
    import::{Opened, reading::nothing_read},
    model::{Limits, OcrSettings, RawFile, Reason, Recovery},
};

/// How many files inside one archive may each cost a process before the archive is given up.
const MAX_RESTARTS: usize = 8;
/// Bytes of last words that are listened to; the runtime says in one line why it aborts.
const LAST_WORDS: u64 = 4 << 10;

/// Reading processes, started when needed and used again.
#[derive(Debug)]
pub struct Pool {
    program: PathBuf,
    limits: Limits,
    ocr: OcrSettings,
    idle: Mutex<Vec<Process>>,
}

impl Pool {
    /// Processes of `program`, which is this program, under these limits and with this way to read pictures.
    #[must_use]
    pub fn new(program: &Path, limits: &Limits, ocr: &OcrSettings) -> Self {
        Self {
            program: program.to_owned(),
            limits: limits.clone(),
            ocr: ocr.clone(),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Reads a file and all that it carries: as [`crate::import::read_all`], in another process. May be called from several
    /// threads; each call keeps one process busy.
    ///
    /// Never fails: a process that cannot be started, dies, hangs or says what makes no sense is the reason of a row.
    #[must_use]
    pub fn read(&self, opened: &Opened) -> Vec<RawFile> {
        let mut talk = Talk::new(opened);
        let mut skip: Vec<(String, Reason)> = Vec::new();
        loop {
            let mut process = match self.process() {
                Ok(process) => process,
                Err(error) => {
                    let reason = Reason::new("reader-not-started").with("detail", error);
                    talk.blame(&opened.file, Recovery::Unreadable, reason);
                    return talk.rows();
                }
            };
            match process.read(opened, &skip, &mut talk, &self.limits) {
                Ok(is_tired) => {
                    if !is_tired {
                        self.lock().push(process);
                    }
                    return talk.rows();
                }
                Err(error) => {
                    let (recovery, reason) = process.end(&error, &self.limits);
                    let culprit = talk.in_progress();
                    talk.blame(&culprit, recovery, reason.clone());
                    if culprit == opened.file || skip.len() >= MAX_RESTARTS {
                        if culprit != opened.file {
                            talk.blame(&opened.file, recovery, reason);
                        }
                        return talk.rows();
                    }
                    skip.push((culprit, reason));
                }
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Process>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn process(&self) -> io::Result<Process> {
        let idle = self.lock().pop();
        let terms = || Order::Terms {
            limits: self.limits.clone(),
            ocr: self.ocr.clone(),
        };
        idle.map_or_else(|| Process::start(&self.program, terms()), Ok)
    }
}

/// What was said of one file so far.
struct Talk<'a> {
    opened: &'a Opened,
    /// Files in the order in which they began, and what was read of them.
    order: Vec<String>,
    listed: BTreeSet<String>,
    read: BTreeMap<String, RawFile>,
    /// Files that cost a process; what is said of them stands.
    blamed: BTreeMap<String, RawFile>,
    /// Files begun and not ended, outermost first.
    open: Vec<String>,
}

impl<'a> Talk<'a> {
    fn new(opened: &'a Opened) -> Self {
        Self {
            opened,
            order: Vec::new(),
            listed: BTreeSet::new(),
            read: BTreeMap::new(),
            blamed: BTreeMap::new(),
            open: Vec::new(),
        }
    }

    fn list(&mut self, file: &str) {
        if self.listed.insert(file.to_owned()) {
            self.order.push(file.to_owned());
        }
    }

    /// Takes note of a file; refuses one that is neither what was sent nor inside what is being read.
    fn begins(&mut self, file: String) -> io::Result<()> {
        let belongs = match self.open.last() {
            Some(carrier) => file
                .strip_prefix(carrier.as_str())
                .is_some_and(|rest| rest.starts_with('/')),
            None => file == self.opened.file,
        };
        if !belongs {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.list(&file);
        self.open.push(file);
        Ok(())
    }

    /// Takes a row; refuses one of a file that was not begun, or that is not the file that was sent.
    fn ends(&mut self, raw: RawFile) -> io::Result<()> {
        let is_other = raw.file == self.opened.file && raw.sha256 != self.opened.sha256;
        if self.open.pop().as_ref() != Some(&raw.file) || is_other {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.read.insert(raw.file.clone(), raw);
        Ok(())
    }

    /// Whether the file that was sent was read to its end.
    fn is_whole(&self) -> bool {
        self.open.is_empty() && self.read.contains_key(&self.opened.file)
    }

    /// The innermost file that was being read.
    fn in_progress(&mut self) -> String {
        let last = std::mem::take(&mut self.open).pop();
        last.unwrap_or_else(|| self.opened.file.clone())
    }

    fn blame(&mut self, file: &str, recovery: Recovery, reason: Reason) {
        let (sha256, bytes) = if file == self.opened.file {
            (self.opened.sha256.clone(), self.opened.bytes.len() as u64)
        } else {
            (String::new(), 0)
        };
        let mut raw = nothing_read(file, sha256, bytes);
        raw.recovery = recovery;
        raw.reasons.push(reason);
        self.list(file);
        self.blamed.insert(file.to_owned(), raw);
    }

    /// All rows; where a process was lost on the way, what the next one said of a file's size and content is kept.
    fn rows(mut self) -> Vec<RawFile> {
        let rows = self.order.iter().filter_map(|file| {
            let said = self.read.remove(file);
            match (self.blamed.remove(file), said) {
                (Some(mut blamed), Some(said)) => {
                    blamed.sha256 = said.sha256;
                    blamed.bytes = said.bytes;
                    Some(blamed)
                }
                (blamed, said) => blamed.or(said),
            }
        });
        rows.collect()
    }
}

/// One reading process.
#[derive(Debug)]
struct Process {
    child: Arc<Mutex<Child>>,
    orders: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
    last_words: ChildStderr,
    watch: Watch,
    /// The terms, until they are told.
    terms: Option<Order>,
}

impl Process {
    fn start(program: &Path, terms: Order) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg(WORKER_ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(orders), Some(answers), Some(last_words)) = pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let child = Arc::new(Mutex::new(child));
        Ok(Self {
            orders: BufWriter::with_capacity(1 << 16, orders),
            answers: BufReader::with_capacity(1 << 16, answers),
            last_words,
            watch: Watch::start(&child)?,
            child,
            terms: Some(terms),
        })
    }

    /// Has one file read; says whether the process is tired.
    fn read(
        &mut self,
        opened: &Opened,
        skip: &[(String, Reason)],
        talk: &mut Talk<'_>,
        limits: &Limits,
    ) -> io::Result<bool> {
        let time = Some(Duration::from_secs(limits.wall_seconds));
        self.watch.set(time);
        if let Some(terms) = self.terms.take() {
            frame::write(&mut self.orders, &terms)?;
        }
        let order = Order::Read {
            file: opened.file.clone(),
            bytes: opened.bytes.len() as u64,
            skip: skip.to_vec(),
        };
        frame::write(&mut self.orders, &order)?;
        self.orders.write_all(&opened.bytes)?;
        self.orders.flush()?;
        let mut left = limits.answer_mb << 20;
        loop {
            let Some((answer, size)) = frame::read::<Answer>(&mut self.answers, left)? else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            left -= size;
            match answer {
                Answer::Begins(file) => {
                    self.watch.set(time);
                    talk.begins(file)?;
                }
                Answer::Recognizes(seconds) => {
                    let seconds = seconds.saturating_add(limits.wall_seconds);
                    self.watch.set(Some(Duration::from_secs(seconds)));
                }
                Answer::Ends(raw) => talk.ends(raw)?,
                Answer::Done { is_tired } if talk.is_whole() => {
                    self.watch.set(None);
                    return Ok(is_tired);
                }
                Answer::Done { .. } => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
    }

    /// Ends the process and says why its talk broke off.
    fn end(mut self, error: &io::Error, limits: &Limits) -> (Recovery, Reason) {
        let refused = |code, limit: u64| {
            let reason = Reason::new(code).with("limit", limit);
            (Recovery::Refused, reason)
        };
        match error.kind() {
            io::ErrorKind::FileTooLarge => return refused("answer-too-large", limits.answer_mb),
            io::ErrorKind::InvalidData => {
                return (Recovery::Unreadable, Reason::new("reader-made-no-sense"));
            }
            _ => {}
        }
        let status = self.stop();
        let mut words = Vec::new();
        // What cannot be heard is not needed.
        drop(
            (&mut self.last_words)
                .take(LAST_WORDS)
                .read_to_end(&mut words),
        );
        let words = String::from_utf8_lossy(&words);
        if self.watch.rang() {
            refused("reader-too-slow", limits.wall_seconds)
        } else if is_out_of_time(&status) {
            refused("reader-too-much-work", limits.cpu_seconds)
        } else if words.contains("memory allocation of") {
            refused("reader-out-of-memory", limits.memory_mb)
        } else {
            let detail = status.map_or_else(|e| e.to_string(), |s| s.to_string());
            let reason = Reason::new("reader-died").with("detail", detail);
            (Recovery::Unreadable, reason)
        }
    }

    /// Waits for a process that is ending; one that is not is killed.
    fn stop(&self) -> io::Result<ExitStatus> {
        /// How long a process that has closed its pipes may take to end, in steps of a millisecond.
        const STEPS: u32 = 500;
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        for _ in 0..STEPS {
            if let Some(status) = child.try_wait()? {
                watch::kill(&mut child);
                return Ok(status);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        watch::kill(&mut child);
        child.wait()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        // It holds nothing that could be lost; one that has ended already cannot be killed.
        watch::kill(&mut child);
        let _status = child.wait();
    }
}

/// Whether the system ended a process because its processor time was used up.
#[cfg(unix)]
fn is_out_of_time(status: &io::Result<ExitStatus>) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    let signal = status.as_ref().ok().and_then(ExitStatus::signal);
    signal == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn is_out_of_time(_: &io::Result<ExitStatus>) -> bool {
    false
}
