//! How fast the parts are, each beside a baseline measured in the same run.
//!
//! `cargo bench` runs every group; `cargo bench -- index query/phrase` those whose name contains one of the words. Each group prints, for every
//! entry, the best time and the median over all rounds of its ratio to the group's first entry: on a busy machine the ratio is
//! what to believe. `-- --mb 28` sets how many megabytes of text are used; `-- --rounds 3` how often each entry runs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints and may fail loudly"
)]

mod concreteness;
mod contest;
mod copies;
mod detection;
mod end_to_end;
mod formats;
mod index;
mod load;
mod matching;
mod query;
mod reconcile;
mod texts;
mod tokenize;

use contest::Settings;

/// Runs a group.
type Group = fn(&Settings);

/// Every group, in the order they run.
const GROUPS: &[(&str, Group)] = &[
    ("tokenize", tokenize::run),
    ("match", matching::run),
    ("index", index::run),
    ("query", query::run),
    ("end_to_end", end_to_end::run),
    ("detection", detection::run),
    ("concreteness", concreteness::run),
    ("formats", formats::run),
    ("reconcile", reconcile::run),
    ("copies", copies::run),
    ("load", load::run),
];

fn main() {
    let settings = Settings::from_arguments(std::env::args().skip(1));
    for (name, run) in GROUPS {
        if settings.wants_group(name) {
            run(&settings);
        }
    }
}
