//! Books of several files into the versions of one book.
use std::collections::BTreeSet;

use crate::model::{Book, BookKind, Series, fold};

/// Share of the keys of the smaller book that must stand in the other for both to be one book, in percent.
const SAME_KEYS_PERCENT: usize = 60;
/// Keys the two must have in common at least: one equal key can be chance.
const SAME_KEYS: usize = 2;

/// The versions of each book, oldest first.
///
/// Two books are versions of one when they are of one kind and one keeper (or one of them does not say whose it is), and
/// bear the same name or hold mostly the same records. Versions stand in the order of the days they speak of; those that
/// name none, or the same day, in the order given.
#[must_use]
pub fn series(books: Vec<Book>) -> Vec<Series> {
    let mut found: Vec<Series> = Vec::new();
    for book in books {
        let name = name(&book);
        let home = found
            .iter_mut()
            .find(|s| s.versions.iter().any(|v| is_version(v, &book)));
        match home {
            Some(series) => {
                series.unit = series.unit.take().or_else(|| book.unit.clone());
                series.versions.push(book);
            }
            None => found.push(Series {
                kind: book.kind,
                unit: book.unit.clone(),
                name,
                versions: vec![book],
            }),
        }
    }
    for series in &mut found {
        // Stable: what names no day keeps its place after the day before it.
        let mut dated: Vec<(Option<jiff::civil::Date>, Book)> = Vec::new();
        let mut last = None;
        for book in std::mem::take(&mut series.versions) {
            let day = book.as_of.as_ref().map(|a| a.date).or(last);
            last = day;
            dated.push((day, book));
        }
        dated.sort_by_key(|(day, _)| *day);
        series.versions = dated.into_iter().map(|(_, b)| b).collect();
    }
    name_apart(&mut found);
    found
}

/// Where one keeper has several books of a kind, title or sheet tells them apart.
fn name_apart(found: &mut [Series]) {
    let plain: Vec<String> = found.iter().map(|s| s.name.clone()).collect();
    for (at, series) in found.iter_mut().enumerate() {
        let alone = plain
            .iter()
            .enumerate()
            .all(|(other, name)| other == at || *name != series.name);
        if !alone && let Some(book) = series.versions.last() {
            let own = book.title.clone().unwrap_or_else(|| book.sheet.clone());
            series.name = format!("{}·{own}", series.name);
        }
    }
}

fn name(book: &Book) -> String {
    match &book.unit {
        Some(unit) => format!("{}·{unit}", book.kind.name()),
        None => book.kind.name(),
    }
}

fn is_version(known: &Book, new: &Book) -> bool {
    if known.kind != new.kind {
        return false;
    }
    if let (Some(a), Some(b)) = (&known.unit, &new.unit)
        && a != b
    {
        return false;
    }
    let same_file = known.sha256 == new.sha256 && known.file == new.file;
    let common = common_keys(known, new);
    if same_file && (known.sheet != new.sheet || known.table != new.table) {
        // Sheets of one file are books of their own, unless they are the same list on two days.
        return mostly(common, known, new) && day(known) != day(new);
    }
    if mostly(common, known, new) {
        return true;
    }
    // A general ledger of the same name whose rows are all others is still the next version: all of its rows vanished, which
    // must be seen. Books of other kinds that share no record are books of their own.
    match new.kind {
        BookKind::总账 => common > 0 || titles_agree(known, new),
        BookKind::细账 => titles_agree(known, new) && shares_number(known, new),
        _ => common > 0 && (titles_agree(known, new) || sheets_agree(known, new)),
    }
}

fn day(book: &Book) -> Option<jiff::civil::Date> {
    book.as_of.as_ref().map(|a| a.date)
}

fn common_keys(a: &Book, b: &Book) -> usize {
    let keys: BTreeSet<&str> = a.records.iter().map(|r| r.key.as_str()).collect();
    b.records
        .iter()
        .filter(|r| keys.contains(r.key.as_str()))
        .count()
}

fn mostly(common: usize, a: &Book, b: &Book) -> bool {
    let smaller = a.records.len().min(b.records.len());
    let least = SAME_KEYS.min(smaller);
    smaller > 0 && common >= least && common * 100 >= smaller * SAME_KEYS_PERCENT
}

/// Detail ledgers of one name are one book when they are about one matter.
fn shares_number(a: &Book, b: &Book) -> bool {
    let numbers: BTreeSet<&str> = a.records.iter().filter_map(|r| r.no.as_deref()).collect();
    if numbers.is_empty() {
        return true;
    }
    b.records
        .iter()
        .filter_map(|r| r.no.as_deref())
        .any(|n| numbers.contains(n))
}

fn sheets_agree(a: &Book, b: &Book) -> bool {
    timeless(&a.sheet) == timeless(&b.sheet)
}

fn titles_agree(a: &Book, b: &Book) -> bool {
    match (&a.title, &b.title) {
        (Some(a), Some(b)) => timeless(a) == timeless(b),
        (None, None) => sheets_agree(a, b),
        _ => false,
    }
}

/// A title without the dates and periods in which its versions differ.
fn timeless(title: &str) -> String {
    fold(title)
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_ascii_digit() && !PERIOD_MARKS.contains(*c))
        .collect()
}

/// Characters of dates and periods, and marks around them.
const PERIOD_MARKS: &str = "年月日季度第一二三四上下半底末版至截止期-—._~()（）〔〕[]";
