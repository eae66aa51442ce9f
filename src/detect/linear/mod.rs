//! Small linear models over texts: characters in ones, twos and threes beside named features; trained here, read as plain text.
//!
//! A model is a table from features to weights and nothing else, so that whoever doubts an answer can add it up by hand.
//! Training is deterministic: the same examples in the same order give the same file, byte for byte.

mod bag;
mod descent;
mod file;
mod key;
mod model;
mod table;
mod train;

pub use bag::{Bag, Field, Named, Settings, Tally};
pub use file::FileError;
pub use key::Key;
pub use model::{Linear, Share};
pub use train::{Example, Recipe, Task, one_against_rest, train};
