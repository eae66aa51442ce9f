//! RC-18: nobody in particular is responsible, the report names another unit than the ledger, or the unit changed without a word.
use std::collections::HashMap;

use super::{
    Check, Desk,
    compare::{self, split_units, units_of},
    desk::Linked,
    found, same_unit,
};
use crate::model::{
    Agreement, Book, BookKind, BookRow, Claimed, Evidence, LinkedBy, Mismatch, Severity,
};

/// The check.
#[derive(Debug)]
pub(super) struct ResponsibleUnit;

const ID: &str = "RC-18";
/// Books that name who is responsible for each matter.
const BOOKS: &[BookKind] = &[BookKind::总账, BookKind::整改清单, BookKind::细账];
/// Names that name nobody.
const NOBODY: &[&str] = &[
    "有关单位",
    "各单位",
    "相关部门",
    "有关部门",
    "各有关单位",
    "相关单位",
    "各部门",
    "各相关单位",
    "各相关部门",
    "各有关部门",
    "责任单位",
    "待定",
    "待明确",
    "待落实",
    "未定",
    "未明确",
    "各责任单位",
    "属地",
    "相关责任单位",
    "有关责任单位",
    "各处室",
    "有关处室",
    "相关处室",
    "各县市区",
    "各地",
    "各级",
];
/// Words in a record that give a reason for another unit.
const MOVED: &[&str] = &[
    "调整",
    "变更",
    "移交",
    "划转",
    "划入",
    "改由",
    "更名",
    "改为",
    "机构改革",
    "职能",
    "并入",
    "合并",
    "转办",
    "转交",
    "重新明确",
    "接续",
    "撤销",
    "中止",
];
/// Share of a book's records that must name a unit for an empty cell to be an omission, in percent.
const FILLED: usize = 80;
/// Fewest records from which that share says something.
const FEWEST: usize = 5;

impl Check for ResponsibleUnit {
    fn id(&self) -> &'static str {
        ID
    }
    fn title(&self) -> &'static str {
        "责任单位不明或不一致"
    }
    fn indicator(&self) -> &'static str {
        "unit-unclear"
    }
    fn explains(&self) -> &'static str {
        "查台账责任单位空白或写成“有关单位”，报告所写责任单位与台账不同，以及前后两版责任单位改变而没有说明。简称、更名、共同牵头、配合单位不提示。"
    }
    fn uses(&self, _desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "责任单位列已填比例达到多少才把空白看作漏填".to_owned(),
            format!("{FILLED}%，且不少于{FEWEST}条"),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found: Vec<Mismatch> = Vec::new();
        for book in desk.latest(BOOKS) {
            found.extend(unclear(book));
        }
        for linked in desk.linked() {
            if let Claimed::Unit { name } = &linked.claim.claimed {
                found.extend(differs(&linked, name, desk));
            }
        }
        found.extend(changed(desk));
        found
    }
}

fn looked_for() -> Vec<String> {
    found::words(&[
        "简称和曾用名",
        "共同牵头、配合单位",
        "合并单元格",
        "职责调整、移交、更名的说明",
        "已并入或中止的事项",
    ])
}

fn ask() -> Vec<String> {
    found::words(&[
        "由哪个单位牵头负责，依据是什么？",
        "如已调整，何时、经谁同意调整？",
    ])
}

