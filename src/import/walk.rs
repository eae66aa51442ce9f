//! Lists the files under a folder, in a fixed order.
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use super::{
    Opened,
    names::{Used, is_leftover, legible},
    open::{self, Failure},
};
use crate::model::{Limits, RawFile, Reason};

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path relative to the root, with `/`; no two files of a folder share one.
    pub file: String,
    /// Size in bytes, 0 if it cannot be read.
    pub bytes: u64,
    /// For a link, the folder it must not lead out of.
    pub link_within: Option<PathBuf>,
}

impl FoundFile {
    /// Takes it into memory, as [`super::open`] does; a link that leads out of the imported folder is not followed, because
    /// what lies there was not sent in.
    ///
    /// # Errors
    /// With the row for the import report.
    pub fn open(&self, limits: &Limits) -> Result<Opened, Box<RawFile>> {
        let Some(folder) = &self.link_within else {
            return super::open(&self.path, &self.file, limits);
        };
        match self.path.canonicalize() {
            Ok(target) if target.starts_with(folder) => super::open(&target, &self.file, limits),
            Ok(_) => Err(Failure::refused(Reason::new("link-leads-out"), 0).row(&self.file)),
            Err(e) => Err(open::broken_link(&e).row(&self.file)),
        }
    }
}

/// The answer key of a batch made for measuring; it stands at the root of the batch and is not material.
const ANSWER_KEY: &str = "truth.ndjson";

/// Files under `root`, or `root` itself if it is a file, sorted by name.
///
/// Everything is listed, so that nothing sent in is lost silently, folders that may not be looked into included: opening them
/// gives the reason. Left out are lock files of office programs, hidden files, what systems leave behind in folders
/// (`Thumbs.db`), and a `truth.ndjson` at the root of the batch. Links to folders are listed and not followed.
#[must_use]
pub fn walk(root: &Path) -> Vec<FoundFile> {
    let base = if root.is_dir() {
        root
    } else {
        root.parent().unwrap_or(root)
    };
    let mut used = Used::default();
    let mut found = |path: PathBuf, bytes: u64, is_link: bool| {
        let rel = path.strip_prefix(base).unwrap_or(&path);
        let steps: Vec<String> = rel.components().map(|c| shown(c.as_os_str())).collect();
        FoundFile {
            // One name in GBK bytes and one in UTF-8 read alike.
            file: used.own(steps.join("/")),
            bytes,
            link_within: is_link.then(|| base.canonicalize().unwrap_or_else(|_| base.to_owned())),
            path,
        }
    };
    WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !is_left_out(&shown(e.file_name()), e.depth()))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => {
                let bytes = entry.metadata().map_or(0, |m| m.len());
                let is_link = entry.depth() > 0 && entry.path_is_symlink();
                Some(found(entry.into_path(), bytes, is_link))
            }
            Err(error) => Some(found(error.path()?.to_owned(), 0, false)),
        })
        .collect()
}

/// A name as people read it. Names unpacked from Chinese archives are often GBK bytes.
#[cfg(unix)]
fn shown(name: &OsStr) -> String {
    use std::os::unix::ffi::OsStrExt;
    match name.to_str() {
        Some(name) => legible(name),
        None => legible(&super::encoding::decode(name.as_bytes()).text),
    }
}

/// A name as people read it.
#[cfg(not(unix))]
fn shown(name: &OsStr) -> String {
    legible(&name.to_string_lossy())
}

fn is_left_out(name: &str, depth: usize) -> bool {
    is_leftover(name) || (depth == 1 && name == ANSWER_KEY)
}
