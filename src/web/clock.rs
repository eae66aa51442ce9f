//! The clock of the workbench, read here and nowhere else.
use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

/// What tells the time; tests bring their own.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    now: fn() -> Timestamp,
    on: Option<Date>,
}

impl Clock {
    /// The clock of this machine; `on` is the day taken as today instead of the machine's.
    #[must_use]
    pub fn of_machine(on: Option<Date>) -> Self {
        Self {
            now: machine_now,
            on,
        }
    }
    /// A clock of one's own.
    #[must_use]
    pub fn of(now: fn() -> Timestamp, on: Option<Date>) -> Self {
        Self { now, on }
    }
    /// The time, RFC 3339 in UTC.
    pub(super) fn at(self) -> String {
        (self.now)().to_string()
    }
    /// The day taken as today.
    pub(super) fn on(self) -> Date {
        let here = || Zoned::new((self.now)(), TimeZone::system()).date();
        self.on.unwrap_or_else(here)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the surface is where the clock is read"
)]
fn machine_now() -> Timestamp {
    Timestamp::now()
}

/// A time as people read it on this machine: day and minute.
pub(super) fn shown(at: &str) -> String {
    match at.parse::<Timestamp>() {
        Ok(at) => at
            .to_zoned(TimeZone::system())
            .strftime("%Y-%m-%d %H:%M")
            .to_string(),
        Err(_) => at.to_owned(),
    }
}
