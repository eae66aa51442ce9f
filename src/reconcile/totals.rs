//! RC-14: a reported number against what the ledger itself counts on that day; what is closed against what is done.
use super::{
    Check, Desk,
    compare::{self, shown},
    tally::{Tallies, Universe},
};
use crate::model::{
    Agreement, BookKind, BookRow, Certainty, Claim, Claimed, Evidence, Facets, Hedge, Mismatch,
    NumValue, Report, Severity, SourceRef,
};

mod ladder;
mod listed;
mod still_open;

/// The check.
#[derive(Debug)]
pub(super) struct Totals;

pub(super) const ID: &str = "RC-14";
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

impl Check for Totals {
    fn id(&self) -> &'static str {
        ID
    }
    fn title(&self) -> &'static str {
        "报告数与台账数不符"
    }
    fn indicator(&self) -> &'static str {
        "number-conflict"
    }
    fn explains(&self) -> &'static str {
        "比较报告所写件数与同一天台账的条数、台账数字列之和，以及完成、销号、通过回头看三数是否依次不增。单位不同、约数、分别统计、某一时段内的数和不是同一天的数不比较。"
    }
    fn uses(&self, _desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "报告数与台账数只在同一截至日比较".to_owned(),
            "相差0日".to_owned(),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found = of_records(desk);
        found.extend(of_books(desk));
        found.extend(ladder::check(desk));
        found.extend(listed::check(desk));
        found.extend(still_open::check(desk));
        let mut kept: Vec<Mismatch> = Vec::new();
        for one in found {
            if !kept
                .iter()
                .any(|k| k.source == one.source && k.formula == one.formula)
            {
                kept.push(one);
            }
        }
        kept
    }
}

pub(super) fn looked_for() -> Vec<String> {
    [
        "统计口径（含阶段性办结、含已完成、按销号）",
        "子集（其中、已销号）",
        "分别统计、同时涉及",
        "单位不同（件、个、项）",
        "约数、时段数",
        "截至日是否同一天",
    ]
    .map(str::to_owned)
    .to_vec()
}

