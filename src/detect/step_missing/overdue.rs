//! A term that has run out, nothing finished, no extension asked for.
use std::ops::Range;

use crate::{
    detect::{
        found::Found,
        record::{self, Field},
        timeline::{self, Year},
        told::Told,
    },
    model::{Certainty, DateValue, Explain, Severity},
};

/// Words that say that no extension was asked for.
const NOT_ASKED: &[&str] = &[
    "未申请延期",
    "未办理延期",
    "没有申请延期",
    "没申请延期",
    "无延期申请",
    "未见延期",
    "未报延期",
    "没有延期手续",
    "未履行延期",
];

/// A record past its term, by its own dates.
pub(super) fn check(told: &Told<'_>, fields: &[Field]) -> Option<Found> {
    let (deadline, by) = dated(told, "deadline")?;
    let (today, now) = dated(told, "today")?;
    let late = timeline::days_between(by, now);
    let unasked = fields.iter().any(|f| f.is("extension") && f.is_empty())
        || NOT_ASKED.iter().any(|w| told.plain.contains(w));
    let unfinished = record::standing(&told.plain).undone
        || fields.iter().any(|f| f.is("finished_on") && f.is_empty());
    if late <= 0 || !unasked || !unfinished {
        return None;
    }
    Some(Found {
        range: deadline.start.min(today.start)..deadline.end.max(today.end),
        reason: format!("时限{by}，到{now}已过{late}天，没有办结，也没有申请延期。"),
        explain: Explain {
            matched: vec![("延期申请".to_owned(), vec!["未见".to_owned()])],
            exemptions_not_found: ["延期申请", "办结日期"].map(str::to_owned).to_vec(),
            formula: Some(format!("{now} − {by} = {late}日 > 0日")),
            would_clear: Some("补上延期的申请和批复，或写明办结日期。".to_owned()),
            ..Explain::default()
        },
        certainty: Certainty::确定,
        severity: Severity::重点,
        terms: vec![
            (deadline, "时限".to_owned()),
            (today, "当前日期".to_owned()),
        ],
    })
}

/// The date of a field, written with its colon or without.
fn dated(told: &Told<'_>, id: &str) -> Option<(Range<u32>, jiff::civil::Date)> {
    told.clauses().into_iter().find_map(|clause| {
        let date = told
            .dates
            .iter()
            .find(|d| clause.start <= d.start && d.end <= clause.end)?;
        let name = told
            .slice(&(clause.start..date.start))
            .trim_end_matches([':', '为', '是', ' ']);
        record::names(id, name).then_some(())?;
        Some((clause, last_day(&date.value)?))
    })
}

fn last_day(value: &DateValue) -> Option<jiff::civil::Date> {
    let found = crate::model::FoundDate {
        start: 0,
        end: 0,
        value: value.clone(),
    };
    value.to.or_else(|| {
        timeline::days(&found)
            .filter(|(.., year)| *year == Year::Missing)
            .map(|(_, to, _)| to)
    })
}
