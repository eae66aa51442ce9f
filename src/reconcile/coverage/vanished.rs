//! Rows of an earlier version that the newest one does not have.
use std::collections::HashSet;

use super::begin;
use crate::{
    ledger::diff,
    model::{
        Book, BookKind, BookRow, Certainty, Document, Evidence, Mismatch, RowName, Series,
        Severity, fold,
    },
    reconcile::{
        Desk,
        cells::{holds, number_quote, plain, serial},
        lexicon::WORDS,
    },
};

/// Books that go on from version to version.
const GOES_ON: &[BookKind] = &[
    BookKind::总账,
    BookKind::细账,
    BookKind::整改清单,
    BookKind::投诉台账,
    BookKind::收文登记,
];

/// Share of the earlier rows that must still be there: below it the newer book is another one or begins anew, and what changed is
/// for the comparison of versions to show.
const SURVIVING: f64 = 0.5;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    desk.series_of(GOES_ON)
        .flat_map(|series| of_series(desk, series))
        .collect()
}

fn of_series(desk: &Desk<'_>, series: &Series) -> Vec<Mismatch> {
    let Some((newest, earlier)) = series.versions.split_last() else {
        return Vec::new();
    };
    let said = said_of_rows(desk, newest);
    let elsewhere: HashSet<String> = desk
        .series_of(GOES_ON)
        .filter(|other| other.kind == series.kind && !std::ptr::eq(*other, series))
        .filter_map(Series::latest)
        .flat_map(Book::rows)
        .filter_map(|r| r.record.no.as_deref().map(plain))
        .collect();
    let mut told: HashSet<String> = HashSet::new();
    let mut found = Vec::new();
    for before in earlier.iter().rev() {
        let change = diff(before, newest, desk.settings.title_similarity);
        let gone = change.vanished.len();
        if before.records.is_empty() || !survives(before.records.len(), gone) {
            continue;
        }
        let keeps_closed = newest.records.iter().any(|r| r.facets.is_closed());
        for row in &change.vanished {
            if !told.insert(row.key.clone()) {
                continue;
            }
            let Some(record) = before.records.get(row.at) else {
                continue;
            };
            let old = BookRow {
                book: before,
                record,
            };
            let moved = row
                .no
                .as_deref()
                .is_some_and(|n| elsewhere.contains(&plain(n)));
            // A book that lists only what is open drops what is closed.
            let carried_out = record.facets.is_closed() && !keeps_closed;
            if moved || carried_out || is_explained(row, old, &said) {
                continue;
            }
            let again = change.renumbered.iter().find(|r| r.before.key == row.key);
            found.extend(tell(old, newest, again.map(|r| (&r.after, r.similarity))));
        }
    }
    found
}

fn survives(all: usize, gone: usize) -> bool {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    count(all.saturating_sub(gone)) >= SURVIVING * count(all)
}

/// Every cell of the newest version, and every line of its file, that says where something went.
fn said_of_rows(desk: &Desk<'_>, newest: &Book) -> Vec<String> {
    let cells = newest
        .rows()
        .flat_map(|r| r.record.fields.iter().map(|f| plain(&f.text)));
    let document: Option<&&Document> = desk
        .documents
        .iter()
        .find(|d| d.file == newest.file && d.sha256 == newest.sha256);
    let notes = document
        .into_iter()
        .flat_map(|d| d.passages.iter().map(|p| plain(&p.text)));
    cells
        .chain(notes)
        .filter(|t| holds(t, &WORDS.vanished.went))
        .collect()
}

