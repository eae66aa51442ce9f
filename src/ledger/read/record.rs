//! Rows of a table into records of a book.
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    model::{
        Book, BookKind, CellValue, DateRole, DateValue, Document, Field, Precision, Record,
        RowKind, Table, TableRow, char_slice,
    },
    normalize::dates,
};

use super::{
    as_of,
    columns::{self, Slot},
    facets, items, naming, steps,
    units::Names,
};

/// The records of a table, from top to bottom.
pub(super) fn all(
    document: &Document,
    table: &Table,
    slots: &[Slot],
    book: &Book,
    names: &Names<'_>,
) -> Vec<Record> {
    let reference = book
        .as_of
        .as_ref()
        .map(|a| a.date)
        .or_else(|| as_of::reference(document));
    let mut records = Vec::new();
    let mut repeated: BTreeMap<String, u32> = BTreeMap::new();
    for row in table.rows.iter().filter(|r| r.kind == RowKind::Record) {
        let reading = Row {
            book,
            row,
            fields: fields(table, slots, row, reference),
        };
        if !reading.says_something() {
            continue;
        }
        let mut record = reading.record(names, reference);
        // Further rows of one merged number are told apart by their place under it. Rows that give the same number again on
        // their own stay as they are: that is for the checks to see.
        let nth = repeated.entry(record.key.clone()).or_insert(0);
        *nth += 1;
        if *nth > 1 && naming::is_under_merged_number(&reading) {
            record.key = format!("{}#{nth}", record.key);
        }
        records.push(record);
    }
    records
}

/// The filled cells of a row under the columns of the book.
fn fields(table: &Table, slots: &[Slot], row: &TableRow, reference: Option<Date>) -> Vec<Field> {
    let mut fields = Vec::with_capacity(row.cells.len());
    for (at, slot) in (0u16..).zip(slots) {
        let Some(cell) = row.cell(slot.col) else {
            continue;
        };
        let (at_row, at_col) = address(&cell.cell).unwrap_or((row.row, cell.col));
        let mut text = cell.text.clone();
        let mut start = 0;
        if let Some(part) = slot.part {
            let split = table.splits.get(&slot.col);
            let Some(range) = split.and_then(|s| columns::part_of(&cell.text, s, part)) else {
                continue;
            };
            text = char_slice(&cell.text, &range);
            start = range.start;
        }
        let date = columns::date_role(&slot.column.field)
            .map(|role| {
                let value = if start == 0 {
                    &cell.value
                } else {
                    &CellValue::Text
                };
                date(&text, value, role, reference, table.date1904)
            })
            .filter(|d| d.precision != Precision::None)
            .map(Box::new);
        fields.push(Field {
            column: at,
            text,
            start,
            row: at_row,
            col: at_col,
            date,
        });
    }
    fields
}

/// The date a cell of a date column holds.
fn date(
    text: &str,
    value: &CellValue,
    role: DateRole,
    reference: Option<Date>,
    date1904: bool,
) -> DateValue {
    let base = Some(if date1904 {
        dates::SerialBase::Excel1904
    } else {
        dates::SerialBase::Excel1900
    });
    if let CellValue::Date(iso) = value
        && let Some(day) = iso.get(..10)
    {
        let mut value = dates::parse(day, role, reference, base);
        if value.precision == Precision::Day {
            text.clone_into(&mut value.raw);
            return value;
        }
    }
    let value = dates::parse(text, role, reference, base);
    if value.precision != Precision::None {
        return value;
    }
    month_and_day(text)
        .map(|words| dates::parse(&words, role, reference, None))
        .filter(|d| !matches!(d.precision, Precision::None | Precision::Invalid))
        .map_or(value, |mut read| {
            text.clone_into(&mut read.raw);
            read.doubt
                .get_or_insert_with(|| "没有年份，按月、日读".to_owned());
            read
        })
}

/// 3.16 and 3/16 in a column of dates.
fn month_and_day(text: &str) -> Option<String> {
    let (month, day) = text.trim().split_once(['.', '/', '-'])?;
    let is_number = |t: &str| (1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    (is_number(month) && is_number(day)).then(|| format!("{month}月{day}日"))
}

/// Row and column, from 0, of a cell in A1 notation.
fn address(cell: &str) -> Option<(u32, u32)> {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, row) = cell.split_at_checked(letters)?;
    let col = column.bytes().try_fold(0u32, |sum, b| {
        sum.checked_mul(26)?.checked_add(u32::from(b - b'A') + 1)
    })?;
    Some((
        row.parse::<u32>().ok()?.checked_sub(1)?,
        col.checked_sub(1)?,
    ))
}

/// One row being read.
pub(super) struct Row<'a> {
    pub(super) book: &'a Book,
    pub(super) row: &'a TableRow,
    fields: Vec<Field>,
}

impl Row<'_> {
    /// The cell of a field, if it holds something.
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| self.name_of(f) == name)
    }
    fn name_of(&self, field: &Field) -> &str {
        self.book
            .columns
            .get(usize::from(field.column))
            .map_or("", |c| c.field.as_str())
    }
    /// Its text, without blanks around it.
    pub(super) fn text(&self, name: &str) -> &str {
        self.field(name).map_or("", |f| f.text.trim())
    }

    /// Whether more than a serial number stands in the row itself.
    fn says_something(&self) -> bool {
        self.fields
            .iter()
            .any(|f| f.row == self.row.row && self.name_of(f) != "seq" && !is_blank(&f.text))
    }

    fn record(&self, names: &Names<'_>, reference: Option<Date>) -> Record {
        let no = naming::number(self);
        let title = naming::title(self);
        let mut lead = Vec::new();
        let mut co = Vec::new();
        let on = reference;
        names.read(self.text("lead_unit"), on, &mut lead, &mut co);
        let mut helping = Vec::new();
        names.read(self.text("co_unit"), on, &mut helping, &mut co);
        co.extend(helping);
        co.retain(|u| !lead.contains(u));
        Record {
            key: naming::key(self, no.as_deref(), &title, &lead),
            title,
            row: self.row.row,
            hidden: self.row.hidden,
            facets: facets::of(self, reference),
            steps: self.steps(reference),
            items: self.items(reference),
            no,
            lead,
            co,
            fields: self.fields.clone(),
        }
    }

    fn steps(&self, reference: Option<Date>) -> Vec<crate::model::Step> {
        if !matches!(
            self.book.kind,
            BookKind::总账 | BookKind::细账 | BookKind::整改清单
        ) {
            return Vec::new();
        }
        steps::read(
            &|name| self.field(name),
            self.book.kind == BookKind::总账,
            reference,
        )
    }

    fn items(&self, reference: Option<Date>) -> Vec<crate::model::WorkItem> {
        items::FIELDS
            .iter()
            .filter_map(|name| Some((*name, self.field(name)?)))
            .flat_map(|(name, field)| items::read(name, &field.text, reference))
            .collect()
    }
}

/// —, /, 无: a cell that was filled in to say that there is nothing.
pub(super) fn is_blank(text: &str) -> bool {
    let bare = text.trim();
    bare.is_empty()
        || bare == "无"
        || bare == "暂无"
        || bare
            .chars()
            .all(|c| matches!(c, '-' | '—' | '－' | '/' | '／' | '\\' | '–' | ' '))
}
