//! A running total that is lower in a later version of a ledger than in an earlier one.
use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Rates, ask, looked_for};
use crate::{
    model::{BookKind, BookRow, Claimed, Evidence, Mismatch, Severity, SourceRef},
    reconcile::{
        Desk, Linked,
        claims::Amount,
        compare::{self, book_day, same_matter, same_state},
        found,
    },
};

/// Books whose records carry running totals.
const BOOKS: &[BookKind] = &[BookKind::总账, BookKind::整改清单, BookKind::细账];
/// Words that explain why a running total fell.
const REASONS: &[&str] = &[
    "核减",
    "核销",
    "核实",
    "调整",
    "剔除",
    "口径",
    "更正",
    "退回",
    "重新核",
    "重新认定",
    "复核",
    "复发",
    "反弹",
    "合并",
    "并入",
    "撤销",
    "扣除",
    "修正",
    "重复统计",
    "去重",
    "复接",
    "核定",
    "划转",
    "取消",
];
pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for (index, series) in desk.series.iter().enumerate() {
        if !BOOKS.contains(&series.kind) || series.versions.len() < 2 {
            continue;
        }
        let Some(latest) = series.latest() else {
            continue;
        };
        for record in &latest.records {
            let history: Vec<BookRow<'_>> = desk.history(index, &record.key).collect();
            for pair in history.windows(2) {
                let [old, new] = pair else { continue };
                if !same_matter(*old, *new) {
                    continue;
                }
                found.extend(columns(*old, *new));
                found.extend(running(*old, *new));
            }
        }
    }
    found.extend(in_reports(desk));
    found
}

fn explained(row: BookRow<'_>) -> bool {
    row.record
        .fields
        .iter()
        .any(|f| REASONS.iter().any(|w| f.text.contains(w)))
}

