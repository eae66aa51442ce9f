//! Lists and matrices drawn from the ledgers, and the papers made of them.
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    ledger::{diff, due::due_list, loop_matrix, step_matrix},
    model::{Book, BookDiff, DueList, LoopMatrix, MatrixName, Series, StepMatrix},
    report::{
        CHANGES_TITLE, LOOP_TITLE, OVERDUE_TITLE, STEPS_TITLE, changes_workbook, loop_workbook,
        overdue_workbook, steps_workbook,
    },
    workflow::{EntryFilter, Office, OfficeError, Paper, Progress},
};

impl Office {
    /// What is over or near due on the office's day.
    ///
    /// # Errors
    /// When the store fails or the calendar is wrong.
    pub fn due_list(
        &mut self,
        filter: &EntryFilter,
        progress: &dyn Progress,
    ) -> Result<DueList, OfficeError> {
        let (series, numbers) = self.numbered_series(progress)?;
        let acts = self.acts(&series, &numbers)?;
        let workdays = self.workdays()?;
        let by = (self.on, &workdays, &self.settings.ledger);
        let mut list = due_list(&series, &acts, by);
        let is_kind = |kind| filter.kind.is_none_or(|k| k == kind);
        let is_unit = |units: &[String]| {
            filter
                .unit
                .as_ref()
                .is_none_or(|u| units.iter().any(|has| has.contains(u.as_str())))
        };
        list.lines.retain(|l| is_kind(l.kind) && is_unit(&l.units));
        list.unclear
            .retain(|l| is_kind(l.kind) && is_unit(&l.units));
        // Counts are of whole books: those of a unit's share would need its lines alone.
        list.counts
            .retain(|c| filter.wants_of(c.kind, &[]) && filter.unit.is_none());
        Ok(list)
    }

    /// Writes the overdue and near-due list into `reports/`.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn write_due_list(&mut self, list: &DueList) -> Result<Paper, OfficeError> {
        self.paper(OVERDUE_TITLE, &overdue_workbook(list)?)
    }

    /// Every entry by the seven steps, as it stands on the office's day.
    ///
    /// # Errors
    /// When the store fails or the calendar is wrong.
    pub fn step_matrix(
        &mut self,
        filter: &EntryFilter,
        progress: &dyn Progress,
    ) -> Result<StepMatrix, OfficeError> {
        let series = self.series(progress)?;
        let mut matrix = step_matrix(&series, self.on, &self.workdays()?);
        matrix.rows.retain(|r| filter.wants_name(&r.name));
        Ok(matrix)
    }

    /// Writes the step matrix into `reports/`.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn write_step_matrix(&mut self, matrix: &StepMatrix) -> Result<Paper, OfficeError> {
        self.paper(STEPS_TITLE, &steps_workbook(matrix)?)
    }

    /// Every entry by the eight stages of the closed loop, as it stands on the office's day.
    ///
    /// # Errors
    /// When the store fails.
    pub fn loop_matrix(
        &mut self,
        filter: &EntryFilter,
        progress: &dyn Progress,
    ) -> Result<LoopMatrix, OfficeError> {
        let (series, numbers) = self.numbered_series(progress)?;
        let acts = self.acts(&series, &numbers)?;
        let mut matrix = loop_matrix(&series, &acts, self.on, &self.reconciled()?);
        matrix.rows.retain(|r| filter.wants_name(&r.name));
        Ok(matrix)
    }

    /// Ledger numbers that were tied to a report, with the days of the runs that did so.
    fn reconciled(&mut self) -> Result<BTreeMap<String, Vec<Date>>, OfficeError> {
        let mut days: BTreeMap<String, Vec<Date>> = BTreeMap::new();
        for sheet in self.store.sheets()? {
            for no in sheet.pairs.iter().filter_map(|p| p.no.as_ref()) {
                let of = days.entry(no.clone()).or_default();
                if !of.contains(&sheet.on) {
                    of.push(sheet.on);
                }
            }
        }
        Ok(days)
    }

    /// Writes the loop matrix into `reports/`.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn write_loop_matrix(&mut self, matrix: &LoopMatrix) -> Result<Paper, OfficeError> {
        self.paper(LOOP_TITLE, &loop_workbook(matrix)?)
    }

    /// What changed in every ledger that has two versions: between the last two, or between the versions of two days.
    ///
    /// # Errors
    /// When the store fails.
    pub fn ledger_diffs(
        &mut self,
        filter: &EntryFilter,
        (from, to): (Option<Date>, Option<Date>),
        progress: &dyn Progress,
    ) -> Result<Vec<(String, BookDiff)>, OfficeError> {
        let alike = self.settings.reconcile.title_similarity;
        let series = self.series(progress)?;
        Ok(series
            .iter()
            .filter(|s| {
                let keeper: Vec<String> = s.unit.iter().cloned().collect();
                filter.wants_of(s.kind, &keeper)
            })
            .filter_map(|s| {
                let (before, after) = two_versions(s, from, to)?;
                Some((s.name.clone(), diff(before, after, alike)))
            })
            .collect())
    }

    /// Writes what changed into `reports/`.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn write_ledger_diffs(
        &mut self,
        diffs: &[(String, BookDiff)],
    ) -> Result<Paper, OfficeError> {
        self.paper(CHANGES_TITLE, &changes_workbook(diffs, self.on)?)
    }

    /// Writes a workbook into `reports/` under its title and the office's day.
    fn paper(&mut self, title: &str, bytes: &[u8]) -> Result<Paper, OfficeError> {
        let name = format!("{title}_{}", self.on);
        self.let_out((&name, "xlsx"), bytes, title)
    }
}

impl EntryFilter {
    /// Whether matters of this kind and these units are wanted.
    fn wants_of(&self, kind: crate::model::BookKind, units: &[String]) -> bool {
        self.kind.is_none_or(|k| k == kind)
            && self.unit.as_ref().is_none_or(|u| {
                units.is_empty() || units.iter().any(|has| has.contains(u.as_str()))
            })
    }

    fn wants_name(&self, name: &MatrixName) -> bool {
        self.wants_of(name.kind, &name.units)
    }
}

/// The two versions of a series that are compared; `None` when there are not two.
fn two_versions(series: &Series, from: Option<Date>, to: Option<Date>) -> Option<(&Book, &Book)> {
    let versions = &series.versions;
    let at = |day: Date| {
        versions
            .iter()
            .rposition(|b| b.as_of.as_ref().is_none_or(|a| a.date <= day))
    };
    let after = match to {
        Some(day) => at(day)?,
        None => versions.len().checked_sub(1)?,
    };
    let before = match from {
        Some(day) => at(day)?,
        None => after.checked_sub(1)?,
    };
    (before != after).then_some(())?;
    Some((versions.get(before)?, versions.get(after)?))
}
