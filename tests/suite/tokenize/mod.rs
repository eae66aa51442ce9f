//! Promises of `tokenize`.
