//! Promises of `cli`, by running the program.
mod catalogues;
mod eval;
mod help;
mod killed;
mod ledger;
mod rules;
mod serving;
mod use_of_it;

use std::{
    path::Path,
    process::{Command, Output},
};

/// The program, to be run in a folder.
pub(super) fn program(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    command
        .current_dir(dir)
        .env("TAIZHANG_LANG", "en")
        .env_remove("LANG");
    command
}

/// Runs the program in a folder and gives back what it printed.
pub(super) fn taizhang(dir: &Path, args: &[&str]) -> Output {
    program(dir).args(args).output().unwrap()
}

/// What it printed to stdout, after checking its exit code.
pub(super) fn stdout(dir: &Path, args: &[&str], code: i32) -> String {
    let out = taizhang(dir, args);
    let (o, e) = (
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr),
    );
    assert_eq!(out.status.code(), Some(code), "{args:?}\n{o}\n{e}");
    o.into_owned()
}

/// Lines of JSON.
pub(super) fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}
