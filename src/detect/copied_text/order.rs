//! Which of two documents came first, and whether they may be compared at all.
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::Document;

/// How two documents stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::detect) enum Relation {
    /// One unit, two periods.
    EarlierPeriod,
    /// Two units.
    OtherUnit,
}

/// A document's unit, as a number, and its day.
#[derive(Clone, Debug)]
pub(in crate::detect) struct Standing {
    pub(in crate::detect) unit: u32,
    day: Option<Date>,
    period: Option<String>,
    sha256: String,
}

/// The standing of every document and the number of units. A document whose unit was not read stands for itself.
pub(in crate::detect) fn standings(documents: &[&Document]) -> (Vec<Standing>, usize) {
    let mut units: BTreeMap<String, u32> = BTreeMap::new();
    let standings = documents
        .iter()
        .map(|d| {
            let name = d
                .unit
                .as_ref()
                .map_or_else(|| format!("\u{0}{}", d.file), |u| u.value.trim().to_owned());
            let next = u32::try_from(units.len()).unwrap_or(u32::MAX);
            let unit = *units.entry(name).or_insert(next);
            let dated = d.dated.as_ref().and_then(|v| v.from);
            Standing {
                unit,
                day: d.period.as_ref().map(|p| p.value.to).or(dated),
                period: d.period.as_ref().map(|p| p.value.label.clone()),
                sha256: d.sha256.clone(),
            }
        })
        .collect();
    (standings, units.len())
}

impl Standing {
    /// Orders papers by day, those without one last.
    pub(in crate::detect) fn age(&self) -> (bool, Option<Date>) {
        (self.day.is_none(), self.day)
    }

    /// How the two stand to each other; `None` when sameness says nothing: one file sent twice, one unit's papers of one
    /// period, or of unknown periods.
    pub(in crate::detect) fn relation(&self, other: &Self) -> Option<Relation> {
        if !self.sha256.is_empty() && self.sha256 == other.sha256 {
            return None;
        }
        if self.unit != other.unit {
            return Some(Relation::OtherUnit);
        }
        let apart = self.day.is_some() && other.day.is_some() && self.day != other.day;
        let periods = self.period.is_none() || self.period != other.period;
        (apart && periods).then_some(Relation::EarlierPeriod)
    }

    /// Whether this document is known to be later than the other.
    pub(in crate::detect) fn is_later_than(&self, other: &Self) -> Option<bool> {
        match (self.day, other.day) {
            (Some(a), Some(b)) if a != b => Some(a > b),
            _ => None,
        }
    }

    /// Days between the two, where both are known.
    pub(in crate::detect) fn days_apart(&self, other: &Self) -> i32 {
        match (self.day, other.day) {
            (Some(a), Some(b)) => (a - b).get_days().abs(),
            _ => i32::MAX,
        }
    }
}
