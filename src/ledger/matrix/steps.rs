//! The step matrix: what each record shows of the seven steps, and how many workdays after receipt.
use jiff::civil::Date;

use super::name;
use crate::{
    ledger::{Registers, Workdays, due::received},
    model::{
        Book, BookKind, BookRow, DateValue, Series, Step, StepCell, StepKind, StepLag, StepMatrix,
        StepRow,
    },
};

/// Books whose records are matters with steps.
const STEPPED: [BookKind; 3] = [BookKind::总账, BookKind::整改清单, BookKind::细账];

/// Records by the seven steps as they stood on a day. A general ledger is always shown; other books where they have a column for a
/// step. What the detail ledger of an entry says of its steps stands beside what the general ledger says.
#[must_use]
pub fn step_matrix(series: &[Series], on: Date, workdays: &Workdays) -> StepMatrix {
    let registers = Registers::new(series, on);
    let mut rows = Vec::new();
    for one in series.iter().filter(|s| STEPPED.contains(&s.kind)) {
        let Some(book) = one.at(on) else { continue };
        if one.kind != BookKind::总账 && !StepKind::ALL.iter().any(|s| has_column(book, *s)) {
            continue;
        }
        for row in book.rows() {
            let details = if one.kind == BookKind::总账 {
                registers.rows(BookKind::细账, row)
            } else {
                Vec::new()
            };
            let received = received(row);
            rows.push(StepRow {
                name: name(&one.name, row),
                received,
                cells: StepKind::ALL
                    .iter()
                    .map(|step| cell(*step, row, &details, (received, on, workdays)))
                    .collect(),
            });
        }
    }
    StepMatrix { on, rows }
}

fn has_column(book: &Book, step: StepKind) -> bool {
    let (text, date) = step.fields();
    book.has(text) || date.is_some_and(|field| book.has(field))
}

fn cell(
    kind: StepKind,
    row: BookRow<'_>,
    details: &[BookRow<'_>],
    (received, on, workdays): (Option<Date>, Date, &Workdays),
) -> StepCell {
    let shown: Vec<&Step> = std::iter::once(row)
        .chain(details.iter().copied())
        .flat_map(|r| &r.record.steps)
        .filter(|s| s.kind == kind)
        .collect();
    let taken: Vec<&&Step> = shown.iter().filter(|s| s.waived.is_none()).collect();
    if taken.is_empty() {
        return match shown.iter().find_map(|s| s.waived.clone()) {
            Some(words) => StepCell::Waived { words },
            None if has_column(row.book, kind)
                || details.iter().any(|d| has_column(d.book, kind)) =>
            {
                StepCell::Empty
            }
            None => StepCell::NoColumn,
        };
    }
    let mut dates: Vec<DateValue> = taken
        .iter()
        .filter_map(|s| s.date.clone())
        .filter(|d| d.from.is_some() || d.to.is_some())
        .collect();
    dates.sort_by_key(|d| (d.from.or(d.to), d.to));
    dates.dedup_by(|a, b| (a.from, a.to) == (b.from, b.to));
    let is_to_come = |d: &DateValue| d.from.or(d.to).is_some_and(|day| day > on);
    if !dates.is_empty() && dates.iter().all(is_to_come) {
        return StepCell::Planned { dates };
    }
    let lag = lag(kind, received, dates.first(), workdays);
    StepCell::Taken { dates, lag }
}

/// Workdays from receipt to a step; only of the first three, which are judged by how soon they follow.
fn lag(
    kind: StepKind,
    received: Option<Date>,
    first: Option<&DateValue>,
    workdays: &Workdays,
) -> Option<StepLag> {
    if !matches!(kind, StepKind::Convey | StepKind::Deploy | StepKind::Plan) {
        return None;
    }
    let (received, first) = (received?, first?);
    let least = workdays.between(received, first.from.or(first.to)?);
    let most = workdays.between(received, first.to.or(first.from)?);
    Some(StepLag {
        least: least.value(),
        most: most.value(),
        estimated: least.is_estimated() || most.is_estimated(),
    })
}
