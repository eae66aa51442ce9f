//! Where files are read: in processes of their own, or in this one.
use std::{path::Path, sync::Arc};

use super::Office;
use crate::{
    import::{self, Opened, worker::Pool},
    model::{Limits, RawFile},
};

/// Reads files.
#[derive(Clone, Debug)]
pub(super) enum Reader {
    /// In processes under limits; no file can harm the batch.
    Apart(Arc<Pool>),
    /// In this process, for those who call the library and bring no program.
    Here(Limits),
}

impl Reader {
    /// Reads a file and all it carries; the file itself first.
    pub(super) fn read(&self, opened: &Opened) -> Vec<RawFile> {
        match self {
            Self::Apart(pool) => pool.read(opened),
            Self::Here(limits) => import::read_all(&opened.file, &opened.bytes, limits, None),
        }
    }
}

impl Office {
    /// Has files read in processes of `program`, which must be this program: each under the limits of the workspace, so that a
    /// file that exhausts, hangs or kills its reader costs one row of the import report.
    #[must_use]
    pub fn reading_apart(mut self, program: &Path) -> Self {
        self.pool = Some(Arc::new(Pool::new(program, &self.settings.limits)));
        self
    }

    pub(super) fn reader(&self) -> Reader {
        match &self.pool {
            Some(pool) => Reader::Apart(Arc::clone(pool)),
            None => Reader::Here(self.settings.limits.clone()),
        }
    }
}
