//! `user`: accounts of the workbench. The first administrator is made here; there is no account by default.
use std::io::BufRead as _;

use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        args::{Format, FormatArgs},
        message::{fill, text},
        output, rows,
        serve_args::{AddArgs, PasswordArgs, UserCommand},
    },
    model::Account,
    workflow::{Purpose, one_time_password},
};

pub(super) fn user(desk: &Desk, what: &UserCommand) -> Result<Outcome, CommandError> {
    match what {
        UserCommand::Add(args) => add(desk, args)?,
        UserCommand::List(args) => list(desk, args)?,
        UserCommand::Roles(args) => {
            let roles = args.role.iter().copied().collect();
            let account = desk.office(Purpose::Write)?.set_roles(&args.name, roles)?;
            said(desk, "user.roles", &account)?;
        }
        UserCommand::Password(args) => password(desk, args)?,
        UserCommand::Lock { name } => {
            let account = desk.office(Purpose::Write)?.set_active(name, false)?;
            said(desk, "user.locked", &account)?;
        }
        UserCommand::Unlock { name } => {
            let account = desk.office(Purpose::Write)?.set_active(name, true)?;
            said(desk, "user.unlocked", &account)?;
        }
    }
    Ok(Outcome::Done)
}

/// The password: one line of standard input where asked for, else one nobody chose, which is printed once and must be replaced.
fn first_password(from_stdin: bool) -> Result<(String, bool), CommandError> {
    if !from_stdin {
        return Ok((one_time_password(), true));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok((line.trim_end_matches(['\r', '\n']).to_owned(), false))
}

fn add(desk: &Desk, args: &AddArgs) -> Result<(), CommandError> {
    let (password, is_first) = first_password(args.password_stdin)?;
    let account = desk.office(Purpose::Write)?.add_account(
        (&args.name, &args.display),
        args.role.iter().copied().collect(),
        &password,
        is_first,
    )?;
    said(desk, "user.added", &account)?;
    told(desk, &password, is_first)
}

fn password(desk: &Desk, args: &PasswordArgs) -> Result<(), CommandError> {
    let (password, is_first) = first_password(args.password_stdin)?;
    let account = desk
        .office(Purpose::Write)?
        .set_password(&args.name, &password, is_first)?;
    said(desk, "user.password", &account)?;
    told(desk, &password, is_first)
}

fn told(desk: &Desk, password: &str, is_first: bool) -> Result<(), CommandError> {
    if is_first {
        let line = fill(desk.language, "user.first", &[("password", password)]);
        output::line(&line)?;
    }
    Ok(())
}

fn said(desk: &Desk, key: &str, account: &Account) -> Result<(), CommandError> {
    let values = [("name", account.name.as_str()), ("roles", &titles(account))];
    Ok(output::line(&fill(desk.language, key, &values))?)
}

fn titles(account: &Account) -> String {
    let titles: Vec<String> = account.roles.iter().map(|r| r.name()).collect();
    titles.join("、")
}

fn list(desk: &Desk, args: &FormatArgs) -> Result<(), CommandError> {
    let accounts = desk.office(Purpose::Read)?.accounts()?;
    if args.format == Format::Ndjson {
        for kept in &accounts {
            output::line(&json!(kept.account).to_string())?;
        }
        return Ok(());
    }
    let names = [
        "user.name",
        "user.display",
        "user.role",
        "user.state",
        "user.seen",
    ];
    let mut table = output::table(&rows::header(desk.language, &names));
    for kept in accounts {
        let account = kept.account;
        let state = match (account.is_active, account.must_change) {
            (false, _) => "user.is-locked",
            (true, true) => "user.is-first",
            (true, false) => "user.is-open",
        };
        table.add_row(vec![
            account.name.clone(),
            account.display.clone(),
            titles(&account),
            text(desk.language, state),
            account.seen_at.unwrap_or_default(),
        ]);
    }
    Ok(output::line(&table.to_string())?)
}
