//! Matters with what every source says of their steps: general ledger, detail ledger, reports.
use std::collections::HashMap;

use jiff::civil::Date;

use super::{
    Desk, Linked,
    spans::{self, Span},
};
use crate::{
    ledger::Registers,
    model::{BookKind, BookRow, Claimed, SourceRef, Step, StepKind, fold},
};

/// Books that have one row for each matter, in the order in which they are believed.
pub(super) const OF_MATTERS: &[BookKind] = &[BookKind::总账, BookKind::整改清单];

/// A matter, known by its row in the newest ledger that lists it.
#[derive(Debug)]
pub(super) struct Matter<'a> {
    /// Its row.
    pub(super) row: BookRow<'a>,
    /// What is said of its steps, the ledger first.
    pub(super) seen: Vec<Seen<'a>>,
}

/// One source's word on one step.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    /// The step.
    pub(super) kind: StepKind,
    /// Days on which it is said to have been taken.
    pub(super) days: Vec<Span>,
    /// Words of the source.
    pub(super) text: &'a str,
    /// Words by which it was declared not to apply.
    pub(super) waived: bool,
    /// Where it stands.
    pub(super) at: At<'a>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum At<'a> {
    /// In a cell.
    Cell(BookRow<'a>, &'a str),
    /// In a report.
    Claim(Linked<'a>),
}

impl At<'_> {
    /// The quotation.
    pub(super) fn quote(self) -> Option<SourceRef> {
        match self {
            Self::Cell(row, field) => row.quote(field),
            Self::Claim(linked) => Some(linked.claim.source.clone()),
        }
    }
    /// What people call the source.
    pub(super) fn source(self) -> String {
        match self {
            Self::Cell(row, _) => row.book.kind.name(),
            Self::Claim(_) => "报告".to_owned(),
        }
    }
}

impl<'a> Matter<'a> {
    /// What is said of one step.
    pub(super) fn steps(&self, kind: StepKind) -> impl Iterator<Item = &Seen<'a>> {
        self.seen.iter().filter(move |s| s.kind == kind)
    }
    /// Whether any source says something of a step.
    pub(super) fn has(&self, kind: StepKind) -> bool {
        self.steps(kind).next().is_some()
    }
    /// When the unit received it: the receipt in its own row, else in the register, else the day it was assigned.
    pub(super) fn received(&self, registers: &Registers<'a>) -> Option<(Span, At<'a>)> {
        let own = |field: &'static str| {
            Some((spans::of_field(self.row, field)?, At::Cell(self.row, field)))
        };
        own("received_date")
            .or_else(|| {
                // Of several receipts nobody knows which one counts.
                let [receipt] = registers.rows(BookKind::收文登记, self.row)[..] else {
                    return None;
                };
                let span = spans::of_field(receipt, "received_date")?;
                Some((span, At::Cell(receipt, "received_date")))
            })
            .or_else(|| own("assigned_date"))
    }
}

/// Every matter of the newest ledgers, each once, with the steps that ledgers, detail ledgers and reports show.
pub(super) fn gather<'a>(desk: &Desk<'a>) -> Vec<Matter<'a>> {
    let mut all = Gathering::default();
    for kind in OF_MATTERS {
        for book in desk
            .series
            .iter()
            .filter(|s| s.kind == *kind)
            .filter_map(|s| s.latest())
        {
            for row in book.rows() {
                all.add(row);
            }
        }
    }
    for book in desk.latest(&[BookKind::细账]) {
        for row in book.rows() {
            all.add_detail(row);
        }
    }
    for linked in desk.linked() {
        if let Claimed::Step { step, date } = &linked.claim.claimed {
            let days = Span::of(date).into_iter().collect();
            all.add_claim(linked, *step, days);
        }
    }
    all.matters
}

#[derive(Default)]
struct Gathering<'a> {
    matters: Vec<Matter<'a>>,
    by_no: HashMap<String, usize>,
}

