//! Where files are read: in processes of their own, or in this one.
use std::path::Path;

use super::{Office, Progress};
use crate::{
    import::{self, Opened, Recognizer, Tesseract, worker::Pool},
    model::{Limits, OcrEngine, OcrSettings, RawFile},
};

/// Reads files.
pub(super) struct Reader {
    way: Way,
    /// How pictures are read, as far as the machine has what the settings ask for.
    pub(super) ocr: OcrSettings,
}

enum Way {
    /// In processes under limits; no file can harm the batch.
    Apart(Pool),
    /// In this process, for those who call the library and bring no program.
    Here(Limits, Option<Tesseract>),
}

impl Reader {
    /// Reads a file and all it carries; the file itself first.
    pub(super) fn read(&self, opened: &Opened) -> Vec<RawFile> {
        match &self.way {
            Way::Apart(pool) => pool.read(opened),
            Way::Here(limits, tesseract) => {
                let recognizer = tesseract.as_ref().map(|t| t as &dyn Recognizer);
                import::read_all(&opened.file, &opened.bytes, limits, recognizer)
            }
        }
    }
}

impl Office {
    /// Has files read in processes of `program`, which must be this program: each under the limits of the workspace, so that a
    /// file that exhausts, hangs or kills its reader costs one row of the import report.
    #[must_use]
    pub fn reading_apart(mut self, program: &Path) -> Self {
        self.program = Some(program.to_owned());
        self
    }

    /// The reader of this office. Where pictures should be read and cannot be, the person is told why, and they are left unread.
    pub(super) fn reader(&self, progress: &dyn Progress) -> Reader {
        let limits = &self.settings.limits;
        let mut ocr = self.settings.ocr.clone();
        let tesseract = match Tesseract::wanted(&ocr) {
            Some(Ok(tesseract)) => Some(tesseract),
            Some(Err(reason)) => {
                progress.notice(&reason);
                ocr.engine = OcrEngine::None;
                None
            }
            None => None,
        };
        let way = match &self.program {
            Some(program) => Way::Apart(Pool::new(program, limits, &ocr)),
            None => Way::Here(limits.clone(), tesseract),
        };
        Reader { way, ocr }
    }
}
