//! Promises of `detect`.

mod cases;
mod compared_gold;
mod concreteness;
mod copied_directive;
mod copied_text;
mod copied_text_figures;
mod demo_conflicts_and_copies;
mod honest;
mod hostile;
mod linear;
mod loading;
mod mention;
mod number_conflict;
mod pairing;
mod real_text;
mod replies;
mod registry;
mod sample;
