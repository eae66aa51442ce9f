//! `init`: makes a workspace of a folder.
use std::path::PathBuf;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{message::fill, output},
    workflow::Office,
};

pub(super) fn init(desk: &Desk, dir: Option<PathBuf>) -> Result<Outcome, CommandError> {
    let dir = dir
        .or_else(|| desk.workspace.clone())
        .unwrap_or_else(|| PathBuf::from("."));
    let workspace = Office::init(&dir)?;
    output::line(&fill(
        desk.language,
        "init.done",
        &[("path", &workspace.root().display().to_string())],
    ))?;
    Ok(Outcome::Done)
}
