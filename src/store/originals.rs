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
    let target = folder.join(relative(file));
    #[expect(clippy::disallowed_methods, reason = "the store keeps the originals")]
    if let Ok(there) = fs::read(&target) {
        if there == bytes {
            return Ok(());
        }
        let digest = sha256_of(&there);
        let older = folder
            .join(".versions")
            .join(&digest[..digest.len().min(12)])
            .join(relative(file));
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

/// The file's path without anything that could lead out of the folder.
fn relative(file: &str) -> PathBuf {
    file.split('/')
        .filter(|p| !matches!(*p, "" | "." | ".."))
        .collect()
}

fn make_folder_of(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(StoreError::file(folder))
}
