//! A claim against the cells of its record: the same, not the same, or not to be compared, and why.
use jiff::civil::Date;

use rust_decimal::Decimal;

use super::{
    Linked,
    claims::{Amount, amounts},
    link::days,
    same_unit,
};
use crate::{
    ledger::similarity,
    model::{
        Agreement, BookRow, Claim, Claimed, Closure, Completion, DateValue, Facets, NumValue,
        ReconcileSettings, Report, Schedule, SourceRef, StepKind, fold,
    },
    normalize::numbers,
};

mod counts;
mod status;

pub(super) use counts::{Metric, metrics, same_state, shown};
pub(super) use status::{cell, status, turned};

/// What came of comparing a claim with its record.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    /// What is compared.
    pub(super) item: &'static str,
    /// What the ledger says.
    pub(super) ledger: Option<SourceRef>,
    /// Whether it is the same; `未能对应` when the two cannot be compared.
    pub(super) agreement: Agreement,
    /// The difference, or why there is no comparison.
    pub(super) difference: String,
    /// The check that decides about it.
    pub(super) check: &'static str,
    /// Why it is a difference in so many values, for formulas.
    pub(super) formula: String,
}

impl Comparison {
    fn of(item: &'static str, check: &'static str, ledger: Option<SourceRef>) -> Self {
        Self {
            item,
            ledger,
            agreement: Agreement::一致,
            difference: String::new(),
            check,
            formula: String::new(),
        }
    }
    fn differs(mut self, difference: String, formula: String) -> Self {
        self.agreement = Agreement::不一致;
        self.difference = difference;
        self.formula = formula;
        self
    }
    fn apart(mut self, why: &str) -> Self {
        self.agreement = Agreement::未能对应;
        why.clone_into(&mut self.difference);
        self
    }
}

/// The day a claim speaks of.
pub(super) fn claim_day(claim: &Claim, report: &Report) -> Option<Date> {
    claim.as_of.or(report.as_of.as_ref().map(|a| a.date))
}

/// The day a record's book speaks of.
pub(super) fn book_day(row: BookRow<'_>) -> Option<Date> {
    row.book.as_of.as_ref().map(|a| a.date)
}

/// A claim beside its record; `None` when the record has nothing of the kind.
pub(super) fn compare(linked: &Linked<'_>, settings: &ReconcileSettings) -> Option<Comparison> {
    match &linked.claim.claimed {
        Claimed::Status { facets, done_on } => status(linked, *facets, done_on.as_ref(), settings),
        Claimed::Count { .. } => counts::count(linked),
        Claimed::Amount {
            value, what, of, ..
        } => amount(linked, value, what, *of),
        Claimed::Rate { .. } => None,
        Claimed::Step { step: kind, date } => step(linked, *kind, date),
        Claimed::Deadline { date } => deadline(linked, date),
        Claimed::Unit { name } => unit(linked, name),
    }
}

/// An amount of work against the record's progress cell, where both name the same amount to do.
fn amount(
    linked: &Linked<'_>,
    value: &NumValue,
    what: &str,
    of: Option<Decimal>,
) -> Option<Comparison> {
    of?;
    let (report, ledger) = (
        claim_day(linked.claim, linked.report)?,
        book_day(linked.row)?,
    );
    let (field, own) = amounts_of(linked.row)
        .find(|(_, own)| Amount::same_thing((what, value, of), (&own.what, &own.value, own.of)))?;
    let out = Comparison::of(
        "完成量",
        "RC-15",
        linked.row.quote_part(field, own.range.clone()),
    );
    if report != ledger {
        let why = format!("报告说的是{report}的数，台账截至{ledger}，不是同一天，未作比较");
        return Some(out.apart(&why));
    }
    Some(if own.value.value == value.value {
        out
    } else {
        let difference = format!("报告为{}，台账为{}", value.raw, own.value.raw);
        out.differs(
            difference,
            format!("{what}：{} ≠ {}", value.raw, own.value.raw),
        )
    })
}

