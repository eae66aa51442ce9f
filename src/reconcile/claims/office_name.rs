//! The name the office knows a unit by, for a name as a report writes it.
use jiff::civil::Date;

use crate::model::{UnitProfile, fold};

/// The profile's name when a profile bears the name, its alias or a former name that held on the day; else the name itself.
pub(super) fn of(name: &str, units: &[UnitProfile], on: Option<Date>) -> String {
    let wanted = fold(name);
    let same = |other: &str| fold(other) == wanted;
    if let Some(unit) = units
        .iter()
        .find(|u| same(&u.name) || u.aliases.iter().any(|a| same(a)))
    {
        return unit.name.clone();
    }
    // Of several units that once had the name, the one that had it on the day.
    units
        .iter()
        .flat_map(|u| u.former.iter().map(move |f| (u, f)))
        .filter(|(_, f)| same(&f.name))
        .min_by_key(|(_, f)| {
            let past = matches!((on, f.until), (Some(on), Some(until)) if on > until);
            (past, f.until)
        })
        .map_or_else(|| name.to_owned(), |(u, _)| u.name.clone())
}
