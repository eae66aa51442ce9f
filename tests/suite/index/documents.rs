//! Documents made by hand, and an index over them.
use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang::{
    index::{ARENA_BYTES, Query, SearchIndex},
    model::{
        CellSpan, CellValue, Column, DateValue, DocType, Document, Format, HitPage, MappedBy,
        Passage, PassageKind, Period, Place, Precision, Read, ReadFrom, RowKind, Table, TableCell,
        TableRow, cell_name, char_len, fold,
    },
};
use tempfile::TempDir;

pub(super) fn read<T>(value: T) -> Read<T> {
    Read {
        value,
        from: ReadFrom::Override,
        because: String::new(),
    }
}

/// A document of paragraphs.
pub(super) fn document(file: &str, paragraphs: &[&str]) -> Document {
    let passages = (1..).zip(paragraphs).map(|(n, text)| passage(n, text));
    Document {
        file: file.to_owned(),
        sha256: String::new(),
        format: Format::Txt,
        title: None,
        doc_type: read(DocType::其他),
        unit: None,
        period: None,
        dated: None,
        sections: Vec::new(),
        passages: passages.collect(),
        tables: Vec::new(),
        facts: BTreeMap::new(),
    }
}

pub(super) fn passage(paragraph: u32, text: &str) -> Passage {
    Passage {
        kind: PassageKind::Paragraph,
        text: text.to_owned(),
        plain: fold(text),
        numbers: Vec::new(),
        dates: Vec::new(),
        section: None,
        place: Place {
            paragraph: Some(paragraph),
            char_end: char_len(text),
            ..Place::default()
        },
        page_starts: Vec::new(),
        cells: Vec::new(),
        sentences: Vec::new(),
        row: None,
        recognized: None,
    }
}

pub(super) fn period(label: &str, from: [i8; 2], to: [i8; 2]) -> Period {
    Period {
        from: Date::constant(2026, from[0], from[1]),
        to: Date::constant(2026, to[0], to[1]),
        label: label.to_owned(),
    }
}

pub(super) fn dated(from: Date, to: Date) -> DateValue {
    DateValue {
        raw: String::new(),
        from: Some(from),
        to: Some(to),
        precision: Precision::Day,
        standing: false,
        immediate: false,
        doubt: None,
    }
}

/// A document of one table: a header row and records. A header may name the field it was understood as, after `=`.
pub(super) fn ledger(file: &str, headers: &[&str], rows: &[&[&str]]) -> Document {
    let mut document = document(file, &[]);
    let mut table = Table {
        sheet: "台账".to_owned(),
        header_rows: Some((0, 0)),
        ..Table::default()
    };
    let names: Vec<&str> = headers
        .iter()
        .map(|h| h.split('=').next().unwrap())
        .collect();
    for (col, header) in (0..).zip(headers) {
        let (header, field) = header
            .split_once('=')
            .map_or((*header, None), |(h, f)| (h, Some(f)));
        table.columns.push(Column {
            col,
            header: header.to_owned(),
            field: field.map(str::to_owned),
            mapped_by: MappedBy::Synonym,
        });
    }
    for (row, texts) in (0..).zip(std::iter::once(names.as_slice()).chain(rows.iter().copied())) {
        let mut passage = passage(row, "");
        passage.kind = PassageKind::Row;
        passage.row = Some((0, row));
        passage.place = Place {
            sheet: Some("台账".to_owned()),
            cell: Some(cell_name(row, 0)),
            ..Place::default()
        };
        let mut cells = Vec::new();
        for (col, text) in (0..).zip(texts) {
            if text.is_empty() {
                continue;
            }
            if !passage.text.is_empty() {
                passage.text.push_str(" | ");
            }
            let start = char_len(&passage.text);
            passage.text.push_str(text);
            passage.cells.push(CellSpan {
                start,
                end: char_len(&passage.text),
                cell: cell_name(row, col),
            });
            cells.push(TableCell {
                col,
                cell: cell_name(row, col),
                text: (*text).to_owned(),
                value: CellValue::Text,
                inherited: false,
                start,
            });
        }
        passage.plain = fold(&passage.text);
        table.rows.push(TableRow {
            row,
            kind: if row == 0 {
                RowKind::Header
            } else {
                RowKind::Record
            },
            cells,
            passage: row,
            hidden: false,
        });
        document.passages.push(passage);
    }
    document.tables.push(table);
    document
}

/// An index in a folder that goes away with it.
pub(super) struct Shelf {
    _folder: TempDir,
    pub(super) index: SearchIndex,
}

/// Indexes documents under the keys 1, 2, ….
pub(super) fn shelf(documents: &[Document]) -> Shelf {
    let folder = TempDir::new().unwrap();
    let index = SearchIndex::create(folder.path()).unwrap();
    let mut writer = index.writer(1, ARENA_BYTES).unwrap();
    for (key, document) in (1..).zip(documents) {
        writer.replace(key, document).unwrap();
    }
    writer.commit(1).unwrap();
    writer.finish().unwrap();
    Shelf {
        _folder: folder,
        index,
    }
}

impl Shelf {
    pub(super) fn ask(&self, query: &str) -> HitPage {
        let query = Query::parse(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        self.index.search(&query, usize::MAX).unwrap()
    }

    /// The texts found, sorted.
    pub(super) fn texts(&self, query: &str) -> Vec<String> {
        let mut texts: Vec<_> = self.ask(query).hits.into_iter().map(|h| h.text).collect();
        texts.sort();
        texts
    }

    /// The files found, each once, sorted.
    pub(super) fn files(&self, query: &str) -> Vec<String> {
        let mut files: Vec<_> = self.ask(query).hits.into_iter().map(|h| h.file).collect();
        files.sort();
        files.dedup();
        files
    }
}
