//! The flagged-issue list as one JSON object per line; the names are a public contract.
use serde_json::{Value, json};

use super::{RenderError, Renderer, wording::LIST_TITLE};
use crate::model::{Flag, FlagList};

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
    let evidence: Vec<Value> = draft
        .evidence
        .iter()
        .map(|e| {
            json!({
                "file": e.source.file(),
                "sha256": e.source.sha256(),
                "place": e.source.place(),
                "quote": e.source.quote(),
                "note": e.note,
            })
        })
        .collect();
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
