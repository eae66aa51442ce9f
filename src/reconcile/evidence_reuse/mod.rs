//! RC-23: one paper that proves several matters, and papers of the wrong time. Shown, not concluded.
mod reuse;
mod timing;

use super::{Check, Desk, found};
use crate::model::{BookRow, Certainty, Mismatch, Severity, SourceRef};

/// Looks at the papers that prove what was done.
#[derive(Debug)]
pub(super) struct EvidenceReuse;

impl Check for EvidenceReuse {
    fn id(&self) -> &'static str {
        "RC-23"
    }
    fn title(&self) -> &'static str {
        "佐证重复使用或者时间不符"
    }
    fn indicator(&self) -> &'static str {
        "evidence-reused"
    }
    fn explains(&self) -> &'static str {
        "同一份材料（指纹相同，或者名称、日期相同）用于两件以上事项；材料晚于台账写完成的截至日，或者早于交办、部署。纪要、方案、制度等本来涉及几件的，写明共用的，验收、监测、回头看等事后材料，现状、合同等事前材料，不提示。只摆事实，不下结论。"
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found = reuse::check(desk);
        found.extend(timing::check(desk));
        found
    }
}

/// A mismatch to be filled in: a lead until somebody has seen the paper.
fn begin(row: BookRow<'_>, item: &str, source: SourceRef) -> Mismatch {
    let mut found = found::of_row(&EvidenceReuse, Severity::关注, row, item, source);
    found.certainty = Certainty::线索;
    let named = row.text("ledger_no");
    if !named.is_empty() {
        found.no = Some(named.to_owned());
    }
    found
}

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}

/// The name of the paper.
fn title(row: BookRow<'_>) -> &str {
    let named = row.text("evidence_title");
    if named.is_empty() {
        row.text("title")
    } else {
        named
    }
}
