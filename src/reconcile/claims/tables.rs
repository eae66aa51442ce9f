//! Claims in the tables of a report: a row that bears a ledger number, its status, numbers, deadline, unit and steps.
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::lexicon::WORDS;
use crate::{
    model::{
        Claim, Claimed, Column, DateRole, DateValue, Document, Facets, Hedge, NumValue, RowKind,
        StepKind, Subject, Table, TableCell, TableRow, char_len, fold,
    },
    normalize::{dates, status},
};

/// Canonical fields that say how far a matter is.
const STATUS_FIELDS: &[&str] = &["status", "completion", "schedule", "closure", "standing"];

/// The claims of all tables of a document that name records by number, with the place each begins at.
pub(super) fn claims(document: &Document, as_of: Option<Date>) -> Vec<Claim> {
    document
        .tables
        .iter()
        .flat_map(|table| of_table(document, table, as_of))
        .collect()
}

fn of_table(document: &Document, table: &Table, as_of: Option<Date>) -> Vec<Claim> {
    let Some(number) = number_column(table) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for row in table.rows.iter().filter(|r| r.kind == RowKind::Record) {
        let Some(no) = row
            .cell(number.col)
            .map(|c| c.text.trim())
            .filter(|t| is_number(t))
        else {
            continue;
        };
        let subject = Subject {
            no: Some(no.to_owned()),
            title: text(table, row, &["title", "content"]),
            unit: Some(text(table, row, &["lead_unit"])).filter(|u| !u.is_empty()),
            doc_no: Some(text(table, row, &["doc_no"])).filter(|u| !u.is_empty()),
        };
        for column in &table.columns {
            let Some(cell) = row
                .cell(column.col)
                .filter(|c| !c.inherited && !c.text.trim().is_empty())
            else {
                continue;
            };
            let Some(claimed) = read(table, row, column, cell, as_of) else {
                continue;
            };
            let range = cell.start..cell.start + char_len(&cell.text);
            let Some(source) = document.source_ref(row.passage, range) else {
                continue;
            };
            out.push(Claim {
                claimed,
                subject: subject.clone(),
                as_of: None,
                source,
                passage: row.passage,
            });
        }
    }
    out
}

/// The column of ledger numbers.
fn number_column(table: &Table) -> Option<&Column> {
    let by_header = |c: &&Column| {
        let header = fold(&c.header);
        [
            "台账编号",
            "总账编号",
            "督办编号",
            "任务编号",
            "事项编号",
            "问题编号",
        ]
        .iter()
        .any(|h| header.contains(h))
    };
    table
        .columns
        .iter()
        .find(by_header)
        .or_else(|| table.column("ledger_no"))
        .or_else(|| table.column("item_no"))
}

/// Whether a cell holds one number of a record: digits in it, and no list of several.
fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && !text.contains(['、', '，', ',', '至', '\n'])
}

fn text(table: &Table, row: &TableRow, fields: &[&str]) -> String {
    fields
        .iter()
        .filter_map(|f| row.cell(table.column(f)?.col))
        .map(|c| c.text.trim().to_owned())
        .find(|t| !t.is_empty())
        .unwrap_or_default()
}

fn read(
    table: &Table,
    row: &TableRow,
    column: &Column,
    cell: &TableCell,
    as_of: Option<Date>,
) -> Option<Claimed> {
    let field = column.field.as_deref().unwrap_or_default();
    let header = fold(&column.header);
    let cell_text = cell.text.trim();
    if let Some(step) = StepKind::ALL
        .into_iter()
        .find(|s| s.fields().1 == Some(field))
    {
        return day(cell, DateRole::Event, as_of).map(|date| Claimed::Step { step, date });
    }
    match field {
        "deadline" | "current_deadline" => {
            return day(cell, DateRole::Deadline, as_of).map(|date| Claimed::Deadline { date });
        }
        "lead_unit" => {
            return Some(Claimed::Unit {
                name: cell_text.to_owned(),
            });
        }
        _ => {}
    }
    if let Some(value) = whole(cell_text) {
        return count(&header, value, cell_text);
    }
    let says_status = STATUS_FIELDS.contains(&field)
        || ["状态", "进度", "完成情况", "办理情况", "销号情况"]
            .iter()
            .any(|w| header.ends_with(w));
    if !says_status || !status::is_status(cell_text) {
        return None;
    }
    let facets = named_only(status::facets_under(&column.header, cell_text), cell_text);
    (!facets.is_empty()).then(|| Claimed::Status {
        facets,
        done_on: if facets.is_done() {
            table
                .column("done_date")
                .and_then(|c| row.cell(c.col))
                .and_then(|c| day(c, DateRole::Event, as_of))
        } else {
            None
        },
    })
}

/// Without the closure that was only taken for granted: 已完成 does not say that a matter is not closed.
fn named_only(facets: Facets, text: &str) -> Facets {
    Facets {
        closure: facets
            .closure
            .filter(|_| text.contains("销号") || text.contains("验收") || text.contains("归档")),
        ..facets
    }
}

fn day(cell: &TableCell, role: DateRole, as_of: Option<Date>) -> Option<DateValue> {
    let date = dates::parse(&cell.text, role, as_of, None);
    (date.from.is_some() || date.to.is_some()).then_some(date)
}

fn whole(text: &str) -> Option<u32> {
    text.parse().ok()
}

/// A number under a header that names what is counted: 子任务, 已完成, 其中已销号.
fn count(header: &str, value: u32, raw: &str) -> Option<Claimed> {
    let is_part = header.contains("其中");
    let last = header
        .rsplit('/')
        .next()
        .unwrap_or(header)
        .replace("其中", "");
    let noun = WORDS
        .nouns
        .iter()
        .filter(|(w, _)| header.contains(w.as_str()))
        .max_by_key(|(w, _)| w.len())
        .map(|(_, noun)| noun.clone());
    let state = state_of(&last);
    let is_total = [
        "总数",
        "子任务",
        "任务数",
        "问题数",
        "事项数",
        "件数",
        "合计",
        "任务总数",
        "应完成",
    ]
    .iter()
    .any(|w| last.contains(w));
    if state.is_none() && !is_total {
        return None;
    }
    Some(Claimed::Count {
        value: NumValue {
            raw: raw.to_owned(),
            value: Decimal::from(value),
            scale: 0,
            unit: String::new(),
            hedge: Hedge::None,
            start: 0,
            end: char_len(raw),
        },
        // A column 已完成 beside a column 子任务 counts the same things.
        of: noun.unwrap_or_else(|| "任务".to_owned()),
        is_part: is_part || state.is_some(),
        state,
        during: None,
    })
}

/// The state a column of numbers is headed by.
pub(in crate::reconcile) fn state_of(header: &str) -> Option<Facets> {
    let bare: String = header
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')'))
        .collect();
    let bare = bare.trim_end_matches(['数', '项', '件', '个']);
    if bare.contains('率') {
        return None;
    }
    let found = super::status::predicates(bare);
    let [one] = found.as_slice() else {
        return None;
    };
    Some(one.facets)
}
