//! 完成 ≥ 销号: what is closed was done before.
use super::{ID, Totals, ask, looked_for};
use crate::{
    model::{
        BookKind, BookRow, Certainty, Claim, Claimed, Closure, Evidence, Hedge, Mismatch, Severity,
    },
    reconcile::{Desk, claims::state_of, compare, compare::same_state, found},
};

/// Books whose records have columns of numbers.
const BOOKS: &[BookKind] = &[BookKind::总账, BookKind::整改清单, BookKind::细账];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut found = in_reports(desk);
    for book in desk.latest(BOOKS) {
        found.extend(book.rows().filter_map(in_record));
    }
    found
}

/// A rung of the ladder, from below: done, closed.
fn rung(claim: &Claim) -> Option<(u8, &crate::model::NumValue, &str)> {
    let Claimed::Count {
        value,
        of,
        state,
        during,
        ..
    } = &claim.claimed
    else {
        return None;
    };
    if value.hedge != Hedge::None || during.is_some() {
        return None;
    }
    let state = (*state)?;
    let rung = if state.is_closed() {
        1
    } else if state.closure == Some(Closure::Applied) {
        return None;
    } else if state.is_done() {
        0
    } else {
        return None;
    };
    Some((rung, value, of))
}

fn in_reports(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for report in desk.reports {
        for (at, upper) in report.claims.iter().enumerate() {
            let Some((1, closed, of)) = rung(upper) else {
                continue;
            };
            // Only beside a total: without one the two may be of different spans.
            let near = report
                .claims
                .iter()
                .take(at + 1)
                .rev()
                .take_while(|c| c.passage == upper.passage)
                .filter(|c| {
                    c.subject.no == upper.subject.no
                        && c.subject.unit == upper.subject.unit
                        && c.as_of == upper.as_of
                });
            let mut done = None;
            let mut has_total = false;
            for claim in near {
                match (&claim.claimed, rung(claim)) {
                    (_, Some((0, value, same))) if same == of && done.is_none() => {
                        done = Some((claim, value))
                    }
                    (
                        Claimed::Count {
                            state: None,
                            of: same,
                            ..
                        },
                        _,
                    ) if same == of => has_total = true,
                    _ => {}
                }
            }
            let Some((lower, done)) = done else { continue };
            if !has_total || closed.value <= done.value {
                continue;
            }
            found.push(Mismatch {
                check: ID.to_owned(),
                indicator: None,
                severity: Severity::重点,
                certainty: Certainty::确定,
                no: upper.subject.no.clone(),
                matter: upper.subject.title.clone(),
                item: "完成数与销号数".to_owned(),
                source: upper.source.clone(),
                evidence: vec![Evidence {
                    source: lower.source.clone(),
                    note: "同段所写完成数".to_owned(),
                }],
                formula: format!(
                    "已销号{} > 已完成{}",
                    closed.value.normalize(),
                    done.value.normalize()
                ),
                reason: format!(
                    "销号以完成为前提，已销号{}不应多于已完成{}。",
                    closed.value.normalize(),
                    done.value.normalize()
                ),
                ask: ask(),
                looked_for: looked_for(),
                would_clear: "更正其中一数，或写明两数的时段、范围不同".to_owned(),
            });
        }
    }
    found
}

/// The columns 已完成 and 其中已销号 of one record.
fn in_record(row: BookRow<'_>) -> Option<Mismatch> {
    let metrics = compare::metrics(row);
    let find = |words: &str| {
        let state = state_of(words);
        let mut same = metrics
            .iter()
            .filter(move |m| m.state.is_some() && same_state(m.state, state));
        let one = same.next()?;
        same.next().is_none().then_some(one)
    };
    let (done, closed) = (find("已完成")?, find("已销号")?);
    if closed.value <= done.value {
        return None;
    }
    Some(Mismatch {
        evidence: vec![Evidence {
            source: row.quote_cell(done.field)?,
            note: format!("同一行“{}”", done.header),
        }],
        formula: format!(
            "已销号{} > 已完成{}",
            closed.value.normalize(),
            done.value.normalize()
        ),
        reason: format!(
            "销号以完成为前提，同一行已销号{}多于已完成{}。",
            closed.value.normalize(),
            done.value.normalize()
        ),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "更正其中一数".to_owned(),
        ..found::of_row(
            &Totals,
            Severity::重点,
            row,
            "完成数与销号数",
            row.quote_cell(closed.field)?,
        )
    })
}
