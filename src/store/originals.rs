//! Copies of what was sent in, so that evidence stays when the folder it came from is gone.
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use super::StoreError;

/// Puts a copy of a file under `corpora/<batch>/<file>`; does nothing when the same content is already there.
///
/// A former version with other content is moved to `corpora/<batch>/.versions/<first 12 digits of its SHA-256>/<file>`.
/// The copy appears whole or not at all, whenever the program is stopped.
///
/// # Errors
/// When a folder or file cannot be written.
pub fn keep_original(
    corpora: &Path,
    batch: &str,
    file: &str,
    bytes: &[u8],
    sha256_of: impl Fn(&[u8]) -> String,
) -> Result<(), StoreError> {
    let folder = corpora.join(batch);
    let target = folder.join(relative(file, &sha256_of));
    #[expect(clippy::disallowed_methods, reason = "the store keeps the originals")]
    if let Ok(there) = fs::read(&target) {
        if there == bytes {
            return Ok(());
        }
        let digest = sha256_of(&there);
        let older = folder
            .join(".versions")
            .join(&digest[..digest.len().min(12)])
            .join(relative(file, &sha256_of));
        make_folder_of(&older)?;
        fs::rename(&target, &older).map_err(StoreError::file(&older))?;
    }
    make_folder_of(&target)?;
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = target.with_file_name(name);
    let mut out = fs::File::create(&part).map_err(StoreError::file(&part))?;
    out.write_all(bytes)
        .and_then(|()| out.sync_all())
        .map_err(StoreError::file(&part))?;
    fs::rename(&part, &target).map_err(StoreError::file(&target))
}

/// Longest name of a copy, in bytes. Systems allow 255, and the copy is called `….part` while it is made.
const LONGEST_NAME: usize = 200;
/// Longest path of a copy below its batch, in bytes. Systems allow 4,096 with the folders the workspace lies in.
const LONGEST_PATH: usize = 2_000;
/// Bytes kept of a name that is shortened, before digits of its own.
const KEPT: usize = 120;
/// Longest extension that is kept, in bytes.
const LONGEST_EXTENSION: usize = 10;

/// The file's path without anything that could lead out of the folder; what is too long for the system is shortened, with
/// digits of its own so that no two become one.
fn relative(file: &str, sha256_of: &impl Fn(&[u8]) -> String) -> PathBuf {
    let digits = |text: &str| {
        sha256_of(text.as_bytes())
            .chars()
            .take(12)
            .collect::<String>()
    };
    let short = |name: &str| {
        if name.len() <= LONGEST_NAME {
            return name.to_owned();
        }
        let kept = (0..=KEPT).rev().find_map(|end| name.get(..end));
        let extension = name
            .rsplit_once('.')
            .map(|(_, extension)| extension)
            .filter(|extension| extension.len() <= LONGEST_EXTENSION);
        let dot = if extension.is_some() { "." } else { "" };
        let (kept, extension) = (kept.unwrap_or_default(), extension.unwrap_or_default());
        format!("{kept}…{}{dot}{extension}", digits(name))
    };
    let steps = file.split('/').filter(|p| !matches!(*p, "" | "." | ".."));
    let path: PathBuf = steps.map(short).collect();
    if path.as_os_str().len() <= LONGEST_PATH {
        return path;
    }
    let name = path.file_name().unwrap_or_default();
    Path::new(".deep").join(digits(file)).join(name)
}

fn make_folder_of(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(StoreError::file(folder))
}

/// The content of an original, from the first of these folders where a file of that path, or a former version of it, is the one
/// that `is_it`.
#[must_use]
pub fn original(
    folders: &[&Path],
    file: &str,
    is_it: impl Fn(&[u8]) -> bool,
    sha256_of: impl Fn(&[u8]) -> String,
) -> Option<Vec<u8>> {
    let inside = relative(file, &sha256_of);
    folders.iter().find_map(|folder| {
        let versions = fs::read_dir(folder.join(".versions"));
        let former = versions
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|version| version.path().join(&inside));
        std::iter::once(folder.join(&inside))
            .chain(former)
            .find_map(|path| {
                #[expect(clippy::disallowed_methods, reason = "the store keeps the originals")]
                fs::read(path).ok().filter(|bytes| is_it(bytes))
            })
    })
}
