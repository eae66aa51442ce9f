//! A running total that is lower in a later version of a ledger than in an earlier one.
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::{ID, ask, looked_for};
use crate::{
    model::{BookKind, BookRow, Certainty, Evidence, Hedge, Mismatch, Severity, SourceRef, char_len, char_slice, fold},
    normalize::numbers,
    reconcile::{
        Desk,
        compare::{self, book_day, same_state},
    },
};

/// Books whose records carry running totals.
const BOOKS: &[BookKind] = &[BookKind::总账, BookKind::整改清单, BookKind::细账];
/// Words that explain why a running total fell.
const REASONS: &[&str] = &[
    "核减", "核销", "核实", "调整", "剔除", "口径", "更正", "退回", "重新核", "重新认定", "复核", "复发", "反弹", "合并", "并入", "撤销", "扣除", "修正", "重复统计",
    "去重", "复接", "核定", "划转", "取消",
];
/// Longest label of a running total, in characters (累计整治入河排污口).
const LONGEST_LABEL: usize = 24;

static RUNNING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"累计(?:已|共)?").ok());

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for (index, series) in desk.series.iter().enumerate() {
        if !BOOKS.contains(&series.kind) || series.versions.len() < 2 {
            continue;
        }
        let Some(latest) = series.latest() else { continue };
        for record in &latest.records {
            let history: Vec<BookRow<'_>> = desk.history(index, &record.key).collect();
            for pair in history.windows(2) {
                let [old, new] = pair else { continue };
                found.extend(columns(*old, *new));
                found.extend(running(*old, *new));
            }
        }
    }
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
        let was = before.iter().find(|b| same_state(b.state, Some(state)) && b.header == m.header)?;
        (m.value < was.value).then_some((m, was))
    })?;
    let (source, earlier) = (new.quote_cell(lower.field)?, old.quote_cell(higher.field)?);
    mismatch(old, new, (source, lower.value), (earlier, higher.value), lower.header)
}

/// 累计… in the progress cell: the same words and unit in both versions.
fn running(old: BookRow<'_>, new: BookRow<'_>) -> Option<Mismatch> {
    for field in ["progress", "execute"] {
        let (was, is) = (totals(old, field), totals(new, field));
        for (label, unit, value, range) in &is {
            let mut same = was.iter().filter(|(l, u, ..)| l == label && u == unit);
            let Some((_, _, before, earlier)) = same.next() else { continue };
            if same.next().is_some() || is.iter().filter(|(l, u, ..)| l == label && u == unit).count() > 1 || value >= before {
                continue;
            }
            let (Some(source), Some(first)) = (new.quote_part(field, range.clone()), old.quote_part(field, earlier.clone())) else {
                continue;
            };
            return mismatch(old, new, (source, *value), (first, *before), &format!("累计{label}"));
        }
    }
    None
}

type Running = (String, String, Decimal, std::ops::Range<u32>);

fn totals(row: BookRow<'_>, field: &str) -> Vec<Running> {
    let Some(pattern) = RUNNING.as_ref() else { return Vec::new() };
    let text = row.field(field).map(|f| f.text.as_str()).unwrap_or_default();
    if !text.contains("累计") {
        return Vec::new();
    }
    let plain = fold(text);
    let all = numbers::find(&plain);
    pattern
        .find_iter(&plain)
        .filter_map(|m| {
            let from = char_len(plain.get(..m.end())?);
            let number = all.iter().find(|n| n.start >= from)?;
            let label = char_slice(&plain, &(from..number.start));
            let plain_label = label.chars().count() <= LONGEST_LABEL && !label.contains([',', '。', ';', '、', ':']);
            (plain_label && number.hedge == Hedge::None).then(|| {
                (
                    label,
                    number.unit.clone(),
                    number.value,
                    char_len(plain.get(..m.start()).unwrap_or_default())..number.end,
                )
            })
        })
        .collect()
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
        check: ID.to_owned(),
        indicator: None,
        severity: Severity::关注,
        certainty: Certainty::确定,
        no: new.record.no.clone(),
        matter: new.record.title.clone(),
        item: what.to_owned(),
        source,
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
    })
}
