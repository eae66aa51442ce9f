//! What a search returns.
use serde::{Deserialize, Serialize};

use super::Place;

/// One passage that matches a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Path relative to the imported root.
    pub file: String,
    /// Place of the passage.
    pub place: Place,
    /// Host unit.
    pub unit: Option<String>,
    /// Period label.
    pub period: Option<String>,
    /// Chinese name of the document type.
    #[serde(rename = "type")]
    pub doc_type: String,
    /// The passage as it stands in the source.
    pub text: String,
    /// What matched, as half-open character ranges of `text`.
    pub highlights: Vec<(u32, u32)>,
    /// For a table row, the cells that hold the highlights, in A1 notation; the whole row's place is in `place`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
    /// Rank score; comparable only within one answer.
    pub score: f32,
}

/// Hits counted by one property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Value, e.g. a unit's name; empty where unknown.
    pub value: String,
    /// Passages.
    pub count: u64,
}

/// The best hits of a query and the counts over all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HitPage {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Number of passages that match in all.
    pub total: u64,
    /// Counts by unit, most first.
    pub by_unit: Vec<Facet>,
    /// Counts by period, latest first.
    pub by_period: Vec<Facet>,
    /// Counts by document type, most first.
    pub by_type: Vec<Facet>,
}
