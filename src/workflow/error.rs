//! What can go wrong, told by what, where, and what to do.
use std::path::PathBuf;

use crate::{
    detect::RuleError,
    index::{IndexError, QueryError},
    model::{Reason, Refusal, ReviewRefusal},
    report::{RenderError, papers::TemplateFault},
    store::StoreError,
};

/// An error of a verb.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The workspace or its database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The search index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A query that cannot be understood.
    #[error("query: {0:?}")]
    Query(QueryError),
    /// Rule packs that are refused.
    #[error("{} rule error(s)", .0.len())]
    Rules(Vec<RuleError>),
    /// A paper could not be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// Templates of papers that are refused.
    #[error("{} template fault(s)", .0.len())]
    Templates(Vec<TemplateFault>),
    /// No paper of that name, or not in that form.
    #[error("no paper {paper}")]
    NoSuchPaper {
        /// As named.
        paper: String,
    },
    /// There is nothing a paper could be about.
    #[error("{paper}: nothing for {of}")]
    NothingFor {
        /// The paper.
        paper: String,
        /// What it was to be about.
        of: String,
    },
    /// This program cannot be found on disk, so no reading process can be started.
    #[error("cannot find this program on disk: {source}")]
    NoProgram {
        /// The system's words.
        source: std::io::Error,
    },
    /// A path that was named does not exist.
    #[error("{path} does not exist")]
    NoSuchPath {
        /// The path.
        path: PathBuf,
    },
    /// A file that was named was never imported.
    #[error("{file} is not among the imported files")]
    NoSuchFile {
        /// As named.
        file: String,
        /// Imported files of a similar name.
        similar: Vec<String>,
    },
    /// A name that fits several imported files.
    #[error("{file} fits several files")]
    SeveralFiles {
        /// As named.
        file: String,
        /// The files it fits.
        fits: Vec<String>,
    },
    /// An indicator that does not exist.
    #[error("no indicator {id}")]
    NoSuchIndicator {
        /// As named.
        id: String,
    },
    /// `--report` or `--period` names no report.
    #[error("nothing to reconcile in {scope}")]
    NothingToReconcile {
        /// As named.
        scope: String,
    },
    /// `[reading.headers]` names a field that does not exist.
    #[error("no field {field}")]
    UnknownField {
        /// The header.
        header: String,
        /// The field.
        field: String,
    },
    /// `--period` is not a period.
    #[error("{text} is not a period")]
    NotAPeriod {
        /// As given.
        text: String,
    },
    /// No entry of the ledgers bears that number.
    #[error("no entry {no}")]
    NoSuchEntry {
        /// As named.
        no: String,
    },
    /// Several entries bear that number; an act is on exactly one.
    #[error("several entries {no}")]
    SeveralEntries {
        /// As named.
        no: String,
        /// Their titles.
        titles: Vec<String>,
    },
    /// An act that is not understood.
    #[error("{what}")]
    ActUnclear {
        /// What is not understood, in Chinese, with what would be.
        what: String,
    },
    /// The state machine refused an act.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// A machine of review refused an act.
    #[error("{0}")]
    ReviewRefused(Box<ReviewRefusal>),
    /// A record is no longer what the person was looking at.
    #[error("{id} changed meanwhile")]
    RecordMoved {
        /// The record.
        id: String,
    },
    /// No record of that kind bears the name.
    #[error("no {kind} {id}")]
    NoSuchRecord {
        /// The kind.
        kind: &'static str,
        /// As named.
        id: String,
    },
    /// Another act came in between.
    #[error("entry {no} changed meanwhile")]
    EntryMoved {
        /// The entry.
        no: String,
    },
    /// No ledger of that kind was taken over.
    #[error("no ledger of kind {kind}")]
    NoSuchLedger {
        /// The kind.
        kind: String,
    },
    /// A day of `[ledger.calendar]` is wrong.
    #[error("calendar: {faults:?}")]
    Calendar {
        /// What is wrong, entry by entry.
        faults: Vec<String>,
    },
    /// A file of labelled texts cannot be read or understood.
    #[error("{path}:{line}: {detail}")]
    Gold {
        /// The file.
        path: PathBuf,
        /// The line, from 1; 0 for the whole file.
        line: usize,
        /// What is wrong.
        detail: String,
    },
    /// A decision on a flag or a rule that cannot be recorded.
    #[error("{0:?}")]
    DecisionRefused(Reason),
    /// An account cannot be made, changed or used so.
    #[error("{0:?}")]
    AccountRefused(Reason),
    /// A file that was imported is no longer there as it was read.
    #[error("{file} is gone or was changed")]
    OriginalGone {
        /// The file.
        file: String,
    },
    /// A folder to be measured has no answer key.
    #[error("no answer key")]
    NoKey,
    /// Labelled texts, plain texts and batches cannot be measured in one call.
    #[error("several kinds of material")]
    MixedMaterial,
    /// A list of queries cannot be read.
    #[error("{path}: {detail}")]
    QueryList {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
}

