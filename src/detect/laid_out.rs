//! Lays texts out as a page that rules can read: paragraphs under a heading, or records of a ledger.
use std::{collections::BTreeMap, ops::Range};

use super::pairing::{Part, Role};
use crate::model::{
    CellSpan, CellValue, Column, DocType, Document, Format, MappedBy, Passage, PassageKind, Place,
    Read, ReadFrom, RowKind, Section, Table, TableCell, TableRow, cell_name, char_len,
};

/// What kind of page: type, heading, and for rules that read cells the column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) doc_type: DocType,
    pub(super) heading: Option<String>,
    pub(super) column: Option<String>,
}

/// The page: the heading if there is one, and under it a paragraph per part, or a table with a record per part.
pub(super) fn page(layout: &Layout, unit: Option<&str>, parts: &[&Part]) -> Document {
    let mut page = Document {
        file: "specimen".to_owned(),
        sha256: String::new(),
        format: Format::Txt,
        title: None,
        doc_type: read(layout.doc_type),
        unit: unit.map(|name| read(name.to_owned())),
        period: None,
        dated: None,
        sections: Vec::new(),
        passages: Vec::new(),
        tables: Vec::new(),
        facts: BTreeMap::new(),
    };
    let mut section = None;
    if let Some(title) = &layout.heading {
        let heading = Part::new(Role::正文, "", title);
        section = Some(0);
        page.sections.push(Section {
            title: title.clone(),
            level: 1,
            parent: None,
            passage: 0,
        });
        page.passages
            .push(passage(&heading, PassageKind::Heading, None));
    }
    match &layout.column {
        None => {
            let paragraphs = parts
                .iter()
                .map(|p| passage(p, PassageKind::Paragraph, section));
            page.passages.extend(paragraphs);
        }
        Some(field) => records(&mut page, field, section, parts),
    }
    page
}

fn read<T>(value: T) -> Read<T> {
    Read {
        value,
        from: ReadFrom::Override,
        because: String::new(),
    }
}

fn passage(part: &Part, kind: PassageKind, section: Option<u32>) -> Passage {
    Passage {
        kind,
        text: part.text.clone(),
        plain: part.plain.clone(),
        numbers: part.numbers.clone(),
        dates: part.dates.clone(),
        section,
        place: Place::default(),
        page_starts: Vec::new(),
        cells: Vec::new(),
        sentences: part.sentences.clone(),
        row: None,
        recognized: None,
    }
}

/// A table of one column with a record for every part.
fn records(page: &mut Document, field: &str, section: Option<u32>, parts: &[&Part]) {
    let mut table = Table {
        columns: vec![Column {
            col: 0,
            header: field.to_owned(),
            field: Some(field.to_owned()),
            mapped_by: MappedBy::Synonym,
        }],
        ..Table::default()
    };
    for (part, row) in parts.iter().zip(0_u32..) {
        let cell = cell_name(row + 1, 0);
        let mut record = passage(part, PassageKind::Row, section);
        record.row = Some((0, row));
        record.cells = vec![CellSpan {
            start: 0,
            end: char_len(&part.text),
            cell: cell.clone(),
        }];
        table.rows.push(TableRow {
            row: row + 1,
            kind: RowKind::Record,
            cells: vec![TableCell {
                col: 0,
                cell,
                text: part.text.clone(),
                value: CellValue::Text,
                inherited: false,
                start: 0,
            }],
            passage: u32::try_from(page.passages.len()).unwrap_or(u32::MAX),
            hidden: false,
        });
        page.passages.push(record);
    }
    page.tables.push(table);
}

/// Sentences of a text that nobody cut: after 。！？； and line ends, outside quotation marks and titles.
pub(super) fn sentences(text: &str) -> Vec<Range<u32>> {
    let mut cut = Vec::new();
    let (mut from, mut at, mut depth) = (0, 0, 0_u32);
    for c in text.chars() {
        at += 1;
        match c {
            '“' | '《' | '（' => depth += 1,
            '”' | '》' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && matches!(c, '。' | '！' | '？' | '；' | '\n') {
            cut.push(from..at);
            from = at;
        }
    }
    if from < at {
        cut.push(from..at);
    }
    cut
}
