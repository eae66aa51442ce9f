//! What `taizhang serve` and `taizhang user` can be asked.
use std::{net::SocketAddr, path::PathBuf};

use clap::Subcommand;

use super::args::FormatArgs;
use crate::model::Role;

#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8765",
        hide_default_value = true
    )]
    pub(super) listen: SocketAddr,
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(super) tls_cert: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(super) tls_key: Option<PathBuf>,
    #[arg(long)]
    pub(super) behind_proxy: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    Add(AddArgs),
    List(FormatArgs),
    Roles(RolesArgs),
    Password(PasswordArgs),
    Lock { name: String },
    Unlock { name: String },
}

#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    pub(super) name: String,
    #[arg(
        long,
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) display: String,
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = role)]
    pub(super) role: Vec<Role>,
    #[arg(long)]
    pub(super) password_stdin: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct RolesArgs {
    pub(super) name: String,
    #[arg(required = true, value_parser = role)]
    pub(super) role: Vec<Role>,
}

#[derive(Debug, clap::Args)]
pub(super) struct PasswordArgs {
    pub(super) name: String,
    #[arg(long)]
    pub(super) password_stdin: bool,
}

/// A role by its letters or its Chinese name.
fn role(name: &str) -> Result<Role, String> {
    let by_letters = Role::ALL.iter().copied().find(|r| r.letters() == name);
    by_letters.or_else(|| Role::from_name(name)).ok_or_else(|| {
        let names: Vec<String> = Role::ALL
            .iter()
            .map(|r| format!("{} {}", r.letters(), r.name()))
            .collect();
        names.join("、")
    })
}