/// Whether the old row or the newest version says where it went.
fn is_explained(row: &RowName, old: BookRow<'_>, said: &[String]) -> bool {
    if !old.text("merged_into").is_empty()
        || ["remark", "status", "closure"]
            .iter()
            .any(|f| holds(&fold(old.text(f)), &WORDS.vanished.left))
    {
        return true;
    }
    let title = plain(&row.title);
    let named_by_title =
        |text: &String| title.chars().count() >= NAMING_TITLE && text.contains(&title);
    let Some(number) = row.no.as_deref().map(plain) else {
        return said.iter().any(named_by_title);
    };
    let parts = serial(&number).map(|(head, _)| {
        let head = head.to_owned();
        let tail = number.get(head.len()..).unwrap_or_default().to_owned();
        (head, tail)
    });
    said.iter().any(|text| {
        text.contains(&number)
            || named_by_title(text)
            || parts.as_ref().is_some_and(|(head, tail)| {
                tail.len() >= NAMING_TAIL
                    && !head.is_empty()
                    && text.contains(head)
                    && text.contains(tail.as_str())
            })
    })
}

/// Shortest title, in characters, and shortest tail of a number, in digits, by which a note names a row.
const NAMING_TITLE: usize = 6;
const NAMING_TAIL: usize = 3;

fn tell(old: BookRow<'_>, newest: &Book, again: Option<(&RowName, f64)>) -> Option<Mismatch> {
    let source = number_quote(old).or_else(|| old.name_quote())?;
    let mut mismatch = begin(old, "前后版收录", source);
    let as_of = |book: &Book| {
        book.as_of
            .as_ref()
            .map_or_else(|| book.file.clone(), |a| a.date.to_string())
    };
    let name = old
        .record
        .no
        .clone()
        .unwrap_or_else(|| old.record.key.clone());
    let (before, after) = (as_of(old.book), as_of(newest));
    mismatch.formula = format!(
        "{name} ∈ {before} 版，∉ {after} 版（{} 行）",
        newest.records.len()
    );
    if let Some((row, similarity)) = again {
        mismatch.certainty = Certainty::较强;
        mismatch.severity = Severity::提示;
        "编号变更".clone_into(&mut mismatch.item);
        let new = row.no.clone().unwrap_or_else(|| row.key.clone());
        mismatch.reason = format!(
            "{before} 版的 {name}“{}”在 {after} 版没有；本版 {new}“{}”标题相似度 {similarity:.2}，可能是改了编号，请确认。",
            old.record.title, row.title,
        );
        mismatch
            .evidence
            .extend(row.source.clone().map(|source| Evidence {
                source,
                note: "可能对应的行".to_owned(),
            }));
    } else {
        mismatch.reason = format!(
            "{before} 版的 {name}“{}”在 {after} 版不见了，没有并入、移出、中止或者改号的记载。",
            old.record.title,
        );
        mismatch.evidence.extend(neighbor(old, newest));
    }
    mismatch.looked_for = [
        "同号的行、同类其他台账",
        "备注、附注中的并入、移出、归档、改号",
        "标题相近而编号不同的行",
        "只列未销号事项的台账",
    ]
    .map(ToOwned::to_owned)
    .into();
    mismatch.would_clear = "补回这一行，或者在备注里写明去向和文号".to_owned();
    mismatch.ask = ["这一行为何不在了，由谁决定？", "事项现在办到哪一步？"]
        .map(ToOwned::to_owned)
        .into();
    Some(mismatch)
}

/// The row before it that is still there: after it the row should stand.
fn neighbor(old: BookRow<'_>, newest: &Book) -> Option<Evidence> {
    let keys: HashSet<&str> = newest.records.iter().map(|r| r.key.as_str()).collect();
    let at = old
        .book
        .records
        .iter()
        .position(|r| std::ptr::eq(r, old.record))?;
    let before = old
        .book
        .records
        .iter()
        .take(at)
        .rfind(|r| keys.contains(r.key.as_str()))
        .or_else(|| {
            old.book
                .records
                .iter()
                .skip(at)
                .find(|r| keys.contains(r.key.as_str()))
        })?;
    let row = newest.rows().find(|r| r.record.key == before.key)?;
    Some(Evidence {
        source: number_quote(row).or_else(|| row.name_quote())?,
        note: "本版中与它相邻的行；其后没有这一行".to_owned(),
    })
}
