//! RC-09: called done while a step that must come before has left no trace.
use super::{Check, Desk, found, matters::Matter};
use crate::model::{BookRow, Evidence, Mismatch, Severity, StepKind};

/// Steps that must be there before a matter is done.
const TO_FINISH: [StepKind; 5] = [
    StepKind::Convey,
    StepKind::Deploy,
    StepKind::Plan,
    StepKind::Execute,
    StepKind::Assess,
];
/// Steps that must be there before its file is closed for good.
const TO_ARCHIVE: [StepKind; 2] = [StepKind::LookBack, StepKind::Institute];

/// RC-09.
pub(super) struct MissingStep;

impl Check for MissingStep {
    fn id(&self) -> &'static str {
        "RC-09"
    }
    fn title(&self) -> &'static str {
        "闭环步骤缺失"
    }
    fn indicator(&self) -> &'static str {
        "step-missing"
    }
    fn explains(&self) -> &'static str {
        "状态为已完成或已销号，而台账设有栏目的学习传达、作出部署、制定方案、贯彻执行、结果评估之一为空，细账和报告中也没有记载的提示；已归档的还看回头检视和建章立制。注明不适用、以斜线或横线划去、台账未设该栏的不提示。"
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        desk.matters()
            .iter()
            .filter(|m| m.row.record.facets.is_done())
            .filter_map(|m| self.missing(m))
            .collect()
    }
}

impl MissingStep {
    fn missing(&self, matter: &Matter<'_>) -> Option<Mismatch> {
        let row = matter.row;
        let archived = found::status_text(row).contains("归档");
        let required = TO_FINISH
            .iter()
            .chain(TO_ARCHIVE.iter().filter(|_| archived))
            .copied();
        let empty: Vec<StepKind> = required
            .filter(|kind| has_column(row, *kind) && is_empty(row, *kind) && !matter.has(*kind))
            .collect();
        let first = empty.first()?;
        let (_, source) = found::status(row)?;
        let names: Vec<&str> = empty.iter().map(|k| k.title()).collect();
        let names = names.join("、");
        let mut one = found::of_row(self, Severity::关注, row, "闭环步骤", source);
        one.formula = format!("状态 = 已完成，{} = 空", names);
        one.reason = format!(
            "{}：状态为{}，但{names}{}，细账和报告中也没有记载。",
            found::name(row),
            if archived { "已归档" } else { "已完成" },
            if empty.len() == 1 {
                "一栏为空"
            } else {
                "各栏为空"
            },
        );
        one.evidence = matter
            .seen
            .iter()
            .rfind(|s| s.kind < *first || TO_FINISH.contains(&s.kind))
            .and_then(|s| {
                Some(Evidence {
                    source: s.at.quote()?,
                    note: format!("{}所记{}", s.at.source(), s.kind.title()),
                })
            })
            .or_else(|| {
                Some(Evidence {
                    source: row.name_quote()?,
                    note: "台账所记事项".to_owned(),
                })
            })
            .into_iter()
            .collect();
        one.ask = vec![
            format!("{names}何时、以什么形式完成？"),
            "若该步骤不适用，由谁认定、理由是什么？".to_owned(),
        ];
        one.looked_for = found::words(&[
            "注明不适用、无需或划去",
            "细账节点中的记载",
            "报告中的记载",
            "台账未设该栏",
            "尚未完成的事项不查",
        ]);
        one.would_clear = format!("补记{names}的日期和材料，或写明不适用的理由。");
        Some(one)
    }
}

fn has_column(row: BookRow<'_>, kind: StepKind) -> bool {
    let (words, dated) = kind.fields();
    row.book.has(words) || dated.is_some_and(|d| row.book.has(d))
}

/// Whether nothing at all stands in the cells of a step: a stroke is a choice not to fill it.
fn is_empty(row: BookRow<'_>, kind: StepKind) -> bool {
    let (words, dated) = kind.fields();
    row.text(words).is_empty() && dated.is_none_or(|d| row.text(d).is_empty())
}
