//! Ledgers, registers and reports laid beside each other: the reconciliation sheet, and its differences as flags.
use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Office, OfficeError, Paper, Progress};
use crate::{
    detect, import,
    model::{
        BookLine, CheckLine, DocType, Document, Explain, FlagDraft, Mismatch, Place,
        ReconciliationSheet, Report, RuleVersion, RunRecord, Series, Surroundings, char_len,
    },
    reconcile::{self, CHECKS, Desk},
    report,
};

/// What is to be reconciled; an empty scope means everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReconcileScope {
    /// Only reports whose path contains this.
    pub report: Option<String>,
    /// Only reports of this period label.
    pub period: Option<String>,
}

/// Types of documents that claim something of matters.
const REPORTS: &[DocType] = &[
    DocType::督查专报,
    DocType::整改报告,
    DocType::进展报告,
    DocType::督办回复,
    DocType::情况说明,
];

impl Office {
    /// Compares ledgers, registers and reports: the sheet of the run when everything is wanted, else one made for the scope.
    ///
    /// # Errors
    /// When the store fails, settings are wrong, or the scope names nothing.
    pub fn reconcile(
        &mut self,
        run: &RunRecord,
        scope: &ReconcileScope,
        progress: &dyn Progress,
    ) -> Result<ReconciliationSheet, OfficeError> {
        if *scope == ReconcileScope::default()
            && let Some(sheet) = self.store.sheet(&run.id)?
        {
            return Ok(sheet);
        }
        let kept = self.newest_of_each_file()?;
        let documents = self.load_examined(&kept)?;
        let shelf: Vec<&Document> = documents.iter().map(|(_, d)| d).collect();
        self.reconcile_shelf(run.id.clone(), scope, &shelf, progress)
    }

    /// As [`Office::reconcile`], over documents already loaded.
    pub(super) fn reconcile_shelf(
        &mut self,
        run: String,
        scope: &ReconcileScope,
        shelf: &[&Document],
        progress: &dyn Progress,
    ) -> Result<ReconciliationSheet, OfficeError> {
        let series = self.series(progress)?;
        let workdays = self.workdays()?;
        let reports: Vec<Report> = shelf
            .iter()
            .filter(|d| REPORTS.contains(&d.doc_type.value) && scope.wants(d))
            .map(|d| reconcile::claims(d, &self.settings.reading.units))
            .collect();
        if reports.is_empty() && *scope != ReconcileScope::default() {
            return Err(OfficeError::NothingToReconcile {
                scope: scope.text(),
            });
        }
        let desk = Desk::new(
            self.on,
            (&self.settings.reconcile, &self.settings.ledger, &workdays),
            &series,
            &reports,
            shelf,
        );
        let mut found = reconcile::reconcile(&desk);
        if scope.report.is_some() {
            found.mismatches.retain(|m| cites(m, &reports));
        }
        Ok(ReconciliationSheet {
            run,
            on: self.on,
            of: scope.text(),
            books: book_lines(&series),
            reports: reports
                .iter()
                .map(|r| (r.file.clone(), r.as_of.as_ref().map(|a| a.date)))
                .collect(),
            checks: CHECKS
                .iter()
                .map(|c| CheckLine {
                    id: c.id().to_owned(),
                    title: c.title().to_owned(),
                    version: c.version(),
                    explains: c.explains().to_owned(),
                    used: c.uses(&desk),
                    found: found
                        .mismatches
                        .iter()
                        .filter(|m| m.check == c.id())
                        .count(),
                })
                .collect(),
            mismatches: found.mismatches,
            pairs: found.pairs,
        })
    }

    /// Writes the sheet into `reports/`, as a workbook and as a page.
    ///
    /// # Errors
    /// When a paper cannot be made or written.
    pub fn write_reconciliation(
        &mut self,
        sheet: &ReconciliationSheet,
    ) -> Result<Vec<Paper>, OfficeError> {
        let name = format!(
            "{}_{}_{}",
            report::RECONCILIATION_TITLE,
            sheet.on,
            sheet.run
        );
        let runs = self.recon_runs()?;
        let made_of_it = runs.iter().find(|r| r.run == sheet.run);
        let names = self.names()?;
        let papers = [
            (
                "xlsx",
                report::reconciliation_workbook(sheet, made_of_it, &names)?,
            ),
            ("html", report::reconciliation_page(sheet)?),
        ];
        papers
            .into_iter()
            .map(|(kind, bytes)| {
                let reason = report::RECONCILIATION_TITLE;
                self.let_out((&name, kind), &bytes, reason)
            })
            .collect()
    }
}

impl ReconcileScope {
    fn wants(&self, document: &Document) -> bool {
        let period = document.period.as_ref().map(|p| p.value.label.as_str());
        self.report
            .as_ref()
            .is_none_or(|r| document.file.contains(r.as_str()))
            && self
                .period
                .as_ref()
                .is_none_or(|p| period == Some(p.as_str()))
    }
    fn text(&self) -> String {
        match (&self.report, &self.period) {
            (Some(report), _) => report.clone(),
            (None, Some(period)) => period.clone(),
            (None, None) => "全部专报与报告".to_owned(),
        }
    }
}

fn cites(mismatch: &Mismatch, reports: &[Report]) -> bool {
    std::iter::once(&mismatch.source)
        .chain(mismatch.evidence.iter().map(|e| &e.source))
        .any(|s| reports.iter().any(|r| r.file == s.file()))
}

