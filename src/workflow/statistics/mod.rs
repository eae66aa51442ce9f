//! The statistics pack of a period (季度专题研究), T1 to T10: every figure with its definition and the rows it was counted from.
//!
//! Pure but for the gathering: the same ledgers, records and day give the same figures. Nothing is counted by person.
mod counter;
mod matters;
mod own;
mod records;
mod steps;

use std::{borrow::Cow, collections::BTreeMap};

use jiff::{ToSpan as _, civil::Date};

use super::{Office, OfficeError, Progress};
use crate::{
    ledger::{
        due::{Acts, matters as matters_on},
        step_matrix,
    },
    model::{
        Decided, EntryRecord, FlagCase, FlagId, LookBack, Opinion, Period, Person, ReconRun,
        ReconciliationSheet, RectificationCase, ReviewSession, Series, Statistics,
    },
    normalize::parse_period,
};
use counter::Counter;

/// The ledgers, reconciliations and flags the figures are counted from; people's decisions do not change them.
#[derive(Debug)]
pub struct Ground {
    series: Vec<Series>,
    acts: Acts,
    sheets: Vec<ReconciliationSheet>,
    flags: Vec<Raised>,
}

/// A flag with the day it was first raised.
#[derive(Debug)]
struct Raised {
    id: FlagId,
    indicator: String,
    rule: String,
    title: String,
    on: Date,
}

/// Everything the figures are counted from.
struct Given<'g> {
    from: Date,
    as_of: Date,
    series: &'g [Series],
    acts: &'g Acts,
    sheets: &'g [ReconciliationSheet],
    recon_runs: &'g [ReconRun],
    flags: &'g [Raised],
    cases: &'g BTreeMap<FlagId, FlagCase>,
    /// What single reviewers decided last.
    decided: &'g BTreeMap<FlagId, bool>,
    sessions: &'g [ReviewSession],
    opinions: &'g [Opinion],
    rectifications: &'g [RectificationCase],
    look_backs: &'g [LookBack],
}

impl Given<'_> {
    /// Whether a day lies in the period and is not yet to come.
    fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.as_of
    }
    /// Whether a flag was accepted in the end: what the session made of it, else what a reviewer decided last.
    fn accepted(&self, flag: &str) -> Option<bool> {
        let case = self.cases.get(flag);
        case.and_then(|c| records::accepted(c.state))
            .or_else(|| self.decided.get(flag).copied())
    }
    /// Names of the books, in their order.
    fn books(&self) -> Vec<&String> {
        self.series.iter().map(|s| &s.name).collect()
    }
    /// Entries people acted on, in a fixed order.
    fn entries(&self) -> BTreeMap<&(String, String), &EntryRecord> {
        self.acts.iter().collect()
    }
}

impl Office {
    /// The statistics of a period, e.g. `2026Q3`, as matters stood at its end, or today while it is not over.
    ///
    /// # Errors
    /// When the text is no period, the store fails, or the calendar is wrong.
    pub fn statistics(
        &mut self,
        period: &str,
        progress: &dyn Progress,
    ) -> Result<Statistics, OfficeError> {
        let ground = self.ground(progress)?;
        self.statistics_on(&ground, period)
    }

    /// What people's decisions on flags, opinions and look-backs do not change, read once for several periods or renewals.
    ///
    /// # Errors
    /// When the store fails, or another process is writing while something is still to be taken over.
    pub fn ground(&mut self, progress: &dyn Progress) -> Result<Ground, OfficeError> {
        let (series, numbers) = self.numbered_series(progress)?;
        Ok(Ground {
            acts: self.acts(&series, &numbers)?,
            series,
            sheets: self.store.sheets()?,
            flags: self.raised()?,
        })
    }

