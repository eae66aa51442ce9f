//! Promises of `detect`.

mod cases;
mod copied_text;
mod loading;
mod number_conflict;
mod gold;
mod loading;
mod mention;
mod real_text;
mod registry;
mod sample;
