//! Complaint numbers: their day against the day of receipt, numbers that stand twice, and numbers left out.
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{begin, cell, list};
use crate::{
    model::{Book, BookKind, BookRow, Evidence, Mismatch},
    reconcile::{
        Desk,
        cells::{all_text, holds, number_quote, plain, serial},
        lexicon::WORDS,
        repeated::repeated,
    },
};

/// Share of a book's numbers whose day must be that of receipt before one that differs means anything.
const AGREES: f64 = 0.8;
/// Fewest numbers from which that share is told.
const LEAST_NUMBERS: usize = 4;
/// Most numbers that a book kept whole leaves out: one that leaves out more is a part of a longer list.
const MOST_LEFT_OUT: usize = 3;

/// A day inside a number, and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    at: usize,
    width: usize,
}

pub(super) fn check(desk: &Desk<'_>, book: &Book, rows: &[BookRow<'_>]) -> Vec<Mismatch> {
    let mut found = days(rows);
    found.extend(repeated(book, number_field).iter().filter_map(twice));
    found.extend(left_out(desk, book, rows));
    found
}

fn number_field(row: BookRow<'_>) -> Option<&crate::model::Field> {
    let no = plain(row.record.no.as_deref()?);
    row.record.fields.iter().find(|f| plain(&f.text) == no)
}

/// The day of receipt, else of handing on.
fn day_of(row: BookRow<'_>, field: &str) -> Option<Date> {
    let date = row.date(field)?;
    date.from.filter(|from| date.to == Some(*from))
}

/// The day a number holds.
fn day_in(number: &str, pattern: Pattern) -> Option<Date> {
    let digits = number.get(pattern.at..pattern.at + pattern.width)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (year, rest) = if pattern.width == LONG {
        (number(0..4)?, 4)
    } else {
        (2000 + number(0..2)?, 2)
    };
    let month = i8::try_from(number(rest..rest + 2)?).ok()?;
    let day = i8::try_from(number(rest + 2..rest + 4)?).ok()?;
    (2000..2100)
        .contains(&year)
        .then(|| Date::new(year, month, day).ok())
        .flatten()
}

/// Digits of 20260908 and of 260908.
const LONG: usize = 8;
const SHORT: usize = 6;

