//! Books of records, and what is due.
mod due;
mod shelf;
mod similarity;
mod workdays;
