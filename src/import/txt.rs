//! Reads plain text: a paragraph for each line that is not blank, lines broken by a program joined again, tables kept as tables.
//!
//! How lines are joined and what that means for quotations is said in [`super::lines`].
use crate::model::{Format, RawBlock, RawText};

use super::{Importer, ReadError, Reading, Terms, encoding, lines, text_table};

/// Reads txt.
#[derive(Debug)]
pub(super) struct Txt;

impl Importer for Txt {
    fn format(&self) -> Format {
        Format::Txt
    }

    fn read(&self, bytes: &[u8], _terms: &Terms<'_>) -> Result<Reading, ReadError> {
        let decoded = encoding::decode(bytes);
        let mut reading = Reading::default();
        if let Some(reason) = decoded.note(&mut reading.facts) {
            reading.partial = true;
            reading.reasons.push(reason);
        }
        // A form feed begins a page; without one the file has no pages.
        let paged = decoded.text.contains('\u{C}');
        let mut tables = 0;
        for (number, page) in (1_u32..).zip(decoded.text.split('\u{C}')) {
            blocks(
                page,
                paged.then_some(number),
                &mut tables,
                &mut reading.blocks,
            );
        }
        Ok(reading)
    }
}

/// Lines of a text, whichever line ends it uses.
pub(super) fn split_lines(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for line in text.split(['\n', '\u{2028}', '\u{2029}', '\u{85}']) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        out.extend(line.split('\r'));
    }
    out
}

fn blocks(text: &str, page: Option<u32>, tables: &mut u32, out: &mut Vec<RawBlock>) {
    let lines = split_lines(text);
    let wrapping = lines::Wrapping::of(&lines);
    let mut finder = text_table::Tables::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if is_blank(line) {
            at += 1;
            continue;
        }
        if let Some((mut table, used)) = finder.find(&lines, at, &format!("表{}", *tables + 1)) {
            *tables += 1;
            table.page = page;
            out.push(RawBlock::Table(table));
            at += used;
            continue;
        }
        let mut text = line.trim().to_owned();
        let mut last = *line;
        at += 1;
        while let Some(next) = lines.get(at).filter(|l| !is_blank(l)) {
            if !wrapping.continues(&text, last, next) || finder.find(&lines, at, "").is_some() {
                break;
            }
            lines::join(&mut text, next);
            last = next;
            at += 1;
        }
        out.push(RawBlock::Text(RawText {
            text,
            page,
            ..RawText::default()
        }));
    }
}

/// White space, or characters that leave no trace on paper.
fn is_blank(line: &str) -> bool {
    line.chars()
        .all(|c| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\0'))
}
