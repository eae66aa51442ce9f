//! Matters that stand still (久拖不决): periods in which nothing changed, terms moved on again and again, terms run out.
//!
//! Versions of ledgers are compared by reconciliation; here it is a series of texts, or one text that tells the history.
mod moved;
mod series;

use super::{
    Desk, Indicator, RulePacks,
    found::{Finder, Found},
    pairing::{Finding, Pairing},
    told::Told,
};
use crate::model::{Document, FlagDraft, PassageKind};

const ID: &str = "stalled-matter";
/// The rule that is code.
const RULE: &str = "deadline-moved";
const VERSION: u32 = 2;

const FINDER: Finder = Finder {
    indicator: ID,
    rule: RULE,
    version: VERSION,
    ask: &[
        "卡在哪里，谁在哪一天前解决？",
        "时限为何改动，何时由谁批准？",
        "这一期做了什么？",
    ],
};

/// The indicator.
#[derive(Debug)]
pub(super) struct StalledMatter;

impl Indicator for StalledMatter {
    fn id(&self) -> &'static str {
        ID
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        &[(
            "detect/stalled_matter/rules/long-unmoved.toml",
            include_str!("rules/long-unmoved.toml"),
        )]
    }
    fn code_rules(&self) -> Vec<(&'static str, u32)> {
        vec![(RULE, VERSION)]
    }
    fn examine(&self, desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
        let mut flags = Vec::new();
        if !desk.is_out_of_scope() {
            for (index, passage) in (0_u32..).zip(&document.passages) {
                let is_prose =
                    matches!(passage.kind, PassageKind::Paragraph | PassageKind::ListItem);
                if is_prose && passage.dates.len() >= 2 && !desk.headings().are_skipped(passage) {
                    flags.extend(
                        read(&Told::of(passage))
                            .and_then(|f| f.into_draft(FINDER, document, index)),
                    );
                }
            }
        }
        flags.extend(desk.run_rules(ID));
        flags
    }
    fn confront(&self, _packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        series::unchanged(pairing)
    }
}

fn read(told: &Told<'_>) -> Option<Found> {
    moved::check(told).filter(|f| !told.is_mention(f.range.start))
}
