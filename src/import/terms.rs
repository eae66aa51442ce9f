//! What a reader may use and must keep to while it reads one file.
use std::cell::Cell;

use crate::model::{Limits, Reason, Recovery};

/// A file that was carried by another: a member of an archive, an attachment of a message or of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its name inside the carrier, with `/` between folders; may be hostile, see [`Terms::carry`].
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A carried file as its carrier hands it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Carried {
    /// Its name inside the carrier; may be hostile.
    pub(super) name: String,
    /// What could be taken out of the carrier.
    pub(super) content: Content,
}

/// What could be taken out of a carrier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// All of the file.
    Whole(Vec<u8>),
    /// What is left of the file, and what is wrong with it.
    Damaged(Vec<u8>, Reason),
    /// Nothing: a row of the import report with the size the carrier claims.
    Unread {
        /// Bytes claimed.
        bytes: u64,
        /// What becomes of it.
        recovery: Recovery,
        /// Why.
        reason: Reason,
    },
}

/// Reads text from pictures.
pub trait Recognizer: Sync {
    /// Recognizes the text of a picture file (PNM, PNG, JPEG, TIFF or BMP) that holds `pages` pages, in reading order.
    ///
    /// # Errors
    /// With the reason when the engine fails or gives up; its text takes `%{pages}`, which the caller puts in.
    fn recognize(&self, picture: &[u8], pages: u32) -> Result<Recognized, Reason>;

    /// Most pages of one file it may be asked for.
    fn most_pages(&self) -> u32;
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
    /// Confidence in percent: the mean of its words, longer words counting more.
    pub confidence: u8,
    /// Left, top, width and height in pixels of the picture.
    pub frame: [u32; 4],
    /// The block of text it belongs to, a column or a part of one, counted within the picture.
    pub block: u32,
    /// The page of the picture file it stands on, from 1; more than one only in TIFF files.
    pub page: u32,
}

/// The terms on which one file is read.
pub struct Terms<'a> {
    /// What reading may cost.
    pub limits: &'a Limits,
    /// Reads pictures, when the office has switched it on.
    pub recognizer: Option<&'a dyn Recognizer>,
    carried: &'a dyn Fn(Carried) -> Result<(), Reason>,
    /// Bytes that may still be unpacked from the outermost file.
    budget: &'a Cell<u64>,
}

impl<'a> Terms<'a> {
    /// Terms under which each carried file is given to `carried`, which says why it takes no more.
    pub(super) fn new(
        limits: &'a Limits,
        recognizer: Option<&'a dyn Recognizer>,
        budget: &'a Cell<u64>,
        carried: &'a dyn Fn(Carried) -> Result<(), Reason>,
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
    /// With the reason when the limit of files is reached: the reader stops handing over and adds the reason to its own.
    pub fn carry(&self, file: Attached) -> Result<(), Reason> {
        self.hand_over(file.name, Content::Whole(file.bytes))
    }

    /// Hands over what there is of a carried file; a file of which nothing can be taken out gets a row of its own all the same.
    ///
    /// # Errors
    /// As [`Terms::carry`].
    pub(super) fn hand_over(&self, name: String, content: Content) -> Result<(), Reason> {
        (self.carried)(Carried { name, content })
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
