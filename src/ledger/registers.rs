//! Finds the rows of registers that speak of a ledger entry: by number, else document number, else title and unit.
use std::collections::HashMap;

use jiff::civil::Date;

use crate::model::{BookKind, BookRow, Series, fold};

/// Fields by which a row names an entry of another book.
const REFERENCES: [&str; 2] = ["ledger_no", "detail_no"];

/// The rows of all registers, by what they name.
#[derive(Debug, Default)]
pub struct Registers<'a> {
    by_number: HashMap<(BookKind, String), Vec<BookRow<'a>>>,
    by_document: HashMap<(BookKind, String), Vec<BookRow<'a>>>,
    by_title: HashMap<(BookKind, String), Vec<BookRow<'a>>>,
    by_unit: HashMap<(BookKind, String), Vec<BookRow<'a>>>,
}

impl<'a> Registers<'a> {
    /// Indexes every series as it stood on a day.
    #[must_use]
    pub fn new(series: &'a [Series], on: Date) -> Self {
        let mut registers = Self::default();
        for book in series.iter().filter_map(|s| s.at(on)) {
            for row in book.rows() {
                registers.enter(row);
            }
        }
        registers
    }
    fn enter(&mut self, row: BookRow<'a>) {
        let kind = row.book.kind;
        // A row's own number is a reference only where it cannot be a mere count of rows.
        let own = row.record.no.as_deref().filter(|no| names_a_matter(no));
        let mut numbers: Vec<String> = REFERENCES
            .iter()
            .map(|field| row.text(field))
            .chain(own)
            .map(plain)
            .filter(|n| !n.is_empty())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            self.by_number.entry((kind, number)).or_default().push(row);
        }
        let document = plain(row.text("doc_no"));
        if !document.is_empty() {
            self.by_document
                .entry((kind, document))
                .or_default()
                .push(row);
        }
        let title = plain(&row.record.title);
        if !title.is_empty() {
            self.by_title.entry((kind, title)).or_default().push(row);
        }
        for unit in &row.record.lead {
            self.by_unit
                .entry((kind, unit.clone()))
                .or_default()
                .push(row);
        }
    }
    /// The rows of one kind of register that speak of an entry, in their order.
    ///
    /// A number decides before a document number, that before a title; a row found by its title names no other entry and no
    /// other unit.
    #[must_use]
    pub fn rows(&self, kind: BookKind, entry: BookRow<'_>) -> Vec<BookRow<'a>> {
        let found = |index: &HashMap<(BookKind, String), Vec<BookRow<'a>>>, key: String| {
            if key.is_empty() {
                return Vec::new();
            }
            index
                .get(&(kind, key))
                .into_iter()
                .flatten()
                .filter(|row| !is_same(**row, entry))
                .copied()
                .collect::<Vec<_>>()
        };
        let number = entry.record.no.as_deref().unwrap_or_default();
        let mut by_number = found(&self.by_number, plain(number));
        if !names_a_matter(number) {
            // Every book has a row 3: its title must agree too.
            by_number.retain(|row| {
                let title = plain(&row.record.title);
                title.is_empty() || title == plain(&entry.record.title)
            });
        }
        if !by_number.is_empty() {
            return by_number;
        }
        let mut rows = found(&self.by_document, plain(entry.text("doc_no")));
        if rows.is_empty() {
            rows = found(&self.by_title, plain(&entry.record.title));
        }
        rows.retain(|row| !names_another(*row, entry));
        rows
    }
    /// The rows of one kind of register about a unit as a whole, not about one entry.
    #[must_use]
    pub fn of_unit(&self, kind: BookKind, unit: &str) -> Vec<BookRow<'a>> {
        self.by_unit
            .get(&(kind, unit.to_owned()))
            .into_iter()
            .flatten()
            .filter(|row| REFERENCES.iter().all(|field| row.text(field).is_empty()))
            .copied()
            .collect()
    }
}

/// Digits from which a bare number names a matter and not a row: lists of the office have fewer than 10,000 rows a year.
const MATTER_DIGITS: usize = 5;

/// Whether a number can stand for one matter among several books: it has letters, or is longer than row numbers are.
#[must_use]
pub fn names_a_matter(number: &str) -> bool {
    let number = plain(number);
    number.chars().any(|c| !c.is_ascii_digit()) || number.len() >= MATTER_DIGITS
}

/// Whether the row says that it is about another entry, or another unit.
fn names_another(row: BookRow<'_>, entry: BookRow<'_>) -> bool {
    let numbered =
        entry.record.no.is_some() && REFERENCES.iter().any(|field| !row.text(field).is_empty());
    let (theirs, ours) = (&row.record.lead, &entry.record.lead);
    let other_unit =
        !theirs.is_empty() && !ours.is_empty() && !theirs.iter().any(|unit| ours.contains(unit));
    numbered || other_unit
}

fn is_same(a: BookRow<'_>, b: BookRow<'_>) -> bool {
    std::ptr::eq(a.record, b.record)
}

/// A number or title without blanks, marks and differences of width: 岚总 2026－07 and 岚总2026-07 are one.
pub(crate) fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
