//! The entries of the ledgers as people see them: a line of the list, and one entry with all that is known of it.
use jiff::civil::Date;

use crate::{
    model::{BookKind, Due, EntryRecord, Extension, Facets, SourceRef},
    store::EntryStory,
};

/// Which entries are wanted; an empty filter wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// Only of books of this kind.
    pub kind: Option<BookKind>,
    /// Only of units whose name contains this.
    pub unit: Option<String>,
    /// Only in this state: of the state machine, of a facet (已完成, 已销号), 超期, 临期 or 不在册.
    pub state: Option<String>,
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryLine {
    /// Name of the series.
    pub book: String,
    /// What it records.
    pub kind: BookKind,
    /// What the entry is known by.
    pub key: String,
    /// Its number.
    pub no: Option<String>,
    /// The matter.
    pub title: String,
    /// Responsible units, else who keeps the book.
    pub units: Vec<String>,
    /// The deadline as written.
    pub deadline: String,
    /// What its status says.
    pub facets: Facets,
    /// How it stands against its deadline; computed for the day asked about.
    pub due: Option<Due>,
    /// State people brought it to; `None` when no person acted on it yet.
    pub state: Option<String>,
    /// The day of the version that no longer holds it, or its file where no day is known.
    pub vanished: Option<String>,
    /// Where it stands.
    pub source: Option<SourceRef>,
}

/// One field of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldShown {
    /// Header of the column.
    pub header: String,
    /// Canonical field, or empty.
    pub field: String,
    /// Text as it stands.
    pub text: String,
    /// Sheet and cell.
    pub place: String,
}

/// Progress as one version tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgressShown {
    /// The day the version speaks of.
    pub as_of: Option<Date>,
    /// Its file.
    pub file: String,
    /// The progress.
    pub text: String,
    /// Its status, as written.
    pub status: String,
    /// Whether the words are those of the version before.
    pub is_unchanged: bool,
}

/// An entry with all that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryShown {
    /// As in the list.
    pub line: EntryLine,
    /// File of the version shown.
    pub file: String,
    /// The day that version speaks of.
    pub as_of: Option<Date>,
    /// Fields from left to right.
    pub fields: Vec<FieldShown>,
    /// Progress through the versions, oldest first.
    pub progress: Vec<ProgressShown>,
    /// Extensions the registers name.
    pub extensions: Vec<Extension>,
    /// Rows of other books that speak of it: kind, file and place, title.
    pub elsewhere: Vec<(BookKind, String, String)>,
    /// What people did with it, and where that has brought it.
    pub record: Option<EntryRecord>,
    /// What happened to it, in the order of the versions and of what people did.
    pub story: Vec<EntryStory>,
}

impl EntryFilter {
    /// Whether an entry is wanted.
    pub(super) fn wants(&self, line: &EntryLine) -> bool {
        let is_unit = self
            .unit
            .as_ref()
            .is_none_or(|u| line.units.iter().any(|has| has.contains(u.as_str())));
        is_unit
            && (self
                .state
                .as_ref()
                .is_none_or(|s| line.states().iter().any(|has| has == s))
                || super::acts::is_untouched(self, line.state.as_ref()))
    }
}

impl EntryLine {
    /// Every word for how it stands.
    #[must_use]
    pub fn states(&self) -> Vec<String> {
        let said = &self.facets;
        let mut words: Vec<String> = self.state.iter().cloned().collect();
        words.extend(said.completion.map(|c| c.title().to_owned()));
        words.extend(said.schedule.map(|s| s.title().to_owned()));
        words.extend(said.closure.map(|c| c.title().to_owned()));
        if said.standing {
            words.push("长期坚持".to_owned());
        }
        match &self.due {
            Some(Due::Over { .. }) => words.push("超期".to_owned()),
            Some(Due::Left { .. }) => words.push("临期".to_owned()),
            _ => {}
        }
        if self.vanished.is_some() {
            words.push("不在册".to_owned());
        }
        words
    }
}
