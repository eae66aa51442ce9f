//! Finds tables in the lines of plain text and Markdown: cells between tabs or upright strokes.
use crate::model::{RawCell, RawTable};

use super::sheet::typed;

/// Fewest lines that make a table; two lines of equal shape happen by chance.
const LEAST_TABLE_LINES: usize = 3;

/// Finds tables among the lines of a text: cells between tabs or upright strokes, the same number of columns throughout (tabs
/// at the end of a line may be missing).
#[derive(Default)]
pub(super) struct Tables {
    /// Up to here a run of lines with tabs was looked at as a whole and is no table, so that long runs are looked at once.
    refused_until: usize,
}

impl Tables {
    /// The table that begins at line `at`, and how many lines it takes.
    pub(super) fn find(
        &mut self,
        lines: &[&str],
        at: usize,
        name: &str,
    ) -> Option<(RawTable, usize)> {
        let rest = lines.get(at..)?;
        let first = rest.first()?;
        if first.contains('|')
            && let Some(found) = strokes(rest, name)
        {
            return Some(found);
        }
        if !has_tab(first) {
            return None;
        }
        if at >= self.refused_until {
            let run: Vec<Vec<&str>> = rest
                .iter()
                .take_while(|l| has_tab(l))
                .map(|l| fields(l))
                .collect();
            let columns = run.iter().map(Vec::len).max()?;
            let short = run.iter().filter(|r| r.len() < columns).count();
            // More than one short line in five is no table.
            if run.len() >= LEAST_TABLE_LINES && short * 5 <= run.len() {
                let used = run.len();
                return Some((cells(run.into_iter(), name), used));
            }
            self.refused_until = at + run.len();
        }
        let columns = fields(first).len();
        let even: Vec<Vec<&str>> = rest
            .iter()
            .take_while(|l| has_tab(l))
            .map(|l| fields(l))
            .take_while(|f| f.len() == columns)
            .collect();
        let used = even.len();
        (used >= LEAST_TABLE_LINES).then(|| (cells(even.into_iter(), name), used))
    }
}

/// Whether a tab stands between two texts of the line; one that only indents does not count.
fn has_tab(line: &str) -> bool {
    line.trim_matches(['\t', ' ', '\u{3000}']).contains('\t')
}

fn fields(line: &str) -> Vec<&str> {
    line.trim_end().split('\t').collect()
}

/// Lines of cells between strokes; a row of dashes under the first line, as in Markdown, is layout.
pub(super) fn strokes(lines: &[&str], name: &str) -> Option<(RawTable, usize)> {
    let mut run: Vec<Vec<&str>> = Vec::new();
    let mut ruled = false;
    let mut used = 0;
    for line in lines.iter().take_while(|l| l.contains('|')) {
        let row = split_strokes(line);
        if row.len() < 2 {
            break;
        }
        if used > 0 && run.first().is_some_and(|first| first.len() != row.len()) && !ruled {
            break;
        }
        used += 1;
        if used == 2 && row.iter().all(|c| is_rule(c)) {
            ruled = true;
            continue;
        }
        run.push(row);
    }
    let enough = ruled || run.len() >= LEAST_TABLE_LINES;
    let columns = run.first()?.len();
    (enough && columns >= 2).then(|| (cells(run.into_iter(), name), used))
}

fn is_rule(cell: &str) -> bool {
    let cell = cell.trim().trim_matches(':');
    !cell.is_empty() && cell.chars().all(|c| c == '-')
}

/// Cells of a line; `\|` is a stroke inside a cell.
fn split_strokes(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if line.ends_with("\\|") {
        line
    } else {
        line.strip_suffix('|').unwrap_or(line)
    };
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in line.match_indices('|') {
        if !line.get(..at).is_some_and(|before| before.ends_with('\\')) {
            out.push(line.get(from..at).unwrap_or_default());
            from = at + 1;
        }
    }
    out.push(line.get(from..).unwrap_or_default());
    out
}

fn cells<'l>(rows: impl Iterator<Item = Vec<&'l str>>, name: &str) -> RawTable {
    let mut table = RawTable {
        name: name.to_owned(),
        ..RawTable::default()
    };
    for (row, fields) in (0_u32..).zip(rows) {
        for (col, text) in (0_u32..).zip(fields) {
            let text = text.trim();
            if !text.is_empty() {
                table.cells.push(RawCell {
                    row,
                    col,
                    text: text.to_owned(),
                    value: typed(text),
                    has_formula: false,
                });
            }
        }
    }
    table
}
