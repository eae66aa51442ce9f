//! Reads files in processes of their own, so that a file that exhausts, hangs or kills its reader costs one row of the import
//! report and nothing else.
//!
//! A process is told its [`Limits`] and [`OcrSettings`] once and then reads file after file. It is sent the bytes, not a path: it opens nothing. For
//! every file, carried ones included, it says when it begins and hands over what was read; so when it ends in the middle, the
//! file to blame is known, and the rest of an archive is read again without it.
mod child;
mod confine;
mod frame;
mod pool;
mod watch;

use serde::{Deserialize, Serialize};

use crate::model::{Limits, OcrSettings, RawFile, Reason};

pub use child::serve;
pub use pool::Pool;

/// The one argument with which the program becomes a reading process.
pub const WORKER_ARGUMENT: &str = "read-files";

/// What a reading process is told.
#[derive(Debug, Serialize, Deserialize)]
enum Order {
    /// First of all: what reading may cost, and how pictures are read.
    Terms {
        /// What reading may cost.
        limits: Limits,
        /// How pictures are read.
        ocr: OcrSettings,
    },
    /// Read this file; its bytes follow.
    Read {
        /// The name to sniff by and to report under.
        file: String,
        /// How many bytes follow.
        bytes: u64,
        /// Carried files that are not to be read, and why.
        skip: Vec<(String, Reason)>,
    },
}

/// What a reading process says.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    /// It begins to read a file: the outermost one, or one that is carried.
    Begins(String),
    /// It has a picture recognized, which may take this many seconds.
    Recognizes(u64),
    /// It has read one.
    Ends(RawFile),
    /// It has read all that it was sent.
    Done {
        /// Whether it has grown so large that a new process should take its place.
        is_tired: bool,
    },
}
