//! The one door through which papers leave: written into `reports/`, and told in the log with their hash and the reason.
use std::path::Path;

use super::{Office, OfficeError, Paper};
use crate::store;

impl Office {
    /// Writes a paper into `reports/` and tells that it left. One that is there with other content is never overwritten.
    pub(super) fn let_out(
        &mut self,
        (name, extension): (&str, &str),
        bytes: &[u8],
        reason: &str,
    ) -> Result<Paper, OfficeError> {
        let by = self.actor.name.clone();
        self.let_out_by(&by, (name, extension), bytes, reason)
    }

    /// As [`Self::let_out`], taken out by a person who need not be the one who works the program.
    pub(super) fn let_out_by(
        &mut self,
        by: &str,
        (name, extension): (&str, &str),
        bytes: &[u8],
        reason: &str,
    ) -> Result<Paper, OfficeError> {
        self.writing(|office| {
            let path = office.workspace.write_report(name, extension, bytes)?;
            office.tell_left(by, &path, bytes, reason)?;
            Ok(Paper {
                kind: extension.to_owned(),
                path,
            })
        })
    }

    /// Writes a paper to a place outside `reports/` and tells that it left.
    pub(super) fn let_out_to(
        &mut self,
        path: &Path,
        bytes: &[u8],
        reason: &str,
    ) -> Result<(), OfficeError> {
        let by = self.actor.name.clone();
        self.writing(|office| {
            store::write_whole(path, bytes)?;
            office.tell_left(&by, path, bytes, reason)
        })
    }

    fn tell_left(
        &mut self,
        by: &str,
        path: &Path,
        bytes: &[u8],
        reason: &str,
    ) -> Result<(), OfficeError> {
        let shown = path.strip_prefix(self.workspace.root()).unwrap_or(path);
        let shown = shown.display().to_string();
        self.tell_export(Some(by), &shown, bytes, reason)
    }
}
