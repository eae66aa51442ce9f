//! Reads a file with all it carries, to any depth the limits allow; every file in it gets a row.
use std::cell::{Cell, RefCell};

use super::{
    Recognizer, Terms,
    names::{Used, safe},
    reading::{nothing_read, read_one},
    sha256_hex,
    terms::{Carried, Content},
};
use crate::model::{Limits, RawFile, Reason, Recovery};

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
/// followed by its own contents. A carried file is named `<carrier>/<name inside>`, and no two alike.
///
/// Never fails, as [`super::read_bytes`]. What the limits leave out is said in the reasons of its carrier.
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
        names: RefCell::new(Used::default()),
        witness,
    };
    let outermost = File {
        name: file,
        bytes,
        damage: None,
        remark: None,
    };
    tree.read(&outermost, &[]);
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
    /// Names of carried files, over all depths.
    names: RefCell<Used>,
    witness: &'a dyn Witness,
}

/// A file of the tree.
struct File<'a> {
    name: &'a str,
    bytes: &'a [u8],
    /// What was wrong with it when it was taken out of its carrier.
    damage: Option<Reason>,
    /// What is worth knowing about its name.
    remark: Option<Reason>,
}

impl Tree<'_> {
    /// Reads one file; `around` are the contents' hashes of the files it lies in, outermost first.
    fn read(&self, file: &File<'_>, around: &[String]) {
        let sha256 = sha256_hex(file.bytes);
        let refused = self.witness.begins(file.name).err().or_else(|| {
            if around.len() > self.limits.nesting as usize {
                Some(Reason::new("carried-too-deep").with("limit", self.limits.nesting))
            } else if around.contains(&sha256) {
                Some(Reason::new("contains-itself"))
            } else {
                None
            }
        });
        let mut raw = match refused {
            Some(reason) => {
                let mut raw = nothing_read(file.name, sha256, file.bytes.len() as u64);
                raw.recovery = Recovery::Refused;
                raw.reasons.push(reason);
                raw
            }
            None => {
                let inner: Vec<String> = around.iter().cloned().chain([sha256.clone()]).collect();
                let carried = |carried: Carried| self.carried(file.name, carried, &inner);
                let terms = Terms::new(self.limits, self.recognizer, &self.budget, &carried);
                read_one(file.name, file.bytes, sha256, &terms)
            }
        };
        if let Some(damage) = &file.damage {
            if raw.recovery == Recovery::Complete {
                raw.recovery = Recovery::Partial;
            }
            raw.reasons.insert(0, damage.clone());
        }
        raw.reasons.extend(file.remark.clone());
        self.witness.ends(raw);
    }

    /// Takes a file from its carrier.
    fn carried(&self, carrier: &str, carried: Carried, around: &[String]) -> Result<(), Reason> {
        let Some(left) = self.files.get().checked_sub(1) else {
            return Err(Reason::new("too-many-files").with("limit", self.limits.files));
        };
        self.files.set(left);
        let (name, changed) = safe(&carried.name);
        let remark = changed.then(|| Reason::new("member-name-unsafe"));
        let name = self.names.borrow_mut().own(format!("{carrier}/{name}"));
        let (bytes, damage) = match carried.content {
            Content::Whole(bytes) => (bytes, None),
            Content::Damaged(bytes, damage) => (bytes, Some(damage)),
            Content::Unread {
                bytes,
                recovery,
                reason,
            } => {
                let mut raw = nothing_read(&name, String::new(), bytes);
                raw.recovery = recovery;
                raw.reasons.push(reason);
                raw.reasons.extend(remark);
                // Whether it may be read is no question here, but that it is there must be witnessed.
                if let Err(reason) = self.witness.begins(&name) {
                    raw.reasons.push(reason);
                }
                self.witness.ends(raw);
                return Ok(());
            }
        };
        let file = File {
            name: &name,
            bytes: &bytes,
            damage,
            remark,
        };
        self.read(&file, around);
        Ok(())
    }
}
