//! Paragraphs, cells, boxes and notes in the making while a text is walked through.
use crate::import::grid::Grid;
use crate::model::{RawBlock, RawText, char_len};

/// A paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Whether what comes next may not be a blank: at the beginning and behind one, blanks of the XML are none.
    ends_blank: bool,
    /// Its automatic number.
    pub(super) label: Option<String>,
    pub(super) heading: Option<u8>,
    pub(super) is_list_item: bool,
    pub(super) is_title: bool,
    pub(super) is_hidden: bool,
    /// What hangs on it and follows it: text boxes.
    pub(super) after: Vec<RawBlock>,
}

impl Paragraph {
    /// An empty paragraph.
    pub(super) fn new() -> Self {
        Self {
            ends_blank: true,
            ..Self::default()
        }
    }

    /// Adds characters of the XML: white space in a row is one blank.
    pub(super) fn push(&mut self, text: &str) {
        for c in text.chars() {
            let is_white = matches!(c, ' ' | '\t' | '\r' | '\n');
            if is_white && self.ends_blank {
                continue;
            }
            self.text.push(if is_white { ' ' } else { c });
            self.ends_blank = is_white;
        }
    }

    /// Adds characters that stand for themselves.
    pub(super) fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends_blank = false;
    }

    /// The finished paragraph, unless nothing can be seen of it. A number alone says something in a table only.
    pub(super) fn finish(self, is_in_cell: bool) -> Option<RawText> {
        let text = self.text.trim_end_matches(['\n', ' ']);
        let is_blank = text.trim().is_empty();
        let mut label = self.label.unwrap_or_default();
        if is_blank && (!is_in_cell || label.trim().is_empty()) {
            return None;
        }
        // 「1.」 before 「5日前」 must not read as 1.5.
        if !is_blank && label.ends_with(|c: char| c.is_ascii() && c != ' ') {
            label.push(' ');
        }
        Some(RawText {
            text: format!("{label}{text}"),
            heading: self.heading,
            is_list_item: self.is_list_item && self.heading.is_none(),
            label_chars: char_len(&label),
            ..RawText::default()
        })
    }
}

/// Where paragraphs are collected.
#[derive(Debug)]
pub(super) enum Holder {
    /// The text itself, or a running head.
    Part,
    /// A text box; its blocks follow the paragraph it hangs on.
    Box,
    /// A table cell: columns and rows it spans, how often it is repeated, and whether another one covers it.
    Cell {
        cols: u32,
        rows: u32,
        repeated: u32,
        is_covered: bool,
    },
    /// A footnote, an endnote or a comment.
    Note(NoteHead),
}

/// Which note this is.
#[derive(Debug, Default)]
pub(super) struct NoteHead {
    /// Its kind: 脚注, 尾注, 批注.
    pub(super) name: &'static str,
    pub(super) author: String,
}

/// A finished note.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) head: NoteHead,
    pub(super) blocks: Vec<RawBlock>,
}

/// A stream of paragraphs.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) holder: Holder,
    pub(super) blocks: Vec<RawBlock>,
    pub(super) paragraph: Option<Paragraph>,
    /// Of runs and fields open in the paragraph: whether they are hidden.
    pub(super) spans: Vec<bool>,
}

impl Flow {
    /// An empty stream.
    pub(super) fn new(holder: Holder) -> Self {
        Self {
            holder,
            blocks: Vec::new(),
            paragraph: None,
            spans: Vec::new(),
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
    /// How often the current row is repeated.
    pub(super) repeated: u32,
}