    /// The statistics of a period counted on this ground.
    ///
    /// # Errors
    /// When the text is no period, the store fails, or the calendar is wrong.
    pub fn statistics_on(
        &mut self,
        Ground {
            series,
            acts,
            sheets,
            flags,
        }: &Ground,
        period: &str,
    ) -> Result<Statistics, OfficeError> {
        let period = parse_period(period).ok_or_else(|| OfficeError::NotAPeriod {
            text: period.to_owned(),
        })?;
        let workdays = self.workdays()?;
        let decided = self
            .decisions()?
            .into_iter()
            .map(|d| (d.flag, d.decided == Decided::Accept))
            .collect();
        let review = self.reviewed()?;
        let given = Given {
            from: period.from,
            as_of: period.to.min(self.on),
            series,
            acts,
            sheets,
            recon_runs: &review.recon_runs,
            flags,
            cases: &review.cases,
            decided: &decided,
            sessions: &review.sessions,
            opinions: &review.opinions,
            rectifications: &review.rectifications,
            look_backs: &review.look_backs,
        };
        let settings = &self.settings.ledger;
        let mut counter = Counter::default();
        let before = period.from.checked_sub(1.day()).unwrap_or(period.from);
        let then = there_on(series, before);
        let then = matters_on(&then, acts, (before, &workdays, settings));
        let then = matters::stood(&given, then, &mut counter);
        let now_series = there_on(series, given.as_of);
        let now = matters_on(&now_series, acts, (given.as_of, &workdays, settings));
        let now = matters::stood(&given, now, &mut counter);
        let steps = step_matrix(&now_series, given.as_of, &workdays);
        let tables = vec![
            matters::overview(&given, &then, &now),
            matters::units(&now),
            matters::unit_rates(&now),
            matters::categories(&now),
            steps::completeness(&steps, &mut counter),
            steps::timeliness(&steps, &mut counter),
            records::reconciliations(&given, &mut counter),
            records::flags(&given, &mut counter),
            records::opinions(&given, &mut counter),
            records::returns(&given, &mut counter),
            own::own_work(&given, &mut counter),
        ];
        Ok(Statistics {
            made_on: self.on,
            as_of: given.as_of,
            period: Period { ..period },
            rows: counter.into_rows(),
            tables,
        })
    }

    /// Every flag ever raised, with the day of the run that raised it first.
    fn raised(&mut self) -> Result<Vec<Raised>, OfficeError> {
        let mut first: BTreeMap<String, Date> = BTreeMap::new();
        for event in self.store.told("run", &["run.finished"])? {
            let Some(day) = event.at.get(..10).and_then(|d| d.parse::<Date>().ok()) else {
                continue;
            };
            let detail: serde_json::Value =
                serde_json::from_str(&event.detail).map_err(crate::store::StoreError::Record)?;
            let new = detail.get("new").and_then(|n| n.as_array());
            for id in new.into_iter().flatten().filter_map(|id| id.as_str()) {
                first.entry(id.to_owned()).or_insert(day);
            }
        }
        let flags = self.store.flags()?.into_iter().filter_map(|kept| {
            let draft = &kept.flag.draft;
            Some(Raised {
                on: *first.get(kept.flag.id())?,
                id: kept.flag.id().to_owned(),
                indicator: draft.indicator.clone(),
                rule: draft.rule.clone(),
                title: draft.source.quote().to_owned(),
            })
        });
        Ok(flags.collect())
    }
}

/// The books that had been written by a day; a book whose first version is later was not there.
fn there_on(series: &[Series], day: Date) -> Cow<'_, [Series]> {
    let had = |s: &&Series| {
        let versions = s.versions.iter();
        versions
            .map(|b| b.as_of.as_ref())
            .any(|as_of| as_of.is_none_or(|a| a.date <= day))
    };
    if series.iter().all(|s| had(&s)) {
        return Cow::Borrowed(series);
    }
    Cow::Owned(series.iter().filter(had).cloned().collect())
}

/// The records of collective review.
struct Reviewed {
    cases: BTreeMap<FlagId, FlagCase>,
    sessions: Vec<ReviewSession>,
    opinions: Vec<Opinion>,
    rectifications: Vec<RectificationCase>,
    look_backs: Vec<LookBack>,
    recon_runs: Vec<ReconRun>,
}

impl Office {
    fn reviewed(&mut self) -> Result<Reviewed, OfficeError> {
        // Of sessions only kind, day and state are counted, so nobody's views are needed.
        let nobody = Person::default();
        Ok(Reviewed {
            cases: self.flag_cases()?,
            sessions: self.sessions(&nobody)?,
            opinions: self.opinions()?,
            rectifications: self.rectifications()?,
            look_backs: self.look_backs()?,
            recon_runs: self.recon_runs()?,
        })
    }
}