impl OfficeError {
    /// The message for people, by its code in the catalogue (`reason.<code>`).
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::Store(e) => match e {
                StoreError::File { path, source } => Reason::new("file-failed")
                    .with("path", path.display())
                    .with("detail", source),
                StoreError::Settings { path, message } => Reason::new("settings-wrong")
                    .with("path", path.display())
                    .with("detail", message),
                StoreError::NoWorkspace { start } => {
                    Reason::new("no-workspace").with("path", start.display())
                }
                StoreError::Locked { path } => {
                    Reason::new("workspace-locked").with("path", path.display())
                }
                StoreError::NetworkShare { path, kind } => Reason::new("network-share")
                    .with("path", path.display())
                    .with("kind", kind),
                StoreError::Database(e) => Reason::new("database-failed").with("detail", e),
                StoreError::Migration(e) => Reason::new("database-form").with("detail", e),
                StoreError::Record(e) => Reason::new("database-failed").with("detail", e),
                StoreError::BrokenChain { seq } => Reason::new("broken-chain").with("seq", seq),
            },
            Self::Index(e) => e.reason(),
            Self::Query(e) => e.reason.clone().with("at", e.at + 1),
            Self::Rules(errors) => Reason::new("rules-refused").with("count", errors.len()),
            Self::Render(RenderError::NoSuchPaper { paper }) | Self::NoSuchPaper { paper } => {
                Reason::new("no-such-paper").with("paper", paper)
            }
            Self::Render(RenderError::Unfilled { paper, names }) => Reason::new("paper-unfilled")
                .with("paper", paper)
                .with("names", names.join("、")),
            Self::Render(e) => Reason::new("paper-failed").with("detail", e),
            Self::Templates(faults) => Reason::new("templates-refused").with("count", faults.len()),
            Self::NothingFor { paper, of } => Reason::new("paper-nothing")
                .with("paper", paper)
                .with("of", of),
            Self::NoProgram { source } => Reason::new("no-program").with("detail", source),
            Self::NoSuchPath { path } => Reason::new("no-such-path").with("path", path.display()),
            Self::NoSuchFile { file, similar } if similar.is_empty() => {
                Reason::new("no-such-file").with("file", file)
            }
            Self::NoSuchFile { file, similar } => Reason::new("no-such-file-similar")
                .with("file", file)
                .with("similar", similar.join("、")),
            Self::SeveralFiles { file, fits } => Reason::new("several-files")
                .with("file", file)
                .with("fits", fits.join("、")),
            Self::NoSuchIndicator { id } => Reason::new("no-such-indicator").with("id", id),
            Self::NothingToReconcile { scope } => {
                Reason::new("nothing-to-reconcile").with("scope", scope)
            }
            Self::UnknownField { header, field } => Reason::new("unknown-field")
                .with("header", header)
                .with("field", field),
            Self::NotAPeriod { text } => Reason::new("not-a-period").with("text", text),
            Self::NoSuchEntry { no } => Reason::new("no-such-entry").with("no", no),
            Self::SeveralEntries { no, titles } => Reason::new("several-entries")
                .with("no", no)
                .with("titles", titles.join("、")),
            Self::ActUnclear { what } => Reason::new("act-unclear").with("detail", what),
            Self::Refused(refusal) => Reason::new("act-refused").with("detail", refusal),
            Self::ReviewRefused(refusal) => Reason::new("act-refused").with("detail", refusal),
            Self::RecordMoved { id } => Reason::new("record-moved").with("id", id),
            Self::NoSuchRecord { kind, id } => Reason::new("no-such-record")
                .with("kind", kind)
                .with("id", id),
            Self::EntryMoved { no } => Reason::new("entry-moved").with("no", no),
            Self::NoSuchLedger { kind } => Reason::new("no-such-ledger").with("kind", kind),
            Self::Calendar { faults } => {
                Reason::new("calendar-wrong").with("detail", faults.join("；"))
            }
            Self::Gold { path, line, detail } => Reason::new("gold")
                .with("path", path.display())
                .with("line", line)
                .with("detail", detail),
            Self::DecisionRefused(reason) | Self::AccountRefused(reason) => reason.clone(),
            Self::OriginalGone { file } => Reason::new("original-gone").with("file", file),
            Self::NoKey => Reason::new("no-key"),
            Self::MixedMaterial => Reason::new("mixed-material"),
            Self::QueryList { path, detail } => Reason::new("query-list")
                .with("path", path.display())
                .with("detail", detail),
        }
    }

    /// Whether somebody else was writing, so that nothing was done and trying again will do.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Store(StoreError::Locked { .. }))
    }

    /// Whether the person can mend it by another call or another setting (exit code 2), or the program failed (3).
    #[must_use]
    pub fn is_wrong_use(&self) -> bool {
        if let Self::Render(RenderError::NoSuchPaper { .. } | RenderError::Unfilled { .. }) = self {
            return true;
        }
        !matches!(
            self,
            Self::Index(_)
                | Self::Render(_)
                | Self::Store(
                    StoreError::Database(_)
                        | StoreError::Record(_)
                        | StoreError::BrokenChain { .. }
                )
        )
    }
}
