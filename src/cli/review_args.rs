//! What `taizhang review` and `taizhang log` can be asked.
use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;

use super::{args::FormatArgs, ledger_args::particular};
use crate::model::Stance;

#[derive(Debug, Subcommand)]
pub(super) enum ReviewCommand {
    List(ListRecordsArgs),
    Show(ShowRecordArgs),
    New(NewRecordArgs),
    Act(RecordActArgs),
    Take(TakeArgs),
    View(ViewArgs),
    Merge(MergeArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct ListRecordsArgs {
    pub(super) kind: String,
    #[arg(long, value_name = "STATE")]
    pub(super) state: Option<String>,
    #[arg(
        long = "as",
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) by: String,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowRecordArgs {
    pub(super) kind: String,
    pub(super) no: String,
    #[arg(
        long = "as",
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) by: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct NewRecordArgs {
    pub(super) kind: String,
    #[arg(value_parser = particular)]
    pub(super) particular: Vec<(String, String)>,
    #[arg(long = "as", value_name = "NAME")]
    pub(super) by: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct RecordActArgs {
    pub(super) kind: String,
    pub(super) no: String,
    pub(super) act: String,
    #[arg(value_parser = particular)]
    pub(super) particular: Vec<(String, String)>,
    #[arg(long = "as", value_name = "NAME")]
    pub(super) by: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct TakeArgs {
    pub(super) no: String,
    #[arg(long = "as", value_name = "NAME")]
    pub(super) by: String,
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct ViewArgs {
    #[arg(long, value_name = "FILE")]
    pub(super) file: PathBuf,
    pub(super) item: u32,
    #[arg(value_parser = stance)]
    pub(super) stance: Stance,
    #[arg(default_value = "", hide_default_value = true)]
    pub(super) text: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct MergeArgs {
    pub(super) file: PathBuf,
    #[arg(long = "as", value_name = "NAME")]
    pub(super) by: String,
}

#[derive(Debug, Subcommand)]
pub(super) enum LogCommand {
    Verify(VerifyArgs),
    Show(ShowLogArgs),
    Export(ExportLogArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct VerifyArgs {
    #[arg(long, value_name = "HASH")]
    pub(super) head: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowLogArgs {
    #[arg(long, value_name = "KIND")]
    pub(super) entity: Option<String>,
    #[arg(long, value_name = "NO")]
    pub(super) id: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(super) by: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub(super) from: Option<Date>,
    #[arg(
        long,
        short = 'n',
        default_value_t = 50,
        value_name = "N",
        hide_default_value = true
    )]
    pub(super) most: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExportLogArgs {
    #[arg(long = "as", value_name = "NAME")]
    pub(super) by: String,
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
}

/// A stance by its Chinese name.
fn stance(name: &str) -> Result<Stance, String> {
    Stance::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Stance::ALL.iter().map(|s| s.name()).collect();
        names.join("、")
    })
}
