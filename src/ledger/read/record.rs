//! Rows of a table into records of a book.
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    model::{
        Book, BookKind, CellValue, Closure, Completion, DateRole, DateValue, Document, Facets,
        Field, Precision, Record, RowKind, Table, TableRow, char_slice,
    },
    normalize::{dates, status},
};

use super::{
    as_of,
    columns::{self, Slot},
    items, steps,
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
        if *nth > 1 && reading.is_under_merged_number() {
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

/// Fields of which the first that is filled names the matter.
const MATTER: &[&str] = &[
    "title",
    "content",
    "node",
    "directive_text",
    "requirement",
    "problem",
    "measure",
    "goal",
    "evidence_title",
    "proves",
    "matter_of",
];
/// Longest title taken from a cell that holds more, in characters.
const LONGEST_TITLE: usize = 80;

/// One row being read.
struct Row<'a> {
    book: &'a Book,
    row: &'a TableRow,
    fields: Vec<Field>,
}

impl Row<'_> {
    fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| self.name_of(f) == name)
    }
    fn name_of(&self, field: &Field) -> &str {
        self.book
            .columns
            .get(usize::from(field.column))
            .map_or("", |c| c.field.as_str())
    }
    fn text(&self, name: &str) -> &str {
        self.field(name).map_or("", |f| f.text.trim())
    }

    /// Whether more than a serial number stands in the row itself.
    fn says_something(&self) -> bool {
        self.fields
            .iter()
            .any(|f| f.row == self.row.row && self.name_of(f) != "seq" && !is_blank(&f.text))
    }

    /// Whether the number of the row is that of a merged cell that began in a row above.
    fn is_under_merged_number(&self) -> bool {
        number_fields(self.book.kind)
            .iter()
            .find_map(|name| self.field(name))
            .is_some_and(|f| f.row != self.row.row)
    }

    fn record(&self, names: &Names<'_>, reference: Option<Date>) -> Record {
        let no = self.number();
        let title = self.title();
        let mut lead = Vec::new();
        let mut co = Vec::new();
        let on = reference;
        names.read(self.text("lead_unit"), on, &mut lead, &mut co);
        let mut helping = Vec::new();
        names.read(self.text("co_unit"), on, &mut helping, &mut co);
        co.extend(helping);
        co.retain(|u| !lead.contains(u));
        Record {
            key: self.key(no.as_deref(), &title, &lead),
            title,
            row: self.row.row,
            hidden: self.row.hidden,
            facets: self.facets(reference),
            steps: self.steps(reference),
            items: self.items(reference),
            no,
            lead,
            co,
            fields: self.fields.clone(),
        }
    }

    fn number(&self) -> Option<String> {
        number_fields(self.book.kind).iter().find_map(|name| {
            let text: String = self
                .text(name)
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            (!is_blank(&text)).then_some(text)
        })
    }

    fn title(&self) -> String {
        let Some(text) = MATTER
            .iter()
            .map(|name| self.text(name))
            .find(|t| !is_blank(t))
        else {
            return String::new();
        };
        let first = text
            .split(['\n', '\r', '。'])
            .map(str::trim)
            .find(|l| !l.is_empty())
            .unwrap_or(text);
        let joined: String = if text.chars().count() <= LONGEST_TITLE {
            text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect()
        } else {
            first.chars().take(LONGEST_TITLE).collect()
        };
        joined.trim().to_owned()
    }

    /// Number; else document number; else title and unit. Books that refer to other records add what tells their rows apart.
    fn key(&self, no: Option<&str>, title: &str, lead: &[String]) -> String {
        let parts: &[&str] = match self.book.kind {
            BookKind::细账 => &["node_seq", "node"],
            BookKind::延期登记 => &["nth", "applied_date", "new_deadline"],
            BookKind::佐证清单 if self.text("evidence_no").is_empty() => &["evidence_title"],
            BookKind::调度登记 => &["period", "due_date", "lead_unit"],
            _ => &[],
        };
        let own = !self.text("item_no").is_empty() && self.book.kind != BookKind::细账;
        if let Some(no) = no {
            let detail = parts
                .iter()
                .filter(|_| !own)
                .map(|p| self.text(p))
                .find(|t| !t.is_empty());
            return match detail {
                Some(detail) => format!("{no}#{detail}"),
                None => no.to_owned(),
            };
        }
        let doc_no: String = self
            .text("doc_no")
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        if !is_blank(&doc_no) {
            return doc_no;
        }
        let mut key: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        for part in parts {
            let text = self.text(part);
            if !text.is_empty() && text != title {
                key = format!("{key}#{text}");
                break;
            }
        }
        match lead.first() {
            Some(unit) => format!("{key}|{unit}"),
            None => key,
        }
    }

    /// All columns of status together: the facet columns say their own facet, the status column the rest.
    fn facets(&self, reference: Option<Date>) -> Facets {
        let under = |name: &str| {
            self.field(name).map(|f| {
                let header = self
                    .book
                    .columns
                    .get(usize::from(f.column))
                    .map_or("", |c| c.header.as_str());
                let header = header.rsplit('/').next().unwrap_or(header);
                status::facets_under(header, &f.text)
            })
        };
        let mut facets = under("status").unwrap_or_default();
        if let Some(said) = under("completion") {
            facets.completion = said.completion.or(facets.completion);
            facets.percent = said.percent.or(facets.percent);
            facets.schedule = said.schedule.or(facets.schedule);
            facets.closure = said.closure.max(facets.closure);
            facets.standing |= said.standing;
        }
        if let Some(said) = under("schedule") {
            facets.schedule = said.schedule.or(facets.schedule);
            facets.completion = facets.completion.or(said.completion);
        }
        if let Some(said) = under("closure") {
            facets.closure = said.closure.max(facets.closure);
            facets.completion = facets.completion.or(said.completion);
        }
        if let Some(said) = under("standing") {
            facets.standing |= said.standing;
        }
        let tracks = !matches!(
            self.book.kind,
            BookKind::收文登记 | BookKind::延期登记 | BookKind::佐证清单 | BookKind::调度登记
        );
        if facets.completion.is_none()
            && tracks
            && let Some(progress) = self.field("progress")
            && status::is_status(&progress.text)
        {
            let said = status::facets(&progress.text);
            facets.completion = said.completion;
            facets.schedule = facets.schedule.or(said.schedule);
            facets.closure = facets.closure.max(said.closure);
            facets.standing |= said.standing;
            facets.percent = facets.percent.or(said.percent);
        }
        self.dates_into(&mut facets, reference);
        facets
    }

    /// A filled day of completion or close-out says what an absent status column does not.
    fn dates_into(&self, facets: &mut Facets, reference: Option<Date>) {
        let is_day = |name: &str| {
            self.field(name)
                .and_then(|f| f.date.as_deref())
                .is_some_and(|d| d.from.is_some() || d.to.is_some())
        };
        let stated = ["status", "completion"]
            .iter()
            .any(|n| !is_blank(self.text(n)));
        let finished = ["done_date", "actual_date"].iter().any(|name| {
            let date = self.field(name).and_then(|f| f.date.as_deref());
            let day = date.and_then(|d| d.to.or(d.from));
            // A day to come is a plan, whatever the header says.
            day.is_some_and(|day| reference.is_none_or(|on| day <= on))
        });
        if !stated && facets.completion.is_none() && finished {
            facets.completion = Some(Completion::Done);
            facets.closure = facets.closure.or(Some(Closure::Open));
        }
        let said = ["status", "closure"]
            .iter()
            .any(|n| !is_blank(self.text(n)));
        if self.book.kind == BookKind::销号登记 && is_day("closed_date") && !said {
            facets.completion = Some(Completion::Done);
            facets.closure = Some(Closure::Closed);
        }
        // 6月底前完成，并长期坚持 has a day by which it must be done; only a term without one makes a standing matter.
        let deadline = self
            .field("current_deadline")
            .or_else(|| self.field("deadline"))
            .and_then(|f| f.date.as_deref());
        facets.standing |= deadline.is_some_and(|d| d.precision == Precision::Standing);
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

/// Fields in which a record's number stands, the surest first.
fn number_fields(kind: BookKind) -> &'static [&'static str] {
    match kind {
        BookKind::细账 => &["detail_no", "ledger_no", "item_no"],
        BookKind::总账 => &["ledger_no", "item_no"],
        BookKind::佐证清单 => &["evidence_no", "item_no", "ledger_no"],
        BookKind::延期登记 | BookKind::销号登记 | BookKind::调度登记 => {
            &["item_no", "ledger_no"]
        }
        _ => &["item_no"],
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
