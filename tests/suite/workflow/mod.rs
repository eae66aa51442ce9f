//! Promises of `workflow`.
