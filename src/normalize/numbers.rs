//! STUB numbers
