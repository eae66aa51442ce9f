//! Promises of `detect`.

mod cases;
mod loading;
mod registry;
mod sample;
