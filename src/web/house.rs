//! What all pages share: the desks, the views, how far the workspace has come, who has an account.
use std::{
    any::Any,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use super::{
    answer::Problem,
    clock::Clock,
    desk::{self, Desk},
    imports::Imports,
    views::Views,
};
use crate::{
    model::Limits,
    workflow::{
        AccountSettings, Actor, KeptAccount, Mark, Office, OfficeError, Purpose, Workspace,
    },
};

/// Offices that read at the same time: one or two build views while the third answers.
const READERS: usize = 3;
/// How often the workspace is asked whether somebody else, such as the command line, changed it.
const LOOK_EVERY: Duration = Duration::from_millis(400);
/// How long an act waits for another writer before the person is told to try again.
const PATIENCE: Duration = Duration::from_secs(20);
/// Who acts when nobody in particular does.
const NOBODY: &str = "workbench";

/// What a workbench is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The workspace.
    pub workspace: Workspace,
    /// The program whose processes read files; in this process without one.
    pub program: Option<PathBuf>,
    /// What tells the time.
    pub clock: Clock,
    /// Whether browsers reach it over TLS, so that cookies are only sent over TLS.
    pub is_secure: bool,
    /// Whether requests must name this machine itself as their host: a page of somebody else's that was made to point here does not.
    pub only_here: bool,
}

/// The workbench behind the pages.
#[derive(Debug)]
pub struct House {
    pub(super) opening: Opening,
    pub(super) accounts: AccountSettings,
    pub(super) limits: Limits,
    pub(super) imports: Imports,
    /// One password is checked at a time: each costs the memory that makes guessing dear.
    pub(super) gate: Mutex<()>,
    writer: Desk,
    readers: Desk,
    standing: Mutex<Standing>,
    views: Views,
}

/// How far the workspace has come, and the accounts as of then.
#[derive(Clone, Debug, Default)]
struct Standing {
    mark: Arc<Mark>,
    accounts: Arc<Vec<KeptAccount>>,
}

impl House {
    /// Opens the workbench and its threads.
    ///
    /// # Errors
    /// When the workspace cannot be opened or its settings are wrong.
    pub fn open(opening: Opening) -> Result<Arc<Self>, OfficeError> {
        let mut first = office(&opening)?;
        let open: desk::Opening = {
            let (opening, rules) = (opening.clone(), first.rules());
            Arc::new(move || Ok(office(&opening)?.with_rules(rules.clone())))
        };
        let mark = first.mark(&Mark::default())?;
        let standing = Standing {
            accounts: Arc::new(first.accounts()?),
            mark: Arc::new(mark),
        };
        first.sweep_incoming()?;
        let house = Arc::new(Self {
            accounts: first.account_settings().clone(),
            limits: first.limits().clone(),
            imports: Imports::default(),
            gate: Mutex::new(()),
            writer: Desk::open(&open, 1)?,
            readers: Desk::open(&open, READERS)?,
            standing: Mutex::new(standing),
            views: Views::default(),
            opening,
        });
        house.watch();
        Imports::start(&house);
        Ok(house)
    }

    /// Reads something.
    pub(super) fn read<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut Office) -> Result<T, OfficeError> + Send + 'static,
    ) -> Result<T, Problem> {
        let on = self.opening.clock.on();
        self.readers.ask(move |office| {
            office.take_day(on);
            verb(office)
        })
    }

    /// Does something as this person. When it returns, it stands in the store, and the pages show it.
    pub(super) fn write<T: Send + 'static>(
        self: &Arc<Self>,
        by: &str,
        verb: impl FnOnce(&mut Office) -> Result<T, OfficeError> + Send + 'static,
    ) -> Result<T, Problem> {
        let house = Arc::clone(self);
        let as_who = (self.actor(by), self.opening.clock.on());
        self.writer.ask(move |office| {
            let done = office.acting(as_who, PATIENCE, verb);
            // What was done is done; if this look fails, the next one of the watch will not.
            let _ = house.look(office);
            done
        })
    }

    /// The view of this name as of `mark`.
    pub(super) fn view<T: Any + Send + Sync>(
        &self,
        name: &str,
        mark: &str,
        make: impl FnOnce(&mut Office) -> Result<T, OfficeError> + Send + 'static,
    ) -> Result<Arc<T>, Problem> {
        self.views.get(name, mark, || self.read(make))
    }

    /// Lets go of a view that must not be shown again.
    pub(super) fn forget(&self, name: &str) {
        self.views.forget(name);
    }

    /// What is made of other views alone, under a name of its own, as of `mark`.
    pub(super) fn derived<T: Any + Send + Sync>(
        &self,
        name: &str,
        mark: &str,
        make: impl FnOnce() -> T,
    ) -> Result<Arc<T>, Problem> {
        self.views.get(name, mark, || Ok(make()))
    }

    /// How far the workspace has come.
    pub(super) fn mark(&self) -> Arc<Mark> {
        Arc::clone(&self.standing().mark)
    }

    /// The accounts, by name.
    pub(super) fn known(&self) -> Arc<Vec<KeptAccount>> {
        Arc::clone(&self.standing().accounts)
    }

    /// A person and the time.
    pub(super) fn actor(&self, by: &str) -> Actor {
        Actor {
            name: by.to_owned(),
            at: self.opening.clock.at(),
        }
    }

    /// Looks how far the workspace has come.
    pub(super) fn look(&self, office: &mut Office) -> Result<(), OfficeError> {
        let before = self.standing().clone();
        let mark = office.mark(&before.mark)?;
        if mark == *before.mark {
            return Ok(());
        }
        let accounts = match mark.of("account") == before.mark.of("account") {
            true => before.accounts,
            false => Arc::new(office.accounts()?),
        };
        let mut now = self.standing();
        // Another thread may have looked later and come back earlier.
        if mark.event >= now.mark.event && mark.revision >= now.mark.revision {
            *now = Standing {
                mark: Arc::new(mark),
                accounts,
            };
        }
        Ok(())
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks again and again, as long as there is a workbench.
    fn watch(self: &Arc<Self>) {
        let weak = Arc::downgrade(self);
        thread::spawn(move || {
            if let Some(house) = weak.upgrade() {
                // The rules are loaded before the first person asks.
                let _ = house.read(|office| office.cards(None).map(|_| ()));
            }
            loop {
                thread::sleep(LOOK_EVERY);
                let Some(house) = weak.upgrade() else {
                    break;
                };
                let looking = Arc::clone(&house);
                let _ = house.read(move |office| looking.look(office));
            }
        });
    }
}

/// An office of this workbench; it takes the right to write only for the time of an act.
pub(super) fn office(opening: &Opening) -> Result<Office, OfficeError> {
    let actor = Actor {
        name: NOBODY.to_owned(),
        at: opening.clock.at(),
    };
    let office = Office::open(
        opening.workspace.clone(),
        Purpose::Read,
        actor,
        opening.clock.on(),
    )?;
    Ok(match &opening.program {
        Some(program) => office.reading_apart(program),
        None => office,
    })
}
