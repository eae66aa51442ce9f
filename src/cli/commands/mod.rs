//! One file per command.

mod check_rules;
mod eval;
mod explain;
mod flags;
mod import;
mod init;
mod ledger;
mod papers;
mod log;
mod reconcile;
mod reindex;
mod review;
mod rules;
mod run;
mod search;
mod serve;
mod show;
mod status;
mod train;
mod user;

use std::{
    io,
    path::{Path, PathBuf},
};

use jiff::{Zoned, civil::Date};

use super::{
    Language, Outcome,
    args::{Args, Command, Everywhere},
    message::{fill, reason_text},
    output,
    progress::Bar,
};
use crate::{
    model::{ReadingSettings, Reason},
    web::ServeError,
    workflow::{Actor, Office, OfficeError, Purpose, Shown, Workspace, show_outside},
};

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    /// A verb failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// The workbench could not be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Writing to the terminal failed.
    #[error(transparent)]
    Output(#[from] io::Error),
}

impl CommandError {
    pub(super) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }
    pub(super) fn is_wrong_use(&self) -> bool {
        match self {
            Self::Office(e) => e.is_wrong_use(),
            Self::Serve(e) => e.is_wrong_use(),
            Self::Output(_) => false,
        }
    }
    /// Says what, where, and what to do.
    pub(super) fn show(&self, language: Language) {
        let reason = match self {
            Self::Office(OfficeError::Rules(errors)) => {
                check_rules::show_errors(errors, language);
                Reason::new("rules-refused").with("count", errors.len())
            }
            Self::Office(error @ OfficeError::Templates(faults)) => {
                papers::show_faults(faults, language);
                error.reason()
            }
            Self::Office(error) => error.reason(),
            Self::Serve(error) => error.reason(),
            Self::Output(error) => Reason::new("output-failed").with("detail", error),
        };
        output::complain(&fill(
            language,
            "usage.error",
            &[("what", &reason_text(language, &reason))],
        ));
    }
}

/// What every command is given.
pub(super) struct Desk {
    pub(super) language: Language,
    workspace: Option<PathBuf>,
    on: Option<Date>,
    quiet: bool,
}

impl Desk {
    /// The day taken as today: `--on`, else the day on this machine's calendar.
    fn on(&self) -> Date {
        #[expect(
            clippy::disallowed_methods,
            reason = "the surface is where the clock is read"
        )]
        self.on.unwrap_or_else(|| Zoned::now().date())
    }

    fn actor() -> Actor {
        let name = ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|v| std::env::var(v).ok());
        #[expect(
            clippy::disallowed_methods,
            reason = "the surface is where the clock is read"
        )]
        let at = jiff::Timestamp::now().to_string();
        Actor {
            name: name.unwrap_or_else(|| "unknown".to_owned()),
            at,
        }
    }

    pub(super) fn bar(&self) -> Bar {
        Bar::new(self.language, self.quiet)
    }

    /// The workspace named, exactly; else the nearest one upward from here.
    fn here(&self) -> Result<Workspace, OfficeError> {
        match &self.workspace {
            Some(dir) => Office::at(dir),
            None => Office::find(std::path::Path::new(".")),
        }
    }

    /// Whether no workspace was named and none is here.
    fn is_outside(&self) -> bool {
        self.workspace.is_none() && self.here().is_err()
    }

    /// Reads a file on disk where there is no workspace.
    fn show_outside(&self, path: &Path, over: &ReadingSettings) -> Result<Vec<Shown>, OfficeError> {
        let program =
            std::env::current_exe().map_err(|source| OfficeError::NoProgram { source })?;
        show_outside(
            path,
            over,
            &program,
            (Self::actor(), self.on()),
            &self.bar(),
        )
    }

    /// Opens a workspace in which this program reads files in processes of its own kind.
    fn open(&self, workspace: Workspace, purpose: Purpose) -> Result<Office, OfficeError> {
        let office = Office::open(workspace, purpose, Self::actor(), self.on())?;
        let program =
            std::env::current_exe().map_err(|source| OfficeError::NoProgram { source })?;
        Ok(office.reading_apart(&program))
    }

    /// Opens the workspace for a command that needs one to be there.
    pub(super) fn office(&self, purpose: Purpose) -> Result<Office, OfficeError> {
        self.open(self.here()?, purpose)
    }

    /// Opens the workspace for a command that brings material in; makes one when there is none.
    pub(super) fn office_or_new(&self) -> Result<Office, OfficeError> {
        let workspace = match (&self.workspace, self.here()) {
            (_, Ok(found)) => found,
            (dir, Err(_)) => {
                let dir = dir.clone().unwrap_or_else(|| PathBuf::from("."));
                let made = Office::init(&dir)?;
                let reason = Reason::new("workspace-made").with("path", made.root().display());
                output::complain(&reason_text(self.language, &reason));
                made
            }
        };
        self.open(workspace, Purpose::Write)
    }
}

/// Runs the command that was asked for.
pub(super) fn dispatch(args: Args, language: Language) -> Result<Outcome, CommandError> {
    let Everywhere {
        workspace,
        lang: _,
        on,
        quiet,
    } = args.everywhere;
    let desk = Desk {
        language,
        workspace,
        on,
        quiet,
    };
    match args.command {
        Command::Run(args) => run::run(&desk, &args),
        Command::Init { dir } => init::init(&desk, dir),
        Command::Import(args) => import::import(&desk, &args),
        Command::Search(args) => search::search(&desk, &args),
        Command::Flags(args) => flags::flags(&desk, &args),
        Command::Reconcile(args) => reconcile::reconcile(&desk, &args),
        Command::Show(args) => show::show(&desk, &args),
        Command::Ledger { what } => ledger::ledger(&desk, &what),
        Command::Explain { indicator } => explain::explain(&desk, indicator.as_deref()),
        Command::Eval(args) => eval::eval(&desk, &args),
        Command::Rules { what } => rules::rules(&desk, &what),
        Command::Train { what } => train::train(&desk, &what),
        Command::CheckRules { path } => check_rules::check_rules(&desk, &path),
        Command::Papers { what } => papers::papers(&desk, &what),
        Command::Reindex => reindex::reindex(&desk),
        Command::Status(args) => status::status(&desk, &args),
        Command::Review { what } => review::review(&desk, &what),
        Command::Log { what } => log::log(&desk, &what),
        Command::Serve(args) => serve::serve(&desk, &args),
        Command::User { what } => user::user(&desk, &what),
    }
}