fn book_lines(series: &[Series]) -> Vec<BookLine> {
    series
        .iter()
        .flat_map(|s| &s.versions)
        .map(|b| BookLine {
            file: b.file.clone(),
            sheet: b.sheet.clone(),
            kind: b.kind.name(),
            as_of: b.as_of.as_ref().map(|a| a.date),
            records: b.records.len(),
        })
        .collect()
}

/// The differences as flags, each with the passage it stands in.
pub(super) fn drafts(sheet: &ReconciliationSheet, shelf: &[&Document]) -> Vec<FlagDraft> {
    let mut cited: BTreeMap<(&str, &str), Vec<&Place>> = BTreeMap::new();
    for m in &sheet.mismatches {
        let content = (m.source.file(), m.source.sha256());
        cited.entry(content).or_default().push(m.source.place());
    }
    let passages: BTreeMap<(&str, &str), Passages<'_>> = shelf
        .iter()
        .filter_map(|d| {
            let content = (d.file.as_str(), d.sha256.as_str());
            Some((content, Passages::of(d, cited.get(&content)?)))
        })
        .collect();
    sheet
        .mismatches
        .iter()
        .filter_map(|m| {
            let check = CHECKS.iter().find(|c| c.id() == m.check)?;
            let passages = passages.get(&(m.source.file(), m.source.sha256()));
            Some(draft(m, (check.indicator(), check.version()), passages))
        })
        .collect()
}

fn draft(
    m: &Mismatch,
    (indicator, version): (&str, u32),
    passages: Option<&Passages<'_>>,
) -> FlagDraft {
    let document = passages.map(|p| p.document);
    let mut around = passages
        .and_then(|p| p.around(m.source.place()))
        .unwrap_or_else(|| Surroundings {
            text: m.source.quote().to_owned(),
            end: char_len(m.source.quote()),
            ..Surroundings::default()
        });
    around.matter = Some(m.matter.clone())
        .filter(|t| !t.is_empty())
        .or(around.matter);
    around.ledger_no = m.no.clone().or(around.ledger_no);
    FlagDraft {
        indicator: m.indicator.clone().unwrap_or_else(|| indicator.to_owned()),
        rule: m.check.clone(),
        rule_version: version,
        severity: m.severity,
        certainty: m.certainty,
        unit: document
            .and_then(|d| d.unit.as_ref())
            .map(|u| u.value.clone()),
        period: document
            .and_then(|d| d.period.as_ref())
            .map(|p| p.value.label.clone()),
        source: m.source.clone(),
        surroundings: around,
        reason: m.reason.clone(),
        evidence: m.evidence.clone(),
        ask: m.ask.clone(),
        explain: Explain {
            matched: vec![(m.item.clone(), vec![m.source.quote().to_owned()])],
            exemptions_not_found: m.looked_for.clone(),
            formula: Some(m.formula.clone()),
            would_clear: Some(m.would_clear.clone()).filter(|t| !t.is_empty()),
            ..Explain::default()
        },
    }
}

/// The passages of a document in which quotations stand: found in one reading, because a large ledger is quoted thousands of times.
struct Passages<'a> {
    document: &'a Document,
    /// Sheet and cell to passage.
    cells: HashMap<(Option<&'a str>, &'a str), usize>,
    /// Paragraph to passage.
    paragraphs: HashMap<u32, usize>,
}

impl<'a> Passages<'a> {
    fn of(document: &'a Document, places: &[&Place]) -> Self {
        let wanted: HashSet<(Option<&str>, &str)> = places
            .iter()
            .filter_map(|p| Some((p.sheet.as_deref(), p.cell.as_deref()?)))
            .collect();
        let (mut cells, mut paragraphs) = (HashMap::new(), HashMap::new());
        for (at, passage) in document.passages.iter().enumerate() {
            if let Some(paragraph) = passage.place.paragraph {
                paragraphs.entry(paragraph).or_insert(at);
            }
            let sheet = passage.place.sheet.as_deref();
            for cell in &passage.cells {
                let key = (sheet, cell.cell.as_str());
                if wanted.contains(&key) {
                    cells.entry(key).or_insert(at);
                }
            }
        }
        Self {
            document,
            cells,
            paragraphs,
        }
    }

    /// The passage a quotation stands in.
    fn around(&self, place: &Place) -> Option<Surroundings> {
        let at = *match &place.cell {
            Some(cell) => self.cells.get(&(place.sheet.as_deref(), cell.as_str())),
            None => self.paragraphs.get(&place.paragraph?),
        }?;
        let passage = self.document.passages.get(at)?;
        let shift = place
            .cell
            .as_ref()
            .and_then(|cell| passage.cells.iter().find(|c| &c.cell == cell))
            .map_or(0, |c| c.start);
        let range = place.char_start + shift..place.char_end + shift;
        Some(detect::surroundings(
            self.document,
            u32::try_from(at).ok()?,
            &range,
        ))
    }
}

/// Every check and its version.
pub(super) fn versions() -> Vec<RuleVersion> {
    CHECKS
        .iter()
        .map(|c| RuleVersion {
            indicator: c.indicator().to_owned(),
            rule: c.id().to_owned(),
            version: c.version(),
            hash: import::sha256_hex(c.explains().as_bytes())[..12].to_owned(),
        })
        .collect()
}
