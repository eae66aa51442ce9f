//! A series up to a day, with every record's way through its versions.
use std::collections::HashMap;

use jiff::civil::Date;

use crate::model::{Book, BookRow, Series};

/// The versions of a series that count on a day.
#[derive(Debug)]
pub struct Versions<'a> {
    books: &'a [Book],
    /// Of each version: key to record; where several bear one key, the first.
    keys: Vec<HashMap<&'a str, usize>>,
}

impl<'a> Versions<'a> {
    /// The versions up to the one that counts on the day ([`Series::at`]).
    #[must_use]
    pub fn until(series: &'a Series, on: Date) -> Self {
        let last = series
            .versions
            .iter()
            .rposition(|b| b.as_of.as_ref().is_none_or(|a| a.date <= on))
            .unwrap_or(0);
        let books = series.versions.get(..=last).unwrap_or_default();
        Self {
            books,
            keys: books.iter().map(keys).collect(),
        }
    }
    /// The newest of them.
    #[must_use]
    pub fn current(&self) -> Option<&'a Book> {
        self.books.last()
    }
    /// All of them, oldest first.
    #[must_use]
    pub fn books(&self) -> &'a [Book] {
        self.books
    }
    /// A record of the newest version with what it was before, oldest first and itself last; versions without it are left out.
    #[must_use]
    pub fn history(&self, row: BookRow<'a>) -> Vec<BookRow<'a>> {
        let earlier = self.books.len().saturating_sub(1);
        self.books
            .iter()
            .zip(&self.keys)
            .take(earlier)
            .filter_map(|(book, keys)| {
                let record = book.records.get(*keys.get(row.record.key.as_str())?)?;
                Some(BookRow { book, record })
            })
            .chain(std::iter::once(row))
            .collect()
    }
}

fn keys(book: &Book) -> HashMap<&str, usize> {
    let mut index = HashMap::with_capacity(book.records.len());
    for (at, record) in book.records.iter().enumerate() {
        index.entry(record.key.as_str()).or_insert(at);
    }
    index
}
