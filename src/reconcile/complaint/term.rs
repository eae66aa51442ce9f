//! Whether a complaint was handled in time, and published after it was handled.
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::{begin, cell, is_done, is_in_stages, is_not_judged, list};
use crate::{
    model::{Book, BookRow, Completion, Mismatch},
    normalize::numbers,
    reconcile::{
        Desk,
        cells::{all_text, holds, plain},
        lexicon::WORDS,
    },
};

/// Share of the handled complaints of a book that must keep the office's term before the term can be the book's own.
const KEEPS_TERM: f64 = 2.0 / 3.0;
/// Fewest handled complaints from which that share is told.
const LEAST_HANDLED: usize = 5;

/// The day by which a complaint was due, and why.
struct Due {
    day: Date,
    because: String,
    field: &'static str,
    is_estimated: bool,
}

pub(super) fn check(desk: &Desk<'_>, book: &Book, rows: &[BookRow<'_>]) -> Vec<Mismatch> {
    let as_of = book.as_of.as_ref().map_or(desk.on, |a| a.date.min(desk.on));
    let has_term = is_handed_over(book) || keeps_term(desk, rows);
    rows.iter()
        .filter_map(|row| late(desk, *row, as_of, has_term))
        .collect()
}

/// Whether the book is of complaints that an inspection handed over.
fn is_handed_over(book: &Book) -> bool {
    let titles = [
        book.title.as_deref().unwrap_or_default(),
        &book.sheet,
        &book.file,
    ];
    titles
        .iter()
        .any(|t| holds(&plain(t), &WORDS.complaint.handed_over))
}

/// The later of the days it was received and handed on: the reading that gives the office more time.
fn received(row: BookRow<'_>) -> Option<(Date, &'static str)> {
    ["received_date", "assigned_date"]
        .into_iter()
        .filter_map(|f| Some((row.date(f)?.to?, f)))
        .max_by_key(|(day, _)| *day)
}

/// Whether most complaints of the book were handled within the office's term: only then it is the book's.
fn keeps_term(desk: &Desk<'_>, rows: &[BookRow<'_>]) -> bool {
    let mut handled = 0_u32;
    let mut in_time = 0_u32;
    for row in rows {
        if let (Some((from, _)), Some(done)) =
            (received(*row), row.date("done_date").and_then(|d| d.from))
        {
            let due = desk.workdays.term_end(from, desk.settings.complaint_days);
            handled += 1;
            in_time += u32::from(done <= due.value());
        }
    }
    usize::try_from(handled).is_ok_and(|n| n >= LEAST_HANDLED)
        && f64::from(in_time) >= KEEPS_TERM * f64::from(handled)
}

fn due(desk: &Desk<'_>, row: BookRow<'_>, has_term: bool) -> Option<Due> {
    for field in ["current_deadline", "deadline"] {
        if let Some(date) = row.date(field).filter(|d| d.doubt.is_none())
            && let Some(day) = date.to
        {
            let moved = desk.workdays.next_workday(day);
            let note = if moved.value() == day {
                format!("办理时限 {day}")
            } else {
                format!("办理时限 {day} 为放假日，顺延至 {}", moved.value())
            };
            return Some(Due {
                day: moved.value(),
                because: note,
                field,
                is_estimated: moved.is_estimated(),
            });
        }
    }
    let (from, field) = received(row)?;
    if let Some(due) = written_days(desk, row, from) {
        return Some(due);
    }
    if !has_term {
        return None;
    }
    let end = desk.workdays.term_end(from, desk.settings.complaint_days);
    Some(Due {
        day: end.value(),
        because: format!(
            "{from} + {} 天 = {}（末日为放假日的顺延）",
            desk.settings.complaint_days,
            end.value()
        ),
        field,
        is_estimated: end.is_estimated(),
    })
}

