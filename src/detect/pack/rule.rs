//! A rule ready to run.
use crate::{
    detect::gate::Terrain,
    model::{Certainty, DocType, Severity},
};

/// A compiled rule.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) indicator: String,
    pub(crate) id: String,
    pub(crate) version: u32,
    /// Who wrote it, when the file says so.
    pub(crate) author: Option<String>,
    pub(crate) name: String,
    pub(crate) family: String,
    /// Path of its file.
    pub(crate) file: String,
    /// First 12 hexadecimal digits of the SHA-256 of the file.
    pub(crate) hash: String,
    pub(crate) severity: Severity,
    pub(crate) certainty: Certainty,
    pub(crate) scope: Scope,
    pub(crate) doc_types: Vec<DocType>,
    pub(crate) sections: Vec<String>,
    pub(crate) skip_sections: Vec<String>,
    pub(crate) columns: Vec<String>,
    /// Characters a unit may have.
    pub(crate) chars: std::ops::RangeInclusive<u32>,
    pub(crate) message: Message,
    pub(crate) basis: Vec<(String, String, Option<String>)>,
    pub(crate) kind: Kind,
    pub(crate) unless: Vec<Unless>,
}

impl Rule {
    /// What the rule looks at.
    pub(crate) fn terrain(&self) -> Terrain<'_> {
        Terrain {
            scope: self.scope,
            sections: &self.sections,
            skip_sections: &self.skip_sections,
            columns: &self.columns,
        }
    }
}

/// What a rule looks at, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Sentences of paragraphs and list items, and of cells in the named columns.
    Sentence,
    /// Whole paragraphs and list items, and whole cells in the named columns.
    Paragraph,
    /// Only whole cells in the named columns of record rows.
    LedgerRow,
}

#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) reason: String,
    pub(crate) ask: Vec<String>,
    pub(crate) would_clear: Option<String>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// All triggers must be found.
    Pattern { when: Vec<When> },
    /// The weighted sum must reach the threshold.
    Score {
        features: Vec<Feature>,
        threshold: f64,
        /// Features of which one must be found.
        required: Vec<usize>,
        /// Features that show how concrete the text is.
        concreteness: Vec<usize>,
    },
}

#[derive(Debug)]
pub(crate) struct When {
    pub(crate) name: String,
    pub(crate) group: u32,
    /// Whether mentions count like uses.
    pub(crate) mentions_count: bool,
    /// Whether it must stand in one clause with the other groups that say so.
    pub(crate) same_clause: bool,
    /// How far from the unit it may stand.
    pub(crate) within: Within,
}

#[derive(Debug)]
pub(crate) struct Unless {
    pub(crate) name: String,
    pub(crate) group: Option<u32>,
    pub(crate) slots: Vec<u32>,
    pub(crate) at_least: u32,
    pub(crate) columns: Vec<String>,
    pub(crate) within: Within,
    /// Whether a match right after a denial does not count.
    pub(crate) affirmed: bool,
    pub(crate) lowers: bool,
}

/// How far a trigger or an exemption is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Unit,
    Around,
    Passage,
}

#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) name: String,
    pub(crate) weight: f64,
    pub(crate) cap: u32,
    pub(crate) group: Option<u32>,
    pub(crate) slots: Vec<u32>,
    /// Slogans only count where they are used; a fact counts wherever it stands.
    pub(crate) mentions_count: bool,
}
