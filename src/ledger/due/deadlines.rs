//! The original and the current deadline of a record.
use jiff::civil::Date;

use super::extensions::{gives_time, in_force};
use crate::{
    ledger::{Workdays, words::is_filled},
    model::{BookRow, DateValue, Deadlines, Decision, Extension, LedgerSettings, Precision},
};

/// Fields that name by when a record must be done, first come first.
const DEADLINES: [&str; 2] = ["deadline", "planned_date"];
/// Fields that say when a matter was received, from which 立行立改 counts.
pub(crate) const RECEIPTS: [&str; 4] = [
    "received_date",
    "assigned_date",
    "issued_date",
    "directive_date",
];

/// The deadline a record names first.
pub(super) fn named<'a>(row: BookRow<'a>) -> Option<&'a DateValue> {
    DEADLINES.iter().find_map(|field| row.date(field))
}

/// What stands in its cell, be it a date or not.
pub(super) fn written(row: BookRow<'_>) -> &str {
    DEADLINES
        .iter()
        .map(|field| row.text(field))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// Whether the book has a column for deadlines.
pub(super) fn has_deadlines(row: BookRow<'_>) -> bool {
    DEADLINES
        .iter()
        .chain(&["current_deadline"])
        .any(|field| row.book.has(field))
}

/// The deadlines of a record on a day.
///
/// `history` holds the record in the versions up to and with its own, oldest first; its first deadline is the original one.
/// The last extension granted by the day goes before 现行时限 of the ledger, that before its 时限. Doubts name what differs.
#[must_use]
pub fn deadlines(
    history: &[BookRow<'_>],
    extensions: &[Extension],
    (on, workdays, settings): (Date, &Workdays, &LedgerSettings),
) -> Deadlines {
    let Some(row) = history.last().copied() else {
        return Deadlines::default();
    };
    let computable = |value: &DateValue| resolve(value, row, workdays, settings).is_some();
    let original = history
        .iter()
        .filter_map(|version| named(*version))
        .find(|value| computable(value))
        .or_else(|| named(row));
    let stated = row
        .date("current_deadline")
        .filter(|_| is_filled(row.text("current_deadline")))
        .or_else(|| named(row));
    let granted = in_force(extensions, on);
    let extended = granted.last().and_then(|e| e.new.as_ref());
    let current = extended.or(stated);
    let mut doubts: Vec<String> = current
        .into_iter()
        .filter_map(|value| value.doubt.clone())
        .collect();
    let day = |value: Option<&DateValue>| value.and_then(|v| v.to);
    for extension in extensions {
        let new = day(extension.new.as_ref());
        if extension.decision == Decision::Granted
            && let (Some(new), Some(old)) = (new, day(extension.old.as_ref()))
            && !gives_time(extension)
        {
            doubts.push(format!("获批时限{new}不晚于原时限{old}，未按延期计算"));
        }
    }
    match (day(extended), day(stated), day(original)) {
        // A ledger that still shows the first deadline beside its extensions says nothing else.
        (Some(extended), Some(stated), original)
            if stated != extended && Some(stated) != original =>
        {
            doubts.push(format!("台账载{stated}，最近一次获批延期至{extended}"));
        }
        (None, Some(stated), Some(original)) if stated != original => {
            doubts.push(format!("时限由{original}改为{stated}，未见延期批准记录"));
        }
        _ => {}
    }
    Deadlines {
        original: original.cloned(),
        current: current.cloned(),
        by: current.and_then(|value| resolve(value, row, workdays, settings)),
        extensions: u32::try_from(granted.len()).unwrap_or(u32::MAX),
        doubts,
    }
}

/// The last day of a deadline: its end, or for 立行立改 the days the office allows from receipt. `None` for what waits for another
/// date or is no date.
fn resolve(
    value: &DateValue,
    row: BookRow<'_>,
    workdays: &Workdays,
    settings: &LedgerSettings,
) -> Option<Date> {
    if value.to.is_some() {
        return value.to;
    }
    if value.precision != Precision::Immediate && !value.immediate {
        return None;
    }
    let received = received(row)?;
    Some(workdays.term_end(received, settings.immediate_days).value())
}

/// The day a matter was received: the earliest reading of the first receipt date the record has.
pub(crate) fn received(row: BookRow<'_>) -> Option<Date> {
    RECEIPTS
        .iter()
        .find_map(|field| row.date(field).and_then(|d| d.from.or(d.to)))
}

/// Why a deadline cannot be computed, in Chinese.
pub(super) fn why_not(value: Option<&DateValue>) -> String {
    match value.map(|v| v.precision) {
        None | Some(Precision::None) => "未填可识别的时限",
        Some(Precision::Immediate) => "立行立改，但未见收文或交办日期",
        Some(Precision::Relative) => "时限从另一日期起算，起算日未确定",
        Some(Precision::Vague) => "时限表述笼统，不是日期",
        Some(Precision::Invalid) => "时限所写日期不存在",
        Some(_) => "时限缺少年份或止日",
    }
    .to_owned()
}
