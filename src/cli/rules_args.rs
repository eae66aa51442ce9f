//! What `taizhang rules` and `taizhang flags …` can be asked.
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::args::{FormatArgs, ReadingArgs};
use crate::model::RejectCode;

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    Check { path: Vec<PathBuf> },
    Health(HealthArgs),
    Stats(FormatArgs),
    Demote(StandingArgs),
    Restore(StandingArgs),
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

/// A person's act on a rule.
#[derive(Debug, clap::Args)]
pub(super) struct StandingArgs {
    pub(super) rule: String,
    #[arg(long = "as", value_name = "NAME")]
    pub(super) by: String,
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
}

#[derive(Debug, Subcommand)]
pub(super) enum FlagsCommand {
    Decide(DecideArgs),
    Decisions(FormatArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct DecideArgs {
    pub(super) flag: String,
    #[arg(value_enum, hide_possible_values = true)]
    pub(super) decision: Choice,
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub(super) reason: Option<RejectCode>,
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    #[arg(long = "as", value_name = "NAME")]
    pub(super) by: String,
}

/// Whether the passage deserves the second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Choice {
    Accept,
    Reject,
}

/// A cause of rejection by its Chinese name.
fn code(name: &str) -> Result<RejectCode, String> {
    RejectCode::from_name(name).ok_or_else(|| {
        let names: Vec<String> = RejectCode::ALL.iter().map(|c| c.name()).collect();
        names.join("、")
    })
}
