//! One row of a table as a passage: its cells joined, each still at its own address.
use std::ops::Range;

use crate::model::{
    CellSpan, Passage, PassageKind, Place, RawCell, RawTable, RowKind, TableCell, TableRow,
    cell_name, char_len,
};

/// What stands between two cells of a row passage.
const BETWEEN: &str = " | ";

/// A cell as it applies to a row: its own, or filled down from a merged cell above.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    /// The cell the text stands in.
    pub(super) cell: &'a RawCell,
    /// The column it applies to.
    pub(super) col: u32,
    /// Whether it stands in another row.
    pub(super) inherited: bool,
}

/// Builds the row and its passage; `held` is in column order, `at` is (table, row) and `passage` its index.
pub(super) fn build(
    raw: &RawTable,
    row: u32,
    kind: RowKind,
    held: &[Held<'_>],
    at: (u32, u32),
    passage: u32,
) -> (TableRow, Passage) {
    let mut text = String::new();
    let mut length = 0;
    let mut cells = Vec::with_capacity(held.len());
    let mut spans = Vec::with_capacity(held.len());
    let mut sentences = Vec::new();
    for h in held {
        if !text.is_empty() {
            text.push_str(BETWEEN);
            length += char_len(BETWEEN);
        }
        let own = char_len(&h.cell.text);
        let name = cell_name(h.cell.row, h.cell.col);
        sentences.extend(
            cut(&h.cell.text)
                .into_iter()
                .map(|s| s.start + length..s.end + length),
        );
        spans.push(CellSpan {
            start: length,
            end: length + own,
            cell: name.clone(),
        });
        cells.push(TableCell {
            col: h.col,
            cell: name,
            text: h.cell.text.clone(),
            value: h.cell.value.clone(),
            inherited: h.inherited,
            start: length,
        });
        text.push_str(&h.cell.text);
        length += own;
    }
    let place = Place {
        page: raw.page_of(row),
        sheet: Some(raw.name.clone()),
        cell: spans.first().map(|s| s.cell.clone()),
        char_start: 0,
        char_end: spans.first().map_or(0, |s| s.end - s.start),
        ..Place::default()
    };
    let row_passage = Passage {
        kind: PassageKind::Row,
        text,
        plain: String::new(),
        numbers: Vec::new(),
        dates: Vec::new(),
        section: None,
        place,
        page_starts: Vec::new(),
        cells: spans,
        sentences,
        row: Some(at),
        recognized: None,
    };
    let table_row = TableRow {
        row,
        kind,
        cells,
        passage,
        hidden: raw.hidden,
    };
    (table_row, row_passage)
}

/// Sentences of a cell as character ranges, cut after 。！？； and at line ends, without the blanks around them.
fn cut(text: &str) -> Vec<Range<u32>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut end = 0;
    let mut closing = false;
    for (i, c) in (0u32..).zip(text.chars()) {
        let closes = matches!(c, '。' | '！' | '？' | '；' | ';');
        let trails = matches!(c, '”' | '’' | '）' | ')' | '》' | '」');
        if c == '\n' || c == '\r' || (closing && !trails && !closes) {
            if let Some(s) = start.take() {
                found.push(s..end);
            }
            closing = false;
        }
        if !c.is_whitespace() {
            start.get_or_insert(i);
            end = i + 1;
        }
        closing = closes || (closing && trails);
    }
    if let Some(s) = start {
        found.push(s..end);
    }
    found
}
