//! Promises of `store`.
