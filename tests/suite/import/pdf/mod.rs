//! Promises of the PDF reader.

mod codes;
mod hostile;
mod maker;
mod tables;
mod text;
