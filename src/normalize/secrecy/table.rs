//! Looks for marks in a table: in single cells, over several cells of a row, beside and under 密级.
use crate::model::{RawCell, RawTable, Secrecy};

use super::{
    How, MarkPlace, Scan, cell_name,
    line::{self, Position},
};

/// Filled rows at the top of a table that can stand above its header.
const TOP_ROWS: usize = 3;
/// Most filled cells of a row that is form and not record: a mark and what stands beside it.
const FORM_CELLS: usize = 6;
/// Most levels a list of choices names.
const LEVELS: usize = 6;

impl Scan<'_> {
    /// Looks for marks in the `number`th table, counted from 1.
    pub(super) fn table(&mut self, table: &RawTable, number: u32) {
        self.lines(&table.name, Position::Usual, &|| {
            MarkPlace::SheetName(number)
        });
        if !table.cells.iter().any(|c| self.may_hold(&c.text)) {
            return;
        }
        for (top, row) in table.cells.chunk_by(|a, b| a.row == b.row).enumerate() {
            let position = if top < TOP_ROWS && self.is_form(table, row) {
                Position::Usual
            } else {
                Position::Inside
            };
            self.row(row, number, position);
        }
        for label in table.cells.iter().filter(|c| c.text.contains('密')) {
            if line::is_label(self.words, &label.text) {
                self.beside(table, label, number);
                self.under(table, label, number);
            }
        }
    }

    /// Each cell, then the row as one line: the mark and its star may stand in neighboring cells.
    fn row(&mut self, row: &[RawCell], number: u32, position: Position) {
        for cell in row {
            self.lines(&cell.text, position, &|| place(number, cell));
        }
        if (2..=FORM_CELLS).contains(&row.len()) {
            let joined = row
                .iter()
                .map(|c| c.text.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            if let Some(first) = row.iter().find(|c| self.may_hold(&c.text))
                && let Some(level) = line::spread(self.words, &joined)
            {
                self.note(level, How::Star, &|| place(number, first));
            }
        }
    }

    /// Whether a row can bear a mark that is a word alone: it names one level, and no row directly under it names another.
    fn is_form(&self, table: &RawTable, row: &[RawCell]) -> bool {
        let named = |cells: &mut dyn Iterator<Item = &RawCell>| -> Vec<Secrecy> {
            cells
                .filter_map(|c| line::value(self.words, &c.text))
                .collect()
        };
        let here = named(&mut row.iter());
        let Some(level) = here.first() else {
            return row.len() <= FORM_CELLS;
        };
        let at = row.first().map_or(0, |c| c.row);
        let under = named(&mut table.cells.iter().filter(|c| c.row == at + 1));
        row.len() <= FORM_CELLS && here.iter().chain(&under).all(|other| other == level)
    }

    /// The next filled cell of the label's row.
    fn beside(&mut self, table: &RawTable, label: &RawCell, number: u32) {
        let next = table
            .cells
            .iter()
            .find(|c| c.row == label.row && c.col > label.col);
        if let Some(cell) = next
            && let Some(level) = line::value(self.words, &cell.text)
        {
            self.note(level, How::Field, &|| place(number, cell));
        }
    }

    /// The label's column: what a row's 密级 says holds for what the row says.
    fn under(&mut self, table: &RawTable, label: &RawCell, number: u32) {
        let values: Vec<(&RawCell, Secrecy)> = table
            .cells
            .iter()
            .filter(|c| c.col == label.col && c.row > label.row)
            .filter_map(|c| line::value(self.words, &c.text).map(|level| (c, level)))
            .collect();
        let levels: Vec<Secrecy> = values.iter().map(|(_, level)| *level).collect();
        if is_list_of_choices(&levels) {
            return;
        }
        for (cell, level) in values {
            self.note(level, How::Column, &|| place(number, cell));
        }
    }
}

/// Whether levels are the scale itself, as sheets of choices hold it: each once, in order, all three of the state's secrets.
fn is_list_of_choices(levels: &[Secrecy]) -> bool {
    let rising = levels.is_sorted_by(|a, b| a < b);
    let falling = levels.is_sorted_by(|a, b| a > b);
    (3..=LEVELS).contains(&levels.len())
        && (rising || falling)
        && [Secrecy::秘密, Secrecy::机密, Secrecy::绝密]
            .iter()
            .all(|level| levels.contains(level))
}

fn place(number: u32, cell: &RawCell) -> MarkPlace {
    MarkPlace::Cell(number, cell_name(cell.row, cell.col))
}
