//! The flagged-issue list as one JSON object per line; the names are a public contract.
use serde_json::{Value, json};

use super::{RenderError, Renderer, wording::LIST_TITLE};
use crate::model::{Evidence, Flag, FlagList, ReconciliationSheet, SourceRef};

/// Renders one flag a line.
#[derive(Debug)]
pub(super) struct Ndjson;

impl Renderer for Ndjson {
    fn id(&self) -> &'static str {
        "ndjson"
    }
    fn title(&self) -> &'static str {
        LIST_TITLE
    }
    fn is_for_people(&self) -> bool {
        false
    }
    fn render(&self, list: &FlagList) -> Result<Vec<u8>, RenderError> {
        let mut out = String::new();
        for flag in &list.flags {
            out.push_str(&flag_line(flag));
            out.push('\n');
        }
        Ok(out.into_bytes())
    }
}

/// One flag as a line of JSON:
/// `{"id","indicator","rule","rule_version","severity","certainty","unit","period","file","sha256","place","quote","reason","ask","evidence","explain","replaces"}`.
#[must_use]
pub fn flag_line(flag: &Flag) -> String {
    let draft = &flag.draft;
    let evidence = evidence(&draft.evidence);
    json!({
        "id": flag.id(),
        "indicator": draft.indicator,
        "rule": draft.rule,
        "rule_version": draft.rule_version,
        "severity": draft.severity,
        "certainty": draft.certainty,
        "unit": draft.unit,
        "period": draft.period,
        "file": draft.source.file(),
        "sha256": draft.source.sha256(),
        "place": draft.source.place(),
        "quote": draft.source.quote(),
        "reason": draft.reason,
        "ask": draft.ask,
        "evidence": evidence,
        "explain": draft.explain,
        "replaces": flag.replaces,
    })
    .to_string()
}

/// Quotations with what they show.
fn evidence(all: &[Evidence]) -> Vec<Value> {
    all.iter()
        .map(|e| {
            let mut quoted = quoted(&e.source);
            if let Some(fields) = quoted.as_object_mut() {
                fields.insert("note".to_owned(), json!(e.note));
            }
            quoted
        })
        .collect()
}

fn quoted(source: &SourceRef) -> Value {
    json!({
        "file": source.file(),
        "sha256": source.sha256(),
        "place": source.place(),
        "quote": source.quote(),
    })
}

/// The reconciliation sheet, one JSON object a line: differences first
/// (`{"kind":"mismatch","check","severity","certainty","no","matter","item","file","sha256","place","quote","evidence","formula","reason","ask"}`), then pairs
/// (`{"kind":"pair","no","matter","item","agreement","ledger","report","difference","check","linked_by"}`).
#[must_use]
pub fn reconciliation_lines(sheet: &ReconciliationSheet) -> Vec<String> {
    let mismatches = sheet.mismatches.iter().map(|m| {
        json!({
            "kind": "mismatch",
            "check": m.check,
            "severity": m.severity,
            "certainty": m.certainty,
            "no": m.no,
            "matter": m.matter,
            "item": m.item,
            "file": m.source.file(),
            "sha256": m.source.sha256(),
            "place": m.source.place(),
            "quote": m.source.quote(),
            "evidence": evidence(&m.evidence),
            "formula": m.formula,
            "reason": m.reason,
            "ask": m.ask,
        })
    });
    let pairs = sheet.pairs.iter().map(|p| {
        json!({
            "kind": "pair",
            "no": p.no,
            "matter": p.matter,
            "item": p.item,
            "agreement": p.agreement,
            "ledger": p.ledger.as_ref().map(quoted),
            "report": p.report.as_ref().map(quoted),
            "difference": p.difference,
            "check": p.check,
            "linked_by": p.linked_by,
        })
    });
    mismatches.chain(pairs).map(|v| v.to_string()).collect()
}
