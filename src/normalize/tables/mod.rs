//! Sheets into tables with named columns, and every row into a passage.
mod rows;

use crate::model::{Passage, RawTable, ReadingSettings, RowKind, Table};

/// Understands one sheet, or one table of a text document.
///
/// Returns its tables (a sheet may hold several) and one passage for each row in reading order, titles, headers and
/// notes included. `first_passage` is the index the first passage will have in the document; passage `n` of the answer
/// is row passage `first_passage + n`, and [`crate::model::TableRow::passage`] says so. `row` of a passage counts
/// tables from 0 within this answer: add the number of tables already in the document.
#[must_use]
pub fn understand(
    raw: &RawTable,
    settings: &ReadingSettings,
    first_passage: u32,
) -> (Vec<Table>, Vec<Passage>) {
    let _ = settings;
    let mut table = Table {
        sheet: raw.name.clone(),
        page: raw.page,
        ..Table::default()
    };
    let mut passages = Vec::new();
    let mut at = 0;
    while let Some(first) = raw.cells.get(at) {
        let end = raw
            .cells
            .get(at..)
            .unwrap_or_default()
            .iter()
            .position(|c| c.row != first.row)
            .map_or(raw.cells.len(), |n| at + n);
        let own: Vec<_> = raw
            .cells
            .get(at..end)
            .unwrap_or_default()
            .iter()
            .filter(|c| !c.text.trim().is_empty())
            .map(|c| rows::Held {
                cell: c,
                col: c.col,
                inherited: false,
            })
            .collect();
        if !own.is_empty() {
            let index = u32::try_from(passages.len()).unwrap_or(u32::MAX);
            let (row, passage) = rows::build(
                raw,
                first.row,
                RowKind::Record,
                &own,
                (0, index),
                first_passage + index,
            );
            table.rows.push(row);
            passages.push(passage);
        }
        at = end;
    }
    (vec![table], passages)
}
