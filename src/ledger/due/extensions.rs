//! Reads a register of extensions: what was applied for and what was decided.
use jiff::civil::Date;

use crate::{
    ledger::words::{WORDS, clause_begins, is_filled},
    model::{BookRow, DateValue, Decision, Extension},
};

/// One row of 延期登记.
#[must_use]
pub fn extension(row: BookRow<'_>) -> Extension {
    Extension {
        nth: row
            .text("nth")
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .ok(),
        applied: row.date("applied_date").cloned(),
        reason: row.text("reason").to_owned(),
        old: row.date("old_deadline").cloned(),
        new: row.date("new_deadline").cloned(),
        decision: decision(row),
        decided: row.date("decided_date").cloned(),
        source: row
            .quote("decision")
            .or_else(|| row.quote("new_deadline"))
            .or_else(|| row.name_quote()),
    }
}

/// What the row says was decided. A paper with number and day decides where the words are left out; doubt is no decision.
fn decision(row: BookRow<'_>) -> Decision {
    let text = row.text("decision");
    if text == "否" {
        return Decision::Refused;
    }
    if !is_filled(text) {
        let papered = is_filled(row.text("approval_no"))
            && row.text("decided_date").chars().any(|c| c.is_ascii_digit());
        return if papered {
            Decision::Granted
        } else {
            Decision::Open
        };
    }
    if clause_begins(text, &WORDS.refused) {
        Decision::Refused
    } else if clause_begins(text, &WORDS.undecided) {
        Decision::Open
    } else if clause_begins(text, &WORDS.granted) || WORDS.granted_whole.iter().any(|w| w == text) {
        Decision::Granted
    } else if WORDS.refused.iter().any(|w| text.contains(w.as_str())) {
        Decision::Refused
    } else if clause_ends(text, &WORDS.granted) || clause_ends(text, &WORDS.granted_whole) {
        Decision::Granted
    } else {
        Decision::Open
    }
}

/// Whether a clause ends with a word of two characters or more: 经分管领导同意, 会议研究通过.
fn clause_ends(text: &str, words: &[String]) -> bool {
    text.split(['，', ',', '；', ';', '。', '\n', '（', '('])
        .map(str::trim)
        .any(|clause| {
            words
                .iter()
                .any(|w| w.chars().count() > 1 && clause.ends_with(w.as_str()))
        })
}

/// The extensions that were in force on a day, in the order they were decided. One that gives no more time than it starts from is
/// none.
#[must_use]
pub fn in_force(extensions: &[Extension], on: Date) -> Vec<&Extension> {
    let mut granted: Vec<&Extension> = extensions
        .iter()
        .filter(|e| e.decision == Decision::Granted)
        .filter(|e| gives_time(e))
        .filter(|e| decided_on(e).is_none_or(|day| day <= on))
        .collect();
    granted.sort_by_key(|e| {
        (
            e.nth.unwrap_or(u32::MAX),
            decided_on(e),
            e.new.as_ref().and_then(|new| new.to),
        )
    });
    granted
}

/// Whether the new deadline is a day, and later than the old one the register names.
pub(super) fn gives_time(extension: &Extension) -> bool {
    let day = |value: Option<&DateValue>| value.and_then(|v| v.to.or(v.from));
    let new = extension.new.as_ref().and_then(|new| new.to);
    let old = day(extension.old.as_ref());
    new.is_some_and(|new| old.is_none_or(|old| new > old))
}

fn decided_on(extension: &Extension) -> Option<Date> {
    extension.decided.as_ref().and_then(|d| d.from.or(d.to))
}
