//! Reads books of records out of documents, and knows what is due: versions, deadlines, workdays, steps, the closed loop.
//!
//! Pure: the day taken as today is an argument, and nothing is decided here; which event may follow which state is.

mod diff;
pub mod due;
pub mod entry;
mod read;
mod matrix;
mod registers;
mod series;
mod similarity;
mod words;
mod workdays;

pub use diff::diff;
pub use due::due_list;
pub use matrix::{loop_matrix, step_matrix};
pub use read::books;
pub(crate) use registers::plain;
pub use registers::{Registers, names_a_matter};
pub use series::series;
pub use similarity::{Alike, Pairs, similarity};
pub(crate) use words::is_filled;
pub use workdays::{CalendarFault, Reckoned, Workdays};