/// The amounts in a record's cells of progress, with the field they stand in.
pub(super) fn amounts_of<'a>(
    row: BookRow<'a>,
) -> impl Iterator<Item = (&'static str, Amount)> + 'a {
    ["progress", "execute"].into_iter().flat_map(move |field| {
        let text = fold(row.field(field).map_or("", |f| f.text.as_str()));
        let numbers = numbers::find(&text);
        amounts(&text, &numbers)
            .into_iter()
            .map(move |a| (field, a))
    })
}

/// A step's date against the record's date of that step.
fn step(linked: &Linked<'_>, kind: StepKind, date: &DateValue) -> Option<Comparison> {
    let own = linked.row.record.steps.iter().find(|s| s.kind == kind)?;
    let ledger = own.date.as_ref()?;
    let cell = linked.row.quote(&own.field);
    let out = Comparison::of(kind.title(), "RC-11", cell);
    Some(if overlap(date, ledger)? {
        out
    } else {
        let difference = format!("报告为{}，台账为{}", date.raw, ledger.raw);
        out.differs(difference, format!("{} ≠ {}", date.raw, ledger.raw))
    })
}

/// Whether two dates can be the same; `None` when one of them is no date.
fn overlap(a: &DateValue, b: &DateValue) -> Option<bool> {
    let ends = |d: &DateValue| Some((d.from.or(d.to)?, d.to.or(d.from)?));
    let ((a1, a2), (b1, b2)) = (ends(a)?, ends(b)?);
    Some(a1 <= b2 && b1 <= a2)
}

/// A deadline against the record's deadlines, the first one and the one in force.
fn deadline(linked: &Linked<'_>, date: &DateValue) -> Option<Comparison> {
    let row = linked.row;
    let known: Vec<(&str, &DateValue)> = ["current_deadline", "deadline"]
        .iter()
        .filter_map(|f| Some((*f, row.date(f)?)))
        .filter(|(_, d)| d.to.is_some())
        .collect();
    let (first, value) = known.first()?;
    let out = Comparison::of("办理时限", "RC-06", row.quote(first));
    let same = known
        .iter()
        .any(|(_, d)| d.to == date.to || overlap(date, d) == Some(true));
    Some(if same {
        out
    } else {
        let difference = format!("报告为{}，台账为{}", date.raw, value.raw);
        out.differs(difference, format!("{} ≠ {}", date.raw, value.raw))
    })
}

/// A unit against all units the record names.
fn unit(linked: &Linked<'_>, name: &str) -> Option<Comparison> {
    let row = linked.row;
    let names = units_of(row);
    let lead = row.quote("lead_unit")?;
    let out = Comparison::of("责任单位", "RC-18", Some(lead.clone()));
    let parts: Vec<&str> = split_units(name).collect();
    let known = |part: &str| same_unit::is_among(part, names.iter().map(String::as_str));
    Some(if parts.iter().any(|p| known(p)) {
        out
    } else {
        let difference = format!("报告为{name}，台账为{}", lead.quote());
        out.differs(difference, format!("{name} ≠ {}", lead.quote()))
    })
}

/// The names in a cell of units.
pub(super) fn split_units(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '，', ',', '；', ';', '\n', '/', ' ', '　'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
}

/// Every name of a unit in a record: lead, helpers, supervisors, and other columns whose header speaks of units.
pub(super) fn units_of(row: BookRow<'_>) -> Vec<String> {
    let mut names: Vec<String> = row
        .record
        .lead
        .iter()
        .chain(&row.record.co)
        .cloned()
        .collect();
    for field in &row.record.fields {
        let Some(column) = row.book.columns.get(usize::from(field.column)) else {
            continue;
        };
        let header = column.header.as_str();
        let of_units = ["lead_unit", "co_unit", "super_unit"].contains(&column.field.as_str())
            || [
                "单位", "部门", "处室", "科室", "牵头", "承办", "责任", "地区", "属地", "市县",
            ]
            .iter()
            .any(|w| header.contains(w));
        if of_units {
            names.extend(split_units(&field.text).map(str::to_owned));
        }
    }
    names
}

/// Completion in a word.
pub(super) fn word(facets: Facets) -> &'static str {
    match (facets.closure, facets.completion, facets.schedule) {
        (Some(Closure::Closed), ..) => "已销号",
        (_, Some(Completion::Done), _) => "已完成",
        (_, Some(Completion::Mostly), _) => "基本完成",
        (_, Some(Completion::Stage), _) => "部分（阶段性）完成",
        (_, _, Some(Schedule::Behind)) => "未达到序时进度",
        (_, _, Some(Schedule::Overdue)) => "逾期未完成",
        (_, _, Some(Schedule::OnTrack)) => "达到序时进度",
        (_, Some(Completion::Started), _) => "进行中、未完成",
        (_, Some(Completion::NotStarted), _) => "未启动",
        (Some(Closure::Applied), ..) => "已申请销号",
        (Some(Closure::Open), ..) => "未销号",
        _ => "未写明",
    }
}

/// How far two days are apart.
fn apart(a: Date, b: Date) -> i64 {
    days(a, b).abs()
}

/// Whether two versions under one key are of one matter: titles change in a word, not altogether.
pub(super) fn same_matter(old: BookRow<'_>, new: BookRow<'_>) -> bool {
    let (a, b) = (old.record.title.as_str(), new.record.title.as_str());
    a == b
        || a.is_empty()
        || b.is_empty()
        || similarity(a, b) >= STILL_THE_SAME
        || a.contains(b)
        || b.contains(a)
}

/// Likeness of two titles, 0 to 1, below which one number or document number was given to another matter.
const STILL_THE_SAME: f64 = 0.6;
