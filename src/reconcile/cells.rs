//! Reads records by header where no canonical field says what a column is, and numbers that cells list.
use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use crate::model::{Book, BookKind, BookRow, Field, Series, SourceRef, fold};

/// The first filled cell under a header that holds one of the words.
pub(super) fn under<'a>(row: BookRow<'a>, words: &[impl AsRef<str>]) -> Option<&'a Field> {
    row.record.fields.iter().find(|f| {
        !f.text.trim().is_empty()
            && row
                .book
                .columns
                .get(usize::from(f.column))
                .is_some_and(|c| holds(&plain(&c.header), words))
    })
}

/// Whether one of the words stands in a text.
pub(super) fn holds(text: &str, words: &[impl AsRef<str>]) -> bool {
    words.iter().any(|w| text.contains(w.as_ref()))
}

/// A text in match form without blanks, dashes of one kind.
pub(super) fn plain(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '－' | '—' | '–' | '‐' | '−' | '﹣' => '-',
            other => other,
        })
        .collect()
}

/// Everything a record says, in match form.
pub(super) fn all_text(row: BookRow<'_>) -> String {
    row.record
        .fields
        .iter()
        .flat_map(|f| [fold(&f.text), "\n".to_owned()])
        .collect()
}

/// The cell that holds a record's number.
pub(super) fn number_quote(row: BookRow<'_>) -> Option<SourceRef> {
    let no = row.record.no.as_deref().map(plain)?;
    let field = row.record.fields.iter().find(|f| plain(&f.text) == no)?;
    row.quote_column(field.column)
}

/// Longest run of numbers that 至 may stand for: a ledger of the office has fewer entries a year.
const LONGEST_RUN: u32 = 500;

/// Numbers that a cell lists: `ZZ2026-001至014`, `ZZ2026-054、053`.
pub(super) fn listed(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut all: Vec<String> = Vec::new();
    for token in text.split(['、', ',', ';', '/', '和', '及', '\n']) {
        // 001等13件 names the first of them.
        let token = token.split('等').next().unwrap_or_default();
        let mut ends = token.split(['至', '~', '～']);
        let Some(first) = ends.next().and_then(|t| completed(t, all.last())) else {
            continue;
        };
        let last = ends.next().and_then(|t| completed(t, Some(&first)));
        let run = last.and_then(|last| run(&first, &last));
        all.push(first);
        all.extend(run.into_iter().flatten());
    }
    all
}

/// Numbers that a running text names: what stands together, and lists of which only the tails are written.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let text = plain(text);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '〔' | '〕');
    let mut all: Vec<String> = Vec::new();
    for list in text.split(|c: char| !is_part(c) && !matches!(c, '、' | '至' | '~')) {
        if list.chars().any(|c| c.is_ascii_digit()) {
            all.extend(listed(list));
        }
    }
    all
}

/// A number, with the beginning of the one before where only its tail is written.
fn completed(token: &str, before: Option<&String>) -> Option<String> {
    let token = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '〕' && c != '〔');
    if !token.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let is_tail = token.chars().all(|c| c.is_ascii_digit());
    match before {
        Some(before) if is_tail && before.len() > token.len() => {
            let head = before.get(..before.len() - token.len())?;
            Some(format!("{head}{token}"))
        }
        _ => Some(token.to_owned()),
    }
}

/// The numbers after `first` up to `last`.
fn run(first: &str, last: &str) -> Option<Vec<String>> {
    let (head, from) = serial(first)?;
    let (other, to) = serial(last)?;
    if head != other || to <= from || to - from > LONGEST_RUN {
        return None;
    }
    let width = first.len() - head.len();
    Some(
        (from + 1..=to)
            .map(|n| format!("{head}{n:0width$}"))
            .collect(),
    )
}

/// A number in two parts: what stands before its last digits, and these.
pub(super) fn serial(number: &str) -> Option<(&str, u32)> {
    let head = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let tail = number.get(head.len()..)?;
    Some((head, tail.parse().ok()?))
}

/// 岚政办发〔2026〕11号, brackets of any kind, in match form; the letters before the bracket may take in a word too many.
static DOC_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\p{Han}{1,12}[〔\[(【﹝]\s*(?:19|20)\d\d\s*[〕\])】﹞]\s*(?:第)?\s*\d{1,5}\s*号")
        .ok()
});

/// Document numbers in a text, in one spelling.
pub(super) fn doc_numbers(text: &str) -> Vec<String> {
    let Some(pattern) = DOC_NUMBER.as_ref() else {
        return Vec::new();
    };
    pattern
        .find_iter(&fold(text))
        .map(|m| {
            m.as_str()
                .chars()
                .filter(|c| !c.is_whitespace() && *c != '第')
                .map(|c| match c {
                    '[' | '(' | '【' | '﹝' => '〔',
                    ']' | ')' | '】' | '﹞' => '〕',
                    other => other,
                })
                .collect()
        })
        .collect()
}

/// The records of all versions of the books of a kind, of each the newest: registers grow, and a later file need not repeat them.
pub(super) fn newest<'a>(
    series: impl Iterator<Item = &'a Series>,
    kind: BookKind,
) -> Vec<BookRow<'a>> {
    let mut rows = Vec::new();
    for one in series.filter(|s| s.kind == kind) {
        let mut at: HashMap<&str, usize> = HashMap::new();
        for row in one.versions.iter().rev().flat_map(Book::rows) {
            at.entry(row.record.key.as_str()).or_insert_with(|| {
                rows.push(row);
                rows.len()
            });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_runs_of_numbers_are_written_out() {
        assert_eq!(listed("ZZ2026-054、053"), ["zz2026-054", "zz2026-053"]);
        assert_eq!(
            listed("ＺＺ2026－001至004"),
            ["zz2026-001", "zz2026-002", "zz2026-003", "zz2026-004"]
        );
        assert_eq!(listed("A-9至A-11"), ["a-9", "a-10", "a-11"]);
        assert_eq!(listed("ZZ2026-003等12件"), ["zz2026-003"]);
        assert!(listed("无").is_empty());
    }

    #[test]
    fn a_document_number_has_one_spelling() {
        assert_eq!(doc_numbers("沧政函[2026] 第15 号"), ["沧政函〔2026〕15号"]);
    }
}
