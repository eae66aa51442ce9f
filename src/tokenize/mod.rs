//! Cuts sentences into words (jieba and our own lexicon).
//!
//! Words only rank search results: what is found never depends on where words were cut.

mod cutter;
mod lexicon;

pub use cutter::{Cutter, Word};
pub use lexicon::{Lexicon, LexiconError, LexiconWord};
