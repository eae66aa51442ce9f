//! Runs the stages in order and offers the few verbs people use.

mod accounts;
mod analyze;
mod error;
mod evaluate;
mod feedback;
mod import;
mod leaving;
mod ledgers;
mod lists;
mod papers;
mod progress;
mod raise;
mod reader;
mod recognized;
mod reconciling;
mod replaced;
mod review;
mod rules;
mod searching;
mod sentence_lessons;
mod sentences;
mod show;
mod standing;
mod statistics;
mod status;
mod teaching;
mod turns;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;

use crate::{
    detect::RulePacks,
    index::SearchIndex,
    ledger::Workdays,
    model::ReadingSettings,
    store::{Settings, Store, WorkspaceLock},
};

pub use crate::{
    detect::{
        Judged, NearMiss, RuleError, RuleProbe,
        concreteness::{Figures, Interval, System, Validation},
    },
    import::worker::{WORKER_ARGUMENT, serve as serve_reading},
    model::IndicatorCard,
    report::{
        flag_line,
        papers::{PaperForm, TemplateFault, Templates},
        reconciliation_lines,
    },
    store::{
        AccountSettings, Actor, Batch, EntryStory, Event, Fault, Incoming, Kept, KeptAccount,
        LogCheck, Mark, Tampered, Workspace,
    },
};
pub use accounts::{Attempt, is_password_of, is_refused, one_time_password};
pub use analyze::{Analysis, analyze};
pub use error::OfficeError;
pub use evaluate::{
    Also, Answer, BatchScore, Comparison, CorpusSilence, CorpusSize, Evaluator, GoldItem, Health,
    KeyEntry, KeyedRow, Material, PlainItem, RuleHealth, SavedHit, Side, Silence, Symptom, Tally,
    TaughtReplies, compare_hits, files_of, material, read_pairing, save_hits, saved_hits, tallies,
    teach_replies, wilson,
};
pub use feedback::{DecideRequest, MUTERS};
pub use import::{ImportRequest, ImportedFile, WhatHappened};
pub use ledgers::{
    ACTED_ON, ACTS, ActDone, ActForm, ActRequest, EntryFilter, EntryLine, EntryShown, Exported,
    FieldShown, LedgerShelf, ProgressShown, TakenOver, differences_of, import_profile,
    open_entry_acts,
};
pub use lists::{FlagFilter, Paper};
pub use papers::MadePaper;
pub use progress::{Progress, Silent, Stage};
use reader::Reader;
pub use reconciling::ReconcileScope;
pub use review::{LogFilter, LogLine, read_session_file, session_file_text, view_in_file};
pub use rules::{built_in_cards, check_rules, field_names};
pub use searching::{QueryResult, snippet};
pub use sentence_lessons::SentenceLessons;
pub use sentences::{SentenceRow, Shade, evidence, sentences, shades};
pub use show::{Shown, show_outside};
pub use statistics::Ground;
pub use status::{IndexState, Status};
pub use teaching::{Lessons, OnPaper, Taught, Trial};

/// An open workspace: the one door through which surfaces reach everything.
#[derive(Debug)]
pub struct Office {
    workspace: Workspace,
    settings: Settings,
    store: Store,
    actor: Actor,
    on: Date,
    packs: SharedRules,
    lock: Option<WorkspaceLock>,
    /// Held while this office does long work.
    is_alone: Option<WorkspaceLock>,
    /// The search index as it was opened last, and the revision of the store it holds.
    opened: Option<(u64, SearchIndex)>,
    /// What the last import took over of ledgers.
    taken: TakenOver,
    /// The program whose processes read files.
    program: Option<PathBuf>,
}

/// The rules of a workspace, loaded once for all offices that share them.
#[derive(Clone, Debug, Default)]
pub struct SharedRules(Arc<OnceLock<Arc<RulePacks>>>);

impl From<Arc<RulePacks>> for SharedRules {
    fn from(packs: Arc<RulePacks>) -> Self {
        Self(Arc::new(OnceLock::from(packs)))
    }
}

