//! Pairs the rows of two versions by their keys, and finds keys that stand more than once.
use std::collections::{HashMap, HashSet, VecDeque};

use crate::model::{Book, Record};

/// Rows of both versions, each once: in a pair, vanished or added.
pub(super) struct Pairing {
    /// Row before and row after, in the order of the later version.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Rows before without one after.
    pub(super) vanished: Vec<usize>,
    /// Rows after without one before.
    pub(super) added: Vec<usize>,
    /// Keys that stand more than once: key, whether in the later version, rows.
    pub(super) duplicates: Vec<(String, bool, Vec<usize>)>,
}

/// Pairs by key; of several rows with one key those with the same cells first, then those with the same title, then in their order.
pub(super) fn pair(before: &Book, after: &Book) -> Pairing {
    let (old, new) = (by_key(before), by_key(after));
    let mut pairing = Pairing {
        pairs: Vec::new(),
        vanished: Vec::new(),
        added: Vec::new(),
        duplicates: Vec::new(),
    };
    for (is_after, book, keys) in [(false, before, &old), (true, after, &new)] {
        for (at, record) in book.records.iter().enumerate() {
            let Some(rows) = keys.get(record.key.as_str()) else {
                continue;
            };
            if rows.len() > 1 && rows.first() == Some(&at) {
                pairing
                    .duplicates
                    .push((record.key.clone(), is_after, rows.clone()));
            }
        }
    }
    for (at, record) in after.records.iter().enumerate() {
        let Some(rows) = new.get(record.key.as_str()) else {
            continue;
        };
        // A key is settled with its first row.
        if rows.first() != Some(&at) {
            continue;
        }
        let there = old.get(record.key.as_str()).map_or(&[][..], Vec::as_slice);
        group(before, after, there, rows, &mut pairing);
    }
    for (at, record) in before.records.iter().enumerate() {
        if !new.contains_key(record.key.as_str()) {
            pairing.vanished.push(at);
        }
    }
    pairing.pairs.sort_unstable_by_key(|(_, new)| *new);
    pairing.vanished.sort_unstable();
    pairing.added.sort_unstable();
    pairing
}

fn by_key(book: &Book) -> HashMap<&str, Vec<usize>> {
    let mut keys: HashMap<&str, Vec<usize>> = HashMap::with_capacity(book.records.len());
    for (at, record) in book.records.iter().enumerate() {
        keys.entry(record.key.as_str()).or_default().push(at);
    }
    keys
}

/// Pairs rows that bear one key.
fn group(before: &Book, after: &Book, old: &[usize], new: &[usize], pairing: &mut Pairing) {
    let (mut old, mut new) = (old.to_vec(), new.to_vec());
    if old.len() + new.len() > 2 {
        for mark in [whole, title] {
            take_alike(
                (before, &mut old),
                (after, &mut new),
                mark,
                &mut pairing.pairs,
            );
        }
    }
    let paired = old.len().min(new.len());
    pairing
        .pairs
        .extend(old.iter().copied().zip(new.iter().copied()));
    pairing.vanished.extend(old.iter().skip(paired));
    pairing.added.extend(new.iter().skip(paired));
}

/// Pairs rows whose mark is the same, in their order, and takes them out of both lists.
fn take_alike(
    (before, old): (&Book, &mut Vec<usize>),
    (after, new): (&Book, &mut Vec<usize>),
    mark: fn(&Record) -> String,
    pairs: &mut Vec<(usize, usize)>,
) {
    let mut marked: HashMap<String, VecDeque<usize>> = HashMap::new();
    for at in old.iter() {
        if let Some(record) = before.records.get(*at) {
            marked.entry(mark(record)).or_default().push_back(*at);
        }
    }
    let mut taken: HashSet<usize> = HashSet::new();
    new.retain(|at| {
        let same = after
            .records
            .get(*at)
            .and_then(|record| marked.get_mut(&mark(record))?.pop_front());
        if let Some(same) = same {
            pairs.push((same, *at));
            taken.insert(same);
        }
        same.is_none()
    });
    old.retain(|at| !taken.contains(at));
}

fn whole(record: &Record) -> String {
    let cells: Vec<&str> = record.fields.iter().map(|f| f.text.as_str()).collect();
    cells.join("\u{1f}")
}

fn title(record: &Record) -> String {
    record.title.clone()
}
