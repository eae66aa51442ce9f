//! Promises of `report`.
