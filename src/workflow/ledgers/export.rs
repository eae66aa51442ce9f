//! Exports of ledgers, each read back before it is handed out, so that what is lost is known.
use std::collections::HashMap;

use super::changes::column_ids;
use crate::{
    import, ledger,
    model::{Book, BookKind, RawFile, Record},
    normalize,
    report::{Heads, LedgerSheet, export_columns, ledger_workbook},
    workflow::{Office, OfficeError, Paper, Progress},
};

/// An export that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The workbook.
    pub paper: Paper,
    /// Ledgers in it: name and records.
    pub ledgers: Vec<(String, usize)>,
    /// What reading it back did not give again; empty when nothing is lost.
    pub differences: Vec<String>,
}

/// Forms of an export, the fullest first; the first that reads back whole is taken.
const FORMS: [Heads; 4] = [
    Heads::Office,
    Heads::OfficeFilled,
    Heads::OfficeOrder,
    Heads::Own,
];
/// Most differences an export lists.
const LISTED: usize = 20;

impl Office {
    /// Writes the newest version of every ledger of a kind into `reports/`, a sheet for each, and reads it back.
    ///
    /// # Errors
    /// When there is none, or the workbook cannot be made or written.
    pub fn export_ledgers(
        &mut self,
        kind: BookKind,
        progress: &dyn Progress,
    ) -> Result<Exported, OfficeError> {
        let series = self.series(progress)?;
        let books: Vec<(String, &Book)> = series
            .iter()
            .filter(|s| s.kind == kind)
            .filter_map(|s| Some((s.name.clone(), s.latest()?)))
            .collect();
        if books.is_empty() {
            return Err(OfficeError::NoSuchLedger { kind: kind.name() });
        }
        let mut best: Option<(Vec<u8>, Vec<String>)> = None;
        for heads in FORMS {
            let bytes = self.render(kind, &books, heads)?;
            let differences = self.read_back(&bytes, &books);
            let is_better = best
                .as_ref()
                .is_none_or(|(_, so_far)| differences.len() < so_far.len());
            let is_whole = differences.is_empty();
            if is_better {
                best = Some((bytes, differences));
            }
            if is_whole {
                break;
            }
        }
        let (bytes, mut differences) = best.unwrap_or_default();
        if differences.len() > LISTED {
            let more = differences.len() - LISTED;
            differences.truncate(LISTED);
            differences.push(format!("……另有 {more} 处"));
        }
        let name = format!("{}_{}", kind.name(), self.on);
        let ledgers = books
            .iter()
            .map(|(name, book)| (name.clone(), book.records.len()))
            .collect();
        Ok(Exported {
            paper: self.let_out((&name, "xlsx"), &bytes, "台账导出")?,
            ledgers,
            differences,
        })
    }

    fn render(
        &self,
        kind: BookKind,
        books: &[(String, &Book)],
        heads: Heads,
    ) -> Result<Vec<u8>, OfficeError> {
        let titles = normalize::headers::titled_fields();
        let sheets: Vec<LedgerSheet<'_>> = books
            .iter()
            .map(|(name, book)| LedgerSheet {
                name: if books.len() == 1 {
                    kind.name()
                } else {
                    name.clone()
                },
                title: title(name, book),
                under: vec![under(book)],
                columns: export_columns(book, heads, &titles),
                book,
            })
            .collect();
        Ok(ledger_workbook(kind, &sheets, self.on)?)
    }

    /// What an export does not give again when it is imported.
    fn read_back(&self, bytes: &[u8], books: &[(String, &Book)]) -> Vec<String> {
        let raw: RawFile = import::read_bytes("export.xlsx", bytes);
        let raw = &*normalize::masks::masked(&raw);
        let reading = &self.settings.reading;
        let mut document = normalize::document(raw, reading);
        normalize::refresh(&mut document);
        let again = ledger::books(&document, &reading.units);
        let mut differences = Vec::new();
        if again.len() != books.len() {
            differences.push(format!("台账 {} 本，读回 {} 本", books.len(), again.len()));
        }
        for ((name, book), back) in books.iter().zip(&again) {
            differences.extend(
                differences_of(book, back)
                    .into_iter()
                    .map(|d| format!("{name}：{d}")),
            );
        }
        differences
    }
}

/// The title over an exported ledger: its own; else its kind and keeper.
fn title(name: &str, book: &Book) -> String {
    match &book.title {
        Some(title) if !title.trim().is_empty() => title.clone(),
        _ if name.contains(&book.kind.name()) => name.to_owned(),
        _ => format!("{name}{}", book.kind.name()),
    }
}

/// Keeper and day, in words that are read again.
fn under(book: &Book) -> String {
    let mut parts = Vec::new();
    if let Some(unit) = &book.unit {
        parts.push(format!("填报单位：{unit}"));
    }
    if let Some(as_of) = &book.as_of {
        let d = as_of.date;
        parts.push(format!("截至{}年{}月{}日", d.year(), d.month(), d.day()));
    }
    parts.push(format!(
        "共{}条，斜体为程序由状态列推出",
        book.records.len()
    ));
    parts.join("　")
}

/// What one book says that another does not say again; what the other says beyond it is no difference.
#[must_use]
pub fn differences_of(book: &Book, again: &Book) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |what: &str, a: String, b: String| {
        if a != b {
            found.push(format!("{what}“{a}”读回为“{b}”"));
        }
    };
    differ("类别", book.kind.name(), again.kind.name());
    let unit = |b: &Book| b.unit.clone().unwrap_or_default();
    differ("单位", unit(book), unit(again));
    let day = |b: &Book| {
        b.as_of
            .as_ref()
            .map_or_else(String::new, |a| a.date.to_string())
    };
    differ("截至日", day(book), day(again));
    differ(
        "记录数",
        book.records.len().to_string(),
        again.records.len().to_string(),
    );
    let ids = column_ids(book);
    let ids_again: HashMap<_, u16> = column_ids(again).into_iter().zip(0..).collect();
    for (record, back) in book.records.iter().zip(&again.records) {
        let at = format!("第{}行", record.row + 1);
        for part in parts_that_differ(record, back) {
            found.push(format!("{at}{part}"));
        }
        for field in &record.fields {
            let Some(&(is_field, name, nth)) = ids.get(usize::from(field.column)) else {
                continue;
            };
            let column = ids_again.get(&(is_field, name, nth)).copied();
            let same = column
                .and_then(|c| back.fields.iter().find(|f| f.column == c))
                .is_some_and(|f| f.text == field.text && f.date == field.date);
            if !same {
                found.push(format!("{at}“{name}”"));
            }
        }
    }
    found
}

/// What is drawn from the fields and does not come out the same.
fn parts_that_differ(a: &Record, b: &Record) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let mut part = |name, same: bool| {
        if !same {
            parts.push(name);
        }
    };
    part("键", a.key == b.key);
    part("编号", a.no == b.no);
    part("标题", a.title == b.title);
    part("状态", a.facets == b.facets);
    part("责任单位", a.lead == b.lead);
    part("配合单位", a.co == b.co);
    part("步骤", a.steps == b.steps);
    part("任务", a.items == b.items);
    parts
}
