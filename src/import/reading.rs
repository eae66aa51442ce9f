//! Takes a file into memory and reads it with all it carries; whatever happens, there is a row for the import report.
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    path::Path,
};

use super::{Attached, IMPORTERS, ReadError, Reading, Recognizer, Terms, sha256_hex, sniff};
use crate::model::{Format, Limits, RawFile, Reason, Recovery};

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

/// Takes a file into memory; what cannot be taken comes back as a [`RawFile`] with the reason.
///
/// # Errors
/// With the row for the import report.
pub fn open(path: &Path, file: &str, limits: &Limits) -> Result<Opened, Box<RawFile>> {
    let failed = |reason: Reason, recovery, bytes| {
        let mut raw = nothing_read(file, String::new(), bytes);
        raw.recovery = recovery;
        raw.reasons.push(reason);
        Box::new(raw)
    };
    let cannot_open = |e| {
        failed(
            Reason::new("cannot-open").with("detail", e),
            Recovery::Unreadable,
            0,
        )
    };
    let meta = std::fs::metadata(path).map_err(cannot_open)?;
    if !meta.is_file() {
        return Err(failed(
            Reason::new("not-a-regular-file"),
            Recovery::Refused,
            0,
        ));
    }
    if meta.len() > limits.file_mb << 20 {
        let reason = Reason::new("file-too-large").with("limit", limits.file_mb);
        return Err(failed(reason, Recovery::Refused, meta.len()));
    }
    #[expect(clippy::disallowed_methods, reason = "this is where files are read")]
    let bytes = std::fs::read(path).map_err(cannot_open)?;
    Ok(Opened {
        file: file.to_owned(),
        sha256: sha256_hex(&bytes),
        bytes,
    })
}

impl Opened {
    /// Reads it; see [`read_bytes`].
    #[must_use]
    pub fn read(&self) -> RawFile {
        read_bytes(&self.file, &self.bytes)
    }
}

/// Reads bytes as a given format, without what they carry and on the default terms.
///
/// # Errors
/// As [`super::Importer::read`]; `Unreadable` when the format has no reader.
pub fn read_as(format: Format, bytes: &[u8]) -> Result<Reading, ReadError> {
    let limits = Limits::default();
    let budget = Cell::new(limits.expanded_mb << 20);
    let terms = Terms::new(&limits, None, &budget, &|_| Ok(()));
    match IMPORTERS.iter().find(|i| i.format() == format) {
        Some(importer) => importer.read(bytes, &terms),
        None => Err(ReadError::Unreadable(not_read(format))),
    }
}

fn not_read(format: Format) -> Reason {
    Reason::new("format-not-read").with("format", format.name())
}

/// Reads a file that is already in memory, without what it carries and on the default terms. Never fails: what cannot be read
/// comes back with a [`Recovery`] and the reasons.
#[must_use]
pub fn read_bytes(file: &str, bytes: &[u8]) -> RawFile {
    let limits = Limits::default();
    let budget = Cell::new(limits.expanded_mb << 20);
    let terms = Terms::new(&limits, None, &budget, &|_| Ok(()));
    read_one(file, bytes, &terms)
}

/// Sees each file while a file and all that it carries is read.
pub trait Witness {
    /// A file is about to be read, carriers before what they carry.
    ///
    /// # Errors
    /// With the reason when this file shall not be read.
    fn begins(&self, file: &str) -> Result<(), Reason>;
    /// A file was read; what it carries was seen before.
    fn ends(&self, raw: RawFile);
}

/// Reads a file that is already in memory and all that it carries: the file itself first, then what lies inside it, each
/// followed by its own contents. A carried file is named `<carrier>/<name inside>`.
///
/// Never fails, as [`read_bytes`]. What the limits leave out is said in the reasons of its carrier.
#[must_use]
pub fn read_all(
    file: &str,
    bytes: &[u8],
    limits: &Limits,
    recognizer: Option<&dyn Recognizer>,
) -> Vec<RawFile> {
    let rows = Rows::default();
    read_witnessed(file, bytes, limits, recognizer, &rows);
    rows.in_order()
}

/// As [`read_all`], handing each file to `witness` as soon as it is read.
pub fn read_witnessed(
    file: &str,
    bytes: &[u8],
    limits: &Limits,
    recognizer: Option<&dyn Recognizer>,
    witness: &dyn Witness,
) {
    let tree = Tree {
        limits,
        recognizer,
        budget: Cell::new(limits.expanded_mb << 20),
        files: Cell::new(limits.files),
        witness,
    };
    tree.read(file, bytes, &[]);
}

/// Keeps what was read, in the order in which reading began.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: RefCell<Vec<(String, Option<RawFile>)>>,
}

impl Rows {
    /// The files, carriers before what they carry.
    pub(super) fn in_order(self) -> Vec<RawFile> {
        let rows = self.rows.into_inner();
        rows.into_iter().filter_map(|(_, raw)| raw).collect()
    }
}

