//! Promises of the OFD reader.
mod carried;
mod hostile;
mod maker;
mod pages;
mod places;
mod real;
mod structure;
