//! The folder a named path stands for.
use std::{
    io,
    path::{Path, PathBuf},
};

/// A path as named by a person, made absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The file or folder.
    pub path: PathBuf,
    /// The folder that file names are relative to: the folder itself, or the one the file lies in.
    pub folder: PathBuf,
    /// Name of that folder.
    pub name: String,
}

impl Root {
    /// Finds it on disk; links in the path are followed.
    ///
    /// # Errors
    /// When the path does not exist or may not be looked at.
    pub fn of(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        let folder = if path.is_dir() {
            path.clone()
        } else {
            path.parent().unwrap_or(&path).to_owned()
        };
        let name = folder
            .file_name()
            .map_or_else(|| "batch".to_owned(), |n| n.to_string_lossy().into_owned());
        Ok(Self { path, folder, name })
    }

    /// Whether it lies inside another folder.
    #[must_use]
    pub fn is_inside(&self, other: &Path) -> bool {
        other
            .canonicalize()
            .is_ok_and(|other| self.folder.starts_with(other))
    }
}
