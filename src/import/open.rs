//! Takes a file from disk into memory, whatever it turns out to be.
use std::{
    fs::{File, Metadata},
    io::{self, ErrorKind, Read},
    path::Path,
    time::SystemTime,
};

use super::{read_bytes, reading::nothing_read, sha256_hex};
use crate::model::{Limits, RawFile, Reason, Recovery};

/// How often a file is taken in that changes meanwhile. A copy under way takes longer than a second try, so more would not help.
const TRIES: usize = 2;

/// A file taken into memory, not yet read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Path relative to the imported root, as it is to be shown.
    pub file: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
}

impl Opened {
    /// Reads it; see [`read_bytes`].
    #[must_use]
    pub fn read(&self) -> RawFile {
        read_bytes(&self.file, &self.bytes)
    }
}

/// Takes a file into memory; what cannot be taken comes back as a [`RawFile`] with the reason. Links are followed.
///
/// # Errors
/// With the row for the import report.
pub fn open(path: &Path, file: &str, limits: &Limits) -> Result<Opened, Box<RawFile>> {
    match steady(|| take(path, limits)) {
        Ok(bytes) => Ok(Opened {
            file: file.to_owned(),
            sha256: sha256_hex(&bytes),
            bytes,
        }),
        Err(failure) => Err(failure.row(file)),
    }
}

/// Why a file could not be taken into memory.
#[derive(Debug)]
pub(super) struct Failure {
    recovery: Recovery,
    reason: Reason,
    /// Size, as far as it is known.
    bytes: u64,
}

impl Failure {
    /// On purpose.
    pub(super) fn refused(reason: Reason, bytes: u64) -> Self {
        Self {
            recovery: Recovery::Refused,
            reason,
            bytes,
        }
    }

    fn unreadable(reason: Reason) -> Self {
        Self {
            recovery: Recovery::Unreadable,
            reason,
            bytes: 0,
        }
    }

    /// The row for the import report.
    pub(super) fn row(self, file: &str) -> Box<RawFile> {
        let mut raw = nothing_read(file, String::new(), self.bytes);
        raw.recovery = self.recovery;
        raw.reasons.push(self.reason);
        Box::new(raw)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let code = match error.kind() {
            ErrorKind::NotFound => "file-vanished",
            _ => "cannot-open",
        };
        Self::unreadable(Reason::new(code).with("detail", error))
    }
}

/// A link with nothing at its end.
pub(super) fn broken_link(error: &io::Error) -> Failure {
    Failure::unreadable(Reason::new("link-broken").with("detail", error))
}

/// What tells two states of a file apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl From<&Metadata> for State {
    fn from(meta: &Metadata) -> Self {
        Self {
            bytes: meta.len(),
            modified: meta.modified().ok(),
        }
    }
}

/// The content of a file that was the same before and after it was taken; one that changed meanwhile is taken once more.
fn steady(
    mut take: impl FnMut() -> Result<(State, Vec<u8>, State), Failure>,
) -> Result<Vec<u8>, Failure> {
    for _ in 0..TRIES {
        let (before, bytes, after) = take()?;
        if before == after {
            return Ok(bytes);
        }
    }
    Err(Failure::unreadable(Reason::new("changed-while-read")))
}

/// Takes the content once, with the state of the file before and after.
///
/// The path is looked at first, because opening a pipe without a writer waits for ever; then the opened file, because another
/// may have taken its place.
fn take(path: &Path, limits: &Limits) -> Result<(State, Vec<u8>, State), Failure> {
    let most = limits.file_mb << 20;
    let too_large = |bytes| {
        let reason = Reason::new("file-too-large").with("limit", limits.file_mb);
        Failure::refused(reason, bytes)
    };
    regular(&std::fs::metadata(path)?, path)?;
    #[expect(clippy::disallowed_methods, reason = "this is where files are read")]
    let mut source = File::open(path)?;
    let meta = source.metadata()?;
    regular(&meta, path)?;
    if meta.len() > most {
        return Err(too_large(meta.len()));
    }
    let mut bytes = Vec::new();
    // A size is a claim: files of the system say 0 and hold text.
    let _ = bytes.try_reserve_exact(usize::try_from(meta.len()).unwrap_or_default());
    (&mut source).take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large(bytes.len() as u64));
    }
    let after = State::from(&source.metadata()?);
    Ok((State::from(&meta), bytes, after))
}

fn regular(meta: &Metadata, path: &Path) -> Result<(), Failure> {
    if meta.is_file() {
        return Ok(());
    }
    // A folder is met here when it could not be listed, or at the end of a link.
    if meta.is_dir()
        && let Err(e) = std::fs::read_dir(path)
    {
        let reason = Reason::new("folder-not-listed").with("detail", e);
        return Err(Failure::unreadable(reason));
    }
    Err(Failure::refused(Reason::new("not-a-regular-file"), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(bytes: u64) -> State {
        State {
            bytes,
            modified: None,
        }
    }

    #[test]
    fn a_file_that_settles_is_taken_on_the_second_try() {
        let mut tries = [
            (state(1), b"a".to_vec(), state(2)),
            (state(2), b"ab".to_vec(), state(2)),
        ]
        .into_iter();
        let taken = steady(|| tries.next().ok_or(Failure::unreadable(Reason::new("over"))));
        assert!(taken.is_ok_and(|bytes| bytes == b"ab"));
    }

    #[test]
    fn a_file_that_never_settles_is_reported() {
        let mut size = 0;
        let taken = steady(|| {
            size += 1;
            Ok((state(size), Vec::new(), state(size + 1)))
        });
        let row = taken.err().map(|failure| failure.row("账.xlsx"));
        assert!(row.is_some_and(|raw| raw.recovery == Recovery::Unreadable
            && raw.reasons == [Reason::new("changed-while-read")]));
        assert_eq!(size, TRIES as u64);
    }
}
