//! What a record is known by: its number, its title, and its key in every version of the book.
use crate::model::BookKind;

use super::record::{Row, is_blank};

/// Fields of which the first that is filled names the matter.
const MATTER: &[&str] = &[
    "title",
    "content",
    "node",
    "directive_text",
    "requirement",
    "problem",
    "measure",
    "goal",
    "evidence_title",
    "proves",
    "matter_of",
];
/// Longest title taken from a cell that holds more, in characters.
const LONGEST_TITLE: usize = 80;

/// Whether the number of the row is that of a merged cell that began in a row above.
pub(super) fn is_under_merged_number(row: &Row<'_>) -> bool {
    number_fields(row.book.kind)
        .iter()
        .find_map(|name| row.field(name))
        .is_some_and(|f| f.row != row.row.row)
}

/// The number of a record, widths and blanks made uniform.
pub(super) fn number(row: &Row<'_>) -> Option<String> {
    number_fields(row.book.kind).iter().find_map(|name| {
        let text = uniform(row.text(name));
        (!is_blank(&text)).then_some(text)
    })
}

/// A number without blanks and in half width, the brackets of document numbers as 〔〕.
fn uniform(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '[' | '［' | '【' => '〔',
            ']' | '］' | '】' => '〕',
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// What a record is about, in a line.
pub(super) fn title(row: &Row<'_>) -> String {
    let Some(text) = MATTER
        .iter()
        .map(|name| row.text(name))
        .find(|t| !is_blank(t))
    else {
        return String::new();
    };
    let first = text
        .split(['\n', '\r', '。'])
        .map(str::trim)
        .find(|l| !l.is_empty())
        .unwrap_or(text);
    let joined: String = if text.chars().count() <= LONGEST_TITLE {
        text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect()
    } else {
        first.chars().take(LONGEST_TITLE).collect()
    };
    joined.trim().to_owned()
}

/// Number; else document number; else title and unit. Books that refer to other records add what tells their rows apart.
pub(super) fn key(row: &Row<'_>, no: Option<&str>, title: &str, lead: &[String]) -> String {
    let parts: &[&str] = match row.book.kind {
        BookKind::细账 => &["node_seq", "node"],
        BookKind::延期登记 => &["nth", "applied_date", "new_deadline"],
        BookKind::佐证清单 if row.text("evidence_no").is_empty() => &["evidence_title"],
        BookKind::调度登记 => &["period", "due_date", "lead_unit"],
        _ => &[],
    };
    let own = !row.text("item_no").is_empty() && row.book.kind != BookKind::细账;
    if let Some(no) = no {
        let detail = parts
            .iter()
            .filter(|_| !own)
            .map(|p| row.text(p))
            .find(|t| !t.is_empty());
        return match detail {
            Some(detail) => format!("{no}#{detail}"),
            None => no.to_owned(),
        };
    }
    let doc_no = uniform(row.text("doc_no"));
    if !is_blank(&doc_no) {
        // A register has a line for each paper; in other books several matters come from one.
        let squeezed: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        return if row.book.kind == BookKind::收文登记 || squeezed.is_empty() {
            doc_no
        } else {
            format!("{doc_no}#{squeezed}")
        };
    }
    let mut key: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    for part in parts {
        let text = row.text(part);
        if !text.is_empty() && text != title {
            key = format!("{key}#{text}");
            break;
        }
    }
    match lead.first() {
        Some(unit) => format!("{key}|{unit}"),
        None => key,
    }
}

/// Fields in which a record's number stands, the surest first.
fn number_fields(kind: BookKind) -> &'static [&'static str] {
    match kind {
        BookKind::细账 => &["detail_no", "ledger_no", "item_no"],
        BookKind::总账 => &["ledger_no", "item_no"],
        BookKind::佐证清单 => &["evidence_no", "item_no", "ledger_no"],
        BookKind::延期登记 | BookKind::销号登记 | BookKind::调度登记 => {
            &["item_no", "ledger_no"]
        }
        _ => &["item_no"],
    }
}
