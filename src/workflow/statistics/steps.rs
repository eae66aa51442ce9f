//! T4 and T5: which of the seven steps are recorded, and how soon the first three were taken.
use std::collections::BTreeMap;

use super::counter::{Counter, count, median, most, share, table};
use crate::model::{
    StatKind, StatLine, StatRow, StatTable, StepCell, StepKind, StepMatrix, StepRow,
};

/// Steps whose days are counted from receipt.
const TIMED: [StepKind; 3] = [StepKind::Convey, StepKind::Deploy, StepKind::Plan];

type Books<'a> = BTreeMap<&'a str, Vec<(u32, &'a StepRow)>>;

fn books<'a>(matrix: &'a StepMatrix, counter: &mut Counter) -> Books<'a> {
    let mut books: Books<'_> = BTreeMap::new();
    for row in &matrix.rows {
        let number = counter.row(StatRow {
            kind: StatKind::Entry,
            id: row.name.no.clone().unwrap_or_else(|| row.name.key.clone()),
            book: Some(row.name.book.clone()),
            title: row.name.title.clone(),
        });
        books.entry(&row.name.book).or_default().push((number, row));
    }
    books
}

/// T4: of every book, the share of its matters that show a step.
pub(super) fn completeness(matrix: &StepMatrix, counter: &mut Counter) -> StatTable {
    let mut lines = Vec::new();
    for (book, rows) in books(matrix, counter) {
        let figures = StepKind::ALL.iter().map(|step| {
            share(
                (
                    step.title(),
                    "有记载或载明不适用的事项÷台账所列事项；台账没有该栏的也计入分母",
                ),
                rows.iter().map(|(number, row)| {
                    let is_there = row.cell(*step).is_some_and(StepCell::is_there);
                    (*number, is_there)
                }),
            )
        });
        lines.push(StatLine {
            name: vec![book.to_owned()],
            figures: figures.collect(),
        });
    }
    let notes = vec!["七步均按截至日台账所载计；只有计划日期、尚未到期的不算有记载。".to_owned()];
    table(("T4", "七步完备情况"), &["台账"], lines, notes)
}

/// T5: workdays from receipt to the first three steps.
pub(super) fn timeliness(matrix: &StepMatrix, counter: &mut Counter) -> StatTable {
    let mut lines = Vec::new();
    let mut is_estimated = false;
    for (book, rows) in books(matrix, counter) {
        for step in TIMED {
            let taken = rows
                .iter()
                .filter_map(|(number, row)| match row.cell(step) {
                    Some(StepCell::Taken { dates, lag }) => Some((*number, dates.is_empty(), *lag)),
                    _ => None,
                });
            let taken: Vec<_> = taken.collect();
            if taken.is_empty() {
                continue;
            }
            let lags: Vec<(u32, i64)> = taken
                .iter()
                .filter_map(|(number, _, lag)| {
                    let lag = (*lag)?;
                    is_estimated |= lag.estimated;
                    Some((*number, lag.least))
                })
                .collect();
            lines.push(StatLine {
                name: vec![book.to_owned(), step.title().to_owned()],
                figures: vec![
                    count(
                        ("事项数", "载明该步已开展的事项"),
                        taken.iter().map(|t| t.0),
                    ),
                    count(
                        ("有日期", "该步和驻在单位收文都有日期、可计算间隔的"),
                        lags.iter().map(|l| l.0),
                    ),
                    median(
                        (
                            "中位工作日",
                            "自收文至该步的工作日数居中者；只知月份的按最早可能日期",
                        ),
                        &lags,
                    ),
                    most(("最长工作日", "自收文至该步的工作日数最长者"), &lags),
                    count(
                        ("无日期", "载明已开展而没有日期的"),
                        taken.iter().filter(|t| t.1).map(|t| t.0),
                    ),
                ],
            });
        }
    }
    let mut notes = vec!["只列事实，不评快慢。".to_owned()];
    if is_estimated {
        notes.push("部分年度放假安排尚未公布，工作日数为暂估。".to_owned());
    }
    table(("T5", "办理及时情况"), &["台账", "步骤"], lines, notes)
}