/// Records of a book without a unit, or with a name that names nobody.
fn unclear(book: &Book) -> Vec<Mismatch> {
    if !book.has("lead_unit") {
        return Vec::new();
    }
    let named = book.rows().filter(|r| !units_of(*r).is_empty()).count();
    let complete = book.records.len() >= FEWEST && named * 100 >= book.records.len() * FILLED;
    book.rows()
        .filter_map(|row| {
            let cell = row.text("lead_unit");
            let parts: Vec<&str> = split_units(cell).collect();
            let nobody = !parts.is_empty() && parts.iter().all(|p| is_nobody(p));
            let empty = parts.is_empty() && complete && units_of(row).is_empty();
            let others = other_leads(row).any(|u| !is_nobody(u));
            if !(nobody && !others || empty) || moved(row) || is_heading(row) {
                return None;
            }
            let source = if empty {
                row.name_quote()
            } else {
                row.quote("lead_unit")
            }?;
            // What shows that the others are filled in, or what the matter is.
            let beside = if empty {
                neighbor(row)
            } else {
                row.name_quote()
            }?;
            Some(Mismatch {
                evidence: vec![Evidence {
                    source: beside,
                    note: if empty {
                        "同表其他事项写明了责任单位"
                    } else {
                        "所属事项"
                    }
                    .to_owned(),
                }],
                formula: if empty {
                    format!("责任单位为空；同表{named}/{}条已写明", book.records.len())
                } else {
                    format!("责任单位 = {cell}")
                },
                reason: if empty {
                    format!(
                        "同表{}条中{named}条写明了责任单位，本条没有写。",
                        book.records.len()
                    )
                } else {
                    format!("责任单位写为“{cell}”，没有具体单位，无法落实到人。")
                },
                ask: ask(),
                looked_for: looked_for(),
                would_clear: "写明牵头单位名称".to_owned(),
                ..found::of_row(&ResponsibleUnit, Severity::关注, row, "责任单位", source)
            })
        })
        .collect()
}

/// 有关单位, 各有关部门, 有关市生态环境局: a kind of unit and no unit.
fn is_nobody(name: &str) -> bool {
    let bare = name.trim_end_matches('等').trim();
    let kind = [
        "有关",
        "相关",
        "各有关",
        "各相关",
        "各级",
        "各县",
        "各市",
        "各区",
        "各处",
        "各责任",
        "各承办",
    ]
    .iter()
    .any(|w| bare.starts_with(w));
    NOBODY.contains(&bare) || (kind && bare.chars().count() <= LONGEST_KIND)
}

/// Longest name of a kind of unit, in characters (各有关县级生态环境分局); a longer text says more.
const LONGEST_KIND: usize = 12;

/// Units in other columns that say who leads.
fn other_leads(row: BookRow<'_>) -> impl Iterator<Item = &str> {
    row.record
        .fields
        .iter()
        .filter(move |f| {
            row.book
                .columns
                .get(usize::from(f.column))
                .is_some_and(|c| {
                    c.field != "lead_unit"
                        && ["牵头", "主办", "承办", "责任单位", "责任部门"]
                            .iter()
                            .any(|w| c.header.contains(w))
                        && ["单位", "部门", "处室", "科室"]
                            .iter()
                            .any(|w| c.header.contains(w))
                })
        })
        .flat_map(|f| split_units(&f.text))
}

/// A record of the same book that names its unit.
fn neighbor(row: BookRow<'_>) -> Option<crate::model::SourceRef> {
    row.book
        .rows()
        .filter(|r| !r.record.lead.is_empty())
        .min_by_key(|r| r.record.row.abs_diff(row.record.row))?
        .quote("lead_unit")
}

/// A row that only heads the rows under it holds little more than its title.
fn is_heading(row: BookRow<'_>) -> bool {
    row.record.fields.len() <= 2
}

fn moved(row: BookRow<'_>) -> bool {
    row.record
        .fields
        .iter()
        .any(|f| MOVED.iter().any(|w| f.text.contains(w)))
}

/// The report's unit is none of those the record names.
fn differs(linked: &Linked<'_>, name: &str, desk: &Desk<'_>) -> Option<Mismatch> {
    if !matches!(linked.by, LinkedBy::Number | LinkedBy::Directive) {
        return None;
    }
    let compared = compare::compare(linked, desk.settings)?;
    if compared.agreement != Agreement::不一致 || moved(linked.row) {
        return None;
    }
    let quote = linked.claim.source.quote();
    if MOVED.iter().any(|w| quote.contains(w)) || split_units(name).all(is_nobody) {
        return None;
    }
    // A unit of an earlier or later version: the change itself is what the check below shows.
    let record = linked.row.record;
    let elsewhere = desk.history(linked.at.series, &record.key).any(|row| {
        split_units(name).any(|p| same_unit::is_among(p, units_of(row).iter().map(String::as_str)))
    });
    if elsewhere {
        return None;
    }
    let ledger = compared.ledger?;
    Some(Mismatch {
        evidence: vec![Evidence {
            source: ledger.clone(),
            note: "台账所记责任单位".to_owned(),
        }],
        formula: compared.formula,
        reason: format!(
            "同一事项，报告所写责任单位为“{name}”，台账为“{}”。",
            ledger.quote()
        ),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "更正其中一处，或注明调整的依据".to_owned(),
        ..found::of_row(
            &ResponsibleUnit,
            Severity::关注,
            linked.row,
            "责任单位",
            linked.claim.source.clone(),
        )
    })
}

