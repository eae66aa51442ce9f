//! What the ledger itself shows of an entry when an act is tried.
use crate::{
    ledger::{Registers, words::is_filled},
    model::{BookKind, BookRow, EntryFacts, UnitProfile},
};

/// The facts of a record beside the registers. Whether its number is taken, and the state of an entry it is to go into, only the
/// store can say; both are left open here.
#[must_use]
pub fn facts(row: BookRow<'_>, registers: &Registers<'_>, units: &[UnitProfile]) -> EntryFacts {
    let details = registers.rows(BookKind::细账, row);
    let rows = || std::iter::once(row).chain(details.iter().copied());
    let steps = |waived: bool| {
        let mut kinds: Vec<_> = rows()
            .flat_map(|r| &r.record.steps)
            .filter(|s| s.waived.is_some() == waived)
            .map(|s| s.kind)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    let taken = steps(false);
    let mut waived = steps(true);
    waived.retain(|step| !taken.contains(step));
    let cells = rows().filter(|r| is_filled(r.text("evidence"))).count();
    let papers = registers.rows(BookKind::佐证清单, row).len();
    let mut items: Vec<u32> = row.record.items.iter().map(|i| i.seq).collect();
    items.sort_unstable();
    items.dedup();
    EntryFacts {
        is_duplicate: false,
        unknown_units: row
            .record
            .lead
            .iter()
            .filter(|unit| !units.is_empty() && !units.iter().any(|u| u.name == **unit))
            .cloned()
            .collect(),
        steps: taken,
        waived,
        items,
        evidence: u32::try_from(cells + papers).unwrap_or(u32::MAX),
        is_done: row.record.facets.is_done(),
        merge_target: None,
    }
}
