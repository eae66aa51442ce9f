//! Dates that cannot stand together (日期异常): steps of one matter in the wrong order, days that do not exist, numbers of papers
//! under another year, instructions passed on weeks late, terms longer than the time there was.
mod calendar;
pub(in crate::detect) mod late;
pub(in crate::detect) mod order;
mod term;

use super::{
    Desk, Indicator,
    found::{Finder, Found},
    timeline,
    told::Told,
};
use crate::model::{DocType, Document, FlagDraft, Passage, PassageKind};

const ID: &str = "date-anomaly";
/// The rule that is code.
const RULE: &str = "date-order";
const VERSION: u32 = 1;

const FINDER: Finder = Finder {
    indicator: ID,
    rule: RULE,
    version: VERSION,
    ask: &[
        "各份原件是哪一天形成的，如何证明？",
        "两处日期以哪处为准？",
        "属于补登、补签的，何时由谁补，是否注明？",
    ],
};

/// The indicator.
#[derive(Debug)]
pub(super) struct DateAnomaly;

impl Indicator for DateAnomaly {
    fn id(&self) -> &'static str {
        ID
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        &[
            (
                "detect/date_anomaly/rules/proof-out-of-time.toml",
                include_str!("rules/proof-out-of-time.toml"),
            ),
            (
                "detect/date_anomaly/rules/made-in-one-go.toml",
                include_str!("rules/made-in-one-go.toml"),
            ),
        ]
    }
    fn code_rules(&self) -> Vec<(&'static str, u32)> {
        vec![(RULE, VERSION)]
    }
    fn examine(&self, desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
        let mut flags = Vec::new();
        // Statutes and policy papers tell of other people's dates.
        let others = matches!(document.doc_type.value, DocType::法律 | DocType::政策文件);
        if !others && !desk.is_statute() {
            for (index, passage) in (0_u32..).zip(&document.passages) {
                if !is_prose(passage) || desk.headings().are_skipped(passage) {
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
}

/// Rows of ledgers are compared by the checks of reconciliation, which know their columns.
fn is_prose(passage: &Passage) -> bool {
    matches!(passage.kind, PassageKind::Paragraph | PassageKind::ListItem)
        && !passage.dates.is_empty()
}

/// Everything in one text that cannot stand, one finding a place.
fn read(told: &Told<'_>) -> Vec<Found> {
    let mut found = calendar::impossible_days(told);
    found.extend(calendar::days_misnamed(told));
    found.extend(calendar::numbers_of_another_year(told));
    let events = timeline::events(told);
    found.extend(order::check(told, &events));
    found.extend(late::check(told, &events));
    found.extend(term::check(told, &events));
    found.extend(term::spans(told));
    let mut kept: Vec<Found> = Vec::new();
    for f in found {
        let covered = |k: &Found| k.range.start < f.range.end && f.range.start < k.range.end;
        if !kept.iter().any(covered) && !told.is_mention(f.range.start) {
            kept.push(f);
        }
    }
    kept
}
