//! Runs a rule's own examples; a rule whose examples are not true is refused.
use std::collections::BTreeMap;

use toml::Spanned;

use super::{
    RuleError, RulePacks,
    error::Faults,
    file::{Expect, Test},
    rule::Scope,
};
use crate::detect::desk::Desk;
use crate::model::{
    CellSpan, CellValue, Column, DocType, Document, Format, MappedBy, Passage, PassageKind, Place,
    Read, ReadFrom, Reason, RowKind, Section, Table, TableCell, TableRow, char_len, fold,
};
/// Runs the examples of rule number `nth`.
pub(super) fn run(
    packs: &RulePacks,
    nth: usize,
    path: &str,
    text: &str,
    tests: &[Spanned<Test>],
) -> Vec<RuleError> {
    let mut faults = Faults::of(path, text);
    let Some(rule) = packs.rules().get(nth) else {
        return Vec::new();
    };
    let Some(doc_type) = rule.doc_types.first() else {
        return Vec::new();
    };
    for spanned in tests {
        let test = spanned.get_ref();
        let column = test.column.clone().or_else(|| {
            (rule.scope == Scope::LedgerRow)
                .then(|| rule.columns.first().cloned())
                .flatten()
        });
        let section = test
            .section
            .clone()
            .or_else(|| rule.sections.first().cloned());
        let document = page(&test.text, *doc_type, section.as_deref(), column.as_deref());
        let found = !Desk::new(packs, &document).run_rule(rule).is_empty();
        let about = |code: &str| {
            Reason::new(code)
                .with("text", &test.text)
                .with("why", &test.why)
        };
        match &test.expect {
            Expect::Flag(want) if *want != found => {
                let code = if found {
                    "rule-example-flagged"
                } else {
                    "rule-example-silent"
                };
                faults.at(&spanned.span(), about(code));
            }
            Expect::Known(_) if found => {
                faults.at(&spanned.span(), about("rule-known-miss-found"));
            }
            Expect::Flag(_) | Expect::Known(_) => {}
        }
    }
    faults.into_inner()
}

/// A document that holds one text, as a paragraph under a heading or as a cell of a ledger.
fn page(text: &str, doc_type: DocType, section: Option<&str>, column: Option<&str>) -> Document {
    let mut document = Document {
        file: "example".to_owned(),
        sha256: String::new(),
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
    };
    if let Some(title) = section {
        document.sections.push(Section {
            title: title.to_owned(),
            level: 1,
            parent: None,
            passage: 0,
        });
        document.passages.push(passage(title, PassageKind::Heading));
    }
    let mut body = passage(text, PassageKind::Paragraph);
    body.section = section.map(|_| 0);
    if let Some(field) = column {
        body.kind = PassageKind::Row;
        body.row = Some((0, 0));
        body.cells = vec![CellSpan {
            start: 0,
            end: char_len(text),
            cell: "A2".to_owned(),
        }];
        document.tables.push(Table {
            columns: vec![Column {
                col: 0,
                header: field.to_owned(),
                field: Some(field.to_owned()),
                mapped_by: MappedBy::Synonym,
            }],
            rows: vec![TableRow {
                row: 1,
                kind: RowKind::Record,
                cells: vec![TableCell {
                    col: 0,
                    cell: "A2".to_owned(),
                    text: text.to_owned(),
                    value: CellValue::Text,
                    inherited: false,
                    start: 0,
                }],
                passage: u32::try_from(document.passages.len()).unwrap_or(0),
                hidden: false,
            }],
            ..Table::default()
        });
    }
    document.passages.push(body);
    document
}

fn passage(text: &str, kind: PassageKind) -> Passage {
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

/// Sentences of an example: cut after 。！？； outside quotation marks and titles.
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
