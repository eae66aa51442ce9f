//! Serial numbers that break off or repeat.
use std::collections::{BTreeMap, HashMap, HashSet};

use super::begin;
use crate::{
    model::{Book, BookKind, BookRow, Evidence, Field, Mismatch, RowKind, Series},
    reconcile::{
        Desk,
        cells::{holds, number_quote, plain, serial, tokens},
        lexicon::WORDS,
    },
};

/// Books with a serial number on each row. Complaints have their own check.
const SERIAL: &[BookKind] = &[
    BookKind::总账,
    BookKind::细账,
    BookKind::整改清单,
    BookKind::收文登记,
    BookKind::延期登记,
    BookKind::销号登记,
    BookKind::佐证清单,
];

/// Most breaks that a book kept whole shows: one that breaks more often is an extract.
const MOST_BREAKS: usize = 3;
/// Fewest rows in a run of numbers before a break in it says something.
const LEAST_ROWS: usize = 3;
/// Rows for each break, at least: of a short list with a break, part was left out.
const ROWS_A_BREAK: usize = 5;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for series in desk.series_of(SERIAL) {
        let Some(book) = series.latest() else {
            continue;
        };
        let title = book.title.as_deref().unwrap_or_default();
        if holds(title, &WORDS.numbering.extract) || holds(&book.sheet, &WORDS.numbering.extract) {
            continue;
        }
        found.extend(of_rows(desk, series, book));
    }
    found.extend(of_numbers(desk));
    found
}

/// A row with its place in the list.
#[derive(Clone, Copy)]
struct Place<'a> {
    row: BookRow<'a>,
    field: &'a Field,
    n: u32,
}

