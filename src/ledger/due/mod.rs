//! What is due on a day: deadlines with their extensions, levels by fact, the overdue list and its counts.
//!
//! Overdue is computed for the day asked about and never kept. The due day itself is not overdue; finished, closed, merged and
//! suspended matters never are.

mod acted;
mod count;
mod deadlines;
mod extensions;
mod list;
mod versions;

pub use acted::Acts;
pub use count::count;
pub use deadlines::deadlines;
pub use extensions::{extension, in_force};
pub use list::{Matter, due_list, extensions, matters};
pub use versions::Versions;

pub(super) use acted::{entry_on, is_reopened, settled_by};
pub(super) use deadlines::{RECEIPTS, received};

use jiff::civil::Date;

use super::{
    Workdays,
    registers::{names_a_matter, plain},
    words::{is_filled, is_merged, is_suspended},
};
use crate::model::{
    BookRow, DateValue, Deadlines, Due, DueLevel, LedgerSettings, Precision, Settled, Timeliness,
};

/// Columns that say how a matter stands: one for all, or one for each facet.
const STATUS: [&str; 4] = ["status", "completion", "closure", "schedule"];
/// Fields that say when a record was finished, first come first.
const FINISHED: [&str; 3] = ["done_date", "actual_date", "closed_date"];

/// The day asked about, the calendar and the office's limits.
type By<'a> = (Date, &'a Workdays, &'a LedgerSettings);

/// How a record stands against its deadlines on a day.
#[must_use]
pub fn due(
    row: BookRow<'_>,
    deadlines: &Deadlines,
    (on, workdays, settings): (Date, &Workdays, &LedgerSettings),
) -> Due {
    if let Some(how) = settled(row, on) {
        let finished = matches!(how, Settled::Done | Settled::Closed);
        let timeliness = if finished {
            timeliness(finished_on(row), deadlines.by)
        } else {
            Timeliness::Unknown
        };
        return Due::Settled { how, timeliness };
    }
    if let Some(by) = deadlines.by {
        return against(by, on, workdays, settings);
    }
    let current = deadlines.current.as_ref();
    let endless = |value: &DateValue| value.standing || value.precision == Precision::Standing;
    if row.record.facets.standing || current.is_some_and(endless) {
        return Due::Standing;
    }
    Due::NotComputable {
        raw: current.map_or_else(
            || deadlines::written(row).to_owned(),
            |value| value.raw.trim().to_owned(),
        ),
        why: deadlines::why_not(current),
    }
}

/// The days between a deadline and a day, with their level.
#[must_use]
pub fn against(by: Date, on: Date, workdays: &Workdays, settings: &LedgerSettings) -> Due {
    let apart = (on.duration_since(by).as_hours() / 24).unsigned_abs();
    let days = u32::try_from(apart).unwrap_or(u32::MAX);
    let counted = workdays.between(on.min(by), on.max(by));
    let estimated = counted.is_estimated();
    let workdays = counted.value();
    if on > by {
        return Due::Over {
            by,
            days,
            workdays,
            estimated,
            level: over(days, settings),
        };
    }
    Due::Left {
        by,
        days,
        workdays,
        estimated,
        level: settings
            .near_due_days
            .iter()
            .copied()
            .filter(|within| days <= *within)
            .min()
            .map_or(DueLevel::Later, |within| DueLevel::Near { within }),
    }
}

fn over(days: u32, settings: &LedgerSettings) -> DueLevel {
    let limits = || settings.overdue_days.iter().copied();
    DueLevel::Over {
        from: limits()
            .filter(|limit| *limit < days)
            .max()
            .unwrap_or(0)
            .saturating_add(1),
        to: limits().filter(|limit| *limit >= days).min(),
    }
}

/// Whether and how a matter was settled by a day.
///
/// A record that says done with a later day was still open on this one, if its book had been written by then; a book written
/// before the day it names has mistaken the date, and its status counts.
#[must_use]
pub fn settled(row: BookRow<'_>, on: Date) -> Option<Settled> {
    let facets = &row.record.facets;
    let says = |is_it: &dyn Fn(&str) -> bool| STATUS.iter().any(|field| is_it(row.text(field)));
    if is_filled(row.text("merged_into")) || says(&|text| is_merged(text, |rest| names(row, rest)))
    {
        return Some(Settled::Merged);
    }
    if says(&is_suspended) {
        return Some(Settled::Suspended);
    }
    let finished = finished_on(row);
    // Without a word on its status a day of finishing says that it is finished.
    let says_nothing = facets.completion.is_none() && facets.closure.is_none();
    let day = finished.and_then(|d| d.from.or(d.to));
    let by_day = says_nothing && day.is_some_and(|day| day <= on);
    if !facets.is_done() && !by_day {
        return None;
    }
    let written = row.book.as_of.as_ref().map(|a| a.date);
    if day.is_some_and(|day| day > on && written.is_some_and(|written| written >= day)) {
        return None;
    }
    Some(if facets.is_closed() {
        Settled::Closed
    } else {
        Settled::Done
    })
}

/// Whether words begin with the number of another record of the book.
fn names(row: BookRow<'_>, words: &str) -> bool {
    let words = plain(words);
    row.book
        .records
        .iter()
        .filter_map(|record| record.no.as_deref())
        .filter(|no| names_a_matter(no) && row.record.no.as_deref() != Some(*no))
        .any(|no| words.starts_with(&plain(no)))
}

/// When a record was finished, as far as it says.
#[must_use]
pub fn finished_on(row: BookRow<'_>) -> Option<&DateValue> {
    FINISHED
        .iter()
        .find_map(|field| row.date(field))
        .filter(|d| d.from.is_some() || d.to.is_some())
}

fn timeliness(finished: Option<&DateValue>, by: Option<Date>) -> Timeliness {
    let (Some(finished), Some(by)) = (finished, by) else {
        return Timeliness::Unknown;
    };
    if finished.to.or(finished.from).is_some_and(|last| last <= by) {
        Timeliness::OnTime
    } else if finished
        .from
        .or(finished.to)
        .is_some_and(|first| first > by)
    {
        Timeliness::Late
    } else {
        Timeliness::Unknown
    }
}
