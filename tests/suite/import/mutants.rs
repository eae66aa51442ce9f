//! Damaged copies of every format end in a reading that is sound or in a reason, never in a panic or a long wait.
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use rayon::prelude::*;
use taizhang::{
    import::{Recognized, RecognizedLine, Recognizer, read_all},
    model::{Format, Limits, RawFile, Reason},
};

use super::{
    damage::{Dice, damaged, damaged_inside, parts},
    seeds::{Seed, demo, seeds},
    sound,
};

/// Damaged copies of each format, shared among its seeds.
const COPIES: u64 = 300;
/// Copies for each larger paper of the demo batch, read with less haste.
const DEMO_COPIES: u64 = 6;
/// One copy in so many must still give text, else the damage never reaches the inside of the reader.
const LEAST_READ: usize = 10;
/// No copy may take longer, in a build for tests on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// Limits that keep a copy that repeats without end from filling the test machine.
fn limits() -> Limits {
    Limits {
        expanded_mb: 64,
        cells: 1_000_000,
        ..Limits::default()
    }
}

/// Finds one line in every picture: what must be painted for recognition is painted, and pictures have something to quote.
struct Echo;

impl Recognizer for Echo {
    fn recognize(&self, _picture: &[u8], _pages: u32) -> Result<Recognized, Reason> {
        let line = RecognizedLine {
            text: "图中文字".to_owned(),
            confidence: 50,
            frame: [0, 0, 160, 40],
            block: 0,
            page: 1,
        };
        Ok(Recognized { lines: vec![line] })
    }

    fn most_pages(&self) -> u32 {
        3
    }
}

fn is_fine(name: &str, bytes: &[u8]) -> Result<Vec<RawFile>, String> {
    let start = Instant::now();
    let rows = read_all(name, bytes, &limits(), Some(&Echo));
    if start.elapsed() > LONGEST {
        return Err(format!("took {:?}", start.elapsed()));
    }
    for raw in &rows {
        if raw.reasons.iter().any(|r| r.code == "reader-panicked") {
            return Err(format!("panic in {}", raw.file));
        }
        sound::file(raw).map_err(|wrong| format!("{}: {wrong}", raw.file))?;
    }
    Ok(rows)
}

/// What came of damaged copies.
#[derive(Default)]
struct Outcome {
    /// Copies of which text was read all the same: the damage goes deeper than the first check of a reader.
    read: usize,
    /// What must not be.
    wrong: Vec<String>,
}

/// Reads `copies` damaged copies; every second copy of a package is hurt inside a part.
fn survive(seed: &Seed, copies: u64) -> Outcome {
    let parts = parts(&seed.bytes);
    let one = |number: u64| {
        let dice = &mut Dice::new(number);
        let copy = match &parts {
            Some(parts) if number % 2 == 1 => damaged_inside(parts, dice),
            _ => damaged(&seed.bytes, dice),
        };
        let rows = is_fine(&seed.name, &copy)?;
        // Places are compared for some: normalizing costs more than reading.
        if number.is_multiple_of(10) {
            for raw in &rows {
                sound::places(raw)?;
            }
        }
        Ok(rows.iter().any(|raw| !raw.blocks.is_empty()))
    };
    let outcomes: Vec<Result<bool, String>> = (0..copies).into_par_iter().map(one).collect();
    let mut all = Outcome::default();
    for (outcome, number) in outcomes.into_iter().zip(0..) {
        match outcome {
            Ok(read) => all.read += usize::from(read),
            Err(wrong) => all
                .wrong
                .push(format!("{} copy {number}: {wrong}", seed.name)),
        }
    }
    all
}

#[test]
fn damaged_copies_of_every_format_are_survived() {
    let mut by_format: BTreeMap<Format, Vec<Seed>> = BTreeMap::new();
    for seed in seeds() {
        by_format.entry(seed.format).or_default().push(seed);
    }
    let mut wrong = Vec::new();
    for (format, seeds) in by_format {
        let start = Instant::now();
        let copies = COPIES.div_ceil(seeds.len() as u64);
        let mut read = 0;
        for seed in &seeds {
            let outcome = survive(seed, copies);
            read += outcome.read;
            wrong.extend(outcome.wrong);
        }
        let name = format.name();
        let total = copies as usize * seeds.len();
        println!(
            "{name}: {read} of {total} copies gave text, {:?}",
            start.elapsed()
        );
        if read * LEAST_READ < total {
            wrong.push(format!("{name}: only {read} of {total} copies gave text"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn damaged_papers_of_the_demo_batch_are_survived() {
    let wrong: Vec<String> = demo()
        .iter()
        .flat_map(|seed| survive(seed, DEMO_COPIES).wrong)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Acceptance of issue 3: the quote-at-place property holds for every format.
#[test]
fn quotations_of_every_format_equal_the_file_at_their_place() {
    for seed in seeds().into_iter().chain(demo()) {
        let rows = is_fine(&seed.name, &seed.bytes).unwrap();
        let mut quotations = 0;
        for raw in &rows {
            quotations += sound::places(raw).unwrap_or_else(|e| panic!("{}: {e}", raw.file));
        }
        assert!(quotations > 0, "{}: nothing to quote", seed.name);
    }
}