/// Runs of serial numbers: each detail ledger counts its nodes anew, and so does each section.
fn runs(book: &Book) -> Vec<Vec<Place<'_>>> {
    let name = if book.kind == BookKind::细账 && book.has("node_seq") {
        "node_seq"
    } else {
        "seq"
    };
    let mut runs: Vec<(String, Vec<Place<'_>>)> = Vec::new();
    for row in book.rows() {
        let Some((field, n)) = row.field(name).and_then(|f| Some((f, number(&f.text)?))) else {
            continue;
        };
        let group = if name == "node_seq" {
            plain(row.text("detail_no")) + &plain(row.text("ledger_no"))
        } else {
            String::new()
        };
        let place = Place { row, field, n };
        match runs.last_mut() {
            Some((last, run))
                if *last == group && run.last().is_some_and(|p| p.n <= n && n != 1) =>
            {
                // A merged cell is one number for the rows it spans.
                let merged = run
                    .last()
                    .is_some_and(|p| (p.field.row, p.field.col) == (field.row, field.col));
                if !merged {
                    run.push(place);
                }
            }
            _ => runs.push((group, vec![place])),
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// `12`, `12.`, （12）.
fn number(text: &str) -> Option<u32> {
    let text = plain(text);
    text.trim_matches(['(', ')', '.', '、', '第', '项', '号'])
        .parse()
        .ok()
}

fn of_rows(desk: &Desk<'_>, series: &Series, book: &Book) -> Vec<Mismatch> {
    let runs = runs(book);
    let steps = || runs.iter().flat_map(|r| r.iter().zip(r.iter().skip(1)));
    let breaks: Vec<_> = steps().filter(|(a, b)| b.n > a.n + 1).collect();
    let repeats: Vec<_> = steps().filter(|(a, b)| b.n == a.n).collect();
    let rows: usize = runs.iter().map(Vec::len).sum();
    let few = |count: usize| count <= MOST_BREAKS && count * ROWS_A_BREAK <= rows;
    let mut found = Vec::new();
    if few(breaks.len()) {
        for (a, b) in breaks {
            // More than one number left out at once is a jump to another block of numbers.
            let missing = b.n - a.n - 1;
            let whole = a.row.book.records.len() >= LEAST_ROWS;
            if whole
                && usize::try_from(missing).is_ok_and(|m| m <= MOST_BREAKS)
                && !stands_in_table(desk, book, b.field.col, a.n + 1, b.n)
                && !stood_before(series, book, a.n + 1, b.n)
            {
                found.extend(gap(*a, *b));
            }
        }
    }
    if let [(a, b)] = repeats.as_slice()
        && plain(&a.row.record.title) != plain(&b.row.record.title)
    {
        found.extend(repeat(**a, **b));
    }
    found
}

/// Whether a row of the table that is no record bears one of the numbers.
fn stands_in_table(desk: &Desk<'_>, book: &Book, col: u32, from: u32, to: u32) -> bool {
    desk.documents
        .iter()
        .find(|d| d.file == book.file && d.sha256 == book.sha256)
        .and_then(|d| d.tables.get(book.table as usize))
        .is_some_and(|table| {
            table
                .rows
                .iter()
                .filter(|r| r.kind != RowKind::Record)
                .filter_map(|r| number(&r.cell(col)?.text))
                .any(|n| (from..to).contains(&n))
        })
}

/// Whether an earlier version held a row of that number that is gone: its loss is told by RC-16.
fn stood_before(series: &Series, newest: &Book, from: u32, to: u32) -> bool {
    let keys: HashSet<&str> = newest.records.iter().map(|r| r.key.as_str()).collect();
    series
        .versions
        .iter()
        .filter(|v| !std::ptr::eq(*v, newest))
        .flat_map(Book::rows)
        .any(|r| {
            !keys.contains(r.record.key.as_str())
                && number(r.text("seq")).is_some_and(|n| (from..to).contains(&n))
        })
}

fn gap(a: Place<'_>, b: Place<'_>) -> Option<Mismatch> {
    let mut mismatch = begin(b.row, "序号", b.row.quote_column(b.field.column)?);
    let missing: Vec<String> = (a.n + 1..b.n).map(|n| n.to_string()).collect();
    let missing = missing.join("、");
    mismatch.formula = format!("{} − {} = {} ≠ 1", b.n, a.n, b.n - a.n);
    mismatch.reason = format!("序号 {} 之后是 {}，缺 {missing}。", a.n, b.n);
    mismatch.evidence.push(Evidence {
        source: a.row.quote_column(a.field.column)?,
        note: "断开之前的一行".to_owned(),
    });
    fill(&mut mismatch);
    Some(mismatch)
}

fn repeat(a: Place<'_>, b: Place<'_>) -> Option<Mismatch> {
    let mut mismatch = begin(b.row, "序号", b.row.quote_column(b.field.column)?);
    mismatch.formula = format!("序号 {} 出现 2 次", b.n);
    mismatch.reason = format!(
        "两行用同一个序号 {}：“{}”和“{}”。",
        b.n, a.row.record.title, b.row.record.title
    );
    mismatch.evidence.push(Evidence {
        source: a.row.quote_column(a.field.column)?,
        note: "先用这个序号的行".to_owned(),
    });
    fill(&mut mismatch);
    Some(mismatch)
}

fn fill(mismatch: &mut Mismatch) {
    mismatch.looked_for = [
        "每表、每类、每件重新起号",
        "合并单元格、隐藏的行",
        "节选的表",
        "备注中的并入、撤销",
        "上一版已有而本版不见的行（另列）",
    ]
    .map(ToOwned::to_owned)
    .into();
    mismatch.would_clear = "补上缺的一行，或者注明这个号并入、撤销".to_owned();
    mismatch.ask = ["缺的一号是哪一件，现在何处？"]
        .map(ToOwned::to_owned)
        .into();
}

/// Numbers of general ledgers that follow each other and leave one out.
fn of_numbers(desk: &Desk<'_>) -> Vec<Mismatch> {
    let mut by_head: HashMap<String, BTreeMap<u32, BookRow<'_>>> = HashMap::new();
    let mut rows = 0;
    for row in desk.latest(&[BookKind::总账]).flat_map(Book::rows) {
        rows += 1;
        let Some(no) = row.record.no.as_deref().map(plain) else {
            continue;
        };
        if let Some((head, n)) = serial(&no) {
            by_head.entry(head.to_owned()).or_default().insert(n, row);
        }
    }
    let named = named(desk);
    let mut heads: Vec<_> = by_head.into_iter().collect();
    heads.sort_by(|a, b| a.0.cmp(&b.0));
    heads
        .iter()
        .filter(|(head, numbers)| !head.is_empty() && numbers.len() >= LEAST_ROWS && rows > 0)
        .flat_map(|(head, numbers)| of_head(&named, head, numbers))
        .collect()
}

fn of_head(
    named: &HashSet<String>,
    head: &str,
    numbers: &BTreeMap<u32, BookRow<'_>>,
) -> Vec<Mismatch> {
    let pairs: Vec<_> = numbers
        .iter()
        .zip(numbers.iter().skip(1))
        .filter(|((a, _), (b, _))| **b > **a + 1)
        .collect();
    if pairs.len() > MOST_BREAKS || pairs.len() * ROWS_A_BREAK > numbers.len() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for ((a, row_a), (b, row_b)) in pairs {
        let width = row_b
            .record
            .no
            .as_deref()
            .map(plain)
            .map_or(0, |n| n.len() - head.len());
        let missing: Vec<String> = (*a + 1..*b).map(|n| format!("{head}{n:0width$}")).collect();
        let open: Vec<&String> = missing.iter().filter(|n| !named.contains(*n)).collect();
        if open.is_empty() || open.len() > MOST_BREAKS {
            continue;
        }
        found.extend(number_gap(*row_a, *row_b, &open));
    }
    found
}

/// Numbers that stand in any version of any book, or in a document.
fn named(desk: &Desk<'_>) -> HashSet<String> {
    let cells = desk
        .series
        .iter()
        .flat_map(|s| &s.versions)
        .flat_map(|b| &b.records)
        .flat_map(|r| &r.fields)
        .flat_map(|f| tokens(&f.text));
    let texts = desk
        .documents
        .iter()
        .flat_map(|d| &d.passages)
        .filter(|p| p.row.is_none())
        .flat_map(|p| tokens(&p.text));
    cells.chain(texts).collect()
}

fn number_gap(a: BookRow<'_>, b: BookRow<'_>, missing: &[&String]) -> Option<Mismatch> {
    let mut mismatch = begin(b, "台账编号", number_quote(b)?);
    let (from, to) = (a.record.no.clone()?, b.record.no.clone()?);
    let list: Vec<String> = missing.iter().map(|n| n.to_uppercase()).collect();
    let list = list.join("、");
    mismatch.formula = format!("{from} 之后是 {to}");
    mismatch.reason =
        format!("台账编号 {from} 之后是 {to}，各册各版都没有 {list}，也没有并入、撤销的记载。");
    mismatch.evidence.push(Evidence {
        source: number_quote(a)?,
        note: "断开之前的编号".to_owned(),
    });
    fill(&mut mismatch);
    Some(mismatch)
}
