//! Reads books of records out of documents, and knows what is due: versions, deadlines, workdays, steps, the closed loop.
//!
//! Pure: the day taken as today is an argument, and nothing is decided here; which event may follow which state is.

pub mod due;
mod registers;
mod similarity;
mod words;
mod workdays;

pub use due::due_list;
pub use registers::Registers;
pub use similarity::{Alike, Pairs, similarity};
pub use workdays::{CalendarFault, Reckoned, Workdays};
