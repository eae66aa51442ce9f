//! The desk on which ledgers, registers and reports lie beside each other.
use std::{collections::HashMap, sync::OnceLock};

use jiff::civil::Date;

use super::{
    link::{self, Tie},
    matters::{self, Matter},
};
use crate::{
    ledger::{Registers, Workdays},
    model::{
        Book, BookKind, BookRow, Claim, Document, LedgerSettings, LinkedBy, ReconcileSettings,
        Report, Series,
    },
};

/// A record among the series: which series, which version, which record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordAt {
    /// Index into [`Desk::series`].
    pub series: usize,
    /// Index into [`Series::versions`].
    pub version: usize,
    /// Index into [`Book::records`].
    pub record: usize,
}

/// A claim with the record it is about.
#[derive(Clone, Copy, Debug)]
pub struct Linked<'a> {
    /// The report.
    pub report: &'a Report,
    /// The claim.
    pub claim: &'a Claim,
    /// The record, in the version that fits the day the claim speaks of.
    pub row: BookRow<'a>,
    /// Where that record is.
    pub at: RecordAt,
    /// How the two were tied.
    pub by: LinkedBy,
}

/// Everything the checks look at.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The day taken as today.
    pub on: Date,
    /// Limits of the checks.
    pub settings: &'a ReconcileSettings,
    /// Limits of the ledger.
    pub ledger: &'a LedgerSettings,
    /// Days off and workdays.
    pub workdays: &'a Workdays,
    /// Ledgers and registers in their versions.
    pub series: &'a [Series],
    /// Reports with their claims.
    pub reports: &'a [Report],
    /// The documents themselves, for checks that read running text.
    pub documents: &'a [&'a Document],
    links: Vec<Vec<Tie>>,
    /// Of every version of every series: key of a record to its place; where several bear one key, the first.
    keys: Vec<Vec<HashMap<&'a str, usize>>>,
    registers: OnceLock<Registers<'a>>,
    matters: OnceLock<Vec<Matter<'a>>>,
}

impl<'a> Desk<'a> {
    /// Lays everything out and ties claims to records.
    #[must_use]
    pub fn new(
        on: Date,
        (settings, ledger, workdays): (&'a ReconcileSettings, &'a LedgerSettings, &'a Workdays),
        series: &'a [Series],
        reports: &'a [Report],
        documents: &'a [&'a Document],
    ) -> Self {
        Self {
            on,
            settings,
            ledger,
            workdays,
            series,
            reports,
            documents,
            links: link::link(series, reports, settings),
            keys: series
                .iter()
                .map(|s| s.versions.iter().map(key_index).collect())
                .collect(),
            registers: OnceLock::new(),
            matters: OnceLock::new(),
        }
    }
    /// The rows of registers by the matters they name, gathered when first asked for.
    pub(super) fn registers(&self) -> &Registers<'a> {
        self.registers
            .get_or_init(|| Registers::new(self.series, self.on))
    }
    /// The matters with what every source says of their steps, gathered when first asked for.
    pub(super) fn matters(&self) -> &[Matter<'a>] {
        self.matters.get_or_init(|| matters::gather(self))
    }
    /// Claims that are tied to a record.
    pub fn linked(&self) -> impl Iterator<Item = Linked<'a>> + '_ {
        self.ties().filter_map(|(report, claim, tie)| {
            let (at, by) = tie.ok()?;
            Some(Linked {
                report,
                claim,
                row: self.row(at)?,
                at,
                by,
            })
        })
    }
    /// Every claim with its record, or why it has none.
    pub(super) fn ties(&self) -> impl Iterator<Item = (&'a Report, &'a Claim, Tie)> + '_ {
        self.reports
            .iter()
            .zip(&self.links)
            .flat_map(|(report, links)| {
                report
                    .claims
                    .iter()
                    .zip(links)
                    .map(move |(claim, tie)| (report, claim, *tie))
            })
    }
    /// The record at a place.
    #[must_use]
    pub fn row(&self, at: RecordAt) -> Option<BookRow<'a>> {
        let book = self.series.get(at.series)?.versions.get(at.version)?;
        let record = book.records.get(at.record)?;
        Some(BookRow { book, record })
    }
    /// The series of some kinds.
    pub fn series_of(
        &self,
        kinds: &'static [BookKind],
    ) -> impl Iterator<Item = &'a Series> + use<'a> {
        self.series.iter().filter(|s| kinds.contains(&s.kind))
    }
    /// The newest version of every book of some kinds.
    pub fn latest(&self, kinds: &'static [BookKind]) -> impl Iterator<Item = &'a Book> + use<'a> {
        self.series_of(kinds).filter_map(Series::latest)
    }
    /// One record through the versions of its book, oldest first; versions without it are left out. `series` indexes [`Desk::series`].
    pub fn history(&self, series: usize, key: &str) -> impl Iterator<Item = BookRow<'a>> {
        self.keys
            .get(series)
            .into_iter()
            .flatten()
            .enumerate()
            .filter_map(move |(version, keys)| {
                let record = *keys.get(key)?;
                self.row(RecordAt {
                    series,
                    version,
                    record,
                })
            })
    }
}

fn key_index(book: &Book) -> HashMap<&str, usize> {
    let mut index = HashMap::with_capacity(book.records.len());
    for (at, record) in book.records.iter().enumerate() {
        index.entry(record.key.as_str()).or_insert(at);
    }
    index
}
