//! What `taizhang rules` can be asked.
use std::path::PathBuf;

use clap::Subcommand;

use super::args::{FormatArgs, ReadingArgs};

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    Check { path: Vec<PathBuf> },
    Health(HealthArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct HealthArgs {
    #[arg(required = true)]
    pub(super) path: Vec<PathBuf>,
    #[arg(long)]
    pub(super) near: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}
