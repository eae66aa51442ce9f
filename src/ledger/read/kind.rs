//! Which kind of book a table is: its title and sheet say it, else its columns, else the document it stands in.
mod fields;

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{BookKind, DocType, Document, RowKind, Table};

use fields::Fields;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    kind: Vec<Named>,
}

/// Words that name a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    words: Vec<String>,
}

/// The shipped words; a test of this file proves that they can be read.
static NAMED: LazyLock<Vec<Named>> = LazyLock::new(|| {
    toml::from_str::<Lists>(include_str!("kinds.toml"))
        .unwrap_or_default()
        .kind
});

/// The kind of a table, if it is a book.
pub(super) fn of(document: &Document, table: &Table) -> Option<BookKind> {
    let fields = Fields(table);
    if fields.known() < LEAST_FIELDS {
        return None;
    }
    let named = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        NAMED
            .iter()
            .filter(|named| named.words.iter().any(|w| text.contains(w.as_str())))
            .filter_map(|named| BookKind::from_name(&named.name))
            .find(|kind| fields.allow(*kind))
    };
    fields
        .telling()
        .or_else(|| table.title.as_deref().and_then(named))
        .or_else(|| named(&table.sheet))
        .or_else(|| title_rows(table).find_map(named))
        .or_else(|| {
            let kind = of_document(document.doc_type.value)?;
            fields.allow(kind).then_some(kind)
        })
        .or_else(|| fields.general())
        .or_else(|| document.title.as_deref().and_then(named))
}

/// Columns that must be understood for a table to be a book.
const LEAST_FIELDS: usize = 3;

fn title_rows(table: &Table) -> impl Iterator<Item = &str> {
    table
        .rows
        .iter()
        .filter(|r| r.kind == RowKind::Title)
        .flat_map(|r| &r.cells)
        .map(|c| c.text.as_str())
}

fn of_document(doc_type: DocType) -> Option<BookKind> {
    match doc_type {
        DocType::总账 => Some(BookKind::总账),
        DocType::细账 => Some(BookKind::细账),
        DocType::整改清单 => Some(BookKind::整改清单),
        DocType::投诉台账 => Some(BookKind::投诉台账),
        DocType::收文登记 => Some(BookKind::收文登记),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BookKind, NAMED};

    #[test]
    fn every_kind_has_words() {
        let named: Vec<BookKind> = NAMED
            .iter()
            .filter_map(|n| BookKind::from_name(&n.name))
            .collect();
        assert_eq!(named.len(), NAMED.len());
        assert!(BookKind::ALL.iter().all(|k| named.contains(k)));
    }
}
