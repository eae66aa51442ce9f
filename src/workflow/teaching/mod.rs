//! Teaches what the detector learns from labelled text, and tries it on writers it never saw.
mod reader;
mod texts;

pub use reader::{OnPaper, Taught, Trial};

use crate::detect::{Labelled, RealSentence};

/// Labelled texts and sentences of real papers to teach from.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    labelled: Vec<Labelled>,
    real: Vec<RealSentence>,
}

impl Lessons {
    /// How many labelled texts and real sentences there are.
    #[must_use]
    pub fn len(&self) -> (usize, usize) {
        (self.labelled.len(), self.real.len())
    }
    /// Who wrote the labelled texts: the names of their files, in order.
    #[must_use]
    pub fn writers(&self) -> Vec<String> {
        let mut writers: Vec<String> = self.labelled.iter().map(|l| l.writer.clone()).collect();
        writers.sort();
        writers.dedup();
        writers
    }
}
