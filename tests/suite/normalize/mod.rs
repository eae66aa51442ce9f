//! Promises of `normalize`.
mod dates;
mod numbers;
