//! Promises of `cli`.
