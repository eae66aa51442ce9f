//! Books of records, and what is due.
mod demo;
mod demo_due;
mod diff;
mod due;
mod entry;
pub(crate) mod fixture;
mod matrix;
mod profile;
mod read;
mod read_any;
mod running;
mod shelf;
mod similarity;
mod workdays;
