//! Decides the format of a file by its content; the extension only settles what content leaves open.
use crate::model::{Format, Reason, Recovery};

/// The format of a file named `name`, or why it is not read.
///
/// # Errors
/// With the recovery and the reason to report when the content is of no format that is read.
pub fn sniff(name: &str, _bytes: &[u8]) -> Result<Format, (Recovery, Reason)> {
    let _ = name;
    Err((Recovery::Unreadable, Reason::new("format-unknown")))
}
