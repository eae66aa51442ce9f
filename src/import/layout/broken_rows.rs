//! Tells a table row that the end of a page broke in two, and puts it together.
use crate::import::lines::{ENDS, is_labelled, join};
use crate::model::{RawCell, RawTable};

/// Puts the cells of the first row of a page behind those of the last row of the page before, if a sentence runs on in them.
/// Gives whether it did; then `next` has lost that row's cells.
///
/// `row` is the row's number in `next`; `full` are the columns in which the last row's text ends where its cell does. Where in
/// doubt rows stay apart: a row of its own has a number or a name in its first column.
pub(super) fn joined(
    whole: &mut RawTable,
    next: &mut RawTable,
    row: u32,
    last: u32,
    full: &[u32],
) -> bool {
    let is_merged =
        |t: &RawTable, r: u32| t.merges.iter().any(|m| m.first_row == r && m.last_row == r);
    if is_merged(next, row) || is_merged(whole, last) {
        return false;
    }
    let begun: Vec<&RawCell> = next.cells.iter().filter(|c| c.row == row).collect();
    if begun.is_empty() || begun.iter().any(|c| c.col == 0) {
        return false;
    }
    let mut run_on = Vec::new();
    for cell in &begun {
        let above = whole
            .cells
            .iter()
            .find(|c| c.row == last && c.col == cell.col);
        // What begins here has nothing to go on with.
        let Some(above) = above else {
            return false;
        };
        let is_figure = |text: &str| !text.chars().any(char::is_alphabetic);
        if is_figure(&cell.text) && is_figure(&above.text) {
            return false;
        }
        let is_open = !above.text.ends_with(ENDS) && !is_labelled(&cell.text);
        if full.contains(&cell.col) && is_open {
            run_on.push(cell.col);
        }
    }
    if run_on.len() * 2 < begun.len() || run_on.is_empty() {
        return false;
    }
    let (begun, rest): (Vec<RawCell>, Vec<RawCell>) = std::mem::take(&mut next.cells)
        .into_iter()
        .partition(|c| c.row == row);
    next.cells = rest;
    for cell in begun {
        let above = whole
            .cells
            .iter_mut()
            .find(|c| c.row == last && c.col == cell.col);
        if let Some(above) = above {
            if run_on.contains(&cell.col) {
                join(&mut above.text, &cell.text);
            } else {
                above.text.push('\n');
                above.text.push_str(&cell.text);
            }
        }
    }
    true
}
