//! Counts how many records stand how, each exactly once.
use jiff::civil::Date;

use crate::model::{Deadlines, Due, DueCount, Settled, Timeliness};

/// Adds one record to the counts.
pub fn count(counts: &mut DueCount, due: &Due, deadlines: &Deadlines, on: Date) {
    counts.total += 1;
    let was_due = deadlines.by.is_some_and(|by| by <= on);
    match due {
        Due::Settled {
            how: how @ (Settled::Merged | Settled::Suspended),
            ..
        } => {
            counts.halted += 1;
            counts.merged += u32::from(*how == Settled::Merged);
            return;
        }
        Due::Settled { timeliness, .. } => {
            counts.finished += 1;
            let on_time = *timeliness == Timeliness::OnTime;
            counts.on_time += u32::from(on_time);
            counts.late += u32::from(*timeliness == Timeliness::Late);
            counts.due_on_time += u32::from(on_time && was_due);
        }
        Due::Over { .. } => counts.overdue += 1,
        Due::Standing => {
            counts.in_progress += 1;
            counts.standing += 1;
            return;
        }
        Due::NotComputable { .. } => {
            counts.in_progress += 1;
            counts.unclear += 1;
        }
        Due::Left { .. } => counts.in_progress += 1,
    }
    counts.due += u32::from(was_due);
}
