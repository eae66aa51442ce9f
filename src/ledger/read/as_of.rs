//! The day a table speaks of: 截至…, else the day it was filled in, else the end of the document's period.
use jiff::civil::Date;

use crate::{
    model::{AsOf, DateRole, Document, MappedBy, Precision, RowKind, Table, fold},
    normalize::dates,
};

use super::columns;

/// Labels beside which the day of a table stands, in titles and notes.
const DATE_LABELS: &[&str] = &[
    "填报日期",
    "填报时间",
    "填表日期",
    "填表时间",
    "报表日期",
    "报表时间",
    "统计日期",
    "统计时间",
    "制表日期",
    "报送日期",
    "报送时间",
    "更新日期",
    "更新时间",
    "数据截止",
    "统计截止",
    "截止日期",
    "截止时间",
    "截至日期",
    "截至时间",
    "台账日期",
    "编制日期",
];
/// Words of headers whose column says when each record was last filled in.
const DATED_COLUMNS: &[&str] = &["填报", "报表", "统计", "截至", "更新"];
/// Days from which a period is the year of a book and no day it speaks of: quarters have at most 92, half years 184.
const LONG_PERIOD_DAYS: i32 = 300;
/// Words before the day a table speaks of.
const AS_OF_WORDS: [&str; 7] = [
    "截至",
    "截止",
    "登记到",
    "登记至",
    "统计到",
    "统计至",
    "更新至",
];
/// Characters between 截至 and its date: 截至到, 截至本期.
const AS_OF_REACH: u32 = 4;

/// The day a table speaks of, with where it was read.
pub(super) fn of(document: &Document, table: &Table) -> Option<AsOf> {
    let reference = reference(document);
    let said = |date: Date, because: &str| AsOf {
        date,
        because: because.to_owned(),
    };
    if let Some(date) = table.as_of {
        return Some(said(date, "profile"));
    }
    let rows_of = |kind: RowKind| {
        table
            .rows
            .iter()
            .filter(move |r| r.kind == kind)
            .flat_map(|r| &r.cells)
            .filter(|c| !c.inherited)
            .map(|c| c.text.as_str())
    };
    if let Some(date) = table
        .title
        .as_deref()
        .into_iter()
        .chain(rows_of(RowKind::Title))
        .find_map(|t| as_of_in(t, reference))
    {
        return Some(said(date, "title"));
    }
    if let Some(date) = rows_of(RowKind::Note).find_map(|t| as_of_in(t, reference)) {
        return Some(said(date, "note"));
    }
    if let Some(date) = table
        .columns
        .iter()
        .filter_map(|c| as_of_in(&c.header, reference))
        .max()
    {
        return Some(said(date, "header"));
    }
    if let Some(date) = document
        .title
        .as_deref()
        .and_then(|t| as_of_in(t, reference))
    {
        return Some(said(date, "title"));
    }
    let name = document.file.rsplit('/').next().unwrap_or_default();
    if let Some(date) = as_of_in(name, reference) {
        return Some(said(date, "file name"));
    }
    if let Some(date) = labelled(table, reference).or_else(|| latest_filled(table, reference)) {
        return Some(said(date, "report_date"));
    }
    if let Some(period) = &document.period {
        // 2026年 in a title names the book, not the day: it speaks of what is entered in it.
        let whole_year = period
            .value
            .from
            .until(period.value.to)
            .is_ok_and(|span| span.get_days() >= LONG_PERIOD_DAYS);
        let entered = latest_entry(table, reference)
            .filter(|d| whole_year && (period.value.from..=period.value.to).contains(d));
        return Some(match entered {
            Some(date) => said(date, "records"),
            None => said(period.value.to, "period"),
        });
    }
    let dated = document.dated.as_ref()?;
    Some(said(dated.to.or(dated.from)?, "dated"))
}

/// The last day on which something happened that the records tell.
fn latest_entry(table: &Table, reference: Option<Date>) -> Option<Date> {
    let dated: Vec<u32> = table
        .columns
        .iter()
        .filter(|c| {
            c.mapped_by != MappedBy::Extra
                && c.field
                    .as_deref()
                    .is_some_and(|f| columns::date_role(f) == Some(DateRole::Event))
        })
        .map(|c| c.col)
        .collect();
    table
        .rows
        .iter()
        .filter(|r| r.kind == RowKind::Record)
        .flat_map(|r| dated.iter().filter_map(|col| r.cell(*col)))
        .map(|c| {
            dates::parse(
                &c.text,
                DateRole::Event,
                reference,
                Some(dates::SerialBase::Excel1900),
            )
        })
        .filter(|d| d.precision == Precision::Day)
        .filter_map(|d| d.to)
        .max()
}

/// The day from which years that cells leave out are taken.
pub(super) fn reference(document: &Document) -> Option<Date> {
    document
        .dated
        .as_ref()
        .and_then(|d| d.to.or(d.from))
        .or_else(|| document.period.as_ref().map(|p| p.value.to))
}

/// The date after 截至 in a text.
fn as_of_in(text: &str, reference: Option<Date>) -> Option<Date> {
    let plain: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let marks: Vec<u32> = AS_OF_WORDS
        .iter()
        .flat_map(|w| plain.match_indices(w))
        .filter_map(|(at, w)| {
            let before = plain.get(..at)?.chars().count();
            u32::try_from(before + w.chars().count()).ok()
        })
        .collect();
    if marks.is_empty() {
        return None;
    }
    dates::find(&plain, reference)
        .into_iter()
        .filter(|d| {
            marks.iter().any(|m| {
                (d.start <= *m && d.end > *m) || (d.start >= *m && d.start - m <= AS_OF_REACH)
            })
        })
        .find_map(|d| d.value.to.or(d.value.from))
}

/// The date beside a label in titles and notes, in the same cell or the next one.
fn labelled(table: &Table, reference: Option<Date>) -> Option<Date> {
    let outside = table
        .rows
        .iter()
        .filter(|r| matches!(r.kind, RowKind::Title | RowKind::Note));
    for row in outside {
        let mut after_label = false;
        for cell in row.cells.iter().filter(|c| !c.inherited) {
            let plain: String = fold(&cell.text)
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            let label = DATE_LABELS
                .iter()
                .find_map(|l| plain.split_once(l).map(|(_, rest)| rest));
            let piece = match label {
                Some(rest) => rest.trim_start_matches(':'),
                None if after_label => plain.as_str(),
                None => continue,
            };
            let value = dates::parse(piece, DateRole::Event, reference, None);
            if let Some(date) = value.to.or(value.from) {
                return Some(date);
            }
            after_label = label.is_some();
        }
    }
    None
}

/// The latest day in a column that says when records were filled in.
fn latest_filled(table: &Table, reference: Option<Date>) -> Option<Date> {
    let column = table
        .column("report_date")
        .filter(|c| DATED_COLUMNS.iter().any(|w| c.header.contains(w)))?;
    table
        .rows
        .iter()
        .filter(|r| r.kind == RowKind::Record)
        .filter_map(|r| r.cell(column.col))
        .filter_map(|c| {
            let value = dates::parse(&c.text, DateRole::Event, reference, None);
            value.to.or(value.from)
        })
        .max()
}
