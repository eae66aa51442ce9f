//! A rate in a report against the ledger's own numbers of that day, in every definition in use.
use std::rc::Rc;

use rust_decimal::Decimal;

use super::{ID, Rates, ask, definition, definition::Definitions, looked_for};
use crate::{
    model::{
        Agreement, Certainty, Claim, Claimed, Closure, Completion, Evidence, Facets, Hedge,
        Mismatch, NumValue, Report, Schedule, Severity, SourceRef,
    },
    reconcile::{
        Desk, Linked,
        compare::{self, book_day, claim_day, same_state},
        found,
        tally::{Tallies, Universe},
    },
};

/// How far below the named value 近 may reach, in points of percent.
const NEARLY_POINTS: u32 = 3;
/// How far 约 may be off, as a share of the value, in percent.
const ABOUT_PERCENT: u32 = 5;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let definitions = Definitions::of(desk.settings);
    let mut found: Vec<Mismatch> = desk
        .linked()
        .filter_map(|linked| of_record(&linked, &definitions).or_else(|| amount(&linked, desk)))
        .collect();
    let mut tallies = Tallies::new(desk);
    for report in desk.reports {
        for claim in &report.claims {
            found.extend(of_book(report, claim, &definitions, &mut tallies));
        }
    }
    found
}

/// An amount of work other than the record's on the same day, of the same amount to do.
fn amount(linked: &Linked<'_>, desk: &Desk<'_>) -> Option<Mismatch> {
    let Claimed::Amount { value, what, .. } = &linked.claim.claimed else {
        return None;
    };
    let compared = compare::compare(linked, desk.settings)?;
    if compared.agreement != Agreement::不一致 {
        return None;
    }
    Some(Mismatch {
        evidence: vec![Evidence {
            source: compared.ledger?,
            note: "台账同一天所记".to_owned(),
        }],
        formula: compared.formula,
        reason: format!(
            "同一事项同一截至日的“{what}”，{}（报告写“{}”）。",
            compared.difference, value.raw
        ),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "更正其中一数，或写明口径不同之处".to_owned(),
        ..found::of_row(
            &Rates,
            Severity::关注,
            linked.row,
            what,
            linked.claim.source.clone(),
        )
    })
}

/// A rate of one record, from its columns of numbers.
fn of_record(linked: &Linked<'_>, definitions: &Definitions) -> Option<Mismatch> {
    let Claimed::Rate { value, name, .. } = &linked.claim.claimed else {
        return None;
    };
    if claim_day(linked.claim, linked.report)? != book_day(linked.row)? {
        return None;
    }
    let metrics = compare::metrics(linked.row);
    let number = |word: &str| {
        let state = state(word)?;
        metrics
            .iter()
            .find(|m| same_state(m.state, state))
            .map(|m| m.value)
    };
    // The report must count the same things: it names the total the ledger has.
    let total = number("总数")?;
    let says_total = linked.report.claims.iter().any(|c| {
        c.subject.no == linked.claim.subject.no
            && matches!(&c.claimed, Claimed::Count { value, state: None, .. } if value.value == total)
    });
    if !says_total {
        return None;
    }
    let tried = tried(name, value, definitions, &|w| number(w).map(|n| vec![n]))?;
    let cell = metrics
        .iter()
        .find(|m| m.state.is_some_and(|s| s.is_done()))
        .and_then(|m| linked.row.quote_cell(m.field))?;
    let record = linked.row.record;
    Some(mismatch(
        linked.claim,
        (name, value),
        &tried,
        (cell, "台账所记完成数".to_owned()),
        (record.no.clone(), record.title.clone()),
    ))
}

/// A rate of all that a ledger holds.
fn of_book(
    report: &Report,
    claim: &Claim,
    definitions: &Definitions,
    tallies: &mut Tallies<'_, '_>,
) -> Option<Mismatch> {
    let Claimed::Rate { value, name, of } = &claim.claimed else {
        return None;
    };
    if claim.subject.no.is_some() || claim.subject.unit.is_some() {
        return None;
    }
    let quote = claim.source.quote();
    let names_it = quote.contains("台账") || quote.contains("总账");
    let day = claim_day(claim, report)?;
    let universes: Vec<Rc<Universe<'_>>> = tallies
        .universes(report, day)
        .into_iter()
        .filter(|u| match of {
            // The sentence's own numbers say what is meant; whether they give the rate is arithmetic within the sentence.
            Some((_, total)) => {
                u.readings(None).iter().any(|(n, _)| n == total) || u.sum(None) == Some(*total)
            }
            None => names_it && u.whose == "全部",
        })
        .collect();
    let universe = universes.first()?;
    if universe.rows.len() < FEWEST {
        return None;
    }
    let mut all_tried: Vec<String> = Vec::new();
    for one in &universes {
        let tried = tried(name, value, definitions, &|word| {
            let state = state(word)?;
            // A definition says itself what is added to what, so a word has its plain count, or the sum of its column.
            let plain = one.readings(state).first().map(|(n, _)| *n);
            let values: Vec<Decimal> = plain.into_iter().chain(one.sum(state)).collect();
            (!values.is_empty()).then_some(values)
        })?;
        all_tried.extend(tried);
    }
    let row = universe.example(state("已完成")?)?;
    let cell = compare::cell(row, false)?;
    Some(mismatch(
        claim,
        (name, value),
        &all_tried,
        (
            cell,
            format!(
                "{}共{}条，此为其中一条",
                universe.name(),
                universe.rows.len()
            ),
        ),
        (None, universe.name()),
    ))
}

