//! Documents written for tests: a text under a heading, or a cell of a ledger.
use std::collections::BTreeMap;

use taizhang::model::{
    CellSpan, CellValue, Column, DocType, Document, Format, MappedBy, Passage, PassageKind, Place,
    Read, ReadFrom, RowKind, Section, Table, TableCell, TableRow, char_len, fold,
};

pub(crate) fn empty(doc_type: DocType) -> Document {
    Document {
        file: "样例.txt".to_owned(),
        sha256: "0".repeat(64),
        format: Format::Txt,
        title: None,
        doc_type: Read {
            value: doc_type,
            from: ReadFrom::Override,
            because: String::new(),
        },
        unit: None,
        period: None,
        dated: None,
        sections: Vec::new(),
        passages: Vec::new(),
        tables: Vec::new(),
        facts: BTreeMap::new(),
    }
}

pub(crate) fn passage(text: &str, kind: PassageKind) -> Passage {
    Passage {
        kind,
        text: text.to_owned(),
        plain: fold(text),
        numbers: Vec::new(),
        dates: Vec::new(),
        section: None,
        place: Place::default(),
        page_starts: Vec::new(),
        cells: Vec::new(),
        sentences: sentences(text),
        row: None,
        recognized: None,
    }
}

fn sentences(text: &str) -> Vec<std::ops::Range<u32>> {
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

/// A document of paragraphs, each under an optional heading.
pub(crate) fn page(doc_type: DocType, parts: &[(Option<&str>, &str)]) -> Document {
    let mut document = empty(doc_type);
    for (heading, text) in parts {
        let mut section = None;
        if let Some(title) = heading {
            section = Some(document.sections.len() as u32);
            document.sections.push(Section {
                title: (*title).to_owned(),
                level: 1,
                parent: None,
                passage: document.passages.len() as u32,
            });
            document.passages.push(passage(title, PassageKind::Heading));
        }
        let mut p = passage(text, PassageKind::Paragraph);
        p.section = section;
        document.passages.push(p);
    }
    document
}

/// A ledger with one record; each cell is a canonical field and its text.
pub(crate) fn ledger(doc_type: DocType, cells: &[(&str, &str)]) -> Document {
    let mut document = empty(doc_type);
    let joined: Vec<&str> = cells.iter().map(|(_, text)| *text).collect();
    let mut p = passage(&joined.join(" | "), PassageKind::Row);
    p.sentences.clear();
    let mut table = Table::default();
    let mut row = TableRow {
        row: 1,
        kind: RowKind::Record,
        cells: Vec::new(),
        passage: 0,
        hidden: false,
    };
    let mut start = 0;
    for (col, (field, text)) in (0_u32..).zip(cells) {
        let cell = taizhang::model::cell_name(1, col);
        let end = start + char_len(text);
        p.cells.push(CellSpan {
            start,
            end,
            cell: cell.clone(),
        });
        p.sentences.extend(
            sentences(text)
                .into_iter()
                .map(|s| s.start + start..s.end + start),
        );
        table.columns.push(Column {
            col,
            header: (*field).to_owned(),
            field: Some((*field).to_owned()),
            mapped_by: MappedBy::Synonym,
        });
        row.cells.push(TableCell {
            col,
            cell,
            text: (*text).to_owned(),
            value: CellValue::Text,
            inherited: false,
            start,
        });
        start = end + 3;
    }
    p.row = Some((0, 0));
    table.rows.push(row);
    document.tables.push(table);
    document.passages.push(p);
    document
}
