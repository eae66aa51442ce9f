//! The demo batch against its answer key: planted problems are found, traps stay silent.
use std::{collections::BTreeMap, path::Path};

use jiff::civil::{Date, date};
use taizhang::workflow::{BatchScore, Evaluator, Side, Silent};

/// Floors of the foundation: share of planted problems found, and share of traps flagged.
const RECALL: f64 = 0.8;
const TRAPS_FLAGGED: f64 = 0.05;
/// Floors of the checks between ledgers and reports; none of their traps may be flagged.
const CHECKS_RECALL: f64 = 0.9;
const CHECKS_PRECISION: f64 = 0.95;

/// The day the answer keys speak of.
const REPORTING_DAY: Date = date(2026, 10, 10);

/// Scores a batch and prints what came of it.
fn score(batch: &Path) -> BatchScore {
    let evaluator = Evaluator::built_in().unwrap();
    let score = evaluator.batch(batch, REPORTING_DAY, &Silent).unwrap();
    let mut table: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    for row in score.rows.iter().filter(|r| !r.entry.optional) {
        let entry = &row.entry;
        let name = entry.check.as_deref().unwrap_or(&entry.indicator);
        let at = if entry.is_problem() { 0 } else { 2 };
        let counts = table.entry(name).or_default();
        counts[at] += 1;
        counts[at + 1] += u32::from(row.hit);
        if row.is_wrong() {
            let what = if row.hit { "trapped" } else { "missed " };
            println!(
                "{what} {name:26} {} {} ({})",
                entry.file, entry.quote, entry.note
            );
        }
    }
    for (flag, _) in score.flags.iter().filter(|(_, right)| !right) {
        let draft = &flag.draft;
        println!(
            "besides {:26} {} {:?} {} | {}",
            draft.rule,
            draft.source.file(),
            draft.source.place().cell,
            draft.source.quote(),
            draft.reason
        );
    }
    println!("{:28} found  trapped", "indicator or check");
    for (name, [problems, found, traps, trapped]) in &table {
        println!("{name:28} {found}/{problems}    {trapped}/{traps}");
    }
    for (name, side) in [
        ("in documents", Side::Documents),
        ("between ledgers and reports", Side::Checks),
    ] {
        let found = score.tally(Some(side));
        let (traps, trapped) = score.traps(side);
        let (flags, besides) = score.flags_on(side);
        println!(
            "{name}: recall {}/{} = {:.2}; traps flagged {trapped}/{traps}; flags {flags} of which {besides} on no planted problem, precision {:.2}",
            found.tp,
            found.tp + found.missed,
            found.recall().unwrap_or_default(),
            precision(&score, side)
        );
    }
    for file in &score.files {
        assert_eq!(file.recovery.name(), "complete", "{file:?}");
    }
    score
}

/// Share of the flags that lie on a planted problem.
fn precision(score: &BatchScore, side: Side) -> f64 {
    let (flags, besides) = score.flags_on(side);
    1.0 - f64::from(besides) / f64::from(flags.max(1))
}

#[test]
fn planted_problems_are_found_and_traps_stay_silent() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let score = score(&demo);
    let recall = |side| score.tally(Some(side)).recall().unwrap();
    assert!(recall(Side::Documents) >= RECALL);
    let (traps, trapped) = score.traps(Side::Documents);
    assert!(f64::from(trapped) <= TRAPS_FLAGGED * f64::from(traps));
    assert!(recall(Side::Checks) >= CHECKS_RECALL);
    assert!(precision(&score, Side::Checks) >= CHECKS_PRECISION);
    assert_eq!(score.traps(Side::Checks).1, 0);
}

/// Scores a batch that lies outside the repository: `TAIZHANG_BATCH=<folder> cargo test --test suite -- --ignored scored --nocapture`.
#[test]
#[ignore = "prints the figures of a batch somebody names"]
fn a_batch_elsewhere_is_scored() {
    let batch = std::env::var("TAIZHANG_BATCH").expect("TAIZHANG_BATCH names the folder");
    let score = score(Path::new(&batch));
    assert!(score.rows.iter().any(|r| r.entry.is_problem()));
}
