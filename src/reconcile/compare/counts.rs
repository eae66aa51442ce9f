//! A count in a report against the numbers a record holds of its own matter: 任务总数, 已完成, 其中已销号, 推进中.
use rust_decimal::Decimal;

use super::{Comparison, book_day, claim_day};
use crate::{
    model::{BookRow, Claimed, Facets, Field, Hedge, NumValue},
    reconcile::{Linked, claims::state_of},
};

/// A column of numbers of a record.
#[derive(Clone, Debug)]
pub(in crate::reconcile) struct Metric<'a> {
    /// The cell.
    pub(in crate::reconcile) field: &'a Field,
    /// Its number.
    pub(in crate::reconcile) value: Decimal,
    /// The state it counts; `None` for all.
    pub(in crate::reconcile) state: Option<Facets>,
    /// Its header.
    pub(in crate::reconcile) header: &'a str,
}

/// The columns of numbers of a record that count its tasks.
pub(in crate::reconcile) fn metrics(row: BookRow<'_>) -> Vec<Metric<'_>> {
    row.record
        .fields
        .iter()
        .filter_map(|field| {
            let column = row.book.columns.get(usize::from(field.column))?;
            let header = column.header.as_str();
            let value: u32 = field.text.trim().parse().ok()?;
            let folded = crate::model::fold(header);
            let last = folded
                .rsplit('/')
                .next()
                .unwrap_or(&folded)
                .replace("其中", "");
            let state = state_of(&last);
            let is_total = column.field == "metric_total"
                || ["总数", "任务数", "子任务", "问题数", "件数"]
                    .iter()
                    .any(|w| last.contains(w));
            (state.is_some() || is_total).then(|| Metric {
                field,
                value: Decimal::from(value),
                state,
                header,
            })
        })
        .collect()
}

/// Whether two states are one: of the same rung of 完成, 销号, 进度.
pub(in crate::reconcile) fn same_state(a: Option<Facets>, b: Option<Facets>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            let closed = |f: Facets| {
                f.closure
                    .filter(|_| f.completion.is_none_or(|_| f.is_closed()))
            };
            match (closed(a), closed(b)) {
                (Some(x), Some(y)) => x == y,
                (None, None) => a.completion == b.completion && a.schedule == b.schedule,
                _ => false,
            }
        }
        _ => false,
    }
}

/// The count of a claim beside the column of its record that counts the same.
pub(super) fn count(linked: &Linked<'_>) -> Option<Comparison> {
    let Claimed::Count {
        value,
        of,
        state,
        during,
        ..
    } = &linked.claim.claimed
    else {
        return None;
    };
    if value.hedge != Hedge::None || during.is_some() {
        return None;
    }
    let metrics = metrics(linked.row);
    let same: Vec<&Metric<'_>> = metrics
        .iter()
        .filter(|m| same_state(m.state, *state))
        .collect();
    let [metric] = same.as_slice() else {
        return None;
    };
    // The header, or the header of the total, says what is counted; a bare 总数 counts tasks only when the totals meet.
    let named = metrics.iter().any(|m| m.header.contains(of.as_str()));
    let total = metrics.iter().find(|m| m.state.is_none());
    let handshake = state.is_some() && total.is_some_and(|t| says_total(linked, of, t.value));
    if !named && !handshake {
        return None;
    }
    let cell = quote(linked.row, metric);
    let out = Comparison::of("数量", "RC-14", cell);
    let (report, ledger) = (
        claim_day(linked.claim, linked.report)?,
        book_day(linked.row)?,
    );
    if report != ledger {
        let why = format!("报告说的是{report}的数，台账截至{ledger}，不是同一天，未作比较");
        return Some(out.apart(&why));
    }
    Some(if metric.value == value.value {
        out
    } else {
        let difference = format!("报告为{}，台账为{}", shown(value), metric.value.normalize());
        out.differs(
            difference,
            format!("{} ≠ {}", value.value.normalize(), metric.value.normalize()),
        )
    })
}

/// Whether the report gives the same total for this record as the ledger.
fn says_total(linked: &Linked<'_>, what: &str, total: Decimal) -> bool {
    linked.report.claims.iter().any(|c| {
        c.subject.no == linked.claim.subject.no
            && matches!(&c.claimed, Claimed::Count { value, of, state: None, .. } if value.value == total && of == what)
    })
}

/// A number as written.
pub(in crate::reconcile) fn shown(value: &NumValue) -> &str {
    value.raw.as_str()
}

fn quote(row: BookRow<'_>, metric: &Metric<'_>) -> Option<crate::model::SourceRef> {
    row.quote_cell(metric.field)
}
