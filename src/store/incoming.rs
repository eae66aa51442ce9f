//! Files on their way in through the page: received apart, confirmed whole, imported from a folder that bears the batch's name.
//!
//! `.incoming/.parts/<id>/<batch>/` is being received, `.incoming/.ready/<id>/<batch>/` was confirmed and is not yet imported, and
//! `.incoming/<batch>/` is the root of the batch while its files are read. What is confirmed outlives a stop of the program; what
//! is marked as secret leaves no copy behind, because originals are copied into `corpora/` only by the import.
use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use super::{StoreError, Workspace};

const INCOMING: &str = ".incoming";
const PARTS: &str = ".parts";
const READY: &str = ".ready";

/// One sending while it is received; gone with everything in it unless it is confirmed.
#[derive(Debug)]
pub struct Incoming {
    folder: PathBuf,
    ready: PathBuf,
    batch: String,
    files: Vec<String>,
    open: Option<fs::File>,
}

impl Incoming {
    /// Opens a folder for one sending; `id` must be one nobody else uses, and later ones must sort after it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(workspace: &Workspace, id: &str, batch: &str) -> Result<Self, StoreError> {
        let incoming = workspace.root().join(INCOMING);
        let folder = incoming.join(PARTS).join(id);
        let ready = incoming.join(READY);
        for path in [folder.join(batch), ready.clone()] {
            fs::create_dir_all(&path).map_err(StoreError::file(&path))?;
        }
        Ok(Self {
            ready: ready.join(id),
            folder,
            batch: batch.to_owned(),
            files: Vec::new(),
            open: None,
        })
    }

    /// Begins a file; `path` is its path inside the sending, already free of anything that leads out of it.
    ///
    /// # Errors
    /// When it cannot be made, for instance because a file of that path came before.
    pub fn begin(&mut self, path: &str) -> Result<(), StoreError> {
        let place = self.folder.join(&self.batch).join(path);
        let folder = place.parent().unwrap_or(&place);
        fs::create_dir_all(folder).map_err(StoreError::file(folder))?;
        let file = fs::File::create_new(&place).map_err(StoreError::file(&place))?;
        self.files.push(path.to_owned());
        self.open = Some(file);
        Ok(())
    }

    /// Adds to the file that was begun last.
    ///
    /// # Errors
    /// When it cannot be written, for instance because the disk is full.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        match &mut self.open {
            Some(file) => file
                .write_all(bytes)
                .map_err(StoreError::file(&self.folder)),
            None => Ok(()),
        }
    }

    /// Makes sure the file that was begun last is on the disk.
    ///
    /// # Errors
    /// When it is not.
    pub fn end(&mut self) -> Result<(), StoreError> {
        match self.open.take() {
            Some(file) => file.sync_all().map_err(StoreError::file(&self.folder)),
            None => Ok(()),
        }
    }

    /// The batch it belongs to.
    #[must_use]
    pub fn batch(&self) -> &str {
        &self.batch
    }

    /// Paths of the files, in the order they came.
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// What the only file of the sending says; `None` when there is none, or more than one. Nothing of it is imported.
    ///
    /// # Errors
    /// When it cannot be read, or is longer than `most` bytes.
    #[expect(
        clippy::disallowed_methods,
        reason = "the store reads what was sent to it"
    )]
    pub fn only_file(self, most: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let [path] = self.files.as_slice() else {
            return Ok(None);
        };
        let place = self.folder.join(&self.batch).join(path);
        let file = fs::File::open(&place).map_err(StoreError::file(&place))?;
        let mut bytes = Vec::new();
        let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(StoreError::file(&place))?;
        if u64::try_from(read).is_ok_and(|read| read > most) {
            let long = std::io::Error::new(std::io::ErrorKind::FileTooLarge, "too long");
            return Err(StoreError::file(&place)(long));
        }
        Ok(Some(bytes))
    }

    /// Makes the sending one that is to be imported: after this it outlives a stop of the program.
    ///
    /// # Errors
    /// When it cannot be moved; then nothing of it is kept.
    pub fn confirm(mut self) -> Result<(), StoreError> {
        self.end()?;
        fs::rename(&self.folder, &self.ready).map_err(StoreError::file(&self.ready))?;
        let above = self.ready.parent().unwrap_or(&self.ready);
        sync_folder(above).map_err(StoreError::file(above))
    }
}

/// Brings the entry of a renamed folder to the disk; systems other than Unix keep no separate entry that could be lost.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        fs::OpenOptions::new().read(true).open(path)?.sync_all()?;
    }
    Ok(())
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // After confirmation there is nothing here; what a stopped program left is swept at the next start.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Removes what earlier sendings that were never confirmed left behind: nobody was told that they had arrived.
///
/// # Errors
/// When the folder cannot be removed.
pub fn sweep_incoming(workspace: &Workspace) -> Result<(), StoreError> {
    let folder = workspace.root().join(INCOMING).join(PARTS);
    match fs::remove_dir_all(&folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(StoreError::file(&folder)(e)),
        _ => Ok(()),
    }
}

/// The next confirmed sending, laid out as the root of its batch, ready to be imported; `None` when there is none.
///
/// # Errors
/// When a folder cannot be read or moved.
pub fn next_incoming(workspace: &Workspace) -> Result<Option<PathBuf>, StoreError> {
    let incoming = workspace.root().join(INCOMING);
    // What a stopped program was importing comes first.
    let begun = folders(&incoming)?
        .into_iter()
        .find(|p| !is_own(p, PARTS) && !is_own(p, READY));
    if begun.is_some() {
        return Ok(begun);
    }
    for sending in folders(&incoming.join(READY))? {
        if let Some(tree) = folders(&sending)?.into_iter().next() {
            let name = tree.file_name().unwrap_or_default();
            let root = incoming.join(name);
            fs::rename(&tree, &root).map_err(StoreError::file(&root))?;
            let _ = fs::remove_dir(&sending);
            return Ok(Some(root));
        }
        fs::remove_dir(&sending).map_err(StoreError::file(&sending))?;
    }
    Ok(None)
}

/// Removes the root of a batch whose files were imported.
///
/// # Errors
/// When it cannot be removed.
pub fn done_incoming(root: &Path) -> Result<(), StoreError> {
    fs::remove_dir_all(root).map_err(StoreError::file(root))
}

fn is_own(path: &Path, name: &str) -> bool {
    path.file_name().is_some_and(|n| n == name)
}

/// Folders in a folder, by name; none when there is no such folder.
fn folders(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(StoreError::file(path)(e)),
        Ok(entries) => entries,
    };
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|e| e.path())
        .filter(|p| p.is_dir())
        .collect();
    found.sort();
    Ok(found)
}
