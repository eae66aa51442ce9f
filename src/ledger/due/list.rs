//! The overdue and near-due list with all its columns.
use jiff::civil::Date;

use super::{
    Acts, Versions,
    acted::{due_by_acts, entry_on, extend},
    count,
    deadlines::{deadlines, has_deadlines},
    due,
    extensions::extension,
};
use crate::{
    ledger::{
        Workdays,
        registers::Registers,
        words::{WORDS, is_filled},
    },
    model::{
        BookKind, BookRow, DateRole, Due, DueCount, DueCounts, DueLevel, DueLine, DueList,
        Extension, LedgerSettings, Series, char_len, char_slice, fold,
    },
    normalize::dates,
};

/// The books whose records fall due.
const LISTED: [BookKind; 4] = [
    BookKind::总账,
    BookKind::细账,
    BookKind::整改清单,
    BookKind::投诉台账,
];

/// Characters of the last progress that a line shows: about two lines of a cell 30 characters wide.
const SUMMARY_CHARACTERS: u32 = 60;

/// A record that falls due, with how it stands.
#[derive(Clone, Debug)]
pub struct Matter<'a> {
    /// How it stands.
    pub line: DueLine,
    /// The record, in the version that counts on the day.
    pub row: BookRow<'a>,
}

/// Every record of the books whose records fall due, as it stands on a day, in the order of the books; [`due_list`] shows those that
/// are over or near due.
#[must_use]
pub fn matters<'a>(
    series: &'a [Series],
    acts: &Acts,
    (on, workdays, settings): (Date, &Workdays, &LedgerSettings),
) -> Vec<Matter<'a>> {
    let registers = Registers::new(series, on);
    let mut matters = Vec::new();
    for book in series.iter().filter(|s| LISTED.contains(&s.kind)) {
        let versions = Versions::until(book, on);
        for row in versions.current().into_iter().flat_map(|b| b.rows()) {
            if book.kind == BookKind::投诉台账 && !has_deadlines(row) {
                continue;
            }
            let history = versions.history(row);
            let by = (on, workdays, settings);
            if let Some(line) = line(&book.name, &history, (&registers, acts), by) {
                matters.push(Matter { line, row });
            }
        }
    }
    matters
}

/// Everything overdue or near due on a day; `acts` are what people did with entries.
#[must_use]
pub fn due_list(
    series: &[Series],
    acts: &Acts,
    (on, workdays, settings): (Date, &Workdays, &LedgerSettings),
) -> DueList {
    let registers = Registers::new(series, on);
    let mut list = DueList {
        on,
        lines: Vec::new(),
        unclear: Vec::new(),
        counts: Vec::new(),
    };
    for book in series.iter().filter(|s| LISTED.contains(&s.kind)) {
        let versions = Versions::until(book, on);
        let mut counts = DueCount::default();
        for row in versions.current().into_iter().flat_map(|b| b.rows()) {
            // A complaint's term follows from its receipt; only a column of terms makes it a matter of this list.
            if book.kind == BookKind::投诉台账 && !has_deadlines(row) {
                continue;
            }
            let line = line(
                &book.name,
                &versions.history(row),
                (&registers, acts),
                (on, workdays, settings),
            );
            let Some(line) = line else { continue };
            count(&mut counts, &line.due, &line.deadlines, on);
            match &line.due {
                Due::NotComputable { .. } => list.unclear.push(line),
                Due::Over { .. } => list.lines.push(line),
                Due::Left { level, .. } if *level != DueLevel::Later => list.lines.push(line),
                _ => {}
            }
        }
        if counts.total > 0 {
            list.counts.push(DueCounts {
                book: book.name.clone(),
                kind: book.kind,
                count: counts,
            });
        }
    }
    list.lines
        .sort_by_key(|line| std::cmp::Reverse(line.due.days_over()));
    list
}

/// The extensions of a record, from the registers.
#[must_use]
pub fn extensions(row: BookRow<'_>, registers: &Registers<'_>) -> Vec<Extension> {
    registers
        .rows(BookKind::延期登记, row)
        .into_iter()
        .map(extension)
        .collect()
}

