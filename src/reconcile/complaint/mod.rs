//! RC-19: complaints: handled in time, judged, with facts, published after they were handled, numbered without breaks.
mod numbers;
mod term;
mod verdict;

use std::collections::HashSet;

use super::{
    Check, Desk,
    cells::{holds, plain},
    found,
    lexicon::WORDS,
};
use crate::model::{BookKind, BookRow, Completion, Evidence, Mismatch, Severity, SourceRef};

/// Looks at how complaints were handled.
#[derive(Debug)]
pub(super) struct ComplaintHandling;

impl Check for ComplaintHandling {
    fn id(&self) -> &'static str {
        "RC-19"
    }
    fn title(&self) -> &'static str {
        "投诉办理不合要求"
    }
    fn indicator(&self) -> &'static str {
        "complaint-mishandled"
    }
    fn explains(&self) -> &'static str {
        "超过办理时限，已办结而没有是否属实的结论，判不属实而没有事实，公开早于办结，编号中的日期与受理（交办）日期不符，编号重复或断开。时限末日为放假日的顺延，阶段性办结、再次公开、并案转办、批准延期的，不提示；表中没有时限、也不按规定天数办理的，不核时限。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "投诉办理时限（交办件，及册内多数按此办结的）".to_owned(),
            format!("{} 天", desk.settings.complaint_days),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let mut found = Vec::new();
        for series in desk.series_of(&[BookKind::投诉台账]) {
            for (at, book) in series.versions.iter().enumerate() {
                let later = series.versions.get(at + 1..).unwrap_or_default();
                // What a later version says of a complaint counts.
                let again: HashSet<&str> = later
                    .iter()
                    .flat_map(|b| b.records.iter().map(|r| r.key.as_str()))
                    .collect();
                let rows: Vec<BookRow<'_>> = book
                    .rows()
                    .filter(|r| !again.contains(r.record.key.as_str()))
                    .collect();
                if rows.is_empty() {
                    continue;
                }
                found.extend(term::check(desk, book, &rows));
                if verdict::judges(book) {
                    found.extend(rows.iter().filter_map(|r| verdict::missing(*r)));
                }
                found.extend(rows.iter().filter_map(|r| verdict::without_facts(*r)));
                found.extend(rows.iter().filter_map(|r| term::published_early(*r)));
                found.extend(numbers::check(desk, book, &rows));
            }
        }
        found
    }
}

/// A mismatch to be filled in.
fn begin(row: BookRow<'_>, item: &str, source: SourceRef) -> Mismatch {
    let mut found = found::of_row(&ComplaintHandling, Severity::关注, row, item, source);
    if found.matter.is_empty() {
        row.text("content").clone_into(&mut found.matter);
    }
    found
}

/// Whether it is handled to the end; in stages is not.
fn is_done(row: BookRow<'_>) -> bool {
    row.record.facets.completion == Some(Completion::Done) || row.record.facets.is_closed()
}

/// Whether it is said to be handled in part.
fn is_in_stages(row: BookRow<'_>) -> bool {
    matches!(
        row.record.facets.completion,
        Some(Completion::Stage | Completion::Mostly)
    )
}

/// Whether it is a piece that needs no verdict, or is handled under another number.
fn is_not_judged(row: BookRow<'_>) -> bool {
    ["category", "status", "remark", "result_verdict", "progress"]
        .iter()
        .any(|f| holds(&plain(row.text(f)), &WORDS.complaint.not_judged))
}

fn cell(row: BookRow<'_>, field: &str, note: &str) -> Option<Evidence> {
    Some(Evidence {
        source: row.quote(field)?,
        note: note.to_owned(),
    })
}

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}
