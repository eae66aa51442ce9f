//! The working folder: found like git finds its folder.
use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Settings, StoreError, settings::TEMPLATE};

/// A working folder with `taizhang.toml`, `corpora/`, `index/`, `rules/`, `reports/` and `taizhang.db`.
///
/// A folder that has `corpora/` and `index/` but no `taizhang.toml` is a workspace with default settings:
/// the program's own repository is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
}

/// Held while one process writes to a workspace; freed when dropped or when the process ends in any way.
#[derive(Debug)]
pub struct WorkspaceLock {
    _file: fs::File,
}

impl Workspace {
    /// The workspace that holds `start`: the nearest parent that is one.
    ///
    /// # Errors
    /// [`StoreError::NoWorkspace`] when there is none.
    pub fn find(start: &Path) -> Result<Self, StoreError> {
        let start = std::path::absolute(start).map_err(StoreError::file(start))?;
        start
            .ancestors()
            .find(|p| is_workspace(p))
            .map(|p| Self { root: p.to_owned() })
            .ok_or(StoreError::NoWorkspace { start })
    }

    /// The workspace in exactly this folder, whatever lies above it.
    ///
    /// # Errors
    /// [`StoreError::NoWorkspace`] when the folder is none.
    pub fn at(root: &Path) -> Result<Self, StoreError> {
        let root = std::path::absolute(root).map_err(StoreError::file(root))?;
        if is_workspace(&root) {
            Ok(Self { root })
        } else {
            Err(StoreError::NoWorkspace { start: root })
        }
    }

    /// Makes a workspace of a folder, keeping what is already there.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn init(root: &Path) -> Result<Self, StoreError> {
        let root = std::path::absolute(root).map_err(StoreError::file(root))?;
        for folder in ["corpora", "index", "reports", "rules"] {
            let path = root.join(folder);
            fs::create_dir_all(&path).map_err(StoreError::file(&path))?;
        }
        let file = root.join("taizhang.toml");
        if !file.exists() {
            #[expect(clippy::disallowed_methods, reason = "the store writes the workspace")]
            fs::write(&file, TEMPLATE).map_err(StoreError::file(&file))?;
        }
        Ok(Self { root })
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
    /// Where originals are kept.
    #[must_use]
    pub fn corpora(&self) -> PathBuf {
        self.root.join("corpora")
    }
    /// Where the search index lies.
    #[must_use]
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }
    /// Where lists are written.
    #[must_use]
    pub fn reports(&self) -> PathBuf {
        self.root.join("reports")
    }
    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.root.join("taizhang.db")
    }

    /// The settings; defaults when there is no `taizhang.toml`.
    ///
    /// # Errors
    /// When the file cannot be read or says something that is not understood.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        let path = self.root.join("taizhang.toml");
        if !path.exists() {
            return Ok(Settings::default());
        }
        let text = read_text(&path)?;
        let mut settings: Settings = toml::from_str(&text).map_err(|e| StoreError::Settings {
            path,
            message: e.to_string(),
        })?;
        settings
            .reading
            .profiles
            .clone_from(&settings.import.profile);
        Ok(settings)
    }

    /// Rule packs of the workspace: (path relative to the workspace, text), sorted by path.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn rule_packs(&self) -> Result<Vec<(String, String)>, StoreError> {
        read_rule_packs(&self.root.join("rules"), "rules")
    }

    /// Templates of papers the workspace has of its own: (path relative to the workspace, text), sorted by path.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn templates(&self) -> Result<Vec<(String, String)>, StoreError> {
        read_rule_packs(&self.root.join("templates"), "templates")
    }

    /// Adds a template to the workspace; `None` when a file of that name is there, which is left alone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add_template(&self, name: &str, text: &str) -> Result<Option<PathBuf>, StoreError> {
        let folder = self.root.join("templates");
        fs::create_dir_all(&folder).map_err(StoreError::file(&folder))?;
        let path = folder.join(format!("{name}.toml"));
        if path.exists() {
            return Ok(None);
        }
        write_whole(&path, text.as_bytes())?;
        Ok(Some(path))
    }

    /// Waits for no one: either this process may write, or another one is writing.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process is writing.
    pub fn lock(&self) -> Result<WorkspaceLock, StoreError> {
        self.take("taizhang.db.lock")
    }

    /// As [`Self::lock`], for work that takes long (importing, examining, indexing): no two processes do it at the same time, but
    /// acts of people may be kept in between.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process is at such work.
    pub fn lock_long_work(&self) -> Result<WorkspaceLock, StoreError> {
        self.take("taizhang.db.work.lock")
    }

    fn take(&self, name: &str) -> Result<WorkspaceLock, StoreError> {
        let path = self.root.join(name);
        let file = fs::File::create(&path).map_err(StoreError::file(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(WorkspaceLock { _file: file }),
            Err(_) => Err(StoreError::Locked {
                path: self.root.clone(),
            }),
        }
    }

    /// Writes a paper into `reports/`, whole or not at all, and returns its path.
    ///
    /// A file of that name with other content is left alone (a reviewer may have written in it): a number is added.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_report(
        &self,
        name: &str,
        extension: &str,
        bytes: &[u8],
    ) -> Result<PathBuf, StoreError> {
        let folder = self.reports();
        fs::create_dir_all(&folder).map_err(StoreError::file(&folder))?;
        let mut path = folder.join(format!("{name}.{extension}"));
        for n in 2_u32.. {
            #[expect(clippy::disallowed_methods, reason = "the store writes the workspace")]
            match fs::read(&path) {
                Ok(there) if there == bytes => return Ok(path),
                Ok(_) => path = folder.join(format!("{name}_{n}.{extension}")),
                Err(_) => break,
            }
        }
        write_whole(&path, bytes)?;
        Ok(path)
    }
}

