//! The seven steps as the cells of a record show them.
use jiff::civil::Date;

use crate::{
    model::{Completion, DateRole, DateValue, Field, Precision, Step, StepKind, fold},
    normalize::{dates, status},
};

use super::record::is_blank;

/// Words with which a step is declared not to apply.
const WAIVED: &[&str] = &[
    "不适用",
    "无需",
    "免于",
    "不涉及",
    "不需要",
    "无须",
    "不需",
    "免开展",
    "免",
];
/// Longest cell that can be nothing but 尚未开展 or 正在制定, in characters.
const LONGEST_NOT_YET: usize = 16;
/// Words of a step that was not taken yet.
const NOT_YET: &[&str] = &[
    "尚未",
    "还未",
    "正在",
    "拟",
    "计划",
    "待",
    "未开展",
    "未制定",
    "未传达",
    "未部署",
    "未评估",
    "未到",
];

/// The steps of a record, in their order. `field` gives a filled cell by its canonical field; a general ledger without a column
/// of its own for 贯彻执行 shows it in its progress.
pub(super) fn read<'a>(
    field: &dyn Fn(&str) -> Option<&'a Field>,
    by_progress: bool,
    reference: Option<Date>,
) -> Vec<Step> {
    let mut steps = Vec::new();
    for kind in StepKind::ALL {
        let (text_field, date_field) = kind.fields();
        let text = field(text_field).filter(|f| !is_blank(&f.text));
        let dated = date_field
            .and_then(|name| Some((name, field(name)?)))
            .filter(|(_, f)| !is_blank(&f.text));
        let step = match (dated, text) {
            (None, None) => None,
            (Some((name, cell)), text) => Some(from_date(kind, name, cell, text, reference)),
            (None, Some(text)) => from_text(kind, text_field, text, reference),
        };
        let step = step.or_else(|| {
            let progress = (by_progress && kind == StepKind::Execute)
                .then(|| field("progress"))
                .flatten()?;
            let begun = status::facets(&progress.text).completion != Some(Completion::NotStarted);
            (begun && !is_blank(&progress.text)).then(|| Step {
                kind,
                date: None,
                field: "progress".to_owned(),
                is_first_item: None,
                waived: None,
            })
        });
        if let Some(mut step) = step {
            if kind == StepKind::Convey {
                step.is_first_item =
                    first_item(field("first_item"), field("convey"), field("convey_date"));
            }
            steps.push(step);
        }
    }
    steps
}

fn from_date(
    kind: StepKind,
    name: &str,
    cell: &Field,
    text: Option<&Field>,
    reference: Option<Date>,
) -> Step {
    let waived = waived(&cell.text).or_else(|| {
        let text = text?;
        waived(&text.text)
    });
    let date = cell
        .date
        .as_deref()
        .cloned()
        .filter(|d| {
            d.from.is_some()
                || d.to.is_some()
                || d.precision == Precision::Invalid
                || d.precision == Precision::Vague
        })
        .or_else(|| event_in(&cell.text, reference));
    Step {
        kind,
        date: date.filter(|_| waived.is_none()),
        field: name.to_owned(),
        is_first_item: None,
        waived,
    }
}

fn from_text(kind: StepKind, name: &str, cell: &Field, reference: Option<Date>) -> Option<Step> {
    let waived = waived(&cell.text);
    if waived.is_none() && is_not_yet(kind, &cell.text) {
        return None;
    }
    Some(Step {
        kind,
        date: event_in(&cell.text, reference).filter(|_| waived.is_none()),
        field: name.to_owned(),
        is_first_item: None,
        waived,
    })
}

/// The words with which a cell declares that a step does not apply.
fn waived(text: &str) -> Option<String> {
    let bare = text.trim();
    WAIVED
        .iter()
        .any(|w| bare.starts_with(w))
        .then(|| bare.to_owned())
}

/// 尚未开展, 正在制定: a filled cell that says the step was not taken. Work in hand is 贯彻执行 all the same.
fn is_not_yet(kind: StepKind, text: &str) -> bool {
    let bare = text.trim();
    if bare.chars().count() > LONGEST_NOT_YET {
        return false;
    }
    let said = status::facets(bare);
    if said.completion == Some(Completion::NotStarted) {
        return true;
    }
    kind != StepKind::Execute && NOT_YET.iter().any(|w| bare.starts_with(w))
}

/// The first date of a text that says when something happened.
fn event_in(text: &str, reference: Option<Date>) -> Option<DateValue> {
    let found = dates::find(&fold(text), reference);
    found
        .into_iter()
        .map(|d| d.value)
        .find(|v| v.from.is_some() || v.precision == Precision::Invalid)
        .or_else(|| {
            // A cell that is nothing but a date in a form running text does not have: 3.15, 20260315.
            let value = dates::parse(text, DateRole::Event, reference, None);
            value.from.is_some().then_some(value)
        })
}

/// Whether the matter was the first item of a meeting, if a cell says so.
fn first_item(own: Option<&Field>, text: Option<&Field>, date: Option<&Field>) -> Option<bool> {
    if let Some(own) = own {
        match own.text.trim() {
            "是" | "√" | "✓" | "✔" | "有" => return Some(true),
            "否" | "×" | "✗" | "无" | "未" => return Some(false),
            _ => {}
        }
    }
    [own, text, date].into_iter().flatten().find_map(|f| {
        f.text.contains("第一议题").then(|| {
            ![
                "非第一议题",
                "未列入第一议题",
                "未作为第一议题",
                "未纳入第一议题",
                "不是第一议题",
                "第一议题：否",
                "第一议题:否",
            ]
            .iter()
            .any(|w| f.text.contains(w))
        })
    })
}
