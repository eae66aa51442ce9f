//! Reads books of records out of documents, and knows what is due: versions, deadlines, workdays, steps, the closed loop.
//!
//! Pure: the day taken as today is an argument, and nothing is decided here; which event may follow which state is.

pub mod due;
mod read;
mod registers;
mod series;
mod similarity;
mod words;
mod workdays;

pub use due::due_list;
pub use read::books;
pub use registers::Registers;
pub use series::series;
pub use similarity::{Alike, Pairs, similarity};
pub use workdays::{CalendarFault, Reckoned, Workdays};
