//! `ledger`: the ledgers of the workspace, what is due in them, and what changed.
mod act;
mod columns;
mod diff;
mod export;
mod list;
mod matrices;
mod overdue;
mod show;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        ledger_args::{BooksArgs, LedgerCommand},
        message::fill,
        output,
    },
    workflow::{EntryFilter, Paper},
};

pub(super) fn ledger(desk: &Desk, what: &LedgerCommand) -> Result<Outcome, CommandError> {
    match what {
        LedgerCommand::List(args) => list::list(desk, args),
        LedgerCommand::Show(args) => show::show(desk, args),
        LedgerCommand::Overdue(args) => overdue::overdue(desk, args),
        LedgerCommand::Export(args) => export::export(desk, args),
        LedgerCommand::Act(args) => act::act(desk, args),
        LedgerCommand::Columns(args) => columns::columns(desk, args),
        LedgerCommand::Diff(args) => diff::diff(desk, args),
        LedgerCommand::Steps(args) => matrices::steps(desk, args),
        LedgerCommand::Loop(args) => matrices::stages(desk, args),
    }
}

fn filter(books: &BooksArgs, state: Option<&String>) -> EntryFilter {
    EntryFilter {
        kind: books.kind,
        unit: books.unit.clone(),
        state: state.cloned(),
    }
}

/// Tells where a paper was written, on stderr: stdout is the listing's.
fn written(desk: &Desk, paper: &Paper) {
    let path = paper.path.display().to_string();
    output::complain(&fill(desk.language, "run.paper", &[("path", &path)]));
}
