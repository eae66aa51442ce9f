//! What can be asked on the command line. Help texts stand in the catalogues, under `help.<command>.<argument>`.
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::{
    eval_args::EvalArgs,
    ledger_args::LedgerCommand,
    papers_args::PapersCommand,
    review_args::{LogCommand, ReviewCommand},
    rules_args::{FlagsCommand, RulesCommand},
    serve_args::{ServeArgs, UserCommand},
    train_args::TrainCommand,
};
use crate::model::{DocType, ReadingSettings};

#[derive(Debug, Parser)]
#[command(
    name = "taizhang",
    version,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) everywhere: Everywhere,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct Everywhere {
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) workspace: Option<PathBuf>,
    #[arg(long, global = true, value_name = "zh-CN|en", value_parser = ["zh-CN", "en"], hide_possible_values = true)]
    pub(super) lang: Option<String>,
    #[arg(long, global = true, value_name = "DATE")]
    pub(super) on: Option<Date>,
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Run(ImportArgs),
    Init {
        dir: Option<PathBuf>,
    },
    Import(ImportArgs),
    Search(SearchArgs),
    Flags(FlagsArgs),
    Reconcile(ReconcileArgs),
    Show(ShowArgs),
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Ledger {
        #[command(subcommand)]
        what: LedgerCommand,
    },
    Explain {
        indicator: Option<String>,
    },
    Eval(EvalArgs),
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Rules {
        #[command(subcommand)]
        what: RulesCommand,
    },
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Train {
        #[command(subcommand)]
        what: TrainCommand,
    },
    /// The former name of `rules check`.
    #[command(hide = true)]
    CheckRules {
        path: Vec<PathBuf>,
    },
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Papers {
        #[command(subcommand)]
        what: PapersCommand,
    },
    Reindex,
    Status(FormatArgs),
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Review {
        #[command(subcommand)]
        what: ReviewCommand,
    },
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Log {
        #[command(subcommand)]
        what: LogCommand,
    },
    Serve(ServeArgs),
    #[command(subcommand_required = true, arg_required_else_help = true)]
    User {
        #[command(subcommand)]
        what: UserCommand,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct FormatArgs {
    #[arg(long, value_enum, default_value_t = Format::Table, value_name = "table|ndjson",
          hide_possible_values = true, hide_default_value = true)]
    pub(super) format: Format,
}

/// How a listing is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Table,
    Ndjson,
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    #[arg(required = true)]
    pub(super) path: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ReadingArgs {
    #[arg(long, value_name = "NAME")]
    pub(super) unit: Option<String>,
    #[arg(long, value_name = "PERIOD")]
    pub(super) period: Option<String>,
    #[arg(long = "type", value_name = "TYPE", value_parser = doc_type)]
    pub(super) doc_type: Option<DocType>,
}

impl ReadingArgs {
    pub(super) fn settings(&self) -> ReadingSettings {
        ReadingSettings {
            unit: self.unit.clone(),
            period: self.period.clone(),
            doc_type: self.doc_type,
            ..ReadingSettings::default()
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct SearchArgs {
    #[arg(required_unless_present = "queries", conflicts_with = "queries")]
    pub(super) query: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(super) queries: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "queries")]
    pub(super) out: Option<PathBuf>,
    #[arg(
        long,
        short = 'n',
        default_value_t = 20,
        value_name = "N",
        hide_default_value = true
    )]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct FlagsArgs {
    #[command(subcommand)]
    pub(super) what: Option<FlagsCommand>,
    #[arg(long, value_name = "NAME")]
    pub(super) unit: Option<String>,
    #[arg(long, value_name = "PERIOD")]
    pub(super) period: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(super) indicator: Option<String>,
    #[arg(long, value_name = "PART")]
    pub(super) file: Option<String>,
    #[arg(long)]
    pub(super) write: bool,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ReconcileArgs {
    #[arg(long, value_name = "FILE", conflicts_with = "period")]
    pub(super) report: Option<String>,
    #[arg(long, value_name = "PERIOD")]
    pub(super) period: Option<String>,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    pub(super) file: String,
    #[arg(long)]
    pub(super) sentences: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

/// A document type by its Chinese name.
pub(super) fn doc_type(name: &str) -> Result<DocType, String> {
    DocType::from_name(name).ok_or_else(|| {
        let names: Vec<String> = DocType::ALL.iter().map(|t| t.name()).collect();
        names.join("、")
    })
}
