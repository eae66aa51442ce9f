//! The columns of a book, and what their fields are for.
use std::ops::Range;

use crate::model::{BookColumn, BookKind, DateRole, MappedBy, Split, Table, char_len};

/// A column of a book with the cells it is read from.
pub(super) struct Slot {
    /// The column.
    pub(super) column: BookColumn,
    /// Column of the sheet, from 0.
    pub(super) col: u32,
    /// Which part of its composite cells, from 0.
    pub(super) part: Option<usize>,
}

/// The columns of a table. A column that only repeats a field another column carries keeps its header alone; a composite column
/// gives one for each of its parts.
pub(super) fn of(kind: BookKind, table: &Table) -> Vec<Slot> {
    let mut slots = Vec::with_capacity(table.columns.len());
    for c in &table.columns {
        let slot = |field: String, part: Option<usize>| Slot {
            column: BookColumn {
                field,
                header: c.header.clone(),
            },
            col: c.col,
            part,
        };
        match table.splits.get(&c.col) {
            Some(split) => {
                slots.push(slot(split.first.clone(), Some(0)));
                let later = split.then.iter().enumerate();
                slots.extend(later.map(|(at, part)| slot(part.field.clone(), Some(at + 1))));
            }
            None => slots.push(slot(
                match c.mapped_by {
                    MappedBy::Extra | MappedBy::None => String::new(),
                    _ => c.field.clone().unwrap_or_default(),
                },
                None,
            )),
        }
    }
    if kind == BookKind::投诉台账 {
        finding_and_handling(table, &mut slots);
    }
    slots
}

/// Complaints tell what was found and what was done: 调查核实情况 is the one, 处理和整改情况 the other.
fn finding_and_handling(table: &Table, slots: &mut [Slot]) {
    let is_progress = |slot: &Slot| {
        slot.part.is_none()
            && table
                .columns
                .iter()
                .any(|c| c.col == slot.col && c.field.as_deref() == Some("progress"))
    };
    let place = |words: &[&str], slots: &[Slot]| {
        slots
            .iter()
            .position(|s| is_progress(s) && words.iter().any(|w| s.column.header.contains(w)))
    };
    let found = place(&["调查", "核实", "核查"], slots);
    let handled = place(
        &["处理", "整改", "处置", "查处", "办理", "回复", "答复"],
        slots,
    );
    let (Some(found), Some(handled)) = (found, handled) else {
        return;
    };
    if found == handled {
        return;
    }
    for (at, field) in [(found, "finding"), (handled, "progress")] {
        if let Some(slot) = slots.get_mut(at) {
            field.clone_into(&mut slot.column.field);
        }
    }
}

/// The characters of a composite cell that are one of its parts; `None` when the cell does not hold it.
pub(super) fn part_of(text: &str, split: &Split, part: usize) -> Option<Range<u32>> {
    let mut from = 0;
    let mut starts = vec![(0, 0)];
    for later in &split.then {
        let found = text
            .get(from..)
            .filter(|_| !later.from.is_empty())
            .and_then(|rest| rest.find(later.from.as_str()))
            .map(|at| (from + at, from + at + later.from.len()));
        if let Some((_, begins)) = found {
            from = begins;
        }
        starts.push(found.unwrap_or((usize::MAX, usize::MAX)));
    }
    let (_, begins) = *starts.get(part)?;
    let ends = starts
        .iter()
        .skip(part + 1)
        .map(|(mark, _)| *mark)
        .find(|mark| *mark != usize::MAX)
        .unwrap_or(text.len());
    let own = text.get(begins..ends)?;
    let bare = own.trim();
    if bare.is_empty() {
        return None;
    }
    let before =
        text.get(..begins)?.chars().count() + own.chars().take_while(|c| c.is_whitespace()).count();
    let start = u32::try_from(before).ok()?;
    Some(start..start + char_len(bare))
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
