//! Lists the files under a folder, in a fixed order.
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its path relative to the root, with `/`.
    pub file: String,
    /// Size in bytes, 0 if it cannot be read.
    pub bytes: u64,
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
    WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !is_left_out(&shown(e.file_name()), e.depth()))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => {
                let bytes = entry.metadata().map_or(0, |m| m.len());
                Some(found(base, entry.into_path(), bytes))
            }
            Err(error) => Some(found(base, error.path()?.to_owned(), 0)),
        })
        .collect()
}

fn found(base: &Path, path: PathBuf, bytes: u64) -> FoundFile {
    let rel = path.strip_prefix(base).unwrap_or(&path);
    let file = rel
        .components()
        .map(|c| shown(c.as_os_str()))
        .collect::<Vec<_>>()
        .join("/");
    FoundFile { file, bytes, path }
}

/// A name as people read it. Names unpacked from Chinese archives are often GBK bytes.
#[cfg(unix)]
fn shown(name: &OsStr) -> String {
    use std::os::unix::ffi::OsStrExt;
    match name.to_str() {
        Some(name) => name.to_owned(),
        None => super::encoding::decode(name.as_bytes()).text,
    }
}

/// A name as people read it.
#[cfg(not(unix))]
fn shown(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}

/// What systems leave behind in folders.
const LEFTOVERS: &[&str] = &["thumbs.db", "desktop.ini", "__macosx"];

fn is_left_out(name: &str, depth: usize) -> bool {
    name.starts_with("~$")
        || name.starts_with('.')
        || LEFTOVERS.contains(&name.to_ascii_lowercase().as_str())
        || (depth == 1 && name == ANSWER_KEY)
}
