//! Promises of `detect`.

mod cases;
mod copied_text;
mod loading;
mod number_conflict;
mod registry;
mod sample;
