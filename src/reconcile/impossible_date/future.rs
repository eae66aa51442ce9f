//! Events told as past that lie after the day their source speaks of.
use jiff::{ToSpan, civil::Date};

use super::begin;
use crate::{
    model::{Book, BookRow, Claimed, DateValue, Mismatch, Report, Severity},
    reconcile::{
        Check, Desk, Linked, found,
        spans::{self, Span},
    },
};

/// Columns of dates on which something happened.
const HAPPENED: [&str; 17] = [
    "received_date",
    "convey_date",
    "deploy_date",
    "plan_date",
    "actual_date",
    "applied_date",
    "decided_date",
    "replied_date",
    "check_date",
    "closed_date",
    "done_date",
    "evidence_date",
    "directive_date",
    "issued_date",
    "assigned_date",
    "group_date",
    "progress_date",
];
/// Columns that hold a plan as long as the matter is not done.
const WHEN_DONE: [&str; 2] = ["done_date", "closed_date"];

/// Words in a header or cell that make the date one of a plan.
const PLANNED: [&str; 9] = ["计划", "预计", "拟", "将", "目标", "应", "要求", "前", "待"];

/// Days by which an event may lie after the day its source speaks of: a ledger is closed in the evening and entered the next morning.
const SLACK_DAYS: i64 = 1;

/// Every such event of the newest books and of the reports.
pub(super) fn find(check: &dyn Check, desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut all: Vec<Mismatch> = desk
        .series
        .iter()
        .filter_map(|s| s.latest())
        .flat_map(|book| {
            let last = last_day(book, desk.on);
            book.rows().filter_map(move |row| in_row(check, row, last?))
        })
        .collect();
    all.extend(desk.linked().filter_map(|l| in_report(check, desk, &l)));
    all
}

/// The last day on which something in a book may have happened, where that can be said: a period, or the date a paper
/// bears, tells of what it was written for, not when its book was closed.
fn last_day(book: &Book, on: Date) -> Option<Date> {
    let last = match &book.as_of {
        None => on,
        Some(a) if !matches!(a.because.as_str(), "period" | "dated") => a.date,
        Some(_) => return None,
    };
    Some(last.saturating_add(SLACK_DAYS.days()))
}

fn in_row(check: &dyn Check, row: BookRow<'_>, last: Date) -> Option<Mismatch> {
    let (field, days, header) = HAPPENED.iter().find_map(|name| {
        let field = row.field(name)?;
        let header = &row.book.columns.get(usize::from(field.column))?.header;
        let planned = PLANNED
            .iter()
            .any(|w| header.contains(w) || field.text.contains(w));
        let open = WHEN_DONE.contains(name) && !row.record.facets.is_done();
        let days = spans::of_field(row, name)?;
        (!planned && !open && days.from > last).then_some((*name, days, header))
    })?;
    let mut one = begin(check, Severity::关注, row, header, row.quote(field)?);
    one.formula = format!("{} > {last}", days.from);
    one.reason = format!(
        "{}：“{header}”为{}，晚于{}。",
        found::name(row),
        days.show(),
        match &row.book.as_of {
            Some(a) if a.date < last => format!("台账截至日{}", a.date),
            _ => "对账当日".to_owned(),
        }
    );
    one.evidence = found::status(row)
        .map(|(_, source)| crate::model::Evidence {
            source,
            note: "台账所记状态".to_owned(),
        })
        .into_iter()
        .collect();
    Some(one)
}

fn in_report(check: &dyn Check, desk: &Desk<'_>, linked: &Linked<'_>) -> Option<Mismatch> {
    let date: &DateValue = match &linked.claim.claimed {
        Claimed::Step { date, .. } => date,
        Claimed::Status {
            done_on: Some(date),
            ..
        } => date,
        _ => return None,
    };
    let days = Span::of(date)?;
    let last = written(desk, linked.report)?.saturating_add(SLACK_DAYS.days());
    if days.from <= last {
        return None;
    }
    let mut one = begin(
        check,
        Severity::关注,
        linked.row,
        "报告所述日期",
        linked.claim.source.clone(),
    );
    one.formula = format!("{} > {last}", days.from);
    one.reason = format!(
        "{}：报告（{}）称{}已经发生，晚于报告自己的日期。",
        found::name(linked.row),
        last.saturating_sub(SLACK_DAYS.days()),
        days.show()
    );
    one.evidence = linked
        .row
        .name_quote()
        .map(|source| crate::model::Evidence {
            source,
            note: "台账所记事项".to_owned(),
        })
        .into_iter()
        .collect();
    Some(one)
}

/// The last day a report can know of: the later of the day it speaks of and the day it bears; `None` when it bears none.
fn written(desk: &Desk<'_>, report: &Report) -> Option<Date> {
    let dated = desk
        .documents
        .iter()
        .find(|d| d.file == report.file)
        .and_then(|d| d.dated.as_ref())
        .and_then(|d| d.to.or(d.from));
    dated.max(
        report
            .as_of
            .as_ref()
            .map(|a| a.date)
            .filter(|_| dated.is_some()),
    )
}
