//! Promises of `detect`.

mod cases;
mod copied_text;
mod demo;
mod gold;
mod loading;
mod mention;
mod number_conflict;
mod real_text;
mod registry;
mod sample;
