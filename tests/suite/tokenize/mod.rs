//! Promises of `tokenize`.
mod cutter;
mod lexicon;
