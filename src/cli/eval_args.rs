//! What `taizhang eval` can be asked.
use std::path::PathBuf;

use super::args::{FormatArgs, doc_type};
use crate::model::DocType;

#[derive(Debug, clap::Args)]
pub(super) struct EvalArgs {
    #[arg(required = true)]
    pub(super) path: Vec<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub(super) only: Option<String>,
    #[arg(long)]
    pub(super) by_file: bool,
    #[arg(long)]
    pub(super) errors: bool,
    #[arg(long, value_name = "SHARE", value_parser = share, default_value_t = BASE_RATE, hide_default_value = true)]
    pub(super) base_rate: f64,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["silence"])]
    pub(super) hits: Option<PathBuf>,
    #[arg(long, value_name = "OLD", conflicts_with_all = ["silence"])]
    pub(super) compare: Option<PathBuf>,
    #[arg(long)]
    pub(super) silence: bool,
    #[arg(long, value_name = "TYPE", value_parser = doc_type, requires = "silence")]
    pub(super) taken_as: Option<DocType>,
    #[arg(long, value_name = "N", requires = "silence")]
    pub(super) sample: Option<usize>,
    #[arg(
        long,
        value_name = "N",
        requires = "sample",
        default_value_t = 1,
        hide_default_value = true
    )]
    pub(super) seed: u64,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

/// Share of faults among real sentences that nobody has counted: an upper guess, so that the precision shown is no lower one.
const BASE_RATE: f64 = 0.05;

/// A share between 0 and 1, both left out.
fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share < 1.0 => Ok(share),
        _ => Err("0 < … < 1".to_owned()),
    }
}
