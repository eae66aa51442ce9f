//! Done without proof (完成无佐证), in records written as text and in prose; columns of ledgers are read by reconciliation.
mod fields;

use super::{
    Desk, Indicator, RulePacks,
    found::{Finder, Found},
    lead_in,
    pairing::{Finding, Pairing, Role},
    told::Told,
};
use crate::model::{Document, FlagDraft, PassageKind, char_len};

const ID: &str = "done-without-proof";
/// The rule that is code.
const RULE: &str = "record-proof";
const VERSION: u32 = 1;

const FINDER: Finder = Finder {
    indicator: ID,
    rule: RULE,
    version: VERSION,
    ask: &[
        "由谁在哪一天核验，看到了什么？",
        "补哪几件材料，何时补？",
        "材料能否打开，写的是不是本项？",
    ],
};

/// The indicator.
#[derive(Debug)]
pub(super) struct DoneWithoutProof;

impl Indicator for DoneWithoutProof {
    fn id(&self) -> &'static str {
        ID
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn rule_files(&self) -> &'static [(&'static str, &'static str)] {
        &[
            (
                "detect/done_without_proof/rules/proof-wanting.toml",
                include_str!("rules/proof-wanting.toml"),
            ),
            (
                "detect/done_without_proof/rules/proof-unfit.toml",
                include_str!("rules/proof-unfit.toml"),
            ),
        ]
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
                let whole = 0..char_len(&passage.text);
                let is_read = is_prose && !desk.headings().are_skipped(passage);
                if is_read && !lead_in::excuses(ID, document, index, &whole) {
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
        let (nth, part) = pairing.part(Role::台账)?;
        let found = read(&Told::new(&part.text, &part.dates, &part.numbers))?;
        Some(found.into_finding(nth))
    }
}

fn read(told: &Told<'_>) -> Option<Found> {
    fields::check(told).filter(|f| !told.is_mention(f.range.start))
}