pub(super) fn ask() -> Vec<String> {
    [
        "两数的统计口径和截止日是否相同？",
        "以哪个数为准，更正哪一个？",
        "原始清单逐项相加是多少？",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Counts tied to one record, against its own columns of numbers.
fn of_records(desk: &Desk<'_>) -> Vec<Mismatch> {
    desk.linked()
        .filter_map(|linked| {
            let Claimed::Count { value, of, .. } = &linked.claim.claimed else {
                return None;
            };
            let compared = compare::compare(&linked, desk.settings)?;
            if compared.agreement != Agreement::不一致 {
                return None;
            }
            let record = linked.row.record;
            Some(Mismatch {
                check: ID.to_owned(),
                indicator: None,
                severity: Severity::重点,
                certainty: Certainty::确定,
                no: record.no.clone(),
                matter: record.title.clone(),
                item: format!("{of}数"),
                source: linked.claim.source.clone(),
                evidence: vec![Evidence {
                    source: compared.ledger?,
                    note: "台账所记数".to_owned(),
                }],
                formula: compared.formula,
                reason: format!(
                    "同一事项同一截至日，{}（报告写“{}”）。",
                    compared.difference,
                    shown(value)
                ),
                ask: ask(),
                looked_for: looked_for(),
                would_clear: "更正其中一数，或写明口径不同之处".to_owned(),
            })
        })
        .collect()
}

/// A count that is not about one record.
struct Counted<'a> {
    claim: &'a Claim,
    value: &'a NumValue,
    of: &'a str,
    state: Option<Facets>,
}

/// Counts of a report about all that a ledger holds, sentence by sentence.
fn of_books(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut tallies = Tallies::new(desk);
    let mut found = Vec::new();
    for report in desk.reports {
        let mut at = 0;
        let claims: Vec<Counted<'_>> = report.claims.iter().filter_map(counted).collect();
        while let Some(first) = claims.get(at) {
            let len = claims
                .iter()
                .skip(at)
                .take_while(|c| {
                    c.claim.passage == first.claim.passage && c.claim.as_of == first.claim.as_of
                })
                .count()
                .max(1);
            let group = claims.get(at..at + len).unwrap_or_default();
            found.extend(of_passage(report, group, &mut tallies));
            at += len;
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

fn of_passage(
    report: &Report,
    group: &[Counted<'_>],
    tallies: &mut Tallies<'_, '_>,
) -> Vec<Mismatch> {
    let Some(first) = group.first() else {
        return Vec::new();
    };
    let Some(day) = compare::claim_day(first.claim, report) else {
        return Vec::new();
    };
    let universes = tallies.universes(report, day);
    if universes.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let totals: Vec<&Counted<'_>> = group.iter().filter(|c| c.state.is_none()).collect();
    // A total that says it is the ledger's own is compared as it stands.
    for total in &totals {
        found.extend(declared(total, &universes));
    }
    // Parts are compared where a total shows that all of the ledger is meant.
    for total in &totals {
        let parts: Vec<&Counted<'_>> = group
            .iter()
            .filter(|c| c.state.is_some() && c.of == total.of && is_after(c, total))
            .filter(|c| nearest(c, &totals).is_some_and(|t| std::ptr::eq(t.claim, total.claim)))
            .collect();
        let meant: Vec<(&Universe<'_>, bool)> = universes
            .iter()
            .flat_map(|u| {
                let by_rows = u
                    .readings(None)
                    .iter()
                    .any(|(n, _)| *n == total.value.value);
                let by_sums = u.sum(None) == Some(total.value.value);
                [(u, true, by_rows), (u, false, by_sums)]
            })
            .filter(|(_, _, fits)| *fits)
            .map(|(u, rows, _)| (u, rows))
            .collect();
        if meant.is_empty() || total.value.value < rust_decimal::Decimal::from(FEWEST) {
            continue;
        }
        for part in parts {
            found.extend(part_of(part, total, &meant));
        }
    }
    found
}

/// A total below this many is met by chance too often to show that all of a ledger is meant.
const FEWEST: u32 = 5;

fn is_after(part: &Counted<'_>, total: &Counted<'_>) -> bool {
    let start = |c: &Counted<'_>| c.claim.source.place().char_start + c.value.start;
    // Within one passage the number's own place decides.
    part.value.start >= total.value.start || start(part) >= start(total)
}

/// The last total of the same things before a part.
fn nearest<'g, 'a>(part: &Counted<'_>, totals: &[&'g Counted<'a>]) -> Option<&'g Counted<'a>> {
    totals
        .iter()
        .filter(|t| t.of == part.of && t.value.start <= part.value.start)
        .max_by_key(|t| t.value.start)
        .copied()
}

/// 总账共14项: compared with the number of records.
fn declared(total: &Counted<'_>, universes: &[Universe<'_>]) -> Option<Mismatch> {
    let quote = total.claim.source.quote();
    let names_it = ["总账", "台账"].iter().any(|w| quote.contains(w))
        && ["共", "总", "在册", "纳入", "登记", "列入", "合计"]
            .iter()
            .any(|w| quote.contains(w));
    if !names_it || SUBSET.iter().any(|w| quote.contains(w)) {
        return None;
    }
    let books: Vec<&Universe<'_>> = universes
        .iter()
        .filter(|u| !quote.contains("总账") || u.book.kind == BookKind::总账)
        .collect();
    // One book whole; several ledgers on the desk may be meant together.
    let whole: Vec<&&Universe<'_>> = books.iter().filter(|u| u.whose == "全部").collect();
    let [only] = whole.as_slice() else {
        return None;
    };
    let value = total.value.value;
    let fits = books
        .iter()
        .any(|u| u.readings(None).iter().any(|(n, _)| *n == value) || u.sum(None) == Some(value));
    if fits {
        return None;
    }
    let own = only.rows.len();
    // A number of another order counts something else.
    let near = value >= rust_decimal::Decimal::from(own) / rust_decimal::Decimal::TWO
        && value <= rust_decimal::Decimal::from(own) * rust_decimal::Decimal::TWO;
    near.then(|| {
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
    })
    .flatten()
}

/// A part of a total that is the ledger's: no way of counting the ledger gives it.
fn part_of(
    part: &Counted<'_>,
    total: &Counted<'_>,
    meant: &[(&Universe<'_>, bool)],
) -> Option<Mismatch> {
    let value = part.value.value;
    let mut shown_readings: Vec<String> = Vec::new();
    let mut first: Option<&Universe<'_>> = None;
    for (universe, by_rows) in meant {
        if *by_rows {
            let readings = universe.readings(part.state);
            // The book does not say; then nothing contradicts the report.
            if readings.is_empty() || readings.iter().any(|(n, _)| *n == value) {
                return None;
            }
            shown_readings.extend(
                readings
                    .iter()
                    .map(|(n, what)| format!("{what}{}", n.normalize())),
            );
        } else {
            let sum = universe.sum(part.state)?;
            if sum == value {
                return None;
            }
            shown_readings.push(format!("各条之和{}", sum.normalize()));
        }
        first = first.or(Some(universe));
    }
    let universe = first?;
    let said = compare::word(part.state?);
    mismatch(
        part,
        universe,
        universe.example(part.state)?,
        format!(
            "{said}：{} ≠ {}（总数{}）",
            value.normalize(),
            shown_readings.join("、"),
            total.value.value.normalize()
        ),
        format!(
            "报告写{said}{}，{}按各种口径计为：{}。",
            shown(part.value),
            universe.name(),
            shown_readings.join("、")
        ),
    )
}

fn mismatch(
    counted: &Counted<'_>,
    universe: &Universe<'_>,
    row: BookRow<'_>,
    formula: String,
    reason: String,
) -> Option<Mismatch> {
    let example: SourceRef = compare::cell(row, counted.state.is_some_and(|s| s.is_closed()))?;
    Some(Mismatch {
        check: ID.to_owned(),
        indicator: None,
        severity: Severity::重点,
        certainty: Certainty::确定,
        no: None,
        matter: universe.name(),
        item: format!("{}数", counted.of),
        source: counted.claim.source.clone(),
        evidence: vec![Evidence {
            source: example,
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
