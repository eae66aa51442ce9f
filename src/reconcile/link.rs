//! Ties claims to records: by ledger number, document number, directive, then by title with unit and date.
use std::collections::HashMap;

use jiff::civil::Date;

use super::{desk::RecordAt, same_unit};
use crate::{
    ledger::plain,
    model::{
        Book, BookKind, Claim, Claimed, DocType, LinkedBy, ReconcileSettings, Record, Report,
        Series, fold,
    },
};

mod titles;

use titles::Titles;

/// Why a claim is not tied to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Untied {
    /// It names no number, and no matter.
    Unnamed,
    /// Its number stands in no ledger.
    UnknownNumber,
    /// Several records answer to it.
    Ambiguous,
    /// It is about a part of the matter or about another thing.
    Part,
    /// No record has a title like it.
    NotAlike,
    /// The record of that title is another unit's.
    OtherUnit,
    /// No version of the ledger is near its day.
    OtherDay,
}

impl Untied {
    /// The reason as it stands on the sheet.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Unnamed => "文中未写台账编号，也未写明事项名称",
            Self::UnknownNumber => "所写编号在台账中未找到",
            Self::Ambiguous => "台账中有多条记录与之对应，不能确定是哪一条",
            Self::Part => "所述为该事项的一部分或另一事项，台账无对应记录",
            Self::NotAlike => "文中未写台账编号，台账中也没有名称相近的事项",
            Self::OtherUnit => "名称相近的事项由其他单位负责",
            Self::OtherDay => "名称相近，但台账版本与所述日期相差过大",
        }
    }
}

/// A claim's record, or why it has none.
pub(super) type Tie = Result<(RecordAt, LinkedBy), Untied>;

/// Digits from which a number without letters names a matter; shorter ones number the rows of one list.
const SHORTEST_BARE_NUMBER: usize = 5;
/// Share of a name's character pairs that must stand in a record's title for the name to be its name, in percent.
const NAMES_SHARE: usize = 70;
/// A name shorter than this share of the title, in percent, names a part of the matter.
const WHOLE_NAME: usize = 45;

/// For every claim of every report the record it is about, if there is exactly one.
pub(super) fn link(
    series: &[Series],
    reports: &[Report],
    settings: &ReconcileSettings,
) -> Vec<Vec<Tie>> {
    let shelf = Shelf::new(series);
    let titles = reports
        .iter()
        .flat_map(|r| &r.claims)
        .any(|c| c.subject.no.is_none() && !c.subject.title.is_empty())
        .then(|| Titles::new(series, settings.title_similarity));
    let mut known: HashMap<(&str, Option<Date>, &str), Tie> = HashMap::new();
    reports
        .iter()
        .map(|report| {
            report
                .claims
                .iter()
                .map(|claim| {
                    let day = claim.as_of.or(report.as_of.as_ref().map(|a| a.date));
                    if let Some(no) = claim.subject.no.as_deref() {
                        return shelf.by_number(no, day, report, claim);
                    }
                    if let Some(tie) = shelf.by_document(claim, day, report) {
                        return tie;
                    }
                    let (title, Some(titles)) = (claim.subject.title.as_str(), &titles) else {
                        return Err(Untied::Unnamed);
                    };
                    if title.is_empty() {
                        return Err(Untied::Unnamed);
                    }
                    let unit = claim.subject.unit.as_deref().unwrap_or_default();
                    if unit.is_empty()
                        && let Some(tie) = known.get(&(title, day, report.file.as_str()))
                    {
                        return *tie;
                    }
                    let tie = shelf.by_title(title, day, report, claim, titles, settings);
                    if unit.is_empty() {
                        known.insert((title, day, report.file.as_str()), tie);
                    }
                    tie
                })
                .collect()
        })
        .collect()
}

/// The records of all books that claims can be tied to, by what they are known by.
struct Shelf<'a> {
    series: &'a [Series],
    numbers: HashMap<String, Vec<RecordAt>>,
    documents: HashMap<String, Vec<RecordAt>>,
}

