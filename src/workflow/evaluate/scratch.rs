//! A workspace for the time of one measurement.
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// Numbers the folders of this process.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A folder that is gone when this is dropped.
#[derive(Debug)]
pub(in crate::workflow) struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// A new folder where the system keeps such things.
    ///
    /// # Errors
    /// When it cannot be made, or one of that name is there: nothing of another's is ever used or removed.
    pub(in crate::workflow) fn new() -> io::Result<Self> {
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("taizhang-eval-{}-{nth}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path)?;
        Ok(Self { path })
    }
    /// Where it is.
    pub(in crate::workflow) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Left-overs in the folder for temporary files harm nobody.
        let _ = fs::remove_dir_all(&self.path);
    }
}
