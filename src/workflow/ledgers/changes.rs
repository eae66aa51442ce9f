//! What one version of a book changed against another, cell by cell and word by word: nothing is judged here.
use std::collections::{HashMap, HashSet};

use crate::{
    model::{Book, Field, Record, cell_name},
    store::{EntryChange, EntryFate, FieldChange},
};

/// The records of a book under the keys entries bear: records that share a key are numbered in their order.
pub(super) fn keyed(book: &Book) -> Vec<(String, &Record)> {
    let mut seen: HashMap<&str, u32> = HashMap::with_capacity(book.records.len());
    book.records
        .iter()
        .map(|record| {
            let nth = seen.entry(record.key.as_str()).or_default();
            *nth += 1;
            let key = match *nth {
                1 => record.key.clone(),
                n => format!("{}#{n}", record.key),
            };
            (key, record)
        })
        .collect()
}

/// What a column is known by in every version: its field, else its header; with a number where several share it.
pub(super) fn column_ids(book: &Book) -> Vec<(bool, &str, u32)> {
    let mut seen: HashMap<(bool, &str), u32> = HashMap::new();
    book.columns
        .iter()
        .map(|c| {
            let (is_field, name) = match c.field.as_str() {
                "" => (false, c.header.as_str()),
                field => (true, field),
            };
            let nth = seen.entry((is_field, name)).or_default();
            *nth += 1;
            (is_field, name, *nth)
        })
        .collect()
}

/// The columns of two versions side by side.
struct Columns<'a> {
    /// (field, header) of each.
    names: Vec<(&'a str, &'a str)>,
    /// Of every column of the version before, its place in `names`.
    before: Vec<usize>,
    /// Of every column of the version, its place in `names`.
    after: Vec<usize>,
}

impl<'a> Columns<'a> {
    fn of(before: Option<&'a Book>, after: &'a Book) -> Self {
        let mut at: HashMap<(bool, &str, u32), usize> = HashMap::new();
        let mut names = Vec::new();
        let mut place = |book: &'a Book| -> Vec<usize> {
            column_ids(book)
                .into_iter()
                .zip(&book.columns)
                .map(|(id, column)| {
                    *at.entry(id).or_insert_with(|| {
                        names.push((column.field.as_str(), column.header.as_str()));
                        names.len() - 1
                    })
                })
                .collect()
        };
        let after = place(after);
        let before = before.map(place).unwrap_or_default();
        Self {
            names,
            before,
            after,
        }
    }

    /// The cells of a record at their places.
    fn cells<'r>(&self, places: &[usize], record: Option<&'r Record>) -> Vec<Option<&'r Field>> {
        let mut cells = vec![None; self.names.len()];
        for field in record.iter().flat_map(|r| &r.fields) {
            if let Some(cell) = places
                .get(usize::from(field.column))
                .and_then(|at| cells.get_mut(*at))
            {
                *cell = Some(field);
            }
        }
        cells
    }

    /// Cells that do not say the same.
    fn changes(
        &self,
        before: Option<&'a Record>,
        after: Option<&'a Record>,
    ) -> Vec<FieldChange<'a>> {
        self.cells(&self.before, before)
            .into_iter()
            .zip(self.cells(&self.after, after))
            .zip(&self.names)
            .filter_map(|((was, is), &(field, header))| {
                let (was_text, is_text) =
                    (was.map(|f| f.text.as_str()), is.map(|f| f.text.as_str()));
                let at = is.or(was)?;
                (was_text != is_text).then(|| FieldChange {
                    field,
                    header,
                    before: was_text,
                    after: is_text,
                    cell: cell_name(at.row, at.col),
                })
            })
            .collect()
    }
}

/// What a version did to the entries. `ever` are the keys older versions held, the one before included.
pub(super) fn between<'a>(
    before: Option<&'a Book>,
    after: &'a Book,
    ever: &HashSet<String>,
) -> Vec<EntryChange<'a>> {
    let columns = Columns::of(before, after);
    let was = before.map(keyed).unwrap_or_default();
    let was_at: HashMap<&str, &Record> = was.iter().map(|(k, r)| (k.as_str(), *r)).collect();
    let is = keyed(after);
    let is_there: HashSet<&str> = is.iter().map(|(k, _)| k.as_str()).collect();
    let mut changes = Vec::new();
    for (key, record) in &is {
        let old = was_at.get(key.as_str()).copied();
        let fields = columns.changes(old, Some(record));
        let fate = match old {
            Some(_) if fields.is_empty() => continue,
            Some(_) => EntryFate::Changed,
            None if ever.contains(key) => EntryFate::Returned,
            None => EntryFate::Added,
        };
        changes.push(change(key, record, fate, fields));
    }
    for (key, record) in &was {
        if !is_there.contains(key.as_str()) {
            let fields = columns.changes(Some(record), None);
            changes.push(change(key, record, EntryFate::Vanished, fields));
        }
    }
    changes
}

/// What reading one version differently did: cells that are understood otherwise, records that came or went by it.
pub(super) fn reread<'a>(before: &'a Book, after: &'a Book) -> Vec<EntryChange<'a>> {
    let mut changes = between(Some(before), after, &HashSet::new());
    for change in &mut changes {
        change.fate = EntryFate::Reread;
    }
    changes
}

fn change<'a>(
    key: &str,
    record: &'a Record,
    fate: EntryFate,
    fields: Vec<FieldChange<'a>>,
) -> EntryChange<'a> {
    EntryChange {
        key: key.to_owned(),
        no: record.no.as_deref(),
        title: &record.title,
        fate,
        row: record.row,
        fields,
    }
}
