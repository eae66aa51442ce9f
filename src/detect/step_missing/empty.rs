//! Steps whose field is empty although later steps are there, or the matter is closed.
use crate::{
    detect::{
        found::Found,
        record::{self, Field, Step},
        timeline::Event,
        told::Told,
    },
    model::{Certainty, Explain, Severity},
};

/// Characters after a field in which its reason may stand.
const REASON_REACH: u32 = 40;

/// One finding for all empty steps of a record.
pub(super) fn check(told: &Told<'_>, fields: &[Field], events: &[Event]) -> Option<Found> {
    let empty: Vec<(&Field, &Step)> = fields
        .iter()
        .filter(|f| f.is_empty() && !f.is_excused() && !f.is("acceptor") && !f.is("handler"))
        .filter_map(|f| f.step().map(|s| (f, s)))
        .filter(|(f, _)| !has_reason(told, f))
        .collect();
    if empty.is_empty() {
        return None;
    }
    let standing = record::standing(&told.plain);
    let last_done = fields
        .iter()
        .filter(|f| !f.is_empty())
        .filter_map(Field::step)
        .map(|s| s.id.as_str())
        .chain(events.iter().map(|e| e.kind.as_str()))
        .filter_map(place)
        .max();
    let is_over = standing.closed || (standing.done && !standing.undone);
    let missing: Vec<(&Field, &Step)> = empty
        .into_iter()
        .filter(|(_, step)| {
            let overtaken = place(&step.id)
                .zip(last_done)
                .is_some_and(|(own, last)| own < last);
            if step.after {
                standing.closed && !standing.undone && !may_be_ahead(told)
            } else {
                is_over || overtaken
            }
        })
        .collect();
    let (first, _) = missing.first()?;
    let end = missing.iter().map(|(f, _)| f.range.end).max()?;
    let names: Vec<&str> = missing.iter().map(|(_, s)| s.name.as_str()).collect();
    let state = if standing.closed {
        "记录已写销号（办结）"
    } else if is_over {
        "记录已写完成"
    } else {
        "后面的步骤已有记录"
    };
    Some(Found {
        range: first.range.start..end,
        reason: format!("{state}，而“{}”空着，没有写明理由。", names.join("、")),
        explain: Explain {
            matched: missing
                .iter()
                .map(|(f, s)| (s.name.clone(), vec![format!("{}：{}", f.name, f.value)]))
                .collect(),
            exemptions_not_found: [
                "不适用并有认定",
                "未到期、已有安排",
                "合并办理",
                "写明的原因",
            ]
            .map(str::to_owned)
            .to_vec(),
            formula: Some(format!("空缺步骤{}个：{}", names.len(), names.join("、"))),
            would_clear: Some("补上该步骤的日期和记录，或写明不适用的认定。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: if standing.closed {
            Severity::重点
        } else {
            Severity::关注
        },
        terms: missing
            .iter()
            .map(|(f, s)| (f.range.clone(), format!("{}为空", s.name)))
            .collect(),
    })
}

/// Place of a step or event in the order of handling.
fn place(id: &str) -> Option<usize> {
    const ORDER: &[&str] = &[
        "receive",
        "convey",
        "deploy",
        "plan",
        "survey",
        "execute",
        "accept",
        "assess",
        "publicity",
        "close",
        "file",
    ];
    ORDER.iter().position(|o| *o == id)
}

/// Whether the words after a field say why it is empty.
fn has_reason(told: &Told<'_>, field: &Field) -> bool {
    let end = (field.range.end + REASON_REACH).min(told.len());
    record::excused(told.slice(&(field.range.end..end)))
}

/// Whether a step after closing may still lie ahead.
fn may_be_ahead(told: &Told<'_>) -> bool {
    [
        "未到期",
        "方满",
        "不满",
        "未满",
        "计划",
        "排期",
        "次年",
        "明年",
        "来年",
        "满六个月",
        "满半年后",
        "定于",
        "圈在",
    ]
    .iter()
    .any(|w| told.plain.contains(w))
}
