//! Puts a difference between two demands into the words of the reconciliation sheet.
use super::compare::{Way, looked_for};
use crate::model::{Certainty, Evidence, Mismatch, Severity, SourceRef};

/// A difference with both places.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) way: Way,
    /// What is compared: 指标值, 完成时限, 范围.
    pub(super) item: &'static str,
    pub(super) formula: String,
    /// The metric or task.
    pub(super) matter: String,
    pub(super) no: Option<String>,
    /// Name of the document or field above.
    pub(super) above: String,
    pub(super) upper: SourceRef,
    pub(super) lower: SourceRef,
    pub(super) certainty: Certainty,
}

impl Finding {
    pub(super) fn into_mismatch(self, check: &str) -> Mismatch {
        let (indicator, verb, ask) = match self.way {
            Way::Up => (
                "target-escalation",
                "比上级要求更严、更早或更宽",
                [
                    "加严、提前的依据是什么？",
                    "承担单位有没有相应的条件和资源，是否征求过意见？",
                ],
            ),
            Way::Down => (
                "standard-lowered",
                "低于、晚于或窄于上级要求",
                [
                    "调整由谁批准，文号是什么？",
                    "上级要求的数值和时限由哪项措施保证？",
                ],
            ),
        };
        Mismatch {
            check: check.to_owned(),
            indicator: Some(indicator.to_owned()),
            severity: Severity::关注,
            certainty: self.certainty,
            no: self.no,
            matter: self.matter,
            item: self.item.to_owned(),
            reason: format!(
                "“{}”的{}{verb}：上级（{}）写“{}”，本级写“{}”，没有写明批准或者法定依据。",
                short(self.lower.quote()),
                self.item,
                self.above,
                short(self.upper.quote()),
                short(self.lower.quote()),
            ),
            source: self.lower,
            evidence: vec![Evidence {
                source: self.upper,
                note: format!("上级要求（{}）", self.above),
            }],
            formula: self.formula,
            ask: ask.map(ToOwned::to_owned).into(),
            looked_for: looked_for(self.way),
            would_clear: match self.way {
                Way::Up => "写明加严的依据：批准或协商的文号、地方标准或条例条文、现状已达到的数据",
                Way::Down => "附上批准调整的文号，或者写明最终达到上级数值和时限的安排",
            }
            .to_owned(),
        }
    }
}

/// Longest quotation inside a reason, in characters.
const QUOTED: usize = 60;

fn short(quote: &str) -> String {
    let flat: String = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= QUOTED {
        flat
    } else {
        flat.chars().take(QUOTED).chain(['…']).collect()
    }
}
