//! Offers rows that may have come back under another number.
use std::collections::{HashMap, HashSet};

use crate::{
    ledger::{Alike, registers::plain},
    model::{Renumbered, RowChange, RowName},
};

/// Rows after that are looked at for one row before; whole lists of titles that differ in a digit would else be compared all with all.
const MOST_COMPARED: usize = 200;

/// Pairs of a row before and a row after that bear other numbers and are about the same matter: the same title and unit, also where
/// one of them kept a key that now names another matter; then, of the rows that have no counterpart, titles that are alike.
pub(super) fn renumbered(
    vanished: &[RowName],
    added: &[RowName],
    changed: &[RowChange],
    title_similarity: f64,
) -> Vec<Renumbered> {
    let retitled: Vec<&RowChange> = changed
        .iter()
        .filter(|c| plain(&c.before.title) != plain(&c.after.title))
        .collect();
    let before: Vec<&RowName> = vanished
        .iter()
        .chain(retitled.iter().map(|c| &c.before))
        .collect();
    let after: Vec<&RowName> = added
        .iter()
        .chain(retitled.iter().map(|c| &c.after))
        .collect();
    let mut offers = exact(&before, &after);
    let taken = |side: fn(&Renumbered) -> &RowName| -> HashSet<usize> {
        offers.iter().map(|o| side(o).at).collect()
    };
    let (old, new) = (taken(|o| &o.before), taken(|o| &o.after));
    let vanished: Vec<&RowName> = vanished.iter().filter(|r| !old.contains(&r.at)).collect();
    let added: Vec<&RowName> = added.iter().filter(|r| !new.contains(&r.at)).collect();
    offers.extend(alike(&vanished, &added, title_similarity));
    offers.sort_by_key(|o| o.before.at);
    offers
}

fn exact(before: &[&RowName], after: &[&RowName]) -> Vec<Renumbered> {
    let mark = |row: &RowName| {
        let mut units = row.units.clone();
        units.sort_unstable();
        (plain(&row.title), units)
    };
    let mut by_mark: HashMap<_, Vec<&RowName>> = HashMap::new();
    for row in after.iter().rev().filter(|r| !plain(&r.title).is_empty()) {
        by_mark.entry(mark(row)).or_default().push(row);
    }
    before
        .iter()
        .filter_map(|old| {
            let there = by_mark.get_mut(&mark(old))?;
            let new = there.pop()?;
            Some(offer(old, new, 1.0))
        })
        .collect()
}

fn alike(vanished: &[&RowName], added: &[&RowName], title_similarity: f64) -> Vec<Renumbered> {
    // Rows with one title are one text to compare.
    let mut titles: Vec<&str> = added.iter().map(|r| r.title.as_str()).collect();
    titles.sort_unstable();
    titles.dedup();
    let mut rows: HashMap<&str, Vec<&RowName>> = HashMap::new();
    for row in added {
        rows.entry(row.title.as_str()).or_default().push(row);
    }
    let index = Alike::new(titles.iter().copied(), title_similarity);
    let mut found: Vec<(f64, &RowName, &RowName)> = Vec::new();
    for old in vanished {
        let near = index.nearest(&old.title, MOST_COMPARED);
        let best = near.into_iter().find_map(|(at, like)| {
            let there = rows.get(titles.get(at)?)?;
            let new = there.iter().find(|new| share_unit(old, new))?;
            Some((like, *old, *new))
        });
        found.extend(best);
    }
    // The most alike first, so that each row is offered once and with its best.
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.at.cmp(&b.1.at)));
    let mut taken = HashSet::new();
    found
        .into_iter()
        .filter(|(_, _, new)| taken.insert(new.at))
        .map(|(like, old, new)| offer(old, new, like))
        .collect()
}

/// Whether two rows can be about one unit: they share one, or one of them names none.
fn share_unit(a: &RowName, b: &RowName) -> bool {
    a.units.is_empty() || b.units.is_empty() || a.units.iter().any(|u| b.units.contains(u))
}

fn offer(before: &RowName, after: &RowName, similarity: f64) -> Renumbered {
    Renumbered {
        before: before.clone(),
        after: after.clone(),
        similarity,
    }
}
