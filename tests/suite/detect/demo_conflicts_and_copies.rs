//! The demo batch as the arithmetic and copy checks see it: planted problems are found, traps are not.
use std::{fs, path::Path};

use taizhang::{
    detect::{RulePacks, compare, examine},
    import,
    model::{Document, FlagDraft, ReadingSettings},
    normalize,
};

const MINE: &[&str] = &["number-conflict", "copied-text"];
/// The demo's own promise: at least four planted problems in five.
const LEAST_RECALL: f64 = 0.8;

fn documents(root: &Path) -> Vec<Document> {
    import::walk(root)
        .into_iter()
        .filter(|f| !f.file.ends_with(".ndjson"))
        .map(|f| {
            let raw = import::read_bytes(&f.file, &fs::read(&f.path).unwrap());
            let mut d = normalize::document(&raw, &ReadingSettings::default());
            normalize::refresh(&mut d);
            d
        })
        .collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a flag stands on the words, or in the cell, of an entry of the answer key.
fn meets(flag: &FlagDraft, entry: &serde_json::Value) -> bool {
    let quote = squeezed(entry["quote"].as_str().unwrap_or_default());
    let sources = || std::iter::once(&flag.source).chain(flag.evidence.iter().map(|e| &e.source));
    if flag.indicator != entry["indicator"].as_str().unwrap_or_default() {
        return false;
    }
    let here = flag.source.file() == entry["file"].as_str().unwrap_or_default();
    if let Some(cell) = entry["cell"].as_str() {
        return here && flag.source.place().cell.as_deref() == Some(cell);
    }
    sources().any(|s| {
        let own = squeezed(s.quote());
        s.file() == entry["file"].as_str().unwrap_or_default()
            && own.chars().count() >= 6
            && (own.contains(&quote) || quote.contains(&own))
    })
}

#[test]
fn planted_conflicts_and_copies_are_found_and_traps_are_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let documents = documents(&root);
    let all: Vec<&Document> = documents.iter().collect();
    let mut flags: Vec<FlagDraft> = documents.iter().flat_map(|d| examine(d, &packs)).collect();
    flags.extend(compare(&all, &packs));
    flags.retain(|f| MINE.contains(&f.indicator.as_str()));
    let key = fs::read_to_string(root.join("truth.ndjson")).unwrap();
    let entries: Vec<serde_json::Value> = key
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .filter(|e: &serde_json::Value| MINE.contains(&e["indicator"].as_str().unwrap_or_default()))
        // What only the checks between ledgers and reports see is asked of them.
        .filter(|e| e["check"].is_null() && e["optional"].is_null())
        .collect();
    let (mut found, mut planted, mut trapped) = (0, 0, 0);
    let is_read = |file: &str| {
        documents
            .iter()
            .any(|d| d.file == file && !d.passages.is_empty())
    };
    for entry in &entries {
        let files = ["file", "other_file"].map(|k| entry[k].as_str());
        if !files.into_iter().flatten().all(is_read) {
            println!("NOT READ {files:?}");
            continue;
        }
        let hit = flags.iter().any(|f| meets(f, entry));
        let line = format!(
            "{} {} {}",
            entry["indicator"], entry["file"], entry["quote"]
        );
        match (entry["kind"] == "problem", hit) {
            (true, true) => (found, planted) = (found + 1, planted + 1),
            (true, false) => {
                planted += 1;
                println!("MISSED {line}");
            }
            (false, true) => {
                trapped += 1;
                println!("TRAPPED {line}");
            }
            (false, false) => {}
        }
    }
    for f in &flags {
        let known = entries
            .iter()
            .any(|e| e["kind"] == "problem" && meets(f, e));
        let mark = if known { "planted" } else { "EXTRA" };
        println!(
            "{mark} {} {} {:?} {} | {} | {:?}",
            f.indicator,
            f.source.file(),
            f.source.place().cell,
            f.source.quote(),
            f.reason,
            f.explain.formula
        );
    }
    println!(
        "demo: {found} of {planted} planted found, {trapped} of {} traps flagged, {} flags in all",
        entries.len() - planted,
        flags.len()
    );
    assert!(f64::from(found) >= f64::from(planted as u32) * LEAST_RECALL);
    assert_eq!(trapped, 0);
}
