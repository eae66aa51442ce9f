//! The entries of the ledgers: listed, and one of them with all that is known of it.
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::{Numbers, changes::keyed};
use crate::{
    ledger::{
        Registers,
        due::{self, due_list},
    },
    model::{
        Book, BookKind, BookRow, Due, DueLine, EntryRecord, Extension, Facets, Series, SourceRef,
    },
    store::{EntryStory, KeptEntry, StoreError},
    workflow::{Office, OfficeError, Progress},
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

/// The series of the workspace with what is computed over all of them.
struct Shelf {
    series: Vec<Series>,
    /// Of every series, in the same order.
    numbers: Vec<Numbers>,
    due: HashMap<(String, String), DueLine>,
    acted: HashMap<(i64, String), KeptEntry>,
}

impl Office {
    fn shelf(&mut self, progress: &dyn Progress) -> Result<Shelf, OfficeError> {
        let (series, numbers) = self.numbered_series(progress)?;
        let acted = self
            .store
            .entries_acted_on()?
            .into_iter()
            .map(|e| ((e.series, e.key.clone()), e))
            .collect();
        let workdays = self.workdays()?;
        let acts = self.acts(&series, &numbers)?;
        let by = (self.on, &workdays, &self.settings.ledger);
        let list = due_list(&series, &acts, by);
        Ok(Shelf {
            series,
            numbers,
            due: list
                .lines
                .into_iter()
                .chain(list.unclear)
                .map(|l| ((l.book.clone(), l.key.clone()), l))
                .collect(),
            acted,
        })
    }

    /// The entries as their newest versions show them, those that vanished from them after the others.
    ///
    /// # Errors
    /// When the store fails.
    pub fn ledger_entries(
        &mut self,
        filter: &EntryFilter,
        progress: &dyn Progress,
    ) -> Result<Vec<EntryLine>, OfficeError> {
        let shelf = self.shelf(progress)?;
        let mut lines = Vec::new();
        for (series, numbers) in shelf.series.iter().zip(&shelf.numbers) {
            if filter.kind.is_some_and(|k| k != series.kind) {
                continue;
            }
            lines.extend(
                shelf
                    .entries_of(series, numbers)
                    .into_iter()
                    .map(|(line, ..)| line)
                    .filter(|line| filter.wants(line)),
            );
        }
        Ok(lines)
    }

    /// Every entry of that number (or key, or title) with all that is known of it.
    ///
    /// # Errors
    /// When no entry bears it, or the store fails.
    pub fn ledger_entry(
        &mut self,
        no: &str,
        filter: &EntryFilter,
        progress: &dyn Progress,
    ) -> Result<Vec<EntryShown>, OfficeError> {
        let shelf = self.shelf(progress)?;
        let registers = Registers::new(&shelf.series, self.on);
        let joined = self.store.kept_series()?;
        let mut shown = Vec::new();
        for (series, numbers) in shelf.series.iter().zip(&shelf.numbers) {
            if filter.kind.is_some_and(|k| k != series.kind) {
                continue;
            }
            for (line, version, record) in shelf.entries_of(series, numbers) {
                let is_it = line.no.as_deref() == Some(no) || line.key == no || line.title == no;
                if !is_it || !filter.wants(&line) {
                    continue;
                }
                let Some(book) = series.versions.get(version) else {
                    continue;
                };
                let Some(record) = book.records.get(record) else {
                    continue;
                };
                let row = BookRow { book, record };
                let ids: Vec<i64> = std::iter::once(numbers.id)
                    .chain(
                        joined
                            .iter()
                            .filter(|s| s.joined_into == Some(numbers.id))
                            .map(|s| s.id),
                    )
                    .collect();
                let story = self.store.story(&ids, &line.key)?;
                let record = shelf
                    .acted
                    .get(&(numbers.id, line.key.clone()))
                    .and_then(|e| e.record.as_deref())
                    .map(serde_json::from_str)
                    .transpose()
                    .map_err(StoreError::Record)?;
                shown.push(EntryShown {
                    file: book.file.clone(),
                    as_of: book.as_of.as_ref().map(|a| a.date),
                    fields: fields(row),
                    progress: progress_of(series, &line.key),
                    extensions: due::extensions(row, &registers),
                    elsewhere: elsewhere(&shelf.series, &line),
                    record,
                    story: told_of(story, &numbers.keys),
                    line,
                });
            }
        }
        if shown.is_empty() {
            return Err(OfficeError::NoSuchEntry { no: no.to_owned() });
        }
        Ok(shown)
    }
}

impl EntryFilter {
    fn wants(&self, line: &EntryLine) -> bool {
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

impl Shelf {
    /// Every entry of a series with the version and record that show it last: those of the newest version, then those that vanished.
    fn entries_of(&self, series: &Series, numbers: &Numbers) -> Vec<(EntryLine, usize, usize)> {
        let mut seen: HashSet<String> = HashSet::new();
        let mut lines = Vec::new();
        let versions = &series.versions;
        for (version, book) in versions.iter().enumerate().rev() {
            for (at, (key, record)) in keyed(book).into_iter().enumerate() {
                if !seen.insert(key.clone()) {
                    continue;
                }
                let gone = versions.get(version + 1).map(version_name);
                let row = BookRow { book, record };
                let line = self.line((series, numbers.id), row, key, gone);
                lines.push((line, version, at));
            }
        }
        lines
    }

    fn line(
        &self,
        (series, id): (&Series, i64),
        row: BookRow<'_>,
        key: String,
        vanished: Option<String>,
    ) -> EntryLine {
        let due = self
            .due
            .get(&(series.name.clone(), row.record.key.clone()))
            .map(|l| l.due.clone());
        let state = self
            .acted
            .get(&(id, key.clone()))
            .and_then(|e| e.state.clone());
        let units = match row.record.lead.as_slice() {
            [] => series.unit.iter().cloned().collect(),
            lead => lead.to_vec(),
        };
        let deadline = match row.text("current_deadline") {
            "" => row.text("deadline"),
            current => current,
        };
        EntryLine {
            book: series.name.clone(),
            kind: series.kind,
            no: row.record.no.clone(),
            title: row.record.title.clone(),
            units,
            deadline: deadline.to_owned(),
            facets: row.record.facets,
            due: due.filter(|_| vanished.is_none()),
            state,
            vanished,
            source: row.name_quote(),
            key,
        }
    }
}

/// What a version is called: its day, else its file.
fn version_name(book: &Book) -> String {
    book.as_of
        .as_ref()
        .map_or_else(|| book.file.clone(), |a| a.date.to_string())
}

fn fields(row: BookRow<'_>) -> Vec<FieldShown> {
    row.record
        .fields
        .iter()
        .filter_map(|f| {
            let column = row.book.columns.get(usize::from(f.column))?;
            Some(FieldShown {
                header: column.header.clone(),
                field: column.field.clone(),
                text: f.text.clone(),
                place: format!(
                    "{}!{}",
                    row.book.sheet,
                    crate::model::cell_name(f.row, f.col)
                ),
            })
        })
        .collect()
}

fn progress_of(series: &Series, key: &str) -> Vec<ProgressShown> {
    let mut shown: Vec<ProgressShown> = Vec::new();
    for book in &series.versions {
        let Some((_, record)) = keyed(book).into_iter().find(|(k, _)| k == key) else {
            continue;
        };
        let row = BookRow { book, record };
        let text = ["progress", "execute", "host_action"]
            .into_iter()
            .map(|f| row.text(f))
            .find(|t| !t.is_empty())
            .unwrap_or_default();
        shown.push(ProgressShown {
            as_of: book.as_of.as_ref().map(|a| a.date),
            file: book.file.clone(),
            is_unchanged: shown.last().is_some_and(|last| last.text == text),
            text: text.to_owned(),
            status: row.text("status").to_owned(),
        });
    }
    shown
}

/// Rows of other books that name the entry's number.
fn elsewhere(series: &[Series], line: &EntryLine) -> Vec<(BookKind, String, String)> {
    let Some(no) = line.no.as_deref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for s in series.iter().filter(|s| s.name != line.book) {
        for row in s.latest().into_iter().flat_map(Book::rows) {
            let names = ["ledger_no", "detail_no", "item_no"].map(|f| row.text(f));
            if names.contains(&no) {
                let place = row.name_quote().map_or_else(String::new, |q| {
                    let place = q.place();
                    format!(
                        "{} {}!{}",
                        q.file(),
                        place.sheet.as_deref().unwrap_or_default(),
                        place.cell.as_deref().unwrap_or_default()
                    )
                });
                found.push((s.kind, place, row.record.title.clone()));
            }
        }
    }
    found
}

/// The story in the order of the versions; steps between versions that are no longer neighbors were told better since.
fn told_of(story: Vec<EntryStory>, versions: &[i64]) -> Vec<EntryStory> {
    let place: BTreeMap<i64, usize> = versions.iter().zip(0..).map(|(k, n)| (*k, n)).collect();
    let pair = |s: &EntryStory| {
        let number = |name: &str| s.detail.get(name).and_then(serde_json::Value::as_i64);
        (number("before"), number("after"))
    };
    let mut told: Vec<(usize, EntryStory)> = Vec::new();
    let mut last = 0;
    for s in story {
        let is_version = s.action != "ledger.entry.act";
        if !is_version {
            told.push((last, s));
            continue;
        }
        let (before, after) = pair(&s);
        let Some(at) = after.and_then(|a| place.get(&a)).copied() else {
            continue;
        };
        let is_reread = before == after;
        let is_neighbor = match before {
            None => at == 0,
            Some(b) => place.get(&b).is_some_and(|p| p + 1 == at),
        };
        if is_reread || is_neighbor {
            last = last.max(at);
            told.push((at, s));
        }
    }
    told.sort_by_key(|(at, s)| (*at, s.seq));
    told.into_iter().map(|(_, s)| s).collect()
}
