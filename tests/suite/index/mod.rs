//! Promises of `index`.
