//! The map of the house. Modules are listed in the order the data flows.
#![doc = include_str!("ARCHITECTURE.md")]

rust_i18n::i18n!("src/cli/locales", fallback = "en");

// The nouns every other module speaks.
pub mod model;

// 1. One file into raw text or raw tables.
pub mod import;
// 2. Raw text and tables into a document whose every character keeps its place.
pub mod normalize;
// 3. Sentences into words.
pub mod tokenize;
// 4. Words into a searchable index, queries into hits.
pub mod index;
// 5. Documents into flags.
pub mod detect;
// 6. Documents into books of records; what is due, and which event may follow which state.
pub mod ledger;
// 7. What reports claim beside what the books say.
pub mod reconcile;
// 8. Flags and people: which decision may follow which.
pub mod review;
// 9. Material into the papers that leave the building.
pub mod report;

// Below: what cannot be rebuilt, and the workspace folder.
pub mod store;

// Above: the only module that knows the order of the steps.
pub mod workflow;
// On top: the command line and the workbench in the browser.
pub mod cli;
pub mod web;
