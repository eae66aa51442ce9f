//! What `taizhang papers` can be asked.
use clap::{Subcommand, ValueEnum};

use super::args::FormatArgs;
use crate::workflow::PaperForm;

#[derive(Debug, Subcommand)]
pub(super) enum PapersCommand {
    List(FormatArgs),
    Names { paper: String },
    Templates { paper: Vec<String> },
    Write(WriteArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct WriteArgs {
    pub(super) paper: String,
    pub(super) of: String,
    #[arg(
        long,
        value_enum,
        value_name = "docx|xlsx",
        hide_possible_values = true
    )]
    pub(super) form: Option<Form>,
}

/// In which form a paper is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    Docx,
    Xlsx,
}

impl From<Form> for PaperForm {
    fn from(form: Form) -> Self {
        match form {
            Form::Docx => Self::Docx,
            Form::Xlsx => Self::Xlsx,
        }
    }
}
