//! What people make of the differences of a reconciliation sheet.
use super::{Bundle, On, as_seen};
use crate::{
    import::sha256_hex,
    model::{Person, ReconAct, ReconRun, ReviewRecord as _},
    store::StoreError,
    workflow::{Office, OfficeError},
};

impl Office {
    /// What was made of the reconciliation of a run.
    ///
    /// # Errors
    /// When that run made no sheet or the store fails.
    pub fn recon_run(&mut self, run: &str) -> Result<ReconRun, OfficeError> {
        if let Some(there) = self.read_record::<ReconRun>(run)? {
            return Ok(there);
        }
        match self.store.sheet(run)? {
            Some(_) => Ok(ReconRun {
                run: run.to_owned(),
                ..ReconRun::default()
            }),
            None => Err(OfficeError::NoSuchRecord {
                kind: ReconRun::KIND,
                id: run.to_owned(),
            }),
        }
    }

    /// Every reconciliation that people went through.
    ///
    /// # Errors
    /// When the store fails.
    pub fn recon_runs(&mut self) -> Result<Vec<ReconRun>, OfficeError> {
        self.all_records()
    }

    /// Does something with a reconciliation.
    ///
    /// # Errors
    /// When that run made no sheet, the act is refused, it moved on since it was seen, or the store fails.
    pub fn act_on_recon_run(
        &mut self,
        run: &str,
        by: &Person,
        seen: Option<u32>,
        act: ReconAct,
    ) -> Result<ReconRun, OfficeError> {
        let by = &self.known(by)?;
        let record = self.recon_run(run)?;
        as_seen(&record, seen)?;
        let mut hash = None;
        let act = match act {
            ReconAct::Begin { .. } => {
                let sheet = self.store.sheet(run)?;
                let found = sheet.as_ref().map_or(0, |s| s.mismatches.len());
                let json = serde_json::to_string(&sheet).map_err(StoreError::Record)?;
                let sheet = sha256_hex(json.as_bytes());
                hash = Some(sheet.clone());
                ReconAct::Begin {
                    differences: (1..).take(found).collect(),
                    sheet,
                }
            }
            act => act,
        };
        let mut bundle = Bundle::default();
        let on = On {
            by,
            facts: &(),
            rests_on: hash.as_deref(),
        };
        let next = self.step(&mut bundle, &record, act, &on)?;
        self.keep_bundle(bundle)?;
        Ok(next)
    }
}
