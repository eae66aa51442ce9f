//! What `taizhang ledger` can be asked.
use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;

use super::args::FormatArgs;
use crate::model::{BookKind, Role};

#[derive(Debug, Subcommand)]
pub(super) enum LedgerCommand {
    List(ListArgs),
    Show(EntryArgs),
    Diff(DiffArgs),
    Overdue(PaperArgs),
    Steps(PaperArgs),
    Loop(PaperArgs),
    Export(ExportArgs),
    Columns(ColumnsArgs),
    Act(ActArgs),
}

/// Which books are looked at.
#[derive(Debug, clap::Args)]
pub(super) struct BooksArgs {
    #[arg(long, value_name = "KIND", value_parser = book_kind)]
    pub(super) kind: Option<BookKind>,
    #[arg(long, value_name = "NAME")]
    pub(super) unit: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) books: BooksArgs,
    #[arg(long, value_name = "STATE")]
    pub(super) state: Option<String>,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct EntryArgs {
    pub(super) no: String,
    #[command(flatten)]
    pub(super) books: BooksArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct DiffArgs {
    #[command(flatten)]
    pub(super) books: BooksArgs,
    #[arg(long, value_name = "DAY")]
    pub(super) from: Option<Date>,
    #[arg(long, value_name = "DAY")]
    pub(super) to: Option<Date>,
    #[arg(long)]
    pub(super) xlsx: bool,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct PaperArgs {
    #[command(flatten)]
    pub(super) books: BooksArgs,
    #[arg(long)]
    pub(super) xlsx: bool,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    #[arg(long, value_name = "KIND", value_parser = book_kind)]
    pub(super) kind: BookKind,
}

#[derive(Debug, clap::Args)]
pub(super) struct ColumnsArgs {
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ActArgs {
    pub(super) no: String,
    pub(super) act: String,
    #[arg(value_parser = particular)]
    pub(super) particular: Vec<(String, String)>,
    #[arg(long = "as", value_name = "ROLE", value_parser = role)]
    pub(super) role: Role,
    #[arg(long, value_name = "NAME")]
    pub(super) by: Option<String>,
    #[arg(long, value_name = "KIND", value_parser = book_kind)]
    pub(super) kind: Option<BookKind>,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

/// `name=words`.
pub(super) fn particular(text: &str) -> Result<(String, String), String> {
    let (name, words) = text
        .split_once('=')
        .ok_or_else(|| format!("{text}: name=…"))?;
    Ok((name.trim().to_owned(), words.to_owned()))
}

/// A role by its Chinese name.
fn role(name: &str) -> Result<Role, String> {
    Role::from_name(name).ok_or_else(|| {
        let names: Vec<String> = Role::ALL.iter().map(|r| r.name()).collect();
        names.join("、")
    })
}

/// A kind of book by its Chinese name.
fn book_kind(name: &str) -> Result<BookKind, String> {
    BookKind::from_name(name).ok_or_else(|| {
        let names: Vec<String> = BookKind::ALL.iter().map(|k| k.name()).collect();
        names.join("、")
    })
}
