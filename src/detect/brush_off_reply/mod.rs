//! Replies that brush a complaint off: every question of the complaint against the reply.
//!
//! Complaint and reply stand beside each other in the records of a complaint ledger and in letters. A small linear model over
//! what is left besides stock phrases decides; the table of questions and the plain faults explain, and lift a flag to 较强.
mod asks;
mod features;
mod judge;
mod letters;
mod lexicon;
mod reply;
mod training;

pub use training::{FOLDS, Outcome, Pair, Trained, bags, baseline_bags, cross_validate};

use super::{
    RulePacks,
    beside::{self, Beside, Columns, Stamp},
    desk::Desk,
    indicator::Indicator,
    pairing::{Finding, Pairing, Role},
};
use crate::model::{Document, FlagDraft, Severity};

/// The indicator.
#[derive(Debug)]
pub(super) struct BrushOffReply;

const STAMP: Stamp = Stamp {
    indicator: "brush-off-reply",
    rule: "brush-off-reply",
    version: 1,
    severity: Severity::关注,
    note: "诉求原文",
    ask: &[
        "去没去现场，查了什么，结果如何？",
        "没有回答的问题怎样答？",
        "何时办结，由谁、用什么方式告知？",
    ],
};
/// Columns of a complaint ledger.
const COLUMNS: Columns = Columns {
    asks: (Role::诉求, &["content"]),
    answers: (Role::答复, &["progress", "execute", "dispatch_reply"]),
};

impl Indicator for BrushOffReply {
    fn id(&self) -> &'static str {
        STAMP.indicator
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn version(&self) -> u32 {
        STAMP.version
    }
    fn examine(&self, desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
        if desk.is_out_of_scope() {
            return Vec::new();
        }
        let rows = beside::records_where(document, COLUMNS, letters::are_complaints);
        let letters = letters::find(document);
        rows.iter()
            .chain(&letters)
            .filter_map(|pair: &Beside| pair.flag(document, judge::finding(&pair.pairing)?, STAMP))
            .collect()
    }
    fn confront(&self, _packs: &RulePacks, pairing: &Pairing) -> Option<Finding> {
        judge::finding(pairing)
    }
}
