//! One test binary. Each folder mirrors a room of the house; each file checks one promise.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests read fixtures and may fail loudly"
)]

mod architecture;
mod cli;
mod corpora;
mod detect;
mod import;
mod index;
mod ledger;
mod model;
mod normalize;
mod reconcile;
mod report;
mod review;
mod store;
mod tokenize;
mod web;
mod workflow;

/// The folder of shared material beside the checkout, when it is there.
#[allow(dead_code, reason = "used by tests that need the material")]
fn shared(path: &str) -> Option<std::path::PathBuf> {
    let found = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(path);
    if found.exists() {
        Some(found)
    } else {
        println!("skipped: ../shared/{path} is not there");
        None
    }
}
