//! Where the second reader reads in a document.
use std::sync::LazyLock;

use serde::Deserialize;

use super::features::number_of;
use crate::{
    detect::{gate::Terrain, pack::rule::Scope},
    model::{DocType, Severity, fold},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    doc_types: Vec<DocType>,
    columns: Vec<String>,
    indicator: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    severity: Severity,
    doc_types: Option<Vec<DocType>>,
    columns: Option<Vec<String>>,
    #[serde(default)]
    sections: Vec<String>,
}

/// Where one indicator is read.
#[derive(Debug)]
pub(super) struct Reads {
    pub(super) nth: u8,
    pub(super) severity: Severity,
    pub(super) doc_types: Vec<DocType>,
    columns: Vec<String>,
    sections: Vec<String>,
}

impl Reads {
    /// Paragraphs, list items and cells under these headings and in these columns.
    pub(super) fn terrain(&self) -> Terrain<'_> {
        Terrain {
            scope: Scope::Paragraph,
            sections: &self.sections,
            skip_sections: &[],
            columns: &self.columns,
        }
    }
}

/// Every indicator that can be read in a passage by itself.
pub(super) static READS: LazyLock<Vec<Reads>> = LazyLock::new(|| reads().unwrap_or_default());

fn reads() -> Result<Vec<Reads>, String> {
    let file: File = toml::from_str(include_str!("reads.toml")).map_err(|e| e.to_string())?;
    let (doc_types, columns) = (file.doc_types, file.columns);
    file.indicator
        .into_iter()
        .map(|e| {
            Ok(Reads {
                nth: number_of(&e.id).ok_or(e.id)?,
                severity: e.severity,
                doc_types: e.doc_types.unwrap_or_else(|| doc_types.clone()),
                columns: e.columns.unwrap_or_else(|| columns.clone()),
                sections: e.sections.iter().map(|s| fold(s)).collect(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_indicator_named_is_learned() {
        assert_eq!(super::reads().map(|r| r.len()), Ok(18));
    }
}