fn line(
    book: &str,
    history: &[BookRow<'_>],
    (registers, acts): (&Registers<'_>, &Acts),
    by: (Date, &Workdays, &LedgerSettings),
) -> Option<DueLine> {
    let row = *history.last()?;
    let mut deadlines = deadlines(history, &extensions(row, registers), by);
    let due = match entry_on(acts, book, row, by.0) {
        Some(entry) => {
            extend(&mut deadlines, &entry);
            due_by_acts(row, &deadlines, &entry, by)
        }
        None => due(row, &deadlines, by),
    };
    let (urged, urged_on) = urged(row, registers);
    Some(DueLine {
        book: book.to_owned(),
        kind: row.book.kind,
        key: row.record.key.clone(),
        no: row.record.no.clone(),
        title: row.record.title.clone(),
        units: row.record.lead.clone(),
        on: by.0,
        as_of: row.book.as_of.as_ref().map(|a| a.date),
        due,
        progress_on: progress_on(history),
        progress: summary(row.text("progress")),
        cause: cause(row).to_owned(),
        urged,
        urged_on,
        action: String::new(),
        source: row
            .quote("current_deadline")
            .or_else(|| row.quote("deadline"))
            .or_else(|| row.quote("planned_date"))
            .or_else(|| row.name_quote()),
        deadlines,
    })
}

/// Why it is late, as the record says: its problems, else a reason given.
fn cause(row: BookRow<'_>) -> &str {
    ["problem", "reason"]
        .iter()
        .map(|field| row.text(field))
        .find(|text| is_filled(text))
        .unwrap_or_default()
}

/// The day of the last progress: the one the record names, else the day of the version in which its progress last changed.
fn progress_on(history: &[BookRow<'_>]) -> Option<Date> {
    let row = history.last()?;
    if let Some(day) = row.date("report_date").and_then(|d| d.to.or(d.from)) {
        return Some(day);
    }
    let mut last: Option<(&str, Option<Date>)> = None;
    for version in history {
        let text = version.text("progress");
        if is_filled(text) && last.is_none_or(|(before, _)| before != text) {
            last = Some((text, version.book.as_of.as_ref().map(|a| a.date)));
        }
    }
    last.and_then(|(_, day)| day)
}

fn summary(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if char_len(&line) <= SUMMARY_CHARACTERS {
        return line;
    }
    let mut cut = char_slice(&line, &(0..SUMMARY_CHARACTERS));
    cut.push('…');
    cut
}

/// How often and when last it was urged: what the record's own columns say, else rows of the dispatch register.
fn urged(row: BookRow<'_>, registers: &Registers<'_>) -> (Option<u32>, Option<Date>) {
    let reference = row.book.as_of.as_ref().map(|a| a.date);
    let (mut times, mut last) = (None, None);
    for field in &row.record.fields {
        let header = row
            .book
            .columns
            .get(usize::from(field.column))
            .map_or("", |c| c.header.as_str());
        if !header.contains("催办") || !is_filled(&field.text) {
            continue;
        }
        let day = dates::parse(&field.text, DateRole::Event, reference, None).from;
        last = last.max(day.or_else(|| {
            dates::find(&fold(&field.text), reference)
                .into_iter()
                .filter_map(|d| d.value.from)
                .max()
        }));
        times = times.or_else(|| number_of_times(&field.text, header.contains("次数")));
    }
    if times.is_some() || last.is_some() {
        return (times, last);
    }
    let urgings: Vec<BookRow<'_>> = registers
        .rows(BookKind::调度登记, row)
        .into_iter()
        .filter(|r| {
            r.record
                .fields
                .iter()
                .any(|f| WORDS.urged.iter().any(|w| f.text.contains(w.as_str())))
        })
        .collect();
    let days = urgings.iter().filter_map(|r| {
        ["report_date", "issued_date", "assigned_date", "due_date"]
            .iter()
            .find_map(|field| r.date(field)?.from)
    });
    let last = days.max();
    let times = u32::try_from(urgings.len()).ok().filter(|n| *n > 0);
    (times, last)
}

/// 2 of 2次; under 次数 also of a bare 2.
fn number_of_times(text: &str, bare: bool) -> Option<u32> {
    let text = fold(text);
    let before = match text.split_once('次') {
        Some((before, _)) => before,
        None if bare => text.as_str(),
        None => return None,
    };
    let digits: String = before
        .trim()
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    digits.parse().ok()
}