/// Which books come first: a claim is about the general ledger's record when there is one. Registers hold no matters.
fn rank(kind: BookKind) -> Option<u8> {
    match kind {
        BookKind::总账 => Some(0),
        BookKind::整改清单 | BookKind::投诉台账 => Some(1),
        BookKind::细账 => Some(2),
        _ => None,
    }
}

/// Every record of the books that claims can be tied to.
pub(super) fn records(series: &[Series]) -> impl Iterator<Item = (RecordAt, &Book, &Record)> {
    series
        .iter()
        .enumerate()
        .filter(|(_, s)| rank(s.kind).is_some())
        .flat_map(|(at, s)| {
            s.versions
                .iter()
                .enumerate()
                .flat_map(move |(version, book)| {
                    book.records.iter().enumerate().map(move |(record, row)| {
                        let place = RecordAt {
                            series: at,
                            version,
                            record,
                        };
                        (place, book, row)
                    })
                })
        })
}

/// A ledger number as it is compared: without case, blanks and joints.
pub(super) fn number_key(no: &str) -> String {
    plain(no).trim_end_matches('号').to_owned()
}

impl<'a> Shelf<'a> {
    fn new(series: &'a [Series]) -> Self {
        let mut numbers: HashMap<String, Vec<RecordAt>> = HashMap::new();
        let mut documents: HashMap<String, Vec<RecordAt>> = HashMap::new();
        for (at, book, record) in records(series) {
            if let Some(no) = &record.no {
                numbers.entry(number_key(no)).or_default().push(at);
            }
            let row = crate::model::BookRow { book, record };
            let doc_no = row.text("doc_no");
            if !doc_no.is_empty() {
                documents.entry(number_key(doc_no)).or_default().push(at);
            }
        }
        Self {
            series,
            numbers,
            documents,
        }
    }

    fn by_number(&self, no: &str, day: Option<Date>, report: &Report, claim: &Claim) -> Tie {
        // A row number of one list says nothing about another.
        if no.chars().all(|c| c.is_ascii_digit()) && no.len() < SHORTEST_BARE_NUMBER {
            return Err(Untied::Unnamed);
        }
        let Some(all) = self.numbers.get(&number_key(no)) else {
            return Err(Untied::UnknownNumber);
        };
        let at = self.choose(all, day, report).ok_or(Untied::Ambiguous)?;
        let record = self.record(at).ok_or(Untied::UnknownNumber)?;
        // A number beside other words may be that of the matter of which they are a part.
        let in_table = claim.source.place().cell.is_some();
        let checked = matches!(
            claim.claimed,
            Claimed::Status { .. } | Claimed::Deadline { .. }
        );
        if checked && !in_table && !names(&claim.subject.title, record) {
            return Err(Untied::Part);
        }
        Ok((at, LinkedBy::Number))
    }

    /// By the document number in the text; `None` when it leads to no single record.
    fn by_document(&self, claim: &Claim, day: Option<Date>, report: &Report) -> Option<Tie> {
        let all = self
            .documents
            .get(&number_key(claim.subject.doc_no.as_deref()?))?;
        let at = self.choose(all, day, report)?;
        let record = self.record(at)?;
        let checked = matches!(
            claim.claimed,
            Claimed::Status { .. } | Claimed::Deadline { .. }
        );
        (!checked || names(&claim.subject.title, record))
            .then_some(Ok((at, LinkedBy::DocumentNumber)))
    }

