//! Promises of `detect`.

mod cases;
mod loading;
mod number_conflict;
mod registry;
mod sample;
