//! The ledgers read once and kept at hand: entry after entry is shown without reading the books again.
use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    EntryFilter, EntryLine, EntryShown, FieldShown, Numbers, ProgressShown, changes::keyed,
};
use crate::{
    ledger::{
        Registers,
        due::{self, due_list},
    },
    model::{Book, BookKind, BookRow, DueLine, Extension, Series},
    store::{EntryStory, KeptEntry, StoreError},
    workflow::{Office, OfficeError, Progress},
};

/// Columns in which rows of other books name an entry.
const REFERENCES: [&str; 3] = ["ledger_no", "detail_no", "item_no"];

/// The series of the workspace with what is computed over all of them, as of one day and one state of the workspace.
#[derive(Debug)]
pub struct LedgerShelf {
    series: Vec<Series>,
    /// Of every series, in the same order.
    numbers: Vec<Numbers>,
    due: HashMap<(String, String), DueLine>,
    acted: HashMap<(i64, String), KeptEntry>,
    entries: Vec<OnShelf>,
    /// Entries by number, key and title.
    by_name: HashMap<String, Vec<usize>>,
    /// Rows of newest versions by the numbers they name: series and record.
    naming: HashMap<String, Vec<(usize, usize)>>,
    /// Records by key, of every version of every series.
    keyed: Vec<Vec<HashMap<String, usize>>>,
}

/// An entry and where the version stands that shows it last.
#[derive(Debug)]
struct OnShelf {
    line: EntryLine,
    states: Vec<String>,
    series: usize,
    version: usize,
    record: usize,
    extensions: Vec<Extension>,
}

impl Office {
    /// The ledgers as they stand now.
    ///
    /// # Errors
    /// When the store fails, or another process is writing while something is still to be taken over.
    pub fn ledger_shelf(&mut self, progress: &dyn Progress) -> Result<LedgerShelf, OfficeError> {
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
        let mut shelf = LedgerShelf {
            due: list
                .lines
                .into_iter()
                .chain(list.unclear)
                .map(|l| ((l.book.clone(), l.key.clone()), l))
                .collect(),
            acted,
            entries: Vec::new(),
            by_name: HashMap::new(),
            naming: naming(&series),
            keyed: series.iter().map(records_by_key).collect(),
            series,
            numbers,
        };
        let registers = Registers::new(&shelf.series, self.on);
        let mut entries = Vec::new();
        for (at, (series, numbers)) in shelf.series.iter().zip(&shelf.numbers).enumerate() {
            for (line, version, record) in shelf.entries_of(series, numbers) {
                let row = row(series, version, record);
                entries.push(OnShelf {
                    states: line.states(),
                    extensions: row.map_or_else(Vec::new, |r| due::extensions(r, &registers)),
                    series: at,
                    line,
                    version,
                    record,
                });
            }
        }
        drop(registers);
        for (entry, at) in entries.iter().zip(0..) {
            let mut names = vec![&entry.line.key, &entry.line.title];
            names.extend(&entry.line.no);
            names.sort_unstable();
            names.dedup();
            for name in names {
                shelf.by_name.entry(name.clone()).or_default().push(at);
            }
        }
        shelf.entries = entries;
        Ok(shelf)
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
        let shelf = self.ledger_shelf(progress)?;
        let lines = shelf.entries.into_iter().map(|e| e.line);
        let is_kind = |line: &EntryLine| filter.kind.is_none_or(|k| k == line.kind);
        Ok(lines
            .filter(|line| is_kind(line) && filter.wants(line))
            .collect())
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
        let shelf = self.ledger_shelf(progress)?;
        self.entry_on(&shelf, no, filter)
    }

