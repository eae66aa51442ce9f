//! The day a report or a sentence speaks of.
use jiff::civil::Date;

use super::clause::Sentence;
use crate::model::{AsOf, Document, FoundDate, Passage, PassageKind, char_slice};

/// How many passages from the beginning are looked through for the day a report speaks of.
const FIRST_PASSAGES: usize = 16;

/// The day a report speaks of: 截至… in its title or first paragraphs, else the end of its period, else the day it bears.
pub(super) fn of_document(document: &Document) -> Option<AsOf> {
    let because = |date: Date, why: &str| AsOf {
        date,
        because: why.to_owned(),
    };
    let mut running = document
        .passages
        .iter()
        .filter(|p| p.kind != PassageKind::Row)
        .take(FIRST_PASSAGES)
        .filter_map(|p| {
            let why = match p.kind {
                PassageKind::Title | PassageKind::Heading => "title",
                _ => "note",
            };
            Some(because(in_passage(p)?, why))
        });
    running
        .next()
        .or_else(|| {
            let to = document.period.as_ref()?.value.to;
            // A plan for a year is not of the year's last day.
            let written = document.dated.as_ref().and_then(|d| d.to.or(d.from));
            written
                .is_none_or(|d| to <= d)
                .then(|| because(to, "period"))
        })
        .or_else(|| {
            let dated = document.dated.as_ref()?;
            Some(because(dated.to.or(dated.from)?, "dated"))
        })
}

fn in_passage(passage: &Passage) -> Option<Date> {
    passage
        .dates
        .iter()
        .find(|d| is_as_of(passage, d))
        .and_then(|d| d.value.to)
}

/// The day a sentence speaks of, when it names one.
pub(super) fn of_sentence(sentence: &Sentence<'_>) -> Option<Date> {
    sentence
        .dates(&sentence.range)
        .find(|d| is_as_of(sentence.passage, d))
        .and_then(|d| d.value.to)
}

/// Whether 截至, 截止 or 数据截至: stands before a date, or is its first word.
fn is_as_of(passage: &Passage, date: &FoundDate) -> bool {
    let before = char_slice(&passage.plain, &(date.start.saturating_sub(6)..date.start));
    let raw = date.value.raw.as_str();
    let bare = before.trim_end_matches([':', ' ', '到', '日', '期', '时', '间', '点', '为']);
    bare.ends_with("截至")
        || bare.ends_with("截止")
        || raw.starts_with("截至")
        || raw.starts_with("截止")
}
