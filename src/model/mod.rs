//! The nouns of the house, as plain data: no file, clock or network is touched here.
//!
//! Offsets are always counted in characters (Unicode scalar values), never in bytes, and ranges are half open.
//! Sheet rows and columns are counted from 0 inside the program and shown as people know them (`C12`).

mod account;
mod card;
mod date_value;
mod document;
mod feedback;
mod file;
mod flag;
mod flag_list;
mod hit;
mod language;
mod ledger;
mod limits;
mod num_value;
mod ocr;
mod place;
mod raw;
mod reading;
mod reason;
mod review;
mod secrecy;
mod statistics;
mod table;
mod text;

pub use account::Account;
pub use card::{CardBasis, IndicatorCard};
pub use date_value::{DateRole, DateValue, Period, Precision};
pub use document::{
    CellSpan, DocType, Document, FoundDate, Passage, PassageKind, Read, ReadFrom, Section,
};
pub use feedback::{Decided, FlagDecision, RejectCode, RuleRecord, RuleStanding};
pub use file::{FileRecord, Format, Recovery};
pub use flag::{Certainty, Evidence, Explain, Flag, FlagDraft, FlagId, Severity, Surroundings};
pub use flag_list::{FlagList, IndicatorTitle, RuleVersion, RunRecord, Withheld};
pub use hit::{Facet, Hit, HitPage};
pub use language::Language;
pub use ledger::{
    Actor, Agreement, Application, AsOf, Book, BookColumn, BookDiff, BookKind, BookLine, BookRow,
    CheckItem, CheckLine, CheckPoint, CheckRun, Claim, Claimed, ClosedOut, Closure, Completion,
    DeadlineSet, Deadlines, Decision, Due, DueCount, DueCounts, DueLevel, DueLine, DueList,
    Duplicate, EntryAct, EntryEvent, EntryFacts, EntryOn, EntryRecord, EntryState, Extension,
    ExtensionCase, ExtensionState, Facets, Field, FieldChange, Guard, HistoryEntry, ItemProof,
    LedgerSettings, LinkedBy, LookBackPlan, LookBackResult, LoopMatrix, LoopRow, LoopStage,
    MatrixName, Mismatch, Pair, Paper, Publicity, ReconcileSettings, Reconciliation,
    ReconciliationSheet, Record, Recurrence, Refusal, Relevance, Renumbered, Report, Role,
    RowChange, RowName, Schedule, Series, Settled, Share, Side, StageRecord, StandingReview, Step,
    StepCell, StepKind, StepLag, StepMatrix, StepRow, Subject, Timeliness, Unmet, Verdict,
    VersionName, Waiver, WorkItem, close_out_unmet,
};
pub use limits::Limits;
pub use num_value::{Hedge, NumValue};
pub use ocr::{OcrEngine, OcrSettings};
pub use place::{Frame, Place, SourceRef, cell_name, column_name};
pub use raw::{CellValue, Merge, RawBlock, RawCell, RawFile, RawTable, RawText};
pub use reading::{FormerName, ImportProfile, ReadingSettings, Split, SplitPart, UnitProfile};
pub use reason::Reason;
pub use review::{
    Absence, AgendaDraft, AgendaItem, Assessment, Attendee, Blocker, Carrier, Cause, CauseDepth,
    CloseOut, CollectiveOutcome, Concluded, ContactLevel, Delivery, Deviation, DiffAnswer,
    DiffAnswered, Disposition, Explanation, Extrapolation, FlagAct, FlagCase, FlagState, Gap,
    HostSections, Institution, Invited, Issue, IssueAct, IssueBody, IssueState, Issued,
    LeaderDecision, LookBack, LookBackAct, LookBackFound, LookBackKind, LookBackState,
    MaterialPiece, Measure, MeasureKind, MergeConflict, MergeOutcome, Minutes, OfflineView,
    Opinion, OpinionAct, OpinionForm, OpinionItem, OpinionPlan, OpinionState, Outcome, Part, Past,
    Person, Proposal, ReconAct, ReconRun, ReconRunState, ReconSigned, RectificationAct,
    RectificationCase, RectificationKind, RectificationPlan, RectificationState, RectificationWork,
    Recusal, Reply, ReplyStance, ReviewEvent, ReviewRecord, ReviewRefusal, ReviewSession,
    ReviewSettings, RootCause, RuleAct, RuleCase, RuleState, SelfSections, SessionAct, SessionFile,
    SessionFlag, SessionKind, SessionNote, SessionPlan, SessionState, Stance, Suggestion, UnitKind,
    Verification, VerifyMethod, View, Warning,
};
pub use secrecy::Secrecy;
pub use statistics::{Figure, StatKind, StatLine, StatRow, StatTable, StatValue, Statistics};
pub use table::{Column, MappedBy, RowKind, Table, TableCell, TableRow};
pub use text::{char_len, char_slice, fold, fold_char};
