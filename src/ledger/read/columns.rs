//! The columns of a book, and what their fields are for.
use crate::model::{BookColumn, BookKind, DateRole, MappedBy, Table};

/// The columns of a table. A column that only repeats a field another column carries keeps its header alone.
pub(super) fn of(kind: BookKind, table: &Table) -> Vec<BookColumn> {
    let mut columns: Vec<BookColumn> = table
        .columns
        .iter()
        .map(|c| BookColumn {
            field: match c.mapped_by {
                MappedBy::Extra | MappedBy::None => String::new(),
                _ => c.field.clone().unwrap_or_default(),
            },
            header: c.header.clone(),
        })
        .collect();
    if kind == BookKind::投诉台账 {
        finding_and_handling(table, &mut columns);
    }
    columns
}

/// Complaints tell what was found and what was done: 调查核实情况 is the one, 处理和整改情况 the other.
fn finding_and_handling(table: &Table, columns: &mut [BookColumn]) {
    let is_progress = |at: usize| {
        table
            .columns
            .get(at)
            .is_some_and(|c| c.field.as_deref() == Some("progress"))
    };
    let place = |words: &[&str], columns: &[BookColumn]| {
        columns
            .iter()
            .enumerate()
            .position(|(at, c)| is_progress(at) && words.iter().any(|w| c.header.contains(w)))
    };
    let found = place(&["调查", "核实", "核查"], columns);
    let handled = place(
        &["处理", "整改", "处置", "查处", "办理", "回复", "答复"],
        columns,
    );
    let (Some(found), Some(handled)) = (found, handled) else {
        return;
    };
    if found == handled {
        return;
    }
    for (at, field) in [(found, "finding"), (handled, "progress")] {
        if let Some(column) = columns.get_mut(at) {
            field.clone_into(&mut column.field);
        }
    }
}

/// Fields that hold dates, with the end of a range that counts in them.
const DATES: &[(&str, DateRole)] = &[
    ("deadline", DateRole::Deadline),
    ("current_deadline", DateRole::Deadline),
    ("old_deadline", DateRole::Deadline),
    ("new_deadline", DateRole::Deadline),
    ("due_date", DateRole::Deadline),
    ("planned_date", DateRole::Deadline),
    ("lookback_due", DateRole::Deadline),
    ("start_date", DateRole::Start),
    ("directive_date", DateRole::Event),
    ("issued_date", DateRole::Event),
    ("received_date", DateRole::Event),
    ("assigned_date", DateRole::Event),
    ("done_date", DateRole::Event),
    ("report_date", DateRole::Event),
    ("convey_date", DateRole::Event),
    ("deploy_date", DateRole::Event),
    ("plan_date", DateRole::Event),
    ("lookback_date", DateRole::Event),
    ("actual_date", DateRole::Event),
    ("applied_date", DateRole::Event),
    ("decided_date", DateRole::Event),
    ("replied_date", DateRole::Event),
    ("check_date", DateRole::Event),
    ("publicity_from", DateRole::Event),
    ("publicity_to", DateRole::Event),
    ("closed_date", DateRole::Event),
    ("evidence_date", DateRole::Event),
    ("published_date", DateRole::Event),
    ("progress_date", DateRole::Event),
    ("urged_date", DateRole::Event),
    ("reconciled_date", DateRole::Event),
];

/// What a date in this field is for; `None` when it holds no dates.
pub(super) fn date_role(field: &str) -> Option<DateRole> {
    DATES
        .iter()
        .find(|(name, _)| *name == field)
        .map(|(_, role)| *role)
}
