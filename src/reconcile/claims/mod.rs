//! Reads claims out of reports: what is said to be done, how many, by when, by whom; each with its place.
//!
//! Only what the writer says is so is a claim. Plans, demands, conditions and what others are quoted with are none.

mod about;
mod amounts;
mod as_of;
mod clause;
mod counts;
mod lexicon;
mod mood;
mod office_name;
mod rates;
mod status;
mod steps;
mod subject;
mod tables;
mod terms;

use std::ops::Range;

pub(in crate::reconcile) use amounts::{Amount, amounts};
use subject::doc_numbers;
pub(in crate::reconcile) use tables::state_of;

use crate::model::{Claim, Claimed, DocType, Document, PassageKind, Report, Subject, UnitProfile};

use clause::{Clause, Sentence};

/// Longest sentence that is quoted whole, in characters; of a longer one the clause is.
const LONGEST_QUOTE: u32 = 120;

/// A claim before it has its place in the file.
#[derive(Clone, Debug)]
struct Found {
    claimed: Claimed,
    subject: Subject,
    /// What is quoted, in characters of the passage.
    range: Range<u32>,
    /// The words that decided, as a character of the passage.
    at: u32,
}

/// The claims of a document in reading order; none in papers that only order, plan or regulate, and none in ledgers.
///
/// Units are given under the names the office knows them by.
#[must_use]
pub fn claims(document: &Document, units: &[UnitProfile]) -> Report {
    let as_of = as_of::of_document(document);
    let day = as_of.as_ref().map(|a| a.date);
    let mut report = Report {
        file: document.file.clone(),
        sha256: document.sha256.clone(),
        doc_type: document.doc_type.value,
        unit: document
            .unit
            .as_ref()
            .map(|u| office_name::of(&u.value, units, day)),
        period: document.period.as_ref().map(|p| p.value.label.clone()),
        as_of,
        claims: Vec::new(),
    };
    let runs_on = document
        .passages
        .iter()
        .any(|p| matches!(p.kind, PassageKind::Paragraph | PassageKind::ListItem));
    // A sheet whose type nothing told is a register rather than a report.
    if !reports(document.doc_type.value) || (document.doc_type.value == DocType::其他 && !runs_on)
    {
        return report;
    }
    let whole = subject::only_number(document);
    for (index, passage) in (0u32..).zip(&document.passages) {
        if !matches!(passage.kind, PassageKind::Paragraph | PassageKind::ListItem) {
            continue;
        }
        let mut scope = subject::scope(document, index, whole.as_deref());
        let mut running = counts::Running::default();
        for sentence in clause::sentences(passage) {
            if subject::Scope::opens(&sentence) {
                scope = scope.after(&sentence).unwrap_or(scope);
            }
            let mut found = Vec::new();
            status::claims(&sentence, &scope, &mut found);
            counts::claims(&sentence, &scope, &mut running, &mut found);
            steps::claims(&sentence, &scope, &mut found);
            terms::claims(&sentence, &scope, &mut found);
            amounts::claims(&sentence, &scope, &mut found);
            found.sort_by_key(|f| f.at);
            scope = scope.after(&sentence).unwrap_or(scope);
            let spoken = as_of::of_sentence(&sentence).filter(|d| Some(*d) != day);
            let doc_no = only_doc_number(document, index, &sentence);
            for one in found {
                let Some(source) = document.source_ref(index, one.range.clone()) else {
                    continue;
                };
                report.claims.push(Claim {
                    claimed: one.claimed,
                    subject: Subject {
                        doc_no: one.subject.doc_no.or_else(|| doc_no.clone()),
                        ..one.subject
                    },
                    as_of: spoken,
                    source,
                    passage: index,
                });
            }
        }
    }
    report.claims.extend(tables::claims(document, day));
    report.claims.sort_by_key(|c| c.passage);
    for claim in &mut report.claims {
        let on = claim.as_of.or(day);
        if let Claimed::Unit { name } = &mut claim.claimed {
            *name = office_name::of(name, units, on);
        }
        if let Some(unit) = &mut claim.subject.unit {
            *unit = office_name::of(unit, units, on);
        }
    }
    report
}

/// Whether papers of a type tell what has been done.
fn reports(doc_type: DocType) -> bool {
    matches!(
        doc_type,
        DocType::督查专报
            | DocType::整改报告
            | DocType::进展报告
            | DocType::督办回复
            | DocType::情况说明
            | DocType::会议纪要
            | DocType::其他
    )
}

/// What is quoted for a claim in a clause: the sentence, unless it is long.
fn quoted(sentence: &Sentence<'_>, clause: &Clause) -> Range<u32> {
    if sentence.range.end - sentence.range.start <= LONGEST_QUOTE {
        sentence.range.clone()
    } else {
        clause.range.clone()
    }
}

/// The document number a sentence names, if it names just one.
fn only_doc_number(document: &Document, passage: u32, sentence: &Sentence<'_>) -> Option<String> {
    let text = &document.passages.get(passage as usize)?.text;
    let found = doc_numbers(&crate::model::char_slice(text, &sentence.range));
    match found.as_slice() {
        [(_, no)] => Some(no.clone()),
        _ => None,
    }
}
