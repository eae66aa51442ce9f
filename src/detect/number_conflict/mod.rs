//! Numbers that do not add up (数字打架): parts and total, rates, changes, total rows and columns.
//!
//! Only arithmetic decides, so every flag is certain in what it computes and shows the formula; what the numbers mean is
//! read from the words beside them, and where a sentence gives a reason why they need not meet, or any other reading under
//! which they do, the check stays silent.

mod across;
mod change;
mod finding;
mod grid;
mod labels;
mod lexicon;
mod parts;
mod product;
mod quantity;
mod share;
mod sources;
mod totals;

use super::{Desk, Indicator};
use crate::model::{DocType, Document, FlagDraft, PassageKind};

use finding::Finding;

/// Id of the indicator.
const ID: &str = "number-conflict";
/// Version of the code behind it.
const VERSION: u32 = 3;

/// The indicator.
#[derive(Debug)]
pub(super) struct NumberConflict;

impl Indicator for NumberConflict {
    fn id(&self) -> &'static str {
        ID
    }
    fn card_toml(&self) -> &'static str {
        include_str!("card.toml")
    }
    fn version(&self) -> u32 {
        VERSION
    }
    fn examine(&self, _desk: &Desk<'_>, document: &Document) -> Vec<FlagDraft> {
        examine(document)
    }
}

const QUESTIONS: &[&str] = &[
    "以哪个数为准，更正哪一个？",
    "各数的统计口径和截止日是否相同？",
    "原始清单逐项相加是多少？",
];

/// Flags of one document.
fn examine(document: &Document) -> Vec<FlagDraft> {
    // Statutes and policy papers set targets; their numbers are not counts of anything.
    if matches!(document.doc_type.value, DocType::法律 | DocType::政策文件) {
        return Vec::new();
    }
    findings(document)
        .into_iter()
        .filter_map(|f| f.into_draft(document))
        .collect()
}

/// Everything found, whatever the document is.
fn findings(document: &Document) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        if matches!(passage.kind, PassageKind::Form | PassageKind::Title)
            || passage.numbers.len() < 2
        {
            continue;
        }
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let all = quantity::stretches(index, passage);
        for (at, stretch) in all.iter().enumerate() {
            if lexicon::has_two_days(&stretch.text) {
                continue;
            }
            // Reasons why numbers need not meet stand in the sentence itself or in the one before or after.
            let near = all.get(at.saturating_sub(1)..all.len().min(at + 2));
            let around: String = near
                .unwrap_or_default()
                .iter()
                .filter(|s| s.cell == stretch.cell)
                .flat_map(|s| [s.text.as_str(), "。"])
                .collect();
            found.extend(parts::check(stretch, &around, &all));
            found.extend(share::check(stretch, &around, &all));
            found.extend(change::check(stretch, &around, &all));
            found.extend(product::check(stretch, &around));
            found.extend(sources::check(stretch, &around));
        }
    }
    for table in &document.tables {
        found.extend(totals::check(table));
        found.extend(across::check(table));
    }
    without_repeats(found)
}

/// One finding per place: what was found first stands, later readings of the same numbers do not.
fn without_repeats(found: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for f in found {
        let covered = kept.iter().any(|k| {
            k.passage == f.passage && k.range.start < f.range.end && f.range.start < k.range.end
        });
        if !covered {
            kept.push(f);
        }
    }
    kept
}
