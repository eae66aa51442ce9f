//! Reads books of records out of documents, and knows what is due: versions, deadlines, workdays, steps, the closed loop.
//!
//! Pure: the day taken as today is an argument, and nothing is decided here; which event may follow which state is.

mod workdays;

pub use workdays::Workdays;
