//! Paragraphs, cells and boxes in the making while a document is walked through.
use crate::import::grid::Grid;
use crate::model::{RawBlock, RawText};

/// A paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Characters of `text`.
    chars: u32,
    /// Page of its first visible character.
    pub(super) page: Option<u32>,
    /// Where later pages begin: (character, page).
    page_starts: Vec<(u32, u32)>,
    /// What hangs on it and follows it: text boxes, diagrams.
    pub(super) after: Vec<RawBlock>,
    pub(super) facets: Facets,
}

/// What the properties of a paragraph say.
#[derive(Debug, Default)]
pub(super) struct Facets {
    pub(super) style: Option<String>,
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    /// Outline level from 0; 9 is body text.
    pub(super) outline: Option<u8>,
    /// Its end is deleted or hidden: it runs on into the next paragraph.
    pub(super) runs_on: bool,
}

impl Paragraph {
    /// Adds characters that stand on `page`.
    pub(super) fn push(&mut self, text: &str, page: Option<u32>) {
        if let (Some(page), false) = (page, text.trim().is_empty()) {
            let last = self.page_starts.last().map(|s| s.1).or(self.page);
            match last {
                None => self.page = Some(page),
                Some(last) if last != page => self.page_starts.push((self.chars, page)),
                Some(_) => {}
            }
        }
        self.text.push_str(text);
        self.chars += crate::model::char_len(text);
    }

    /// Whether nothing can be seen of it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The finished paragraph with the number rebuilt in front of it.
    pub(super) fn finish(self, label: &str, heading: Option<u8>, is_list_item: bool) -> RawText {
        let shift = crate::model::char_len(label);
        RawText {
            text: format!("{label}{}", self.text.trim_end_matches('\n')),
            page: self.page,
            page_starts: self
                .page_starts
                .into_iter()
                .map(|(at, page)| (at + shift, page))
                .collect(),
            heading,
            is_list_item,
            label_chars: shift,
            ..RawText::default()
        }
    }
}

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Whether its code is over and its result is being read.
    pub(super) shows: bool,
    /// Its code.
    pub(super) code: String,
}

/// What the properties of a run say.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) style: Option<String>,
    pub(super) hidden: Option<bool>,
    pub(super) font: Option<String>,
    /// Raised (`true`) or lowered figures.
    pub(super) raised: Option<bool>,
}

/// A finished footnote, endnote or comment.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) head: NoteHead,
    pub(super) blocks: Vec<RawBlock>,
}

/// What walking through a part leaves behind.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) blocks: Vec<RawBlock>,
    pub(super) notes: Vec<Note>,
    /// Ids of footnotes and endnotes in the order they are referred to.
    pub(super) footnotes: Vec<String>,
    pub(super) endnotes: Vec<String>,
    /// The first paragraph set in the style for titles.
    pub(super) title: Option<String>,
}

/// Where paragraphs are collected.
#[derive(Debug)]
pub(super) enum Holder {
    /// The part itself.
    Part,
    /// A text box; its blocks follow the paragraph it hangs on.
    Box,
    /// A table cell.
    Cell(CellShape),
    /// A footnote, endnote or comment.
    Note(NoteHead),
}

/// How a cell sits in its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CellShape {
    /// Columns it spans.
    pub(super) cols: u32,
    /// It continues the cell above.
    pub(super) continues_above: bool,
    /// It continues the cell to its left.
    pub(super) continues_left: bool,
    /// It was deleted with changes tracked.
    pub(super) deleted: bool,
}

/// Which note this is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NoteHead {
    pub(super) id: String,
    pub(super) author: String,
}

/// A stream of paragraphs.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) holder: Holder,
    pub(super) blocks: Vec<RawBlock>,
    pub(super) paragraph: Option<Paragraph>,
    /// A paragraph that runs on into the next.
    pub(super) carried: Option<Paragraph>,
    pub(super) run: Run,
}

impl Flow {
    /// An empty stream.
    pub(super) fn new(holder: Holder) -> Self {
        Self {
            holder,
            blocks: Vec::new(),
            paragraph: None,
            carried: None,
            run: Run::default(),
        }
    }
}

/// A table in the making.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub(super) grid: Grid,
    /// Tables inside its cells, which follow it.
    pub(super) nested: Vec<RawBlock>,
    /// How many flows were open when it began.
    pub(super) depth: usize,
    /// Whether the current row has been counted.
    pub(super) in_row: bool,
    /// Whether the current row was deleted with changes tracked.
    pub(super) row_deleted: bool,
    pub(super) row_hidden: bool,
    /// Columns left empty at the start of the row.
    pub(super) indent: u32,
    /// Page on which the current row begins, and the last one any of its cells reached.
    pub(super) row_pages: Option<(u32, u32)>,
}

impl OpenTable {
    /// Makes sure that the current row is counted.
    pub(super) fn begin_row(&mut self) {
        if !std::mem::replace(&mut self.in_row, true) {
            self.grid.next_row();
            self.grid.skip(std::mem::take(&mut self.indent));
            if std::mem::take(&mut self.row_hidden) {
                self.grid.hide_row();
            }
        }
    }
}
