//! Books of records, and what is due.
mod demo;
mod diff;
mod due;
pub(crate) mod fixture;
mod matrix;
mod read;
mod shelf;
mod similarity;
mod workdays;
