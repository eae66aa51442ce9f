//! The shipped table of days off, read once.
use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::Date;
use serde::Deserialize;

const TABLE: &str = include_str!("../workdays.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    year: Vec<Year>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i16,
    notice: String,
    off: Vec<String>,
    work: Vec<String>,
}

type Days = (BTreeMap<Date, bool>, BTreeMap<i16, String>);

/// The file is part of the program and checked by a test; were it broken all the same, no year would be known and every result
/// would be an estimate.
static BUILTIN: LazyLock<Days> = LazyLock::new(|| read().unwrap_or_default());

/// Named days (whether each is a workday) and years with their notices.
pub(super) fn builtin() -> Days {
    BUILTIN.clone()
}

/// Whether the table can be read whole.
pub(super) fn is_sound() -> bool {
    read().is_some()
}

fn read() -> Option<Days> {
    let table: Table = toml::from_str(TABLE).ok()?;
    let (mut named, mut years) = Days::default();
    for year in table.year {
        for (entries, work) in [(&year.off, false), (&year.work, true)] {
            for entry in entries {
                for day in days(entry)? {
                    named.insert(day, work);
                }
            }
        }
        years.insert(year.year, year.notice);
    }
    Some((named, years))
}

/// The days of `2026-02-15..2026-02-23`, or the one day named.
fn days(entry: &str) -> Option<Vec<Date>> {
    let (from, to) = entry.split_once("..").unwrap_or((entry, entry));
    let (from, to): (Date, Date) = (from.parse().ok()?, to.parse().ok()?);
    (from <= to).then(|| {
        from.series(jiff::Span::new().days(1))
            .take_while(|day| *day <= to)
            .collect()
    })
}
