//! Gives series of books the numbers they bear in the store, whatever new books do to their names.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    ledger,
    model::{Book, Series},
    store::{KeptSeries, SeriesTaken},
};

/// A series with its number and its versions with theirs, oldest first.
pub(super) struct Group {
    pub(super) id: i64,
    pub(super) versions: Vec<(i64, Book)>,
}

/// Series with their numbers.
pub(super) struct Grouped {
    pub(super) groups: Vec<Group>,
    /// Series that are new or bear another name.
    pub(super) opened: Vec<SeriesTaken>,
    /// Series whose versions now all stand in others: (from, into).
    pub(super) joined: Vec<(i64, i64)>,
}

/// Groups numbered books into series. A series keeps the number most of its versions bore (`at`); `next` is free.
pub(super) fn group(
    books: Vec<(i64, Book)>,
    at: &HashMap<i64, i64>,
    old: &[KeptSeries],
    mut next: i64,
) -> Grouped {
    // Equal tables of equal files are told apart by their order.
    let mut keys: HashMap<(String, String, u32), Vec<i64>> = HashMap::new();
    for (key, book) in books.iter().rev() {
        keys.entry(identity(book)).or_default().push(*key);
    }
    let series = ledger::series(books.into_iter().map(|(_, book)| book).collect());
    let mut named = Vec::with_capacity(series.len());
    for s in series {
        let Series {
            kind,
            unit,
            name,
            versions,
        } = s;
        let versions: Vec<(i64, Book)> = versions
            .into_iter()
            .filter_map(|book| Some((keys.get_mut(&identity(&book))?.pop()?, book)))
            .collect();
        named.push((kind, unit, name, versions));
    }
    let mut claims: Vec<(std::cmp::Reverse<usize>, i64, usize)> = Vec::new();
    for (place, (.., versions)) in named.iter().enumerate() {
        let mut count: BTreeMap<i64, usize> = BTreeMap::new();
        for id in versions.iter().filter_map(|(key, _)| at.get(key)) {
            *count.entry(*id).or_default() += 1;
        }
        claims.extend(
            count
                .into_iter()
                .map(|(id, n)| (std::cmp::Reverse(n), id, place)),
        );
    }
    claims.sort_unstable();
    let mut ids: HashMap<usize, i64> = HashMap::new();
    let mut given: BTreeSet<i64> = BTreeSet::new();
    for (_, id, place) in &claims {
        if !ids.contains_key(place) && given.insert(*id) {
            ids.insert(*place, *id);
        }
    }
    let mut grouped = Grouped {
        groups: Vec::with_capacity(named.len()),
        opened: Vec::new(),
        joined: Vec::new(),
    };
    for (place, (kind, unit, name, versions)) in named.into_iter().enumerate() {
        let id = *ids.entry(place).or_insert_with(|| {
            next += 1;
            next - 1
        });
        let there = old.iter().find(|s| s.id == id);
        let is_same =
            there.is_some_and(|s| s.kind == kind.name() && s.unit == unit && s.name == name);
        if !is_same {
            grouped.opened.push(SeriesTaken {
                id,
                was_there: there.is_some(),
                kind: kind.name(),
                unit,
                name,
            });
        }
        grouped.groups.push(Group { id, versions });
    }
    for (_, from, place) in claims {
        let is_left = !given.contains(&from) && grouped.joined.iter().all(|(f, _)| *f != from);
        if let Some(into) = ids.get(&place).filter(|_| is_left) {
            grouped.joined.push((from, *into));
        }
    }
    grouped
}

fn identity(book: &Book) -> (String, String, u32) {
    (book.file.clone(), book.sha256.clone(), book.table)
}