impl<'a> Gathering<'a> {
    fn add(&mut self, row: BookRow<'a>) {
        let seen: Vec<Seen<'a>> = row.record.steps.iter().map(|s| step(row, s)).collect();
        let own: Vec<String> = row.record.no.iter().map(|n| number(n)).collect();
        let known = own.iter().find_map(|no| self.by_no.get(no)).copied();
        match known.and_then(|at| self.matters.get_mut(at)) {
            // The same matter in another book: its row is one more source.
            Some(matter) if matter.row.book.kind != row.book.kind => matter.seen.extend(seen),
            _ => {
                for no in own.into_iter().filter(|n| names_a_matter(n)) {
                    self.by_no.entry(no).or_insert(self.matters.len());
                }
                self.matters.push(Matter { row, seen });
            }
        }
    }
    fn add_detail(&mut self, row: BookRow<'a>) {
        let Some(matter) = self.of_row(row) else {
            // A detail ledger without its general ledger still shows steps of its own.
            if !row.record.steps.is_empty() {
                self.add(row);
            }
            return;
        };
        matter
            .seen
            .extend(row.record.steps.iter().map(|s| step(row, s)));
        if let Some(kind) = kind_of_node(&row.record.title)
            && let Some(field) = row.field("actual_date")
        {
            matter.seen.push(Seen {
                kind,
                days: spans::in_field(field, as_of(row)),
                text: &row.record.title,
                waived: false,
                at: At::Cell(row, "actual_date"),
            });
        }
    }
    fn add_claim(&mut self, linked: Linked<'a>, kind: StepKind, days: Vec<Span>) {
        if let Some(matter) = self.of_row(linked.row) {
            matter.seen.push(Seen {
                kind,
                days,
                text: linked.claim.source.quote(),
                waived: false,
                at: At::Claim(linked),
            });
        }
    }
    fn of_row(&mut self, row: BookRow<'_>) -> Option<&mut Matter<'a>> {
        let at = numbers(row).find_map(|no| self.by_no.get(&no).copied())?;
        self.matters.get_mut(at)
    }
}

/// Fields by which a row names the matter it belongs to.
const REFERENCES: [&str; 3] = ["ledger_no", "item_no", "detail_no"];

/// Least characters of a number made of digits alone that names a matter: shorter ones count rows.
const BARE_DIGITS: usize = 5;

/// The numbers under which a row names matters, made uniform.
pub(super) fn numbers(row: BookRow<'_>) -> impl Iterator<Item = String> {
    REFERENCES
        .iter()
        .map(move |field| row.text(field))
        .chain(row.record.no.as_deref())
        .flat_map(|text| text.split(['、', '，', ',', ';', '；', '\n']))
        .map(number)
        .filter(|no| names_a_matter(no))
}

/// A number without blanks, in its match form.
pub(super) fn number(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a number can stand for a matter across books: row numbers cannot.
pub(super) fn names_a_matter(no: &str) -> bool {
    no.chars().any(|c| c.is_ascii_digit())
        && (no.chars().any(|c| !c.is_ascii_digit() && c != '.')
            || no.chars().count() >= BARE_DIGITS)
}

/// The day a row's book speaks of.
pub(super) fn as_of(row: BookRow<'_>) -> Option<Date> {
    row.book.as_of.as_ref().map(|a| a.date)
}

/// The day from which a directive's own words count years they leave out: when it was given, else the day of the book.
pub(super) fn given(row: BookRow<'_>) -> Option<Date> {
    [
        "directive_date",
        "issued_date",
        "received_date",
        "assigned_date",
    ]
    .iter()
    .find_map(|f| spans::of_field(row, f))
    .map(|days| days.from)
    .or_else(|| as_of(row))
}

fn step<'a>(row: BookRow<'a>, step: &'a Step) -> Seen<'a> {
    let (words, dated) = step.kind.fields();
    let text = row.text(words);
    let reference = as_of(row);
    let in_date = dated.and_then(|d| row.field(d));
    let days = in_date
        .map(|f| spans::in_field(f, reference))
        .filter(|days| !days.is_empty())
        .unwrap_or_else(|| spans::in_text(text, reference));
    let field = match in_date {
        Some(_) => dated.unwrap_or(words),
        None => words,
    };
    Seen {
        kind: step.kind,
        days,
        text,
        waived: step.waived.is_some(),
        at: At::Cell(row, field),
    }
}

/// The step a node of a detail ledger stands for, when its name says so.
fn kind_of_node(name: &str) -> Option<StepKind> {
    let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
    if has(&["方案"]) && has(&["制定", "印发", "编制", "出台"]) {
        Some(StepKind::Plan)
    } else if has(&["传达", "学习"]) {
        Some(StepKind::Convey)
    } else if has(&["部署"]) {
        Some(StepKind::Deploy)
    } else {
        None
    }
}