impl Witness for Rows {
    fn begins(&self, file: &str) -> Result<(), Reason> {
        self.rows.borrow_mut().push((file.to_owned(), None));
        Ok(())
    }
    fn ends(&self, raw: RawFile) {
        let mut rows = self.rows.borrow_mut();
        if let Some((_, row)) = rows.iter_mut().rev().find(|(file, _)| *file == raw.file) {
            *row = Some(raw);
        }
    }
}

/// The outermost file and everything in it, while it is read.
struct Tree<'a> {
    limits: &'a Limits,
    recognizer: Option<&'a dyn Recognizer>,
    /// Bytes that may still be unpacked.
    budget: Cell<u64>,
    /// Files that may still be handed over.
    files: Cell<u32>,
    witness: &'a dyn Witness,
}

impl Tree<'_> {
    /// Reads one file; `around` are the contents' hashes of the files it lies in, outermost first.
    fn read(&self, file: &str, bytes: &[u8], around: &[String]) {
        let sha256 = sha256_hex(bytes);
        let refused = self.witness.begins(file).err().or_else(|| {
            if around.len() > self.limits.nesting as usize {
                Some(Reason::new("carried-too-deep").with("limit", self.limits.nesting))
            } else if around.contains(&sha256) {
                Some(Reason::new("contains-itself"))
            } else {
                None
            }
        });
        if let Some(reason) = refused {
            let mut raw = nothing_read(file, sha256, bytes.len() as u64);
            raw.recovery = Recovery::Refused;
            raw.reasons.push(reason);
            self.witness.ends(raw);
            return;
        }
        let inner: Vec<String> = around.iter().cloned().chain([sha256]).collect();
        let names = RefCell::new(BTreeMap::new());
        let carried = |carried: Attached| self.carried(file, &carried, &inner, &names);
        let terms = Terms::new(self.limits, self.recognizer, &self.budget, &carried);
        self.witness.ends(read_one(file, bytes, &terms));
    }

    fn carried(
        &self,
        carrier: &str,
        carried: &Attached,
        around: &[String],
        names: &RefCell<BTreeMap<String, u32>>,
    ) -> Result<(), Reason> {
        let Some(left) = self.files.get().checked_sub(1) else {
            return Err(Reason::new("too-many-files").with("limit", self.limits.files));
        };
        self.files.set(left);
        let name = own_name(&carried.name, &mut names.borrow_mut());
        self.read(&format!("{carrier}/{name}"), &carried.bytes, around);
        Ok(())
    }
}

/// The name of a carried file without anything that leads out of its carrier; a name used before gets a number.
fn own_name(name: &str, used: &mut BTreeMap<String, u32>) -> String {
    let steps: Vec<&str> = name
        .split(['/', '\\'])
        .filter(|s| !matches!(*s, "" | "." | ".."))
        .collect();
    let name = if steps.is_empty() {
        "?".to_owned()
    } else {
        steps.join("/").replace(|c: char| c.is_control(), "?")
    };
    let count = used.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 {
        name
    } else {
        format!("{name} ({count})")
    }
}

pub(super) fn nothing_read(file: &str, sha256: String, bytes: u64) -> RawFile {
    RawFile {
        file: file.to_owned(),
        sha256,
        bytes,
        format: None,
        recovery: Recovery::Complete,
        reasons: Vec::new(),
        blocks: Vec::new(),
        facts: BTreeMap::new(),
    }
}

fn read_one(file: &str, bytes: &[u8], terms: &Terms<'_>) -> RawFile {
    let mut raw = nothing_read(file, sha256_hex(bytes), bytes.len() as u64);
    let format = match sniff(file, bytes) {
        Ok(format) => format,
        Err((recovery, reason)) => {
            raw.recovery = recovery;
            raw.reasons.push(reason);
            return raw;
        }
    };
    raw.format = Some(format);
    let Some(importer) = IMPORTERS.iter().find(|i| i.format() == format) else {
        raw.recovery = Recovery::Unreadable;
        raw.reasons.push(not_read(format));
        return raw;
    };
    // Third-party readers may panic on hostile input; one bad file must not end the batch.
    let outcome =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| importer.read(bytes, terms)));
    match outcome {
        Ok(Ok(reading)) => {
            raw.recovery = if reading.partial {
                Recovery::Partial
            } else {
                Recovery::Complete
            };
            raw.reasons = reading.reasons;
            raw.blocks = reading.blocks;
            raw.facts = reading.facts;
            if raw.blocks.is_empty() && raw.reasons.is_empty() {
                raw.reasons.push(Reason::new("no-text"));
            }
        }
        Ok(Err(ReadError::Encrypted)) => {
            raw.recovery = Recovery::Encrypted;
            raw.reasons.push(Reason::new("encrypted"));
        }
        Ok(Err(ReadError::Unreadable(reason))) => {
            raw.recovery = Recovery::Unreadable;
            raw.reasons.push(reason);
        }
        Ok(Err(ReadError::Refused(reason))) => {
            raw.recovery = Recovery::Refused;
            raw.reasons.push(reason);
        }
        Err(_) => {
            raw.recovery = Recovery::Unreadable;
            raw.reasons
                .push(Reason::new("reader-panicked").with("format", format.name()));
        }
    }
    raw
}