/// The unit of a record changed from one version to the next without a word why.
fn changed(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for (index, series) in desk.series.iter().enumerate() {
        if !BOOKS.contains(&series.kind) || series.versions.len() < 2 {
            continue;
        }
        let Some(latest) = series.latest() else {
            continue;
        };
        let mut changes: Vec<(BookRow<'_>, BookRow<'_>)> = Vec::new();
        for record in &latest.records {
            let history: Vec<BookRow<'_>> = desk.history(index, &record.key).collect();
            changes.extend(history.windows(2).filter_map(|pair| {
                let [old, new] = pair else { return None };
                is_change(*old, *new).then_some((*old, *new))
            }));
        }
        // One new name in place of one old name throughout is a renamed unit.
        let mut moves: HashMap<(&str, &str), usize> = HashMap::new();
        for (old, new) in &changes {
            *moves
                .entry((old.text("lead_unit"), new.text("lead_unit")))
                .or_default() += 1;
        }
        let mut still_there: HashMap<(&str, *const Book), bool> = HashMap::new();
        for (old, new) in changes {
            let names = (old.text("lead_unit"), new.text("lead_unit"));
            let times = moves.get(&names).copied().unwrap_or_default();
            // Asked once of a name and a book: a renamed unit may lead most of a ledger.
            let is_still_there = || {
                let mut leads = new.book.rows().flat_map(|r| &r.record.lead);
                leads.any(|lead| same_unit::same_unit(lead, names.0))
            };
            if times > 1
                && !*still_there
                    .entry((names.0, std::ptr::from_ref(new.book)))
                    .or_insert_with(is_still_there)
            {
                continue;
            }
            found.extend(change(old, new));
        }
    }
    found
}

fn is_change(old: BookRow<'_>, new: BookRow<'_>) -> bool {
    let (was, is) = (&old.record.lead, &new.record.lead);
    if was.is_empty() || is.is_empty() || moved(new) || !compare::same_matter(old, new) {
        return false;
    }
    let all: Vec<String> = units_of(new);
    let before: Vec<String> = units_of(old);
    let known =
        |u: &String, names: &[String]| same_unit::is_among(u, names.iter().map(String::as_str));
    // Still named in another role, or named before in another role: the lead was told more exactly.
    !was.iter().any(|u| known(u, &all)) && !is.iter().any(|u| known(u, &before))
}

fn change(old: BookRow<'_>, new: BookRow<'_>) -> Option<Mismatch> {
    let (from, to) = (old.text("lead_unit"), new.text("lead_unit"));
    let day = |row: BookRow<'_>| {
        compare::book_day(row).map_or_else(|| "未注明日期".to_owned(), |d| d.to_string())
    };
    Some(Mismatch {
        evidence: vec![Evidence {
            source: old.quote("lead_unit")?,
            note: format!("上一版（{}）的责任单位", day(old)),
        }],
        formula: format!("{}：{from} → {}：{to}", day(old), day(new)),
        reason: format!("责任单位由“{from}”变为“{to}”，台账没有写明调整的依据。"),
        ask: ask(),
        looked_for: looked_for(),
        would_clear: "在备注中写明调整的日期和依据".to_owned(),
        ..found::of_row(
            &ResponsibleUnit,
            Severity::关注,
            new,
            "责任单位",
            new.quote("lead_unit")?,
        )
    })
}
