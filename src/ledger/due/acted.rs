//! What acts of people add to what the books say: extensions they granted, matters they found done, closed or opened again.
use std::collections::HashMap;

use super::{By, against, due, finished_on, timeliness};
use crate::model::{
    BookRow, DateValue, Deadlines, Due, EntryOn, EntryRecord, EntryState, Precision, Settled,
    Timeliness,
};

/// Entries people acted on, by name of the series and key of the record.
pub type Acts = HashMap<(String, String), EntryRecord>;

/// The entry of a record as acts had brought it by the day, if anyone acted on it.
pub(crate) fn entry_on(
    acts: &Acts,
    series: &str,
    row: BookRow<'_>,
    day: jiff::civil::Date,
) -> Option<EntryOn> {
    if acts.is_empty() {
        return None;
    }
    let entry = acts.get(&(series.to_owned(), row.record.key.clone()))?;
    let then = entry.on(day);
    (then.state != EntryState::待入账).then_some(then)
}

/// Puts the deadline in force by acts over that of the books, where acts gave more time.
pub(super) fn extend(deadlines: &mut Deadlines, entry: &EntryOn) {
    let gave_time = entry.granted > 0 || entry.reopened.is_some();
    let Some(deadline) = entry.deadline.filter(|_| gave_time) else {
        return;
    };
    deadlines.extensions = deadlines.extensions.max(entry.granted);
    if deadlines.by.is_none_or(|by| deadline > by) {
        deadlines.by = Some(deadline);
        deadlines.current = Some(DateValue {
            raw: deadline.to_string(),
            from: None,
            to: Some(deadline),
            precision: Precision::Day,
            standing: false,
            immediate: false,
            doubt: None,
        });
    }
}

/// How an entry is settled by acts, if it is.
pub(crate) fn settled_by(entry: &EntryOn) -> Option<Settled> {
    match entry.state {
        EntryState::已办结 => Some(Settled::Done),
        EntryState::已销号 | EntryState::回头看 | EntryState::归档 => Some(Settled::Closed),
        EntryState::中止 => Some(Settled::Suspended),
        EntryState::并入 => Some(Settled::Merged),
        _ => None,
    }
}

/// Whether the entry was opened again after the book was written, so that its 已完成 no longer holds.
pub(crate) fn is_reopened(row: BookRow<'_>, entry: &EntryOn) -> bool {
    let written = row.book.as_of.as_ref().map(|a| a.date);
    entry
        .reopened
        .is_some_and(|day| written.is_none_or(|written| written < day))
}

/// How a record stands, acts considered: what people decided goes before what the book says.
pub(super) fn due_by_acts(
    row: BookRow<'_>,
    deadlines: &Deadlines,
    entry: &EntryOn,
    by: By<'_>,
) -> Due {
    if let Some(how) = settled_by(entry) {
        let finished = matches!(how, Settled::Done | Settled::Closed);
        return Due::Settled {
            how,
            timeliness: if finished {
                timeliness(finished_on(row), deadlines.by)
            } else {
                Timeliness::Unknown
            },
        };
    }
    if entry.state == EntryState::长期坚持 {
        return Due::Standing;
    }
    let said = due(row, deadlines, by);
    match (&said, deadlines.by) {
        (Due::Settled { .. }, Some(deadline)) if is_reopened(row, entry) => {
            against(deadline, by.0, by.1, by.2)
        }
        _ => said,
    }
}
