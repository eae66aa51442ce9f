//! A reason to be told to people, in whichever language they read.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A message code of the catalogue (`reason.<code>`) and what to put into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Code, in kebab-case; the surface's catalogues hold its text in each language.
    pub code: String,
    /// Values named in the text, e.g. `detail`.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

impl Reason {
    /// A reason without values.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            args: BTreeMap::new(),
        }
    }
    /// Adds one value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}
