//! What is wrong with a rule file, and on which line.
use std::ops::Range;

use crate::model::Reason;

/// One fault of one rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// Path of the rule file as it was given.
    pub file: String,
    /// Line, counted from 1.
    pub line: u32,
    /// What is wrong and what to do; the text stands in the surface's catalogues.
    pub reason: Reason,
}

/// Collects the faults of one file, turning byte offsets into line numbers.
pub(super) struct Faults<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<RuleError>,
}

impl<'a> Faults<'a> {
    pub(super) fn of(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            found: Vec::new(),
        }
    }
    /// Notes a fault at a byte range of the file.
    pub(super) fn at(&mut self, span: &Range<usize>, reason: Reason) {
        let upto = self.text.get(..span.start.min(self.text.len()));
        let line = upto.map_or(0, |t| t.matches('\n').count()) + 1;
        self.found.push(RuleError {
            file: self.file.to_owned(),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            reason,
        });
    }
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
    pub(super) fn into_inner(self) -> Vec<RuleError> {
        self.found
    }
}