/// 已完成 and 已销号 columns, when the total has not fallen too.
fn columns(old: BookRow<'_>, new: BookRow<'_>) -> Option<Mismatch> {
    let (before, after) = (compare::metrics(old), compare::metrics(new));
    let total = |m: &[compare::Metric<'_>]| m.iter().find(|m| m.state.is_none()).map(|m| m.value);
    if let (Some(was), Some(is)) = (total(&before), total(&after))
        && is < was
    {
        return None;
    }
    let (lower, higher) = after.iter().find_map(|m| {
        let state = m.state.filter(|s| s.is_done())?;
        let was = before
            .iter()
            .find(|b| same_state(b.state, Some(state)) && b.header == m.header)?;
        (m.value < was.value).then_some((m, was))
    })?;
    let (source, earlier) = (new.quote_cell(lower.field)?, old.quote_cell(higher.field)?);
    mismatch(
        old,
        new,
        (source, lower.value),
        (earlier, higher.value),
        lower.header,
    )
}

/// Amounts in the progress cells: of one thing, as running totals or of the same amount to do.
fn running(old: BookRow<'_>, new: BookRow<'_>) -> Option<Mismatch> {
    let was: Vec<(&str, Amount)> = compare::amounts_of(old).collect();
    let is: Vec<(&str, Amount)> = compare::amounts_of(new).collect();
    let same = |a: &Amount, b: &Amount| {
        Amount::same_thing((&a.what, &a.value, a.of), (&b.what, &b.value, b.of))
            && (a.of.is_some() || (a.is_running && b.is_running))
    };
    is.iter().find_map(|(field, now)| {
        let mut before = was.iter().filter(|(_, w)| same(w, now));
        let (first_field, then) = before.next()?;
        let only = before.next().is_none() && is.iter().filter(|(_, i)| same(i, now)).count() == 1;
        if !only || now.value.value >= then.value.value {
            return None;
        }
        let source = new.quote_part(field, now.range.clone())?;
        let first = old.quote_part(first_field, then.range.clone())?;
        let what = format!("累计{}", now.what);
        mismatch(
            old,
            new,
            (source, now.value.value),
            (first, then.value.value),
            &what,
        )
    })
}

/// A running total of one matter that is lower in a later report than in an earlier one.
fn in_reports(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut by_record: BTreeMap<(usize, &str), Vec<Linked<'_>>> = BTreeMap::new();
    for linked in desk.linked() {
        if matches!(linked.claim.claimed, Claimed::Amount { .. }) {
            by_record
                .entry((linked.at.series, linked.row.record.key.as_str()))
                .or_default()
                .push(linked);
        }
    }
    let mut found = Vec::new();
    for all in by_record.into_values() {
        for later in &all {
            let mut before: Vec<(&Linked<'_>, Date)> = all
                .iter()
                .filter_map(|earlier| Some((earlier, fell(earlier, later)?)))
                .collect();
            before.sort_by_key(|(_, day)| *day);
            if let Some((earlier, day)) = before.last() {
                found.extend(later_report(earlier, later, *day));
            }
        }
    }
    found
}

/// The day of the earlier of two claims, when the later one gives less of the same thing.
fn fell(earlier: &Linked<'_>, later: &Linked<'_>) -> Option<Date> {
    let (
        Claimed::Amount {
            value: a,
            what: x,
            of: m,
            is_running: r,
        },
        Claimed::Amount {
            value: b,
            what: y,
            of: n,
            is_running: s,
        },
    ) = (&earlier.claim.claimed, &later.claim.claimed)
    else {
        return None;
    };
    let (from, to) = (
        compare::claim_day(earlier.claim, earlier.report)?,
        compare::claim_day(later.claim, later.report)?,
    );
    let same = Amount::same_thing((x, a, *m), (y, b, *n)) && ((*r && *s) || m.is_some());
    let explained = [earlier, later]
        .iter()
        .any(|l| REASONS.iter().any(|w| l.claim.source.quote().contains(w)));
    (same && from < to && from.year() == to.year() && b.value < a.value && !explained)
        .then_some(from)
}

fn later_report(earlier: &Linked<'_>, later: &Linked<'_>, from: Date) -> Option<Mismatch> {
    let (
        Claimed::Amount { value: then, .. },
        Claimed::Amount {
            value: now, what, ..
        },
    ) = (&earlier.claim.claimed, &later.claim.claimed)
    else {
        return None;
    };
    let to = compare::claim_day(later.claim, later.report)?;
    Some(Mismatch {
        evidence: vec![Evidence {
            source: earlier.claim.source.clone(),
            note: format!("截至{from}的数"),
        }],
        formula: format!("{to}：{} < {from}：{}", now.raw, then.raw),
        reason: format!(
            "{what}截至{from}为{}，截至{to}反而为{}，没有写明核减或调整口径。",
            then.raw, now.raw
        ),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "写明核减的数量和原因，或更正其中一数".to_owned(),
        ..found::of_row(
            &Rates,
            Severity::关注,
            later.row,
            what,
            later.claim.source.clone(),
        )
    })
}

fn mismatch(
    old: BookRow<'_>,
    new: BookRow<'_>,
    (source, now): (SourceRef, Decimal),
    (earlier, then): (SourceRef, Decimal),
    what: &str,
) -> Option<Mismatch> {
    if explained(new) {
        return None;
    }
    let (from, to) = (book_day(old)?, book_day(new)?);
    // Totals of a year begin anew with it.
    if to <= from || from.year() != to.year() {
        return None;
    }
    Some(Mismatch {
        evidence: vec![Evidence {
            source: earlier,
            note: format!("截至{from}的数"),
        }],
        formula: format!("{to}：{} < {from}：{}", now.normalize(), then.normalize()),
        reason: format!(
            "{what}截至{from}为{}，截至{to}反而为{}，没有写明核减或调整口径。",
            then.normalize(),
            now.normalize()
        ),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "写明核减的件数和原因，或更正其中一数".to_owned(),
        ..found::of_row(&Rates, Severity::关注, new, what, source)
    })
}