fn is_workspace(folder: &Path) -> bool {
    folder.join("taizhang.toml").is_file()
        || (folder.join("corpora").is_dir() && folder.join("index").is_dir())
}

/// Writes a file so that it appears whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    #[expect(clippy::disallowed_methods, reason = "the store writes the workspace")]
    fs::write(&part, bytes).map_err(StoreError::file(&part))?;
    fs::rename(&part, path).map_err(StoreError::file(path))
}

/// Rule packs (`*.toml`) under a file or folder: (path as shown, text), sorted.
///
/// # Errors
/// When a file cannot be read.
pub fn read_rule_packs(path: &Path, shown: &str) -> Result<Vec<(String, String)>, StoreError> {
    if path.is_file() {
        return Ok(vec![(shown.to_owned(), read_text(path)?)]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut packs = Vec::new();
    for entry in walkdir::WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
    {
        if entry.path().extension().is_some_and(|e| e == "toml") {
            let rel = entry.path().strip_prefix(path).unwrap_or(entry.path());
            packs.push((
                format!("{shown}/{}", rel.display()),
                read_text(entry.path())?,
            ));
        }
    }
    Ok(packs)
}

fn read_text(path: &Path) -> Result<String, StoreError> {
    #[expect(clippy::disallowed_methods, reason = "the store reads the workspace")]
    fs::read_to_string(path).map_err(StoreError::file(path))
}

/// Write-ahead logging needs memory shared between processes of one machine; on network shares it can corrupt the file.
/// Source: <https://www.sqlite.org/wal.html>. Only Linux tells us; elsewhere nothing is refused.
pub(super) fn refuse_network_share(file: &Path) -> Result<(), StoreError> {
    const SHARES: &[&str] = &[
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afs",
        "fuse.sshfs",
        "davfs",
        "fuse.davfs",
    ];
    let folder = file.parent().unwrap_or(file);
    let Ok(folder) = folder.canonicalize() else {
        return Ok(());
    };
    let Ok(mounts) = read_text(Path::new("/proc/self/mounts")) else {
        return Ok(());
    };
    let kind = mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            Some((fields.next()?, fields.next()?))
        })
        .filter(|(at, _)| folder.starts_with(at))
        .max_by_key(|(at, _)| at.len())
        .map(|(_, kind)| kind);
    match kind {
        Some(kind) if SHARES.contains(&kind) => Err(StoreError::NetworkShare {
            path: folder,
            kind: kind.to_owned(),
        }),
        _ => Ok(()),
    }
}
