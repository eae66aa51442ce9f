//! Counts of a report about all that a ledger holds, or all of one unit: against the ledger's records and sums of that day.
use rust_decimal::Decimal;

use super::{ID, ask, looked_for};
use crate::{
    model::{
        Agreement, BookKind, BookRow, Certainty, Claim, Claimed, Evidence, Facets, Hedge, Mismatch,
        NumValue, Pair, Report, Severity,
    },
    reconcile::{
        Desk,
        compare::{self, shown},
        tally::{Tallies, Universe},
    },
};

/// Words that limit a count to some of what the ledger holds.
const SUBSET: &[&str] = &[
    "重点",
    "部分",
    "涉及",
    "类",
    "领域",
    "分别统计",
    "同时",
    "以上",
    "新增",
    "其他",
    "除",
    "不含",
    "不包括",
    "含",
    "另有",
    "督察反馈",
    "中央",
    "省级",
    "市级",
];
/// A total below this many is met by chance too often to show that all of a ledger is meant.
const FEWEST: u32 = 5;

/// A count that was compared with the ledger's own.
pub(in crate::reconcile) enum Line {
    /// They are the same.
    Agrees(Box<Pair>),
    /// No way of counting the ledger gives it.
    Differs(Box<Mismatch>),
}

/// A count that is not about one record.
struct Counted<'a> {
    claim: &'a Claim,
    value: &'a NumValue,
    of: &'a str,
    state: Option<Facets>,
}

/// How a total shows what is meant: the records, or the sum of their column.
struct Meant<'u, 'a> {
    universe: &'u Universe<'a>,
    by_rows: bool,
}

/// Counts of all reports, passage by passage.
pub(in crate::reconcile) fn lines(desk: &Desk<'_>) -> Vec<Line> {
    let mut tallies = Tallies::new(desk);
    let mut found = Vec::new();
    for report in desk.reports {
        let claims: Vec<Counted<'_>> = report.claims.iter().filter_map(counted).collect();
        for group in claims
            .chunk_by(|a, b| a.claim.passage == b.claim.passage && a.claim.as_of == b.claim.as_of)
        {
            of_passage(report, group, &mut tallies, &mut found);
        }
    }
    found
}

fn counted(claim: &Claim) -> Option<Counted<'_>> {
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
    let whole = claim.subject.no.is_none()
        && claim.subject.unit.is_none()
        && claim.source.place().cell.is_none();
    (whole && during.is_none() && value.hedge == Hedge::None).then_some(Counted {
        claim,
        value,
        of,
        state: *state,
    })
}

/// Whether a book's records are such things.
fn holds(kind: BookKind, of: &str) -> bool {
    match kind {
        BookKind::投诉台账 => matches!(of, "举报件" | "交办件"),
        BookKind::整改清单 => matches!(of, "问题" | "任务" | "事项" | "措施"),
        _ => matches!(of, "任务" | "事项" | "批示件" | "督办件" | "交办件"),
    }
}