/// What an office is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Only to read; other processes may read and write at the same time.
    Read,
    /// To write; no other process may write at the same time. An act of somebody else, or a step of an import, is waited for.
    Write,
}

impl Office {
    /// Opens a workspace. `on` is the reporting day, used wherever today's date matters.
    ///
    /// # Errors
    /// When the workspace cannot be opened, its settings are wrong, or another process is writing.
    pub fn open(
        workspace: Workspace,
        purpose: Purpose,
        actor: Actor,
        on: Date,
    ) -> Result<Self, OfficeError> {
        let lock = match purpose {
            Purpose::Read => None,
            Purpose::Write => Some(turns::within(turns::ACT, || workspace.lock())?),
        };
        let settings = workspace.settings()?;
        check_reading(&settings.reading)?;
        let store = Store::open(&workspace.database())?;
        Ok(Self {
            workspace,
            settings,
            store,
            actor,
            on,
            packs: SharedRules::default(),
            lock,
            is_alone: None,
            opened: None,
            taken: TakenOver::default(),
            program: None,
        })
    }

    /// The workspace folder that holds `start`.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(start: &Path) -> Result<Workspace, OfficeError> {
        Ok(Workspace::find(start)?)
    }

    /// The workspace in exactly this folder.
    ///
    /// # Errors
    /// When it is none.
    pub fn at(root: &Path) -> Result<Workspace, OfficeError> {
        Ok(Workspace::at(root)?)
    }

    /// Makes a workspace of a folder.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn init(root: &Path) -> Result<Workspace, OfficeError> {
        Ok(Workspace::init(root)?)
    }

    /// The rules of this office, to be shared with others of the same workspace.
    #[must_use]
    pub fn rules(&self) -> SharedRules {
        self.packs.clone()
    }

    /// This office with the rules of another one of the same workspace.
    #[must_use]
    pub fn with_rules(mut self, rules: SharedRules) -> Self {
        self.packs = rules;
        self
    }

    /// The folder this office works in.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Days off and workdays: the built-in years with the workspace's own days.
    fn workdays(&self) -> Result<Workdays, OfficeError> {
        Workdays::builtin()
            .with(&self.settings.ledger.calendar)
            .map_err(|faults| OfficeError::Calendar {
                faults: faults.iter().map(ToString::to_string).collect(),
            })
    }

    /// Built-in rules and those of the workspace; loaded on first use.
    fn packs(&self) -> Result<Arc<RulePacks>, OfficeError> {
        if let Some(packs) = self.packs.0.get() {
            return Ok(Arc::clone(packs));
        }
        let packs = RulePacks::load(&self.workspace.rule_packs()?).map_err(OfficeError::Rules)?;
        let packs = Arc::new(packs.with_units(self.settings.reading.units.clone()));
        Ok(Arc::clone(self.packs.0.get_or_init(|| packs)))
    }
}

/// Refuses settings that would silently do nothing: unknown fields and periods that are none.
pub(crate) fn check_reading(reading: &ReadingSettings) -> Result<(), OfficeError> {
    let fields = crate::normalize::headers::fields();
    let profiles = reading.profiles.iter().flat_map(|p| {
        let split = p.split.iter().flat_map(|(header, split)| {
            std::iter::once(&split.first)
                .chain(split.then.iter().map(|part| &part.field))
                .map(move |field| (header, field))
        });
        p.headers.iter().chain(split)
    });
    for (header, field) in reading.headers.iter().chain(profiles) {
        if !fields.contains(&field.as_str()) {
            return Err(OfficeError::UnknownField {
                header: header.clone(),
                field: field.clone(),
            });
        }
    }
    match &reading.period {
        Some(period) if crate::normalize::parse_period(period).is_none() => {
            Err(OfficeError::NotAPeriod {
                text: period.clone(),
            })
        }
        _ => Ok(()),
    }
}
