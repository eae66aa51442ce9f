//! Promises of `detect`.
