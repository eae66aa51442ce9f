//! Writing to the terminal without falling over a closed pipe.
use std::io::{self, IsTerminal as _, Write as _};

use comfy_table::{ContentArrangement, Table, presets};

/// Width used when the output is no terminal.
const PLAIN_WIDTH: u16 = 120;

/// Prints a text to stdout; a closed pipe is no error here.
pub(super) fn say(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Prints a line to stderr.
pub(super) fn complain(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(text.trim_end().as_bytes());
    let _ = err.write_all(b"\n");
}

/// Prints a line to stdout.
///
/// # Errors
/// When stdout is closed, so that a long listing ends early.
pub(super) fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")
}

/// A table with a header, fitted to the terminal.
pub(super) fn table(header: &[String]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header);
    if !io::stdout().is_terminal() {
        table.set_width(PLAIN_WIDTH);
    }
    table
}
