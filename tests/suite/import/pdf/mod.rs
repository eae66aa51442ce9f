//! Promises of the PDF reader.

mod hostile;
mod maker;
mod tables;
mod text;