/// A term that its cell gives in days: 10日内, 5个工作日.
fn written_days(desk: &Desk<'_>, row: BookRow<'_>, from: Date) -> Option<Due> {
    let text = plain(row.text("deadline"));
    let number = numbers::find(&text).into_iter().next()?;
    let days = u32::try_from(number.value.trunc().to_i64()?).ok()?;
    let end = match number.unit.as_str() {
        "个工作日" | "工作日" => desk.workdays.add(from, days),
        "日" | "天" => desk.workdays.term_end(from, days),
        _ => return None,
    };
    Some(Due {
        day: end.value(),
        because: format!("{from} 起 {text} = {}", end.value()),
        field: "deadline",
        is_estimated: end.is_estimated(),
    })
}

fn late(desk: &Desk<'_>, row: BookRow<'_>, as_of: Date, has_term: bool) -> Option<Mismatch> {
    let due = due(desk, row, has_term)?;
    let done = row.date("done_date").and_then(|d| d.from);
    let is_open = done.is_none()
        && !is_done(row)
        && !is_in_stages(row)
        && matches!(
            row.record.facets.completion,
            Some(Completion::Started | Completion::NotStarted)
        );
    let (until, what) = match done {
        Some(day) if day > due.day => (day, "办结"),
        None if is_open && as_of > due.day => (as_of, "仍未办结"),
        _ => return None,
    };
    if is_extended(row) || is_not_judged(row) {
        return None;
    }
    let source = if done.is_some() {
        row.quote("done_date")
    } else {
        row.quote("status").or_else(|| row.quote(due.field))
    };
    let mut mismatch = begin(row, "办理时限", source?);
    let days = until.since(due.day).map_or(0, |span| span.get_days());
    let estimated = if due.is_estimated { "（暂估）" } else { "" };
    mismatch.formula = format!(
        "{}；{until} − {} = {days} 天 ＞ 0{estimated}",
        due.because, due.day
    );
    mismatch.reason = format!(
        "应于 {} 前办结，{until} {what}，超期 {days} 天{estimated}。",
        due.day
    );
    mismatch
        .evidence
        .extend(cell(row, due.field, "时限由此算起"));
    mismatch.looked_for = list(&[
        "时限末日为放假日的顺延",
        "批准延期",
        "阶段性办结",
        "并案、转办、咨询",
        "时限当天办结",
    ]);
    mismatch.would_clear = "附上批准延期的记录，或者更正办结日期".to_owned();
    mismatch.ask = list(&["何时办结，超期是否经批准？", "投诉人何时得到答复？"]);
    Some(mismatch)
}

/// Whether more time was given.
fn is_extended(row: BookRow<'_>) -> bool {
    let text = all_text(row);
    holds(&text, &WORDS.complaint.extended) && holds(&text, &WORDS.complaint.granted)
}

/// Published as handled before it was.
pub(super) fn published_early(row: BookRow<'_>) -> Option<Mismatch> {
    let published = row.date("published_date")?;
    let done = row.date("done_date")?;
    let (to, from) = (published.to?, done.from?);
    let staged = is_in_stages(row) || holds(&all_text(row), &WORDS.complaint.stages);
    if to >= from || staged || !is_done(row) {
        return None;
    }
    let mut mismatch = begin(row, "公开日期", row.quote("published_date")?);
    let days = from.since(to).map_or(0, |span| span.get_days());
    mismatch.formula = format!("公开 {to} ＜ 办结 {from}（早 {days} 天）");
    mismatch.reason = format!("{to} 公开为已办结，台账记载 {from} 才办结。");
    mismatch.evidence.extend(cell(row, "done_date", "办结日期"));
    mismatch.looked_for = list(&["阶段性办结后再次公开", "补充公开、续报", "只写到月份的日期"]);
    mismatch.would_clear = "写明先公开的是阶段进展，或者更正其中一个日期".to_owned();
    mismatch.ask = list(&["公开时办到哪一步？", "两个日期以哪个为准？"]);
    Some(mismatch)
}