/// A rate of fewer records tells too little to know what was counted.
const FEWEST: usize = 5;

/// What a word of a definition counts; `None` for a word that is none.
fn state(word: &str) -> Option<Option<Facets>> {
    let completion = |c| {
        Some(Some(Facets {
            completion: Some(c),
            ..Facets::default()
        }))
    };
    match word {
        "总数" => Some(None),
        "已完成" | "已办结" => completion(Completion::Done),
        "基本完成" => completion(Completion::Mostly),
        "阶段性办结" => completion(Completion::Stage),
        "已销号" => Some(Some(Facets {
            completion: Some(Completion::Done),
            closure: Some(Closure::Closed),
            ..Facets::default()
        })),
        "达到序时进度" => Some(Some(Facets {
            completion: Some(Completion::Started),
            schedule: Some(Schedule::OnTrack),
            ..Facets::default()
        })),
        _ => None,
    }
}

/// Every formula with its value, when none of them gives the rate; `None` when one does or none can be reckoned.
fn tried(
    name: &str,
    claim: &NumValue,
    definitions: &Definitions,
    numbers: &dyn Fn(&str) -> Option<Vec<Decimal>>,
) -> Option<Vec<String>> {
    let mut shown = Vec::new();
    for formula in definitions.formulas(name) {
        // A word may be counted in several ways; the ways are tried in step, the plainest first.
        let ways = [
            "总数",
            "已完成",
            "已办结",
            "阶段性办结",
            "基本完成",
            "已销号",
            "达到序时进度",
        ]
        .iter()
        .filter(|w| formula.contains(**w))
        .filter_map(|w| numbers(w))
        .map(|n| n.len())
        .max()
        .unwrap_or(0);
        for way in 0..ways {
            let pick = |word: &str| {
                let all = numbers(word)?;
                all.get(way.min(all.len().saturating_sub(1))).copied()
            };
            let Some(value) = definition::value(formula, &pick) else {
                continue;
            };
            let percent = value.checked_mul(Decimal::ONE_HUNDRED)?;
            if agrees(claim, percent) {
                return None;
            }
            let line = format!("{formula} = {}%", percent.round_dp(2).normalize());
            if !shown.contains(&line) {
                shown.push(line);
            }
        }
    }
    (!shown.is_empty()).then_some(shown)
}

/// Whether a value is what was written: rounded or cut off at its last digit, or within its hedge.
pub(super) fn agrees(claim: &NumValue, value: Decimal) -> bool {
    let digits = u32::try_from(claim.scale.max(0)).unwrap_or(0);
    let step = Decimal::new(1, digits);
    let off = (value - claim.value).abs();
    match claim.hedge {
        Hedge::None => off <= step / Decimal::TWO || value.trunc_with_scale(digits) == claim.value,
        Hedge::About => {
            off <= claim.value.abs() * Decimal::from(ABOUT_PERCENT) / Decimal::ONE_HUNDRED
        }
        Hedge::Nearly => {
            value < claim.value + step / Decimal::TWO
                && claim.value - value <= Decimal::from(NEARLY_POINTS)
        }
        Hedge::Over | Hedge::Odd => value >= claim.value - step / Decimal::TWO,
        Hedge::Under => value <= claim.value + step / Decimal::TWO,
    }
}

fn mismatch(
    claim: &Claim,
    (name, value): (&str, &NumValue),
    tried: &[String],
    (ledger, note): (SourceRef, String),
    (no, matter): (Option<String>, String),
) -> Mismatch {
    Mismatch {
        check: ID.to_owned(),
        indicator: None,
        severity: Severity::关注,
        certainty: Certainty::确定,
        no,
        matter,
        item: name.to_owned(),
        source: claim.source.clone(),
        evidence: vec![Evidence {
            source: ledger,
            note,
        }],
        formula: format!("{name}{} ≠ {}", value.raw, tried.join("；")),
        reason: format!(
            "报告写{name}{}，用台账同一天的数按各种口径计算都得不出：{}。",
            value.raw,
            tried.join("；")
        ),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "写明分子、分母和口径，或更正比率".to_owned(),
    }
}
