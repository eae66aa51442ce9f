//! Notes, comments and running heads of text documents: how they follow the body or become facts.
use crate::model::{RawBlock, RawText, char_len};

/// Adds a note behind the body, behind a label such as `[脚注1] ` that does not stand in the source.
pub(super) fn add(
    name: &str,
    number: Option<usize>,
    author: &str,
    note: Vec<RawBlock>,
    blocks: &mut Vec<RawBlock>,
) {
    let number = number.map(|n| n.to_string()).unwrap_or_default();
    let author = author.trim();
    let dot = if author.is_empty() { "" } else { "·" };
    let label = format!("[{name}{number}{dot}{author}] ");
    let (texts, tables) = lines_and_tables(note);
    if !texts.is_empty() {
        // The blank behind the note's own mark is no part of what it says.
        blocks.push(RawBlock::Text(RawText {
            text: format!("{label}{}", joined(&texts).trim_start()),
            label_chars: char_len(&label),
            ..RawText::default()
        }));
    }
    blocks.extend(tables);
}

/// The lines of a running head or foot, without those that only number pages.
pub(super) fn running_lines(blocks: &[RawBlock]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            RawBlock::Text(text) => lines.push(text.text.trim().to_owned()),
            RawBlock::Table(table) => {
                lines.extend(table.cells.iter().map(|c| c.text.trim().to_owned()));
            }
        }
    }
    let is_page_number = |line: &String| {
        line.chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "-—–－·/".contains(c))
    };
    lines.retain(|line| !is_page_number(line));
    lines
}

/// The text of blocks, one line each, and the tables among them.
pub(super) fn lines_and_tables(blocks: Vec<RawBlock>) -> (Vec<RawText>, Vec<RawBlock>) {
    let mut texts = Vec::new();
    let mut tables = Vec::new();
    for block in blocks {
        match block {
            RawBlock::Text(text) => texts.push(text),
            table @ RawBlock::Table(_) => tables.push(table),
        }
    }
    (texts, tables)
}

/// Texts joined with line ends.
pub(super) fn joined(texts: &[RawText]) -> String {
    let lines: Vec<&str> = texts.iter().map(|t| t.text.as_str()).collect();
    lines.join("\n")
}
