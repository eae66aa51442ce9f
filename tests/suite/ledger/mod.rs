//! Books of records, and what is due.
mod diff;
mod due;
pub(crate) mod fixture;
mod read;
mod matrix;
mod shelf;
mod similarity;
mod workdays;