/// Where the numbers of a book hold the day of a field, when nearly all do.
fn pattern(rows: &[BookRow<'_>], field: &str) -> Option<Pattern> {
    let mut votes: BTreeMap<Pattern, usize> = BTreeMap::new();
    let mut all = 0;
    for row in rows {
        let Some((no, day)) = row.record.no.as_deref().map(plain).zip(day_of(*row, field)) else {
            continue;
        };
        all += 1;
        for width in [LONG, SHORT] {
            for at in 0..no.len().saturating_sub(width - 1) {
                let pattern = Pattern { at, width };
                if day_in(&no, pattern) == Some(day) {
                    *votes.entry(pattern).or_default() += 1;
                }
            }
        }
    }
    let (pattern, agree) = votes.into_iter().max_by_key(|(p, n)| (*n, p.width))?;
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    (agree + 1 >= LEAST_NUMBERS && all >= LEAST_NUMBERS && count(agree) >= AGREES * count(all))
        .then_some(pattern)
}

/// Numbers whose day is not the day of the row.
fn days(rows: &[BookRow<'_>]) -> Vec<Mismatch> {
    for field in ["received_date", "assigned_date"] {
        if let Some(pattern) = pattern(rows, field) {
            return rows
                .iter()
                .filter_map(|row| other_day(*row, field, pattern))
                .collect();
        }
    }
    Vec::new()
}

fn other_day(row: BookRow<'_>, field: &str, pattern: Pattern) -> Option<Mismatch> {
    let no = plain(row.record.no.as_deref()?);
    let day = day_of(row, field)?;
    let inside = day_in(&no, pattern);
    let explained = holds(&plain(row.text("remark")), &WORDS.complaint.other_day);
    // Another kind of number (of another platform) holds no day at that place, or is of another length.
    if inside == Some(day) || explained || inside.is_none() {
        return None;
    }
    let inside = inside?;
    let mut mismatch = begin(row, "编号日期", number_quote(row)?);
    mismatch.formula = format!("编号中的日期 {inside} ≠ 台账日期 {day}");
    mismatch.reason = format!(
        "编号 {} 中的日期是 {inside}，台账所记日期是 {day}；本册其他编号的日期都与所记日期相同。",
        row.record.no.as_deref().unwrap_or_default(),
    );
    mismatch.evidence.extend(cell(row, field, "台账所记日期"));
    mismatch.looked_for = list(&[
        "重新交办、退回改派、补登",
        "其他平台的编号",
        "编号中的日期按批次或者转办日期编",
    ]);
    mismatch.would_clear = "更正编号或者日期，或者注明为何隔几天才登记".to_owned();
    mismatch.ask = list(&["这一件是哪天收到、哪天交办的？"]);
    Some(mismatch)
}

fn twice(pair: &crate::reconcile::repeated::Repeated<'_>) -> Option<Mismatch> {
    let ((a, first), (b, later)) = (pair.first, pair.later);
    // A piece that is handled in several places or published again stands several times.
    if holds(&all_text(b), &WORDS.complaint.stages) {
        return None;
    }
    let mut mismatch = begin(b, "编号", b.quote_column(later.column)?);
    let number = later.text.trim();
    mismatch.formula = format!("编号 {number} 出现 2 次");
    mismatch.reason = if pair.same {
        format!("编号 {number} 登记了两行，各栏完全相同。")
    } else {
        format!("编号 {number} 用于内容不同的两件投诉。")
    };
    mismatch.evidence.push(Evidence {
        source: a.quote_column(first.column)?,
        note: "先用这个编号的一行".to_owned(),
    });
    mismatch.looked_for = list(&[
        "合并单元格",
        "同一件分别交办几个单位",
        "阶段性办结后再次公开",
    ]);
    mismatch.would_clear = "其中一件改用自己的编号".to_owned();
    mismatch.ask = list(&["哪一件编错了号？"]);
    Some(mismatch)
}

/// Serial numbers between the first and the last of the book that no book on the desk holds.
fn left_out(desk: &Desk<'_>, book: &Book, rows: &[BookRow<'_>]) -> Vec<Mismatch> {
    let title = format!(
        "{}{}",
        book.title.as_deref().unwrap_or_default(),
        book.sheet
    );
    if holds(&title, &WORDS.numbering.extract) {
        return Vec::new();
    }
    // Numbers with a day count either through the book or anew each day.
    let mut widths: Vec<usize> = rows
        .iter()
        .filter_map(|row| Some(plain(row.record.no.as_deref()?).len()))
        .collect();
    widths.dedup();
    if widths.len() != 1 || rows.len() <= LEAST_NUMBERS {
        return Vec::new();
    }
    let pattern = ["received_date", "assigned_date"]
        .iter()
        .find_map(|f| pattern(rows, f));
    let tails: Vec<(String, u32, BookRow<'_>)> = rows
        .iter()
        .filter_map(|row| {
            let (head, n) = parts(&plain(row.record.no.as_deref()?), pattern)?;
            Some((head, n, *row))
        })
        .collect();
    let through: BTreeSet<u32> = tails.iter().map(|(_, n, _)| *n).collect();
    let runs: Vec<BTreeMap<u32, BookRow<'_>>> = if through.len() == tails.len() {
        vec![tails.iter().map(|(_, n, r)| (*n, *r)).collect()]
    } else {
        let mut by_head: BTreeMap<&str, BTreeMap<u32, BookRow<'_>>> = BTreeMap::new();
        for (head, n, row) in &tails {
            by_head.entry(head).or_default().insert(*n, *row);
        }
        by_head.into_values().collect()
    };
    let gaps: Vec<(BookRow<'_>, BookRow<'_>, u32, u32)> = runs
        .iter()
        .flat_map(|run| {
            run.iter()
                .zip(run.iter().skip(1))
                .filter(|((a, _), (b, _))| **b > **a + 1)
                .map(|((a, ra), (b, rb))| (*ra, *rb, *a, *b))
        })
        .collect();
    let missing: u32 = gaps.iter().map(|(_, _, a, b)| b - a - 1).sum();
    let few = usize::try_from(missing)
        .is_ok_and(|m| m <= MOST_LEFT_OUT && m * LEAST_NUMBERS <= rows.len());
    if !few {
        return Vec::new();
    }
    gaps.into_iter()
        .filter_map(|(before, after, a, b)| gap(desk, before, after, (a, b)))
        .collect()
}

/// A number in two parts: up to its serial, and the serial. The day that the numbers of the book hold is no part of the serial.
fn parts(no: &str, pattern: Option<Pattern>) -> Option<(String, u32)> {
    let from = pattern.map_or(0, |p| p.at + p.width);
    let (between, n) = serial(no.get(from..)?)?;
    Some((format!("{}{between}", no.get(..from)?), n))
}

fn gap(
    desk: &Desk<'_>,
    before: BookRow<'_>,
    after: BookRow<'_>,
    (a, b): (u32, u32),
) -> Option<Mismatch> {
    let no = after.record.no.as_deref().map(plain)?;
    let digits = no.len() - no.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    // As its neighbor writes its serial; the tail of a long number is told apart from its day by the difference of the two.
    let width = digits.min(SERIAL_DIGITS);
    let written: Vec<String> = (a + 1..b).map(|n| format!("{n:0width$}")).collect();
    let told = desk
        .series_of(&[BookKind::投诉台账])
        .flat_map(|s| &s.versions)
        .flat_map(Book::rows)
        .any(|row| {
            let own = row.record.no.as_deref().map(plain).unwrap_or_default();
            let elsewhere = !std::ptr::eq(row.book, after.book)
                && own.len() == no.len()
                && written.iter().any(|w| own.ends_with(w.as_str()));
            elsewhere || {
                let text = all_text(row);
                holds(&text, &WORDS.complaint.accounted)
                    && written
                        .iter()
                        .any(|w| text.replace(&own, "").contains(w.as_str()))
            }
        });
    if told {
        return None;
    }
    let mut mismatch = begin(after, "编号", number_quote(after)?);
    let from = before.record.no.clone()?;
    mismatch.formula = format!("顺序号 {b} − {a} = {} ≠ 1", b - a);
    mismatch.reason = format!(
        "编号 {from} 之后是 {}，缺顺序号 {}。",
        after.record.no.as_deref().unwrap_or_default(),
        written.join("、")
    );
    mismatch.evidence.push(Evidence {
        source: number_quote(before)?,
        note: "断开之前的一件".to_owned(),
    });
    mismatch.looked_for = list(&[
        "每日重新起号",
        "其他投诉台账中的编号",
        "并入、转出、作废的记载",
        "节选的表",
    ]);
    mismatch.would_clear = "补上缺的一件，或者注明它转往何处".to_owned();
    mismatch.ask = list(&["缺的编号是哪一件，由谁办理？"]);
    Some(mismatch)
}

/// Digits of a serial as other cells write it (第0017号件).
const SERIAL_DIGITS: usize = 3;
