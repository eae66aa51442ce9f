//! Steps that are missing or out of order (闭环缺环), in records written as text and in prose.
//!
//! Columns of ledgers are read by the checks of reconciliation; here it is 收文5月2日；验收：　；销号10月8日, a remark, a paragraph.
mod empty;
mod one_day;
mod order;
mod overdue;
mod person;

use super::{
    Desk, Indicator, RulePacks, date_anomaly,
    found::{Finder, Found},
    pairing::{Finding, Pairing, Role},
    record, timeline,
    told::Told,
};
use crate::model::{Document, FlagDraft, Passage, PassageKind};

const ID: &str = "step-missing";
/// The rule that is code.
const RULE: &str = "record-steps";
const VERSION: u32 = 1;

const FINDER: Finder = Finder {
    indicator: ID,
    rule: RULE,
    version: VERSION,
    ask: &[
        "缺的步骤做了没有，何时由谁做的？",
        "为何先销号、后补前面的步骤？",
        "由谁核验，是否与承办人分开？",
    ],
};

/// The indicator.
#[derive(Debug)]
pub(super) struct StepMissing;

impl Indicator for StepMissing {
    fn id(&self) -> &'static str {
        ID
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        &[(
            "detect/step_missing/rules/steps-skipped.toml",
            include_str!("rules/steps-skipped.toml"),
        )]
    }
    fn code_rules(&self) -> Vec<(&'static str, u32)> {
        vec![(RULE, VERSION)]
    }
    fn examine(&self, desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
        let mut flags = Vec::new();
        if !desk.is_out_of_scope() {
            for (index, passage) in (0_u32..).zip(&document.passages) {
                if !is_prose(passage) || !may_tell(passage) || desk.headings().are_skipped(passage)
                {
                    continue;
                }
                flags.extend(
                    read(&Told::of(passage))
                        .into_iter()
                        .filter_map(|f| f.into_draft(FINDER, document, index)),
                );
            }
        }
        flags.extend(desk.run_rules(ID));
        flags
    }
    fn confront(&self, _packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        let (nth, part) = pairing.part(Role::台账)?;
        let told = Told::new(&part.text, &part.dates, &part.numbers);
        let found = read(&told)
            .into_iter()
            .chain(only_in_records(&told))
            .next()?;
        Some(found.into_finding(nth))
    }
}

/// Rows of tables are read by their columns elsewhere.
fn is_prose(passage: &Passage) -> bool {
    matches!(passage.kind, PassageKind::Paragraph | PassageKind::ListItem)
}

/// What is a gap only where the text is known to be a record of one matter: papers in the wrong order, late steps, many steps
/// on one day.
fn only_in_records(told: &Told<'_>) -> Vec<Found> {
    let events = timeline::events(told);
    let mut found = date_anomaly::order::check(told, &events);
    found.extend(date_anomaly::late::check(told, &events));
    found.extend(one_day::check(told, &events));
    found
}

/// Whether a passage can hold a record: two days, a field, or a sign that one is empty. Most text holds none of them.
fn may_tell(passage: &Passage) -> bool {
    const SIGNS: &[&str] = &[
        "：", ":", "一栏", "空着", "空白", "未填", "没填", "付阙", "缺项",
    ];
    passage.dates.len() >= 2 || SIGNS.iter().any(|s| passage.text.contains(s))
}

/// Everything in one text, the first at a place.
fn read(told: &Told<'_>) -> Vec<Found> {
    let fields = record::fields(told);
    let events = timeline::events(told);
    let mut found: Vec<Found> = empty::check(told, &fields, &events).into_iter().collect();
    found.extend(person::check(&fields));
    found.extend(overdue::check(told, &fields));
    found.extend(order::check(told, &events));
    let mut kept: Vec<Found> = Vec::new();
    for f in found {
        let covered = |k: &Found| k.range.start < f.range.end && f.range.start < k.range.end;
        if !kept.iter().any(covered) && !told.is_mention(f.range.start) {
            kept.push(f);
        }
    }
    kept
}
