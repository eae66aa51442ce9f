//! What speaks against a flag for emptiness: sentences that can be checked, here or in a table or annex of the same document.
use std::ops::Range;

use super::{concreteness::Judged, draft};
use crate::model::{Document, Passage, PassageKind, RowKind};

/// Indicators that say "nothing by which one could tell": text that tells withdraws them.
const ABOUT_EMPTINESS: &[&str] = &[
    "hollow-commitment",
    "vague-progress",
    "unanchored-measure",
    "unsupported-effect",
    "meeting-as-result",
];

/// Log odds of "concrete" over the strongest other label from which a sentence stands against a score. Of the labelled sentences
/// of the scored indicators that were read (examples, fresh, writers_1) one fault in sixty-seven and nearly half of the honest
/// twins reach it; at 2 some true flags were lost and nothing gained.
const CLEARLY: f32 = 3.0;

/// Names of the exemptions as shown to people.
pub(super) const CONCRETE: &str = "有可核对的句子(具体性模型)";
pub(super) const ELSEWHERE: &str = "所指附件或表格、同编号台账行已写明数量和时间";

/// Words by which a passage sends its reader to a table or annex.
const REFERS: &[&str] = &[
    "附件",
    "附表",
    "见表",
    "下表",
    "附后",
    "后附",
    "详见",
    "清单见",
    "台账见",
];
/// How headings of annexes begin.
const ANNEX: &[&str] = &["附件", "附表", "附:"];

/// Whether an indicator is about emptiness.
pub(super) fn concerns(indicator: &str) -> bool {
    ABOUT_EMPTINESS.contains(&indicator)
}

/// Whether a sentence that touches the stretch can clearly be checked.
pub(super) fn is_clear(judged: &[Judged], unit: &Range<u32>) -> bool {
    judged
        .iter()
        .filter(|j| j.range.start < unit.end && unit.start < j.range.end)
        .any(|j| j.concrete_by >= CLEARLY)
}

/// Whether the passage sends its reader to a table or annex that gives quantities and times, or a record of the same number does.
pub(super) fn is_filled_elsewhere(document: &Document, passage: u32) -> bool {
    let Some(own) = document.passages.get(passage as usize) else {
        return false;
    };
    let refers = REFERS.iter().any(|w| own.plain.contains(w));
    let number = draft::surroundings(document, passage, &(0..0)).ledger_no;
    if !refers && number.is_none() {
        return false;
    }
    document.passages.iter().zip(0..).any(|(p, at)| {
        at != passage
            && gives(p)
            && (refers && (is_record(document, p) || is_annexed(document, at))
                || number.is_some() && number == numbered(document, p))
    })
}

fn gives(passage: &Passage) -> bool {
    let timed = passage.dates.iter().any(|d| d.value.to.is_some());
    timed && !passage.numbers.is_empty()
}

fn is_record(document: &Document, passage: &Passage) -> bool {
    let row = passage.row.and_then(|(table, row)| {
        let table = document.tables.get(table as usize)?;
        table.rows.get(row as usize)
    });
    row.is_some_and(|r| r.kind == RowKind::Record)
}

/// Whether the passage stands in an annex: under its heading, or behind its label, for annexes come last.
fn is_annexed(document: &Document, passage: u32) -> bool {
    let labels = |text: &str| {
        let text = text.trim_start();
        ANNEX.iter().any(|a| text.starts_with(a))
    };
    let before = document.passages.iter().take(passage as usize);
    let mut heads = before.filter(|p| matches!(p.kind, PassageKind::Form | PassageKind::Heading));
    document.headings_over(passage).iter().any(|h| labels(h)) || heads.any(|p| labels(&p.text))
}

/// The ledger number of a record.
fn numbered(document: &Document, passage: &Passage) -> Option<String> {
    let (table, row) = passage.row?;
    let table = document.tables.get(table as usize)?;
    let row = table.rows.get(row as usize)?;
    let cell = row.cell(table.column("item_no")?.col)?;
    Some(cell.text.trim().to_owned()).filter(|n| !n.is_empty())
}
