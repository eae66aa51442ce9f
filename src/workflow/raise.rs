//! From documents to flags: each document by itself, then all of them against each other.
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::Duration,
};

use rayon::prelude::*;

use super::{
    Office, OfficeError, Progress, ReconcileScope, Stage, feedback, recognized, reconciling,
    replaced, review,
};
use crate::{
    detect,
    import::sha256_hex,
    model::{Document, Flag, FlagDraft, ReconciliationSheet, RunRecord},
    normalize,
    store::{Kept, StoreError, pack},
};

impl Office {
    /// Examines what was not yet examined by these rules, compares the documents, and keeps the flags.
    ///
    /// When neither documents nor rules nor the reporting day changed since the last run, its record is returned as it is.
    ///
    /// # Errors
    /// When rules are refused, another process imports or examines, or the store fails.
    pub fn raise_flags(&mut self, progress: &dyn Progress) -> Result<RunRecord, OfficeError> {
        self.alone(Duration::ZERO, |office| office.raise_alone(progress))
    }

    fn raise_alone(&mut self, progress: &dyn Progress) -> Result<RunRecord, OfficeError> {
        let packs = self.packs()?;
        let kept = self.newest_of_each_file()?;
        let demoted = self.demoted_rules()?;
        let standing = self.standing_of_rules()?;
        let settings = (&self.settings.reconcile, &self.settings.ledger);
        let rules = format!(
            "{} {:?} {settings:?} {demoted:?} {standing:?}",
            rules_fingerprint(&packs),
            reconciling::versions()
        );
        let inputs = inputs_of(&kept, &rules, self.on);
        if let Some((run, last)) = self.store.last_run()?
            && last == inputs
        {
            return Ok(run);
        }
        let mut found = self.examine_all(&kept, &packs, progress)?;
        let (between, sheet) = self.compare_all(&kept, &packs, &inputs[..12], progress)?;
        leave_to_checks(&mut found, &between);
        found.extend(between);
        review::mark_rules(&mut found, &standing);
        feedback::temper(found.iter_mut().map(|(_, draft)| draft), &demoted);
        let mut flags = numbered(found);
        replaced::link(&mut flags, &self.store.flags()?);
        let run = RunRecord {
            id: inputs[..12].to_owned(),
            on: self.on,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            rules: self.rule_versions()?,
            files: kept.into_iter().map(|k| k.record).collect(),
        };
        let sheet = pack(&sheet)?;
        self.writing(|office| {
            let run = (&run, &inputs);
            Ok(office
                .store
                .keep_run(&office.actor, run.0, run.1, &flags, &sheet)?)
        })?;
        Ok(run)
    }

    /// The newest version of every file on disk. A file that was imported with two folders, one inside the other, counts once:
    /// else it would seem to be copied from itself.
    pub(super) fn newest_of_each_file(&mut self) -> Result<Vec<Kept>, OfficeError> {
        let roots = self.store.roots()?;
        let mut newest: BTreeMap<PathBuf, Kept> = BTreeMap::new();
        for kept in self.store.kept()? {
            let root = roots.get(&kept.batch).map_or("", String::as_str);
            let path = Path::new(root).join(&kept.record.file);
            match newest.get(&path) {
                Some(other) if other.key > kept.key => {}
                _ => {
                    newest.insert(path, kept);
                }
            }
        }
        let mut kept: Vec<Kept> = newest.into_values().collect();
        kept.sort_by(|a, b| (a.batch, &a.record.file).cmp(&(b.batch, &b.record.file)));
        Ok(kept)
    }

