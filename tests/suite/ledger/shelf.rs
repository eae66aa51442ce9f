//! Small books built cell by cell, for tests of what the ledger makes of them.
use jiff::civil::Date;
use taizhang::{
    model::{
        AsOf, Book, BookColumn, BookKind, BookRow, Closure, Completion, DateRole, Facets, Field,
        Record, Schedule, Series, Step, StepKind,
    },
    normalize::dates,
};

/// Columns as (field, header).
pub(super) type Columns<'a> = &'a [(&'a str, &'a str)];

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn role(field: &str) -> Option<DateRole> {
    match field {
        "deadline" | "current_deadline" | "planned_date" | "old_deadline" | "new_deadline"
        | "due_date" => Some(DateRole::Deadline),
        _ if field.ends_with("_date") => Some(DateRole::Event),
        _ => None,
    }
}

/// The facets of the few status words these tests use.
pub(super) fn facets(status: &str) -> Facets {
    let mut facets = Facets {
        standing: status.contains("长期坚持"),
        ..Facets::default()
    };
    facets.completion = match status {
        s if s.starts_with("未启动") => Some(Completion::NotStarted),
        s if s.starts_with("进行中") || s.starts_with("推进中") => Some(Completion::Started),
        s if s.starts_with("基本完成") => Some(Completion::Mostly),
        s if s.starts_with("已完成") || s.starts_with("已办结") || s.starts_with("已销号") => {
            Some(Completion::Done)
        }
        _ => None,
    };
    facets.closure = match status {
        s if s.contains("已销号") => Some(Closure::Closed),
        s if s.contains("申请销号") => Some(Closure::Applied),
        _ => None,
    };
    if status.contains("按期") {
        facets.schedule = Some(Schedule::OnTime);
    }
    facets
}

/// A book of one sheet; the first row of cells stands in row 1 under its header.
pub(super) fn book(
    kind: BookKind,
    as_of: Option<&str>,
    columns: Columns<'_>,
    rows: &[&[&str]],
) -> Book {
    let as_of = as_of.map(day);
    let records = rows
        .iter()
        .zip(1_u32..)
        .map(|(cells, row)| {
            let fields: Vec<Field> = cells
                .iter()
                .zip(columns)
                .zip(0_u16..)
                .filter(|((text, _), _)| !text.is_empty())
                .map(|((text, (field, _)), column)| Field {
                    column,
                    text: (*text).to_owned(),
                    start: 0,
                    row,
                    col: u32::from(column),
                    date: role(field).map(|role| Box::new(dates::parse(text, role, as_of, None))),
                })
                .collect();
            let cell = |name: &str| {
                fields
                    .iter()
                    .find(|f| columns[usize::from(f.column)].0 == name)
                    .map_or("", |f| f.text.as_str())
            };
            let no = cell("item_no");
            let title = cell("title");
            let steps = StepKind::ALL
                .into_iter()
                .filter_map(|kind| step(kind, &fields, columns))
                .collect();
            let units = |name: &str| {
                cell(name)
                    .split('、')
                    .filter(|u| !u.is_empty())
                    .map(ToOwned::to_owned)
                    .collect()
            };
            Record {
                key: if no.is_empty() {
                    format!("{title} {}", cell("lead_unit"))
                } else {
                    no.to_owned()
                },
                no: (!no.is_empty()).then(|| no.to_owned()),
                title: title.to_owned(),
                row,
                hidden: false,
                facets: facets(cell("status")),
                lead: units("lead_unit"),
                co: units("co_unit"),
                steps,
                items: Vec::new(),
                fields,
            }
        })
        .collect();
    Book {
        kind,
        file: "台账.xlsx".to_owned(),
        sha256: "0".repeat(64),
        sheet: "表".to_owned(),
        table: 0,
        title: None,
        unit: None,
        as_of: as_of.map(|date| AsOf {
            date,
            because: "title".to_owned(),
        }),
        columns: columns
            .iter()
            .map(|(field, header)| BookColumn {
                field: (*field).to_owned(),
                header: (*header).to_owned(),
            })
            .collect(),
        records,
    }
}

fn step(kind: StepKind, fields: &[Field], columns: Columns<'_>) -> Option<Step> {
    let (text, date) = kind.fields();
    let find = |name: &str| {
        fields
            .iter()
            .find(|f| columns[usize::from(f.column)].0 == name)
    };
    let dated = date.and_then(find);
    let found = dated.or_else(|| find(text))?;
    let waived =
        (found.text.contains("不适用") || found.text.contains("无需")).then(|| found.text.clone());
    Some(Step {
        kind,
        date: dated.and_then(|f| f.date.as_deref().cloned()),
        field: columns[usize::from(found.column)].0.to_owned(),
        is_first_item: None,
        waived,
    })
}

pub(super) fn series(name: &str, versions: Vec<Book>) -> Series {
    Series {
        kind: versions[0].kind,
        unit: None,
        name: name.to_owned(),
        versions,
    }
}

/// The record at an index, from 0.
pub(super) fn row(book: &Book, at: usize) -> BookRow<'_> {
    book.rows().nth(at).unwrap()
}
