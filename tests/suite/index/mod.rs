//! Promises of `index`.
mod answers;
mod commits;
mod documents;
mod language;
mod ranking;
mod recall;
mod snippets;
mod tables;