    /// What the rules find in each document by itself; only documents these rules never saw are loaded.
    fn examine_all(
        &mut self,
        kept: &[Kept],
        packs: &detect::RulePacks,
        progress: &dyn Progress,
    ) -> Result<Vec<(i64, FlagDraft)>, OfficeError> {
        let fingerprint = rules_fingerprint(packs);
        let mut drafts = self.store.drafts(&fingerprint)?;
        let unseen: Vec<&Kept> = kept
            .iter()
            .filter(|k| k.has_body && !drafts.contains_key(&k.key))
            .collect();
        progress.start(Stage::Examining, unseen.len() as u64);
        /// Documents in memory at one time.
        const AT_A_TIME: usize = 128;
        for some in unseen.chunks(AT_A_TIME) {
            let documents = self.load(some)?;
            let found: Vec<(i64, Vec<FlagDraft>, Vec<u8>)> = documents
                .into_par_iter()
                .map(|(key, document)| {
                    let found = recognized::examine(&document, packs);
                    progress.step();
                    let packed = pack(&found)?;
                    Ok((key, found, packed))
                })
                .collect::<Result<_, StoreError>>()?;
            let (mut keep, mut take) = (Vec::new(), BTreeMap::new());
            for (key, found, packed) in found {
                keep.push((key, packed));
                take.insert(key, found);
            }
            self.writing(|office| {
                let kept = office.store.keep_drafts(&office.actor, &fingerprint, &keep);
                Ok(kept?)
            })?;
            drafts.append(&mut take);
        }
        progress.finish();
        let mut all = Vec::new();
        for k in kept {
            all.extend(
                drafts
                    .remove(&k.key)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|d| (k.batch, d)),
            );
        }
        Ok(all)
    }

    /// What shows only between documents: copied text, and where ledgers and reports do not agree.
    fn compare_all(
        &mut self,
        kept: &[Kept],
        packs: &detect::RulePacks,
        run: &str,
        progress: &dyn Progress,
    ) -> Result<(Vec<(i64, FlagDraft)>, ReconciliationSheet), OfficeError> {
        progress.start(Stage::Comparing, 2);
        let documents = self.load_examined(kept)?;
        let shelf: Vec<&Document> = documents.iter().map(|(_, d)| d).collect();
        let mut found = recognized::compare(&shelf, packs);
        progress.step();
        let sheet =
            self.reconcile_shelf(run.to_owned(), &ReconcileScope::default(), &shelf, progress)?;
        let mut differences = reconciling::drafts(&sheet, &shelf);
        recognized::temper(&mut differences, &shelf);
        found.extend(differences);
        progress.step();
        progress.finish();
        let batch_of: BTreeMap<(&str, &str), i64> = kept
            .iter()
            .rev()
            .map(|k| ((k.record.file.as_str(), k.record.sha256.as_str()), k.batch))
            .collect();
        let found = found
            .into_iter()
            .map(|d| {
                let batch = batch_of
                    .get(&(d.source.file(), d.source.sha256()))
                    .copied()
                    .unwrap_or_default();
                (batch, d)
            })
            .collect();
        Ok((found, sheet))
    }

    /// The documents that are examined, ready to be compared.
    pub(super) fn load_examined(
        &mut self,
        kept: &[Kept],
    ) -> Result<Vec<(i64, Document)>, OfficeError> {
        let concerned: Vec<&Kept> = kept
            .iter()
            .filter(|k| k.has_body && k.record.doc_type.is_some_and(detect::is_examined))
            .collect();
        self.load(&concerned)
    }

    /// Loads documents from the store, ready to be examined.
    fn load(&mut self, kept: &[&Kept]) -> Result<Vec<(i64, Document)>, OfficeError> {
        let mut documents = Vec::with_capacity(kept.len());
        for k in kept {
            if let Some(document) = self.store.document(k.key)? {
                documents.push((k.key, document));
            }
        }
        documents
            .par_iter_mut()
            .for_each(|(_, d)| normalize::refresh(d));
        Ok(documents)
    }
}

/// Of one cell that an indicator and the check of the same indicator both flag, the check speaks: it knows the record's history.
fn leave_to_checks(found: &mut Vec<(i64, FlagDraft)>, checked: &[(i64, FlagDraft)]) {
    fn key(batch: i64, d: &FlagDraft) -> Option<(i64, &str, &str, Option<&str>, &str)> {
        let place = d.source.place();
        let sheet = place.sheet.as_deref();
        Some((
            batch,
            d.indicator.as_str(),
            d.source.file(),
            sheet,
            place.cell.as_deref()?,
        ))
    }
    let spoken: BTreeSet<_> = checked.iter().filter_map(|(b, d)| key(*b, d)).collect();
    found.retain(|(b, d)| key(*b, d).is_none_or(|k| !spoken.contains(&k)));
}

/// Gives drafts their identities; equal words at equal places of equal files are told apart by their order.
fn numbered(found: Vec<(i64, FlagDraft)>) -> Vec<(i64, Flag)> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    found
        .into_iter()
        .map(|(batch, draft)| {
            let first = Flag::new(draft.clone(), 0);
            let nth = seen.entry(first.id().to_owned()).or_default();
            let flag = if *nth == 0 {
                first
            } else {
                Flag::new(draft, *nth)
            };
            *nth += 1;
            (batch, flag)
        })
        .collect()
}

/// A fingerprint of everything that decides which flags are raised.
fn inputs_of(kept: &[Kept], rules: &str, on: jiff::civil::Date) -> String {
    let mut text = format!("{} {rules} {on}\n", env!("CARGO_PKG_VERSION"));
    for k in kept {
        text.push_str(&format!(
            "{} {} {} {}\n",
            k.batch, k.record.file, k.record.sha256, k.reading
        ));
    }
    sha256_hex(text.as_bytes())
}

/// A fingerprint of the rules and the units they know.
pub(super) fn rules_fingerprint(packs: &detect::RulePacks) -> String {
    let mut text = env!("CARGO_PKG_VERSION").to_owned();
    for v in packs.versions() {
        text.push_str(&format!(
            "\n{} {} {} {}",
            v.indicator, v.rule, v.version, v.hash
        ));
    }
    text.push_str(&format!("\n{:?}", packs.units()));
    sha256_hex(text.as_bytes())[..16].to_owned()
}
