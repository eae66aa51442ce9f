//! Books of records, and what is due.
mod due;
pub(crate) mod fixture;
mod read;
mod shelf;
mod similarity;
mod workdays;