    fn by_title(
        &self,
        title: &str,
        day: Option<Date>,
        report: &Report,
        claim: &Claim,
        titles: &Titles,
        settings: &ReconcileSettings,
    ) -> Tie {
        let alike = titles.alike(title);
        if alike.is_empty() {
            return Err(Untied::NotAlike);
        }
        let at = self.choose(&alike, day, report).ok_or(Untied::Ambiguous)?;
        let (Some(record), Some(book)) = (self.record(at), self.book(at)) else {
            return Err(Untied::NotAlike);
        };
        let speaks_for_all = report.doc_type == DocType::督查专报;
        let unit = claim
            .subject
            .unit
            .as_deref()
            .or(report.unit.as_deref().filter(|_| !speaks_for_all));
        let known: Vec<&str> = record
            .lead
            .iter()
            .chain(&record.co)
            .chain(&book.unit)
            .map(String::as_str)
            .collect();
        if let Some(unit) = unit
            && !record.lead.is_empty()
            && !same_unit::is_among(unit, known)
        {
            return Err(Untied::OtherUnit);
        }
        if let (Some(day), Some(as_of)) = (day, &book.as_of)
            && days(day, as_of.date).abs() > i64::from(settings.same_day_slack)
        {
            return Err(Untied::OtherDay);
        }
        let is_directive = title.contains('《') || fold(title) == fold(&record.title);
        Ok((
            at,
            if is_directive {
                LinkedBy::Directive
            } else {
                LinkedBy::Title
            },
        ))
    }

    /// The one record that is meant: of the highest books, in the version that fits the day; `None` when several are.
    fn choose(&self, all: &[RecordAt], day: Option<Date>, report: &Report) -> Option<RecordAt> {
        let mut best: Vec<RecordAt> = Vec::new();
        let mut best_rank = u8::MAX;
        let mut by_series: Vec<(usize, Vec<RecordAt>)> = Vec::new();
        for at in all {
            if self.book(*at).is_none_or(|b| b.file == report.file) {
                continue;
            }
            match by_series.iter_mut().find(|(s, _)| *s == at.series) {
                Some((_, list)) => list.push(*at),
                None => by_series.push((at.series, vec![*at])),
            }
        }
        for (series, list) in by_series {
            let Some(of) = self.series.get(series) else {
                continue;
            };
            let Some(rank) = rank(of.kind) else { continue };
            let wanted = day.map_or(of.versions.len().saturating_sub(1), |d| version_at(of, d));
            let version = list
                .iter()
                .map(|a| a.version)
                .filter(|v| *v <= wanted)
                .max()
                .or_else(|| list.iter().map(|a| a.version).min())?;
            let here = list.into_iter().filter(|a| a.version == version);
            if rank < best_rank {
                best_rank = rank;
                best.clear();
            }
            if rank == best_rank {
                best.extend(here);
            }
        }
        match best.as_slice() {
            [one] => Some(*one),
            [] => None,
            several => {
                // Ledgers of several keepers: the reporting unit's own.
                let unit = report.unit.as_deref()?;
                let mut own = several.iter().filter(|at| {
                    self.book(**at)
                        .and_then(|b| b.unit.as_deref())
                        .is_some_and(|keeper| same_unit::same_unit(unit, keeper))
                });
                let first = own.next()?;
                own.next().is_none().then_some(*first)
            }
        }
    }

    fn book(&self, at: RecordAt) -> Option<&'a Book> {
        self.series.get(at.series)?.versions.get(at.version)
    }
    fn record(&self, at: RecordAt) -> Option<&'a Record> {
        self.book(at)?.records.get(at.record)
    }
}

/// The index of [`Series::at`].
fn version_at(series: &Series, day: Date) -> usize {
    series
        .versions
        .iter()
        .rposition(|b| b.as_of.as_ref().is_none_or(|a| a.date <= day))
        .unwrap_or(0)
}

/// Days from `b` to `a`.
pub(super) fn days(a: Date, b: Date) -> i64 {
    (a - b).get_days().into()
}

/// Whether words beside a number name the record as a whole. No words do.
fn names(words: &str, record: &Record) -> bool {
    if words.is_empty() {
        return true;
    }
    // 清理整治任务: what is done to the matter is no part of its name.
    let bare = ["任务", "工作", "问题", "事项", "整改", "整治", "治理"]
        .iter()
        .fold(words, |w, end| w.strip_suffix(end).unwrap_or(w));
    let pairs = titles::pairs(bare);
    let of = titles::pairs(&record.title);
    if pairs.is_empty() || of.is_empty() {
        return true;
    }
    let shared = pairs.iter().filter(|p| of.contains(p)).count();
    shared * 100 >= pairs.len() * NAMES_SHARE && pairs.len() * 100 >= of.len() * WHOLE_NAME
}
