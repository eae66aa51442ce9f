//! Lead-ins: a sentence that ends in a colon (or 如下) and is followed by its list says nothing yet; the list does.
use std::ops::Range;

use super::{ruled::plain_of, substance};
use crate::model::{Document, PassageKind, char_slice};

/// How a lead-in ends besides a colon, in match form.
const AS_FOLLOWS: &[&str] = &["如下", "如下。", "如下;"];

/// Whether an indicator says that something is not there: of a lead-in it may well be there in what follows.
fn misses_something(indicator: &str) -> bool {
    substance::concerns(indicator) || matches!(indicator, "done-without-proof" | "step-missing")
}

/// Whether a flag of this indicator on this stretch would blame a lead-in for what its list holds.
pub(super) fn excuses(
    indicator: &str,
    document: &Document,
    passage: u32,
    unit: &Range<u32>,
) -> bool {
    if !misses_something(indicator) {
        return false;
    }
    let Some(own) = document.passages.get(passage as usize) else {
        return false;
    };
    let plain = plain_of(own);
    let words = char_slice(&plain, unit);
    let words = words.trim_end();
    let leads = words.ends_with(':') || AS_FOLLOWS.iter().any(|w| words.ends_with(w));
    // In a cell what follows must stand in the cell.
    let limit = own
        .cells
        .iter()
        .find(|c| c.start <= unit.start && unit.end <= c.end)
        .map(|c| c.end);
    let rest = char_slice(&plain, &(unit.end..limit.unwrap_or(u32::MAX)));
    let next = document.passages.get(passage as usize + 1);
    let goes_on = !rest.trim().is_empty()
        || limit.is_none() && next.is_some_and(|n| n.kind != PassageKind::Heading);
    leads && goes_on
}
