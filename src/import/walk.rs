//! Lists the files under a folder, in a fixed order.
use std::path::{Path, PathBuf};

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
    /// Time of last change in nanoseconds since 1970, if the system tells.
    pub changed: Option<i128>,
}

/// Files under `root`, or `root` itself if it is a file, sorted by name.
///
/// Left out are office lock files (`~$…`), hidden files and `truth.ndjson`-like sidecars are not: everything else is listed,
/// so that nothing sent in is lost silently. Symbolic links are not followed.
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
        .filter_entry(|e| e.depth() == 0 || !is_left_out(&e.file_name().to_string_lossy()))
        .filter_map(Result::ok)
        .filter(|e| !e.file_type().is_dir())
        .map(|e| {
            let meta = e.metadata().ok();
            let rel = e.path().strip_prefix(base).unwrap_or(e.path());
            let file = rel
                .components()
                .map(|c| c.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            FoundFile {
                bytes: meta.as_ref().map_or(0, std::fs::Metadata::len),
                changed: meta.as_ref().and_then(|m| m.modified().ok()).and_then(|t| {
                    let since = t.duration_since(std::time::UNIX_EPOCH).ok()?;
                    i128::try_from(since.as_nanos()).ok()
                }),
                path: e.into_path(),
                file,
            }
        })
        .collect()
}

/// Lock files of office programs and hidden files are not material.
fn is_left_out(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~lock.") || name.starts_with('.')
}