fn of_passage(
    report: &Report,
    group: &[Counted<'_>],
    tallies: &mut Tallies<'_, '_>,
    found: &mut Vec<Line>,
) {
    let Some(day) = group
        .first()
        .and_then(|first| compare::claim_day(first.claim, report))
    else {
        return;
    };
    let known = tallies.universes(report, day);
    let totals: Vec<&Counted<'_>> = group.iter().filter(|c| c.state.is_none()).collect();
    for total in &totals {
        let universes: Vec<&Universe<'_>> = known
            .iter()
            .map(AsRef::as_ref)
            .filter(|u| holds(u.book.kind, total.of))
            .collect();
        let meant: Vec<Meant<'_, '_>> = universes
            .iter()
            .flat_map(|u| {
                let by_rows = Decimal::from(u.rows.len()) == total.value.value;
                let by_sums = u.sum(None) == Some(total.value.value);
                [(*u, true, by_rows), (*u, false, by_sums)]
            })
            .filter(|(_, _, fits)| *fits)
            .map(|(universe, by_rows, _)| Meant { universe, by_rows })
            .collect();
        if let Some(first) = meant.first() {
            found.extend(agrees(total, first.universe));
        } else {
            found.extend(declared(total, &universes).map(|m| Line::Differs(Box::new(m))));
        }
        // Parts are compared where a total shows that all of the ledger is meant.
        if meant.is_empty() || total.value.value < Decimal::from(FEWEST) {
            continue;
        }
        let parts = group.iter().filter(|c| {
            c.state.is_some()
                && nearest(c, &totals).is_some_and(|t| std::ptr::eq(t.claim, total.claim))
        });
        for part in parts {
            found.extend(part_of(part, total, &meant));
        }
    }
}

/// The last total of the same things before a part.
fn nearest<'g, 'a>(part: &Counted<'_>, totals: &[&'g Counted<'a>]) -> Option<&'g Counted<'a>> {
    totals
        .iter()
        .filter(|t| t.of == part.of && t.value.start <= part.value.start)
        .max_by_key(|t| t.value.start)
        .copied()
}

/// 总账共14项: compared with the number of records, though no total is the same.
fn declared(total: &Counted<'_>, universes: &[&Universe<'_>]) -> Option<Mismatch> {
    let quote = total.claim.source.quote();
    let names_it = ["总账", "台账"].iter().any(|w| quote.contains(w))
        && ["共", "总", "在册", "纳入", "登记", "列入", "合计"]
            .iter()
            .any(|w| quote.contains(w));
    if !names_it || SUBSET.iter().any(|w| quote.contains(w)) {
        return None;
    }
    let whole: Vec<&&Universe<'_>> = universes
        .iter()
        .filter(|u| {
            u.whose == "全部" && (!quote.contains("总账") || u.book.kind == BookKind::总账)
        })
        .collect();
    // With several ledgers of one day the sentence does not say which is meant.
    let [only] = whole.as_slice() else {
        return None;
    };
    let value = total.value.value;
    let own = Decimal::from(only.rows.len());
    // A number of another order counts something else.
    if value < own / Decimal::TWO || value > own * Decimal::TWO {
        return None;
    }
    mismatch(
        total,
        only,
        only.example(None)?,
        format!("{} ≠ {own}", value.normalize()),
        format!(
            "报告写台账共{}，{}实有{own}条。",
            shown(total.value),
            only.name()
        ),
    )
}

/// A part of a total that is the ledger's.
fn part_of(part: &Counted<'_>, total: &Counted<'_>, meant: &[Meant<'_, '_>]) -> Option<Line> {
    let value = part.value.value;
    let mut readings: Vec<String> = Vec::new();
    for one in meant {
        let known: Vec<(Decimal, &str)> = if one.by_rows {
            one.universe.readings(part.state)
        } else {
            one.universe
                .sum(part.state)
                .map(|sum| (sum, "各条之和"))
                .into_iter()
                .collect()
        };
        // The book does not say; then nothing contradicts the report.
        if known.is_empty() {
            return None;
        }
        if known.iter().any(|(n, _)| *n == value) {
            return agrees(part, one.universe);
        }
        readings.extend(
            known
                .iter()
                .map(|(n, what)| format!("{what}{}", n.normalize())),
        );
    }
    let universe = meant.first()?.universe;
    let said = compare::word(part.state?);
    let shown_readings = readings.join("、");
    mismatch(
        part,
        universe,
        universe.example(part.state)?,
        format!(
            "{said}：{} ≠ {shown_readings}（总数{}）",
            value.normalize(),
            total.value.value.normalize()
        ),
        format!(
            "报告写{said}{}，{}按各种口径计为：{shown_readings}。",
            shown(part.value),
            universe.name(),
        ),
    )
    .map(|m| Line::Differs(Box::new(m)))
}

fn item(counted: &Counted<'_>) -> String {
    let state = counted.state.map_or("总", compare::word);
    format!("{}数（{state}）", counted.of)
}

fn agrees(counted: &Counted<'_>, universe: &Universe<'_>) -> Option<Line> {
    let row = universe.example(counted.state)?;
    Some(Line::Agrees(Box::new(Pair {
        no: None,
        matter: universe.name(),
        item: item(counted),
        ledger: compare::cell(row, counted.state.is_some_and(|s| s.is_closed())),
        report: Some(counted.claim.source.clone()),
        agreement: Agreement::一致,
        difference: String::new(),
        check: Some(ID.to_owned()),
        linked_by: None,
    })))
}

fn mismatch(
    counted: &Counted<'_>,
    universe: &Universe<'_>,
    row: BookRow<'_>,
    formula: String,
    reason: String,
) -> Option<Mismatch> {
    Some(Mismatch {
        check: ID.to_owned(),
        indicator: None,
        severity: Severity::重点,
        certainty: Certainty::确定,
        no: None,
        matter: universe.name(),
        item: item(counted),
        source: counted.claim.source.clone(),
        evidence: vec![Evidence {
            source: compare::cell(row, counted.state.is_some_and(|s| s.is_closed()))?,
            note: format!(
                "{}共{}条，此为其中一条",
                universe.name(),
                universe.rows.len()
            ),
        }],
        formula,
        reason,
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "附逐项清单，或更正其中一数，或写明口径不同之处".to_owned(),
    })
}
