//! What is asked, as a tree; and the way from a written query to it.
//!
//! The language is described in [`crate::index`].

mod days;
mod error;
mod lexer;
mod parser;
mod written;

use crate::model::{char_slice, fold};
use crate::tokenize::Cutter;

pub(super) use days::Days;
pub use error::QueryError;

/// A query that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    root: Node,
}

/// One part of a query.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Phrase(Phrase),
    Filter(Filter),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
}

/// Characters to be found one after the other, in match form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) chars: Vec<char>,
    /// Whether blanks set for layout count (a phrase in quotation marks) or not (a bare word).
    pub(super) exact: bool,
}

/// A condition that is not looked for in the text as a whole. Names and texts are in match form.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Filter {
    Unit(String),
    Type(String),
    File(String),
    Period(Days),
    Dated(Days),
    Cell { column: String, test: CellTest },
}

/// What a table cell is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CellTest {
    Contains(Vec<char>),
    Is(Vec<char>),
    Filled,
    Empty,
}

/// What is to be highlighted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Needle<'q> {
    Text(&'q Phrase),
    Cell { column: &'q str, test: &'q CellTest },
}

impl Query {
    /// Understands a written query; the language is described in [`crate::index`].
    ///
    /// # Errors
    /// When the query is empty or breaks the rules, with the place and the reason.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Ok(Self {
            root: parser::parse(text)?,
        })
    }

    /// A query for exactly these characters, whatever they are; full and half width and the like are still the same.
    ///
    /// # Errors
    /// When `text` is empty.
    pub fn exactly(text: &str) -> Result<Self, QueryError> {
        if text.is_empty() {
            return Err(QueryError::new(0, 0, "query-empty"));
        }
        Ok(Self {
            root: Node::Phrase(Phrase {
                chars: fold(text).chars().collect(),
                exact: true,
            }),
        })
    }

    /// The same query with every bare word of several words cut into them, to be offered when a query finds nothing:
    /// `水务局整改情况` becomes `水务局 整改 情况`, which need not stand together. `None` when there is nothing to cut.
    ///
    /// Phrases in quotation marks, filters and exclusions stay as they are. Show it with [`ToString`].
    #[must_use]
    pub fn loosened(&self, cutter: &Cutter) -> Option<Self> {
        let root = loosen(&self.root, cutter);
        (root != self.root).then_some(Self { root })
    }

    pub(super) fn root(&self) -> &Node {
        &self.root
    }

    /// What is to be highlighted: everything asked for, nothing that is excluded.
    pub(super) fn needles(&self) -> Vec<Needle<'_>> {
        fn gather<'q>(node: &'q Node, needles: &mut Vec<Needle<'q>>) {
            match node {
                Node::Phrase(phrase) => needles.push(Needle::Text(phrase)),
                Node::Filter(Filter::Cell { column, test }) => {
                    needles.push(Needle::Cell { column, test });
                }
                Node::Filter(_) | Node::Not(_) => {}
                Node::And(parts) | Node::Or(parts) => {
                    parts.iter().for_each(|part| gather(part, needles));
                }
            }
        }
        let mut needles = Vec::new();
        gather(&self.root, &mut needles);
        needles
    }
}

fn loosen(node: &Node, cutter: &Cutter) -> Node {
    match node {
        Node::Phrase(Phrase {
            chars,
            exact: false,
        }) => {
            let text: String = chars.iter().collect();
            let words: Vec<Node> = cutter
                .cut(&text)
                .into_iter()
                // One character alone is mostly a particle, and might be read as an operator.
                .filter(|w| w.end - w.start >= 2)
                .map(|w| char_slice(&text, &(w.start..w.end)))
                .filter(|w| w.starts_with(char::is_alphanumeric))
                .map(|w| {
                    Node::Phrase(Phrase {
                        chars: w.chars().collect(),
                        exact: false,
                    })
                })
                .collect();
            if words.len() > 1 {
                Node::And(words)
            } else {
                node.clone()
            }
        }
        Node::And(parts) => Node::And(parts.iter().map(|p| loosen(p, cutter)).collect()),
        Node::Or(parts) => Node::Or(parts.iter().map(|p| loosen(p, cutter)).collect()),
        Node::Phrase(_) | Node::Filter(_) | Node::Not(_) => node.clone(),
    }
}
