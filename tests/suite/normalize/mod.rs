//! Promises of `normalize`.
