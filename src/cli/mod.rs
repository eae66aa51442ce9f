//! The command line: asks the workflow, shows the answer, translates errors; contains no rule.

mod args;
mod commands;
mod eval_args;
mod help;
mod language;
mod ledger_args;
mod message;
mod output;
mod papers_args;
mod progress;
mod review_args;
mod rows;
mod rules_args;
mod serve_args;
mod train_args;

use std::process::ExitCode;

use clap::FromArgMatches as _;

pub use language::Language;
pub use message::{reason_text, text};

use crate::workflow::{WORKER_ARGUMENT, serve_reading};
use args::Args;

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All done.
    Done,
    /// Done, but some files could not be read whole.
    DoneWithUnread,
    /// Done, and something kept is not what the event log says.
    Tampered,
}

/// The exit codes, as the README states them.
const WRONG_USE: u8 = 2;
const INTERNAL: u8 = 3;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let given: Vec<std::ffi::OsString> = std::env::args_os().collect();
    if given.get(1).is_some_and(|a| a == WORKER_ARGUMENT) {
        return read_files();
    }
    let language = Language::choose(&given);
    let matches = match help::command(language).try_get_matches_from(given) {
        Ok(matches) => matches,
        Err(error) => return help::report(&error, language),
    };
    let args = match Args::from_arg_matches(&matches) {
        Ok(args) => args,
        Err(error) => return help::report(&error, language),
    };
    match commands::dispatch(args, language) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Tampered) => ExitCode::from(INTERNAL),
        Ok(Outcome::DoneWithUnread) => ExitCode::from(1),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            error.show(language);
            ExitCode::from(if error.is_wrong_use() {
                WRONG_USE
            } else {
                INTERNAL
            })
        }
    }
}

/// Serves another process of this program; see [`WORKER_ARGUMENT`].
fn read_files() -> ExitCode {
    match serve_reading(
        std::io::stdin().lock(),
        std::io::BufWriter::with_capacity(1 << 16, std::io::stdout()),
    ) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(INTERNAL),
    }
}

/// The whole help of every command in one language, for the test that keeps it.
#[must_use]
pub fn help_pages(language: Language) -> Vec<(String, String)> {
    help::pages(language)
}
