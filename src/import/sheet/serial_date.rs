//! Serial day numbers of spreadsheets into ISO dates and times.
use jiff::{Span, civil::Date};

/// What of a moment a number format shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Shown {
    /// The year.
    pub(in crate::import) year: bool,
    /// The month.
    pub(in crate::import) month: bool,
    /// The day or the weekday.
    pub(in crate::import) day: bool,
    /// Hours, minutes or seconds.
    pub(in crate::import) time: bool,
    /// Hours that go on counting past a day (`[h]:mm`).
    pub(in crate::import) elapsed: bool,
}

/// First serial that names a real day in the 1900 system: the one after 29 February 1900, which never was. Smaller numbers in
/// a date column are counts that were formatted as dates by mistake.
const FIRST_SERIAL: f64 = 61.0;
/// 31 December 9999, the last day spreadsheets know.
const LAST_SERIAL: f64 = 2_958_465.0;
const SECONDS_PER_DAY: f64 = 86_400.0;

/// The text for people and, when it names a day, month or year, the ISO 8601 value.
///
/// `None` when the number is no moment; it is then shown as the number it is.
pub(super) fn moment(
    serial: f64,
    date1904: bool,
    shown: Shown,
) -> Option<(String, Option<String>)> {
    if !serial.is_finite() || !(0.0..=LAST_SERIAL).contains(&serial) {
        return None;
    }
    if shown.elapsed || !(shown.year || shown.month || shown.day) {
        // The range check above bounds this far below 2^53.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded and not negative"
        )]
        let seconds = (serial * SECONDS_PER_DAY).round() as u64;
        if !shown.elapsed && serial >= 1.0 {
            // A time format over a whole date: the day is there but not shown; keep it.
            return day_and_time(serial, date1904, true);
        }
        return Some((clock(seconds), None));
    }
    let (text, iso) = day_and_time(serial, date1904, shown.time)?;
    if shown.day || shown.time || !shown.year {
        return Some((text, iso));
    }
    // A format without the day: the day behind it was never meant.
    let short = text.get(..if shown.month { 7 } else { 4 })?.to_owned();
    Some((short.clone(), Some(short)))
}

fn day_and_time(serial: f64, date1904: bool, time: bool) -> Option<(String, Option<String>)> {
    if !date1904 && serial < FIRST_SERIAL {
        return None;
    }
    let base = if date1904 {
        Date::constant(1904, 1, 1)
    } else {
        Date::constant(1899, 12, 30)
    };
    let mut day = serial.floor();
    let mut seconds = ((serial - day) * SECONDS_PER_DAY).round();
    if seconds >= SECONDS_PER_DAY {
        day += 1.0;
        seconds = 0.0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most LAST_SERIAL + 1")]
    let date = base
        .checked_add(Span::new().try_days(day as i64).ok()?)
        .ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "less than a day"
    )]
    let seconds = seconds as u64;
    if !time || seconds == 0 {
        return Some((date.to_string(), Some(date.to_string())));
    }
    let clock = clock(seconds);
    let whole = if clock.len() == 5 { ":00" } else { "" };
    Some((
        format!("{date} {clock}"),
        Some(format!("{date}T{clock}{whole}")),
    ))
}

/// `14:30`, or `14:30:05` when there are seconds.
fn clock(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{rest:02}")
    }
}
