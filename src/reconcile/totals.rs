//! RC-14: a reported number against what the ledger itself counts on that day; what is closed against what is done.
use std::collections::BTreeSet;

use super::{
    Check, Desk,
    compare::{self, shown},
    found,
};
use crate::model::{Agreement, Claimed, Evidence, Mismatch, Place, Severity};

mod ladder;
mod look_back;
mod listed;
mod still_open;
mod whole;

pub(super) use whole::{Line, lines};

/// The check.
#[derive(Debug)]
pub(super) struct Totals;

pub(super) const ID: &str = "RC-14";
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
        found.extend(
            whole::lines(desk)
                .into_iter()
                .filter_map(|line| match line {
                    Line::Differs(mismatch) => Some(*mismatch),
                    Line::Agrees(_) => None,
                }),
        );
        found.extend(ladder::check(desk));
        found.extend(look_back::check(desk));
        found.extend(listed::check(desk));
        found.extend(still_open::check(desk));
        let mut seen: BTreeSet<(String, Place, String)> = BTreeSet::new();
        found.retain(|m| {
            let place = (
                m.source.file().to_owned(),
                m.source.place().clone(),
                m.formula.clone(),
            );
            seen.insert(place)
        });
        found
    }
}

pub(super) fn looked_for() -> Vec<String> {
    found::words(&[
        "统计口径（含阶段性办结、含已完成、按销号）",
        "子集（其中、已销号）",
        "分别统计、同时涉及",
        "单位不同（件、个、项）",
        "约数、时段数",
        "截至日是否同一天",
    ])
}

pub(super) fn ask() -> Vec<String> {
    found::words(&[
        "两数的统计口径和截止日是否相同？",
        "以哪个数为准，更正哪一个？",
        "原始清单逐项相加是多少？",
    ])
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
            Some(Mismatch {
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
                ..found::of_row(
                    &Totals,
                    Severity::重点,
                    linked.row,
                    &format!("{of}数"),
                    linked.claim.source.clone(),
                )
            })
        })
        .collect()
}
