//! What `taizhang train` can be asked.
use std::path::PathBuf;

use clap::Subcommand;

use super::args::FormatArgs;

#[derive(Debug, Subcommand)]
pub(super) enum TrainCommand {
    Reader(ReaderArgs),
    Concreteness(ConcretenessArgs),
    Replies(RepliesArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct ReaderArgs {
    #[arg(long, required = true, value_name = "PATH", num_args = 1..)]
    pub(super) gold: Vec<PathBuf>,
    #[arg(long, required = true, value_name = "PATH", num_args = 1..)]
    pub(super) real: Vec<PathBuf>,
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) honest: Vec<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = MOST_REAL, hide_default_value = true)]
    pub(super) most: usize,
    #[arg(long, value_name = "DIR", required_unless_present = "leave_out")]
    pub(super) out: Option<PathBuf>,
    #[arg(long, value_name = "WRITER", value_delimiter = ',')]
    pub(super) leave_out: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ConcretenessArgs {
    #[arg(long, value_name = "DIR")]
    pub(super) gold: PathBuf,
    #[arg(long, value_name = "FILE", required_unless_present = "cross_validate")]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) cross_validate: bool,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct RepliesArgs {
    #[arg(long, value_name = "DIR")]
    pub(super) gold: PathBuf,
    #[arg(long, value_name = "FILE", required_unless_present = "cross_validate")]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) cross_validate: bool,
}

/// Sentences of real papers beyond which the gates gained nothing.
const MOST_REAL: usize = 24_000;
