//! Measures the detector against labelled texts, batches with an answer key, and text on which it should be silent.
mod specimen;

pub use specimen::read_pairing;
