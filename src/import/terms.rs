//! What a reader may use and must keep to while it reads one file.
use std::cell::Cell;

use crate::model::{Limits, Reason};

/// A file that was carried by another: a member of an archive, an attachment of a message or of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its name inside the carrier, with `/` between folders; may be hostile, see [`Terms::carry`].
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Reads text from pictures.
pub trait Recognizer: Sync {
    /// Recognizes the text of one picture, in reading order.
    ///
    /// # Errors
    /// With the reason when the engine fails or gives up.
    fn recognize(&self, picture: &[u8]) -> Result<Recognized, Reason>;
}

/// What was recognized in one picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognized {
    /// Lines in reading order.
    pub lines: Vec<RecognizedLine>,
}

/// A recognized line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognizedLine {
    /// Its characters.
    pub text: String,
    /// Confidence in percent, the least of its words.
    pub confidence: u8,
    /// Left, top, width and height in pixels of the picture.
    pub frame: [u32; 4],
    /// The paragraph it belongs to, counted within the picture.
    pub paragraph: u32,
}

/// The terms on which one file is read.
pub struct Terms<'a> {
    /// What reading may cost.
    pub limits: &'a Limits,
    /// Reads pictures, when the office has switched it on.
    pub recognizer: Option<&'a dyn Recognizer>,
    carried: &'a dyn Fn(Attached) -> Result<(), Reason>,
    /// Bytes that may still be unpacked from the outermost file.
    budget: &'a Cell<u64>,
}

impl<'a> Terms<'a> {
    /// Terms under which each carried file is given to `carried`, which says why it takes no more.
    pub(super) fn new(
        limits: &'a Limits,
        recognizer: Option<&'a dyn Recognizer>,
        budget: &'a Cell<u64>,
        carried: &'a dyn Fn(Attached) -> Result<(), Reason>,
    ) -> Self {
        Self {
            limits,
            recognizer,
            carried,
            budget,
        }
    }

    /// Hands over a file that this file carries. It is read at once, on the same terms, and forgotten.
    ///
    /// # Errors
    /// With the reason when the limit of files, depth or unpacked bytes is reached: the reader stops handing over and adds the
    /// reason to its own.
    pub fn carry(&self, file: Attached) -> Result<(), Reason> {
        (self.carried)(file)
    }

    /// Bytes that may still be unpacked.
    #[must_use]
    pub fn budget(&self) -> u64 {
        self.budget.get()
    }

    /// Takes unpacked bytes off the budget.
    pub fn spend(&self, bytes: u64) {
        self.budget.set(self.budget.get().saturating_sub(bytes));
    }
}
