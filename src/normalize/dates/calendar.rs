//! Days, month ends and spreadsheet serials.
use jiff::{
    ToSpan,
    civil::{Date, date},
};

use super::SerialBase;

/// First serial that is read: 1954-10-03 with the 1900 base. Smaller numbers in a date column are counts or years.
const FIRST_SERIAL: i64 = 20_000;
/// Last serial that is read: 2119-01-10 with the 1900 base.
const LAST_SERIAL: i64 = 80_000;

/// The day, if it exists.
pub(super) fn day(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// First and last day of a month, if it exists.
pub(super) fn month(year: i16, month: u8) -> Option<(Date, Date)> {
    let first = day(year, month, 1)?;
    Some((first, first.last_of_month()))
}

/// First day of `from` and last day of `to`, months of one year.
pub(super) fn months(year: i16, from: u8, to: u8) -> Option<(Date, Date)> {
    Some((day(year, from, 1)?, month(year, to)?.1))
}

/// The day a spreadsheet serial stands for; `None` outside the range in which a number may be taken for a date.
pub(super) fn from_serial(serial: i64, base: SerialBase) -> Option<Date> {
    if !(FIRST_SERIAL..=LAST_SERIAL).contains(&serial) {
        return None;
    }
    let start = match base {
        SerialBase::Excel1900 => date(1899, 12, 30),
        SerialBase::Excel1904 => date(1904, 1, 1),
    };
    start.checked_add(serial.days()).ok()
}

/// The day `days` later (or earlier), if the calendar reaches that far.
pub(super) fn shift(from: Date, days: i64) -> Option<Date> {
    from.checked_add(days.days()).ok()
}

/// Year and month `by` months away.
pub(super) fn shift_month(from: Date, by: i8) -> Option<(i16, u8)> {
    let there = from
        .first_of_month()
        .checked_add(i64::from(by).months())
        .ok()?;
    Some((there.year(), u8::try_from(there.month()).ok()?))
}