    /// Every entry of that number (or key, or title), as it stands on this shelf.
    ///
    /// # Errors
    /// When no entry bears it, or the store fails.
    pub fn entry_on(
        &mut self,
        shelf: &LedgerShelf,
        no: &str,
        filter: &EntryFilter,
    ) -> Result<Vec<EntryShown>, OfficeError> {
        let joined = self.store.kept_series()?;
        let mut shown = Vec::new();
        for at in shelf.by_name.get(no).into_iter().flatten() {
            let Some(entry) = shelf.entries.get(*at) else {
                continue;
            };
            let line = &entry.line;
            if filter.kind.is_some_and(|k| k != line.kind) || !filter.wants(line) {
                continue;
            }
            let series = shelf.series.get(entry.series);
            let numbers = shelf.numbers.get(entry.series);
            let (Some(series), Some(numbers)) = (series, numbers) else {
                continue;
            };
            let Some(row) = row(series, entry.version, entry.record) else {
                continue;
            };
            let others = joined
                .iter()
                .filter(|s| s.joined_into == Some(numbers.id))
                .map(|s| s.id);
            let ids: Vec<i64> = std::iter::once(numbers.id).chain(others).collect();
            let story = self.store.story(&ids, &line.key)?;
            let record = shelf
                .acted
                .get(&(numbers.id, line.key.clone()))
                .and_then(|e| e.record.as_deref())
                .map(serde_json::from_str)
                .transpose()
                .map_err(StoreError::Record)?;
            shown.push(EntryShown {
                file: row.book.file.clone(),
                as_of: row.book.as_of.as_ref().map(|a| a.date),
                fields: fields(row),
                progress: shelf.progress_of(entry.series, series, &line.key),
                extensions: entry.extensions.clone(),
                elsewhere: shelf.elsewhere(line),
                record,
                story: told_of(story, &numbers.keys),
                line: line.clone(),
            });
        }
        if shown.is_empty() {
            return Err(OfficeError::NoSuchEntry { no: no.to_owned() });
        }
        Ok(shown)
    }
}

impl LedgerShelf {
    /// The entries with every word for how they stand.
    pub fn lines(&self) -> impl Iterator<Item = (&EntryLine, &[String])> {
        self.entries.iter().map(|e| (&e.line, e.states.as_slice()))
    }

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

    fn progress_of(&self, at: usize, series: &Series, key: &str) -> Vec<ProgressShown> {
        let mut shown: Vec<ProgressShown> = Vec::new();
        let keyed = self.keyed.get(at).into_iter().flatten();
        for (book, keyed) in series.versions.iter().zip(keyed) {
            let Some(record) = keyed.get(key).and_then(|r| book.records.get(*r)) else {
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
    fn elsewhere(&self, line: &EntryLine) -> Vec<(BookKind, String, String)> {
        let rows = line.no.as_ref().and_then(|no| self.naming.get(no));
        let mut found = Vec::new();
        for (at, record) in rows.into_iter().flatten() {
            let Some(series) = self.series.get(*at).filter(|s| s.name != line.book) else {
                continue;
            };
            let Some(book) = series.latest() else {
                continue;
            };
            let Some(record) = book.records.get(*record) else {
                continue;
            };
            let row = BookRow { book, record };
            let place = row.name_quote().map_or_else(String::new, |q| {
                let place = q.place();
                format!(
                    "{} {}!{}",
                    q.file(),
                    place.sheet.as_deref().unwrap_or_default(),
                    place.cell.as_deref().unwrap_or_default()
                )
            });
            found.push((series.kind, place, record.title.clone()));
        }
        found
    }
}

fn row(series: &Series, version: usize, record: usize) -> Option<BookRow<'_>> {
    let book = series.versions.get(version)?;
    let record = book.records.get(record)?;
    Some(BookRow { book, record })
}

/// Of every version the records by key.
fn records_by_key(series: &Series) -> Vec<HashMap<String, usize>> {
    let of = |book: &Book| keyed(book).into_iter().map(|(k, _)| k).zip(0..).collect();
    series.versions.iter().map(of).collect()
}

/// The rows of newest versions by the numbers they name.
fn naming(series: &[Series]) -> HashMap<String, Vec<(usize, usize)>> {
    let mut naming: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (at, s) in series.iter().enumerate() {
        for (row, record) in s.latest().into_iter().flat_map(Book::rows).zip(0..) {
            let mut names = REFERENCES.map(|f| row.text(f));
            names.sort_unstable();
            for (n, name) in names.iter().enumerate() {
                let is_new = n.checked_sub(1).and_then(|b| names.get(b)) != Some(name);
                if !name.is_empty() && is_new {
                    let rows = naming.entry((*name).to_owned()).or_default();
                    rows.push((at, record));
                }
            }
        }
    }
    naming
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
